import { type Fact, isNumber } from "../../routing/facts.ts";
import { attributeNames, attributes, isBuiltIn } from "../../routing/policy/attribute.ts";
import { type Document, list, record, valueIssue } from "./any-document.ts";
import type { Issue } from "./issue.ts";
import { describeValue, suggest } from "./problem.ts";

/** Issues with what a score may be learnt from: names of no fact, orders of what is no number, a fact in two lists that differ. */
export function learnIssues(learn: Document, own: ReadonlyMap<string, Fact>): Issue[] {
  const known: readonly string[] = [...attributeNames, ...own.keys()];
  const kindOf = (name: string) => (isBuiltIn(name) ? attributes[name].kind : (own.get(name)?.kind ?? ""));
  const against = { allow: "never", falling: "rising" } as const;
  return ["never", "allow", "rising", "falling"].flatMap((key) =>
    list(learn[key]).flatMap((name, n) => {
      if (typeof name !== "string") return [];
      const say = (expected: string) => [valueIssue(["learn", key, n], expected)];
      if (!known.includes(name)) return say(`there is no attribute ${describeValue(name)}${suggest(name, known)}`);
      if (["rising", "falling"].includes(key) && !isNumber({ kind: kindOf(name) }) && kindOf(name) !== "date")
        return say(`expected a number or a day, and ${name} is none`);
      const other = key === "allow" || key === "falling" ? against[key] : undefined;
      return other && list(learn[other]).includes(name) ? say(`is in \`${other}\` as well; expected it in one`) : [];
    }),
  );
}

/** Issues with the table of chances: points or chances that do not rise, more wins than leads, days that run backwards. */
export function chanceIssues({ from, to, leads, won, steps }: Document): Issue[] {
  const issues: Issue[] = [];
  if (typeof from === "string" && typeof to === "string" && to < from)
    issues.push(valueIssue(["chance", "to"], `expected ${from}, which is from, or a later day, found ${to}`));
  if (typeof leads === "number" && typeof won === "number" && won > leads)
    issues.push(valueIssue(["chance", "won"], `expected at most ${leads}, which is leads, found ${won}`));
  for (const [n, step] of list(steps).entries()) {
    const [before, now] = [record(list(steps)[n - 1]), record(step)];
    if (typeof before.points === "number" && typeof now.points === "number" && now.points <= before.points)
      issues.push(
        valueIssue(["chance", "steps", n, "points"], `expected more than ${before.points}, found ${now.points}`),
      );
    if (typeof before.chance === "number" && typeof now.chance === "number" && now.chance < before.chance)
      issues.push(
        valueIssue(
          ["chance", "steps", n, "chance"],
          `expected at least ${before.chance}, since points mean more, found ${now.chance}`,
        ),
      );
  }
  return issues;
}
