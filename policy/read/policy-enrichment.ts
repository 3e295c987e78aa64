import { compile, search } from "@jmespath-community/jmespath";
import { type Document, list, record, valueIssue } from "./any-document.ts";
import type { Issue, Path } from "./issue.ts";
import { describeValue } from "./problem.ts";

/** The function that asks ends after this, ms. */
const longestLimit = 20_000;

/** What is wrong with the providers of a policy whose enrichment may be wrong in any way. */
export function enrichmentIssues(document: Document): Issue[] {
  const { providers, limit } = record(document.enrichment);
  const names = list(providers).map((provider) => (typeof provider === "string" ? provider : record(provider).http));
  const [, amount, unit] = /^(\d+)(ms|s)$/.exec(String(limit)) ?? [];
  const milliseconds = Number(amount ?? 0) * (unit === "s" ? 1000 : 1);
  return [
    ...list(providers).flatMap((provider, n): Issue[] => {
      const at: Path = ["enrichment", "providers", n];
      const { map, header, prefix } = record(provider);
      const again = names[n] !== undefined && names.indexOf(names[n]) < n;
      return [
        ...(again
          ? [
              valueIssue(
                typeof provider === "string" ? at : [...at, "http"],
                `there is another provider ${describeValue(names[n])} above`,
              ),
            ]
          : []),
        ...(prefix !== undefined && header === undefined
          ? [
              valueIssue(
                [...at, "prefix"],
                "stands before a secret, and no header carries one; expected a header as well",
              ),
            ]
          : []),
        ...Object.entries(record(map)).flatMap(([fact, expression]) => {
          const wrong = typeof expression === "string" ? expressionError(expression) : undefined;
          return wrong === undefined ? [] : [valueIssue([...at, "map", fact], `not a JMESPath expression: ${wrong}`)];
        }),
      ];
    }),
    ...(milliseconds > longestLimit ? [valueIssue(["enrichment", "limit"], "expected at most 20s")] : []),
  ];
}

/** What the expression language (https://jmespath.site) minds about an expression, whatever it is asked about. */
function expressionError(expression: string): string | undefined {
  const messageOf = (error: unknown): string | undefined => (error as Error).message.split("\n")[0];
  try {
    compile(expression);
  } catch (error) {
    return messageOf(error);
  }
  try {
    search({}, expression);
  } catch (error) {
    // Of an empty answer any function may mind that what it needs is not there.
    if (/unknown function/i.test((error as Error).message)) return messageOf(error);
  }
  return undefined;
}
