import { compile } from "@jmespath-community/jmespath";
import type { Complaint } from "./policy-issues.ts";
import { found } from "./problem.ts";

/** The function that asks ends after this, ms. */
const longestLimit = 20_000;

const record = (value: unknown): Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};

/** What is wrong with the providers of a policy whose enrichment may be wrong in any way. */
export function enrichmentComplaints(document: Record<string, unknown>): Complaint[] {
  const { providers, limit } = record(document.enrichment);
  const listed: unknown[] = Array.isArray(providers) ? providers : [];
  const nameOf = (provider: unknown): unknown => (typeof provider === "string" ? provider : record(provider).http);
  const complaints = listed.flatMap((provider, n): Complaint[] => {
    const path = ["enrichment", "providers", n];
    const name = nameOf(provider);
    const again = name !== undefined && listed.findIndex((other) => nameOf(other) === name) < n;
    return [
      ...(again
        ? [
            {
              path: typeof provider === "string" ? path : [...path, "http"],
              at: "value" as const,
              expected: `there is another provider ${found(name)} above`,
            },
          ]
        : []),
      ...Object.entries(record(record(provider).map)).flatMap(([fact, expression]): Complaint[] => {
        const wrong = typeof expression === "string" ? syntaxError(expression) : undefined;
        return wrong ? [{ path: [...path, "map", fact], at: "value", expected: wrong }] : [];
      }),
    ];
  });
  const [, amount, unit] = /^(\d+)(ms|s)$/.exec(String(limit)) ?? [];
  const milliseconds = Number(amount ?? 0) * (unit === "s" ? 1000 : 1);
  return milliseconds <= longestLimit
    ? complaints
    : [...complaints, { path: ["enrichment", "limit"], at: "value", expected: "expected at most 20s" }];
}

function syntaxError(expression: string): string | undefined {
  try {
    compile(expression);
    return undefined;
  } catch (error) {
    return `not a JMESPath expression: ${(error as Error).message.split("\n")[0]}`;
  }
}
