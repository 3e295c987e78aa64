import { fold } from "../../routing/conditions/fold.ts";
import { isOwnerName } from "../../routing/lead/owners.ts";
import { allNeeds, needs } from "../../routing/policy/needs.ts";
import type { Policy } from "../../routing/policy/policy.ts";
import type { Rep } from "../../routing/reps/rep.ts";
import { suggest } from "../read/problem.ts";
import { answers } from "./cells.ts";
import { type Finding, listWords, poolWords } from "./finding.ts";
import type { Model } from "./model.ts";
import type { Team } from "./skills.ts";
import type { Question } from "./tests.ts";

/** Findings for territories, pools and products that nothing else in the policy uses. */
export function unusedNames({ policy, questions }: Model, reps: readonly Rep[] | undefined): Finding[] {
  const asked = questions.get("territory") ?? [];
  const named = [...policy.rules, policy.otherwise].flatMap(({ pools }) => pools);
  const { after_max_wait, after_attempts, onboarding } = policy;
  const later = [...after_max_wait, ...(after_attempts?.pools ?? []), ...(onboarding ? [onboarding.pool] : [])];
  const pools = new Set([...named, ...later]);
  return [
    ...Object.keys(policy.territories)
      .filter((name) => !asked.some((question) => answers(question, [name])))
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
          says: "no rule sends leads to this pool, nor does otherwise, after_max_wait or after_attempts",
        }),
      ),
    ...unusedNurture(policy),
    ...unusedProducts(policy, questions.get("products") ?? [], reps),
  ];
}

/** A finding for mails that no lead can get. */
const unusedNurture = ({ nurture, lanes }: Policy): Finding[] =>
  nurture.length === 0 || lanes.some(({ action }) => action === "nurture")
    ? []
    : [
        {
          check: "unused-name",
          path: ["nurture"],
          about: ["nurture"],
          says: "no lane has the action nurture, so nobody is sent these mails",
        },
      ];

/** A finding for products of the form that make no difference, if other products do. */
function unusedProducts(policy: Policy, asked: readonly Question[], reps: readonly Rep[] | undefined): Finding[] {
  const needed = Object.values(policy.pools).some(({ needs }) => needs.includes("product"));
  // Without a roster nobody knows which products its reps list.
  if (needed && reps === undefined) return [];
  const sellers = needed ? (reps ?? []).filter(({ active, role }) => active && role === "rep") : [];
  const sold = sellers.flatMap(({ products }) => products.map(fold));
  const named = (id: string) => asked.some((question) => question.ask !== "known" && answers(question, [id]));
  const unused = policy.form.products.filter(({ id }) => !named(id) && !sold.includes(id)).map(({ id }) => id);
  if (unused.length === 0 || unused.length === policy.form.products.length) return [];
  const at = policy.form.products.findIndex(({ id }) => id === unused[0]);
  return [
    {
      check: "unused-name",
      path: ["form", "products", at],
      about: unused,
      says: `nothing names ${listWords(unused)}${needed ? ", and no rep lists it" : ""}: to ask for it is like asking for no product in particular`,
    },
  ];
}

/** Findings for reps whom a rule names but who cannot be offered a lead. */
export function namedReps({ rules }: Policy, reps: readonly Rep[]): Finding[] {
  return rules.flatMap(({ rep: id, pools, else: next }, rule): Finding[] => {
    const rep = reps.find((one) => one.id === id);
    if (typeof id !== "string" || isOwnerName(id) || (rep?.active && rep.role === "rep")) return [];
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
        says: `${why}: leads of this rule ${next ? "go on with the rules below" : `go to ${poolWords(pools)} at once`}`,
      },
    ];
  });
}

/**
 * Findings for pools in which some reps list what they take and others nothing, where the policy does not say what an
 * empty cell means.
 */
export function emptyCells(policy: Policy, team: Team): Finding[] {
  return allNeeds.flatMap((need): Finding[] => {
    const { list } = needs[need];
    const mixed = Object.entries(policy.pools).flatMap(([pool, { needs: needed, unlisted }]) => {
      const empty = team.members(pool).filter((rep) => rep[list].length === 0);
      const isMixed = empty.length > 0 && empty.length < team.members(pool).length;
      return unlisted === undefined && needed.includes(need) && isMixed
        ? [{ pool, ids: empty.map(({ id }) => id) }]
        : [];
    });
    const [first] = mixed;
    if (!first) return [];
    const { pool, ids } = first;
    const others = mixed.length > 1 ? `, as some do in ${mixed.length - 1} more` : "";
    return [
      {
        check: "empty-cell",
        path: ["pools", pool, "needs"],
        about: [pool, need, ...ids],
        says: `${listWords(ids)} ${ids.length === 1 ? "lists" : "list"} no ${need} and so may have any lead, beside others who list theirs${others}: say \`unlisted: everything\` if that is meant, or \`nothing\``,
      },
    ];
  });
}

/** Findings for pools without an active rep. */
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
