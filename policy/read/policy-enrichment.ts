import { compile, search } from "@jmespath-community/jmespath";
import { type Document, list, record, valueIssue } from "./any-document.ts";
import type { Issue, Path } from "./issue.ts";
import { describeValue } from "./problem.ts";

/** The time-out of the function that calls the providers, in milliseconds. */
const longestLimit = 20_000;

/** Issues of the enrichment section: repeated providers, headers, JMESPath expressions and the limit. */
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

/** The error of a JMESPath expression (https://jmespath.site), whatever data it is applied to; undefined if it is valid. */
export function expressionError(expression: string): string | undefined {
  const messageOf = (error: unknown): string | undefined => (error as Error).message.split("\n")[0];
  try {
    compile(expression);
  } catch (error) {
    return messageOf(error);
  }
  try {
    search({}, expression);
  } catch (error) {
    // Many functions fail on empty data, so only errors about unknown functions count.
    if (/unknown function/i.test((error as Error).message)) return messageOf(error);
  }
  return undefined;
}
