import { type Fact, submittedFacts } from "../../routing/facts.ts";
import { saysWhereFrom } from "../../routing/lead/came-from.ts";
import { type Document, record, valueIssue } from "./any-document.ts";
import type { Issue, Path } from "./issue.ts";
import { expressionError } from "./policy-enrichment.ts";
import { describeValue, suggest } from "./problem.ts";

/** Issues of the sources: facts that there are not, expressions that are none, and nothing that finds an address. */
export function sourceIssues(sources: Document, own: ReadonlyMap<string, Fact>): Issue[] {
  const known = [...submittedFacts.map(({ name }): string => name), ...own.keys()];
  return Object.entries(sources).flatMap(([name, source]): Issue[] => {
    const at: Path = ["sources", name];
    const { of, map, id, signed, header } = record(source);
    const wrong = (path: Path, expression: unknown): Issue[] => {
      const error = typeof expression === "string" ? expressionError(expression) : undefined;
      return error === undefined ? [] : [valueIssue(path, `not a JMESPath expression: ${error}`)];
    };
    const facts = Object.keys(record(map));
    return [
      ...facts
        .filter((fact) => !known.includes(fact) && !saysWhereFrom(fact))
        .map((fact): Issue => {
          const expected = `there is no fact ${describeValue(fact)} that a source may bring${suggest(fact, known)}`;
          return { path: [...at, "map", fact], at: "key", expected };
        }),
      ...Object.entries(record(map)).flatMap(([fact, expression]) => wrong([...at, "map", fact], expression)),
      ...wrong([...at, "id"], id),
      ...(of === undefined && !facts.includes("email")
        ? [valueIssue(at, "expected `of`, the service that it is, or a `map` that finds an email")]
        : []),
      ...(header !== undefined && signed !== "header" && !(signed === undefined && (of === "flat" || of === "linkedin"))
        ? [
            valueIssue(
              [...at, "header"],
              "is for sources that send the secret itself; expected `signed: header` as well",
            ),
          ]
        : []),
    ];
  });
}
