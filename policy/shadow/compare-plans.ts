import { boardOf } from "../../routing/choice/board.ts";
import { decideLead } from "../../routing/decide.ts";
import type { Lead } from "../../routing/lead/lead.ts";
import type { Policy } from "../../routing/policy/policy.ts";
import type { Rep } from "../../routing/reps/rep.ts";

/** What a policy means to do with a lead, whoever's turn it is. */
export interface Plan {
  /** `manager`: nobody in the pools may ever take it. */
  kind: "rejected" | "mailed" | "routed" | "manager";
  lane?: string;
  /** A rule's name, or `otherwise`. */
  rule?: string;
  /** The id of the rep who is asked first. */
  rep?: string;
  pools?: readonly string[];
  priority?: string;
}

/** What two policies mean to do with one lead. */
export interface Compared {
  live: Plan;
  shadow: Plan;
  /** Whether they mean the same, so that on one board they would choose the same rep. */
  agree: boolean;
}

/**
 * What the live policy and one in its shadow mean to do with a lead, decided from its facts at the same time. Compared is what the policies say:
 * rejected or not, lane, rule's pools and rep, preferences and needs. Names of rules may differ. Whose turn it is depends on the ledgers, which
 * only the live decision moves.
 * @param at ISO 8601
 */
export function comparePlans(lead: Lead, live: Policy, shadow: Policy, reps: readonly Rep[], at: string): Compared {
  const [one, other] = [planOf(lead, live, reps, at), planOf(lead, shadow, reps, at)];
  return { live: one, shadow: other, agree: meaning(one, live) === meaning(other, shadow) };
}

function planOf(lead: Lead, policy: Policy, reps: readonly Rep[], at: string): Plan {
  const board = boardOf(
    reps.map((rep) => ({ ...rep, openLeads: 0 })),
    new Map(),
  );
  const asNew: Lead = { ...lead, status: "new", offers: [], waitingSince: undefined, rule: undefined };
  const decision = decideLead(asNew, policy, board, at);
  if (decision.kind === "rejected") return { kind: "rejected" };
  const { lane, priority } = "assessment" in decision ? decision.assessment : {};
  const assessed = { ...(lane && { lane: lane.lane }), ...(priority && { priority: priority.level }) };
  if (!("choice" in decision)) return { kind: "mailed", ...assessed };
  const { rule, rep, pools } = decision.rule;
  const kind = decision.choice.kind === "escalate" ? ("manager" as const) : ("routed" as const);
  return { kind, ...assessed, rule, ...(rep !== undefined && { rep }), pools };
}

/** All of a plan on which the choice of a rep depends, as a text. */
function meaning({ kind, lane, rep, pools = [], priority, rule }: Plan, { pools: known, rules }: Policy): string {
  if (kind === "rejected") return kind;
  if (kind === "mailed") return JSON.stringify([kind, lane]);
  const { prefer, wait } = rules.find((one) => one.rule === rule) ?? {};
  const asked = pools.map((pool) => {
    const { name: _, manager: __, ledger: ___, history: ____, ...choosing } = known[pool] ?? {};
    return [pool, choosing];
  });
  return JSON.stringify([kind, lane, priority, rep, wait, prefer, asked]);
}
