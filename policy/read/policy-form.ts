import { type Fact, submittedFacts } from "../../routing/facts.ts";
import { type Document, list, record, valueIssue } from "./any-document.ts";
import type { Issue, Path } from "./issue.ts";
import { describeValue, suggest } from "./problem.ts";

/** Issues of the form with the facts that it asks for: unknown ones, one twice, and the two that each lead has left out. */
export function formIssues(form: Document, own: ReadonlyMap<string, Fact>): Issue[] {
  const known = [...submittedFacts.map(({ name }): string => name), ...own.keys()];
  const unknown = (path: Path, name: unknown): Issue[] =>
    typeof name !== "string" || known.includes(name)
      ? []
      : [
          valueIssue(
            path,
            `there is no fact ${describeValue(name)} that a form may ask for${suggest(name, known)}; the policy's own are declared under attributes`,
          ),
        ];
  const names = Object.entries(record(form.names)).flatMap(([name, fact]) => unknown(["form", "names", name], fact));
  if (form.steps === undefined) return names;
  const fields = list(form.steps).flatMap((step, n) =>
    list(record(step).fields).map((field, m) => {
      const isName = typeof field === "string";
      const path: Path = ["form", "steps", n, "fields", m, ...(isName ? [] : ["field"])];
      return { path, name: isName ? field : record(field).field, hidden: record(field).hidden === true };
    }),
  );
  const missing = ["name", "email"].filter((name) => !fields.some((field) => field.name === name && !field.hidden));
  return [
    ...names,
    ...fields.flatMap(({ path, name }) => unknown(path, name)),
    ...fields.flatMap(({ path, name }, n) =>
      typeof name === "string" && fields.findIndex((one) => one.name === name) < n
        ? [valueIssue(path, `there is another field ${describeValue(name)} above`)]
        : [],
    ),
    ...missing.map((name) =>
      valueIssue(["form", "steps"], `expected a field ${describeValue(name)}, without which there is no lead`),
    ),
  ];
}
