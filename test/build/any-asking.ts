import fc from "fast-check";
import { preferences } from "../../routing/lead/why.ts";
import type { Attribute } from "../../routing/policy/attribute.ts";
import { allNeeds } from "../../routing/policy/needs.ts";
import { aCondition, duration, subset, words } from "./any-condition.ts";

// How random policies ask: their rules and their pools.

const ownTime = fc.oneof(duration, fc.constant("none"));

/** A rule over these pools. `decided` are the derived attributes that it may ask, with their values. */
export function aRule(pools: readonly string[], decided: Partial<Record<Attribute, readonly string[]>>) {
  const rule = fc.record(
    {
      when: aCondition(decided),
      rep: fc.constantFrom<string | { fact: string }>("owner", "ana", "colleague", "account-owner", {
        fact: "campaign",
      }),
      wait: duration,
      pools: subset(pools, 1),
      prefer: subset(preferences, 1),
      before_next: duration,
      split: fc.record(Object.fromEntries(pools.map((id) => [id, fc.integer({ min: 1, max: 9 })]))),
      sla: fc.record({ answer: ownTime, first_contact: ownTime }, { requiredKeys: [] }),
      because: words,
    },
    { requiredKeys: ["when", "rep", "pools"] },
  );
  // Half of them go on with the rules below in place of pools of their own.
  return fc.tuple(rule, fc.boolean()).map(([{ pools, prefer, before_next, split, ...named }, goesOn]) =>
    goesOn
      ? { ...named, else: "next" }
      : {
          ...{ ...named, pools },
          ...(prefer && { prefer }),
          ...(before_next && { before_next }),
          ...(split && { split: Object.fromEntries(pools.map((id) => [id, split[id]])) }),
        },
  );
}

const pool = fc.record(
  {
    name: words,
    manager: fc.constant("marta"),
    needs: subset(allNeeds),
    prefer: subset(preferences),
    show_to: fc.integer({ min: 2, max: 10 }),
    ledger: fc.constantFrom("shared", "other"),
    history: fc.integer({ min: 1, max: 999 }).map((days) => `${days}d`),
    several: fc.constantFrom("all", "any"),
    unlisted: fc.constantFrom("everything", "nothing"),
    per_rep: fc
      .record(
        Object.fromEntries(["hour", "day", "week", "month"].map((kind) => [kind, fc.integer({ min: 1, max: 99 })])),
        {
          requiredKeys: [],
        },
      )
      .filter((limits) => Object.keys(limits).length > 0),
    most_ahead: fc.integer({ min: 0, max: 30 }),
    fairness: fc.constantFrom("eligible", "equal-counts"),
    named_leads: fc.constantFrom("free", "count"),
    hours: fc.constantFrom("working", "any"),
  },
  { requiredKeys: ["manager"] },
);
/** Who is shown a lead at once shares it alone. */
export const aPool = pool.map(({ show_to, ...one }) => ({
  ...one,
  ...(show_to && one.fairness !== "equal-counts" && { show_to }),
}));
