import { type Condition, evaluate, type Test } from "../../routing/conditions/condition.ts";
import type { Policy } from "../../routing/policy/policy.ts";
import type { Path } from "../read/issue.ts";

/** A test of a policy's condition, with its place. */
export interface TestPlace {
  path: Path;
  attribute: string;
  test: Test;
}

/** The policy's conditions with their places, in the order of its sections. */
export const conditionPlaces = (policy: Policy): { path: Path; when: Condition }[] => [
  ...Object.entries(policy.territories).map(([name, when]) => ({ path: ["territories", name], when })),
  ...lines(["qualification", "reject"], policy.qualification.reject),
  ...policy.score.flatMap(({ points }, n) => lines(["score", n, "points"], points)),
  ...lines(["priority"], policy.priority),
  ...lines(["lanes"], policy.lanes),
  ...lines(["rules"], policy.rules),
];

const lines = (path: Path, of: readonly { when: Condition }[]) =>
  of.map(({ when }, n) => ({ path: [...path, n, "when"], when }));

/** The tests of a condition at a path, also those of the conditions in it. */
export function testPlaces(path: Path, when: Condition): TestPlace[] {
  return Object.entries(when).flatMap(([key, asked]): TestPlace[] => {
    if (asked === undefined) return [];
    const at = [...path, key];
    if (key === "any" || key === "all")
      return (asked as Condition[]).flatMap((part, n) => testPlaces([...at, n], part));
    return key === "not" ? testPlaces(at, asked as Condition) : [{ path: at, attribute: key, test: asked as Test }];
  });
}

/** The territories that give points and that no rule asks for: nobody owns them, whomever they overlap. */
export const territoriesOfPoints = (policy: Policy): ReadonlySet<string> => {
  const asked = (lines: readonly { when: Condition }[]) => {
    const tests = lines
      .flatMap(({ when }) => testPlaces([], when))
      .filter(({ attribute }) => attribute === "territory");
    return (name: string) => tests.some(({ test }) => evaluate({ it: test }, { it: [name] }).holds);
  };
  const [byRules, byPoints] = [asked(policy.rules), asked(policy.score.flatMap(({ points }) => points))];
  return new Set(Object.keys(policy.territories).filter((name) => byPoints(name) && !byRules(name)));
};
