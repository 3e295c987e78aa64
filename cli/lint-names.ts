import type { Policy } from "../routing/policy.ts";
import { mentionedIn } from "../routing/policy-values.ts";
import type { Rep } from "../routing/rep.ts";
import { type Finding, listed, poolWords } from "./lint-finding.ts";
import type { Team } from "./lint-skills.ts";
import { suggest } from "./problem.ts";

/** Territories, pools and products that the rest of the policy does without. */
export function unusedNames(policy: Policy, reps: readonly Rep[] | undefined): Finding[] {
  const territories = lower(mentionedIn(policy).get("territory"));
  const pools = new Set([...policy.rules, policy.otherwise].flatMap(({ pools }) => pools));
  return [
    ...Object.keys(policy.territories)
      .filter((name) => !names(territories, name))
      .map(
        (name): Finding => ({
          check: "unused-name",
          path: ["territories", name],
          about: [name],
          says: "nothing asks for this territory: being in it changes nothing for a lead",
        }),
      ),
    ...Object.keys(policy.pools)
      .filter((pool) => !pools.has(pool))
      .map(
        (pool): Finding => ({
          check: "unused-pool",
          path: ["pools", pool],
          about: [pool],
          says: "no rule sends leads to this pool, nor does otherwise",
        }),
      ),
    ...unusedProducts(policy, reps),
  ];
}

/** Whether the policy asks for a name, or for a text that would find it. */
const names = ({ values, texts }: { values: string[]; texts: string[] }, name: string): boolean =>
  values.includes(name) || texts.some((text) => name.includes(text));

const lower = ({ values = [], texts = [] }: { values?: unknown[]; texts?: string[] } = {}) => ({
  values: values.map((value) => String(value).toLowerCase()),
  texts: texts.map((text) => text.toLowerCase()),
});

/** Products of the form that count for nothing, where others do count. */
function unusedProducts(policy: Policy, reps: readonly Rep[] | undefined): Finding[] {
  const asked = lower(mentionedIn(policy).get("products"));
  const needed = Object.values(policy.pools).some(({ needs }) => needs.includes("product"));
  // Without a roster nobody knows which products its reps list.
  if (needed && reps === undefined) return [];
  const sold = needed ? (reps ?? []).flatMap(({ products }) => products.map((product) => product.toLowerCase())) : [];
  const used = (id: string) => names(asked, id) || sold.includes(id);
  const unused = policy.form.products.filter(({ id }) => !used(id)).map(({ id }) => id);
  if (unused.length === 0 || unused.length === policy.form.products.length) return [];
  const at = policy.form.products.findIndex(({ id }) => id === unused[0]);
  return [
    {
      check: "unused-name",
      path: ["form", "products", at],
      about: unused,
      says: `nothing asks for ${listed(unused)}${needed ? " and no rep lists it" : ""}: asking for it changes nothing for a lead`,
    },
  ];
}

/** Reps whom a rule names and who are not there to be asked. */
export function namedReps({ rules }: Policy, reps: readonly Rep[]): Finding[] {
  return rules.flatMap(({ rep: id, pools }, rule): Finding[] => {
    const rep = reps.find((one) => one.id === id);
    if (!id || id === "owner" || (rep?.active && rep.role === "rep")) return [];
    const why = !rep
      ? `the roster has no rep "${id}"${suggest(
          id,
          reps.map((one) => one.id),
        )}`
      : rep.active
        ? `${id} is a manager, and no lead is offered to one`
        : `${id} is not active`;
    return [
      {
        check: "named-rep",
        path: ["rules", rule, "rep"],
        rules: [rule],
        about: [id],
        says: `${why}: leads of this rule go to ${poolWords(pools)} at once`,
      },
    ];
  });
}

/** Pools in which nobody active works. */
export function emptyPools(policy: Policy, team: Team): Finding[] {
  return Object.keys(policy.pools)
    .filter((pool) => team.members(pool).length === 0)
    .map(
      (pool): Finding => ({
        check: "empty-pool",
        path: ["pools", pool],
        about: [pool],
        says: "nobody active in the roster works in this pool: its leads go to the next pool of their rule, or to the manager",
      }),
    );
}
