import { applyOffer, type Board } from "./choice/board.ts";
import { chooseRep } from "./choice/choose-rep.ts";
import { deciding } from "./decide-again.ts";
import { handle, type Refusal } from "./follow/hands-on.ts";
import type { Lead } from "./lead/lead.ts";
import type { Policy } from "./policy/policy.ts";
import type { RepState } from "./reps/rep.ts";

/** Where a lead would go: to a rep, to its manager, or to nobody yet; or why it cannot be handed on now. */
export type Goes = { kind: "rep"; to: string } | { kind: "manager" | "waits" } | { kind: "stays"; because: Refusal };

interface Version {
  version: number;
  policy: Policy;
}

/** A lead, who has it, and the policy that it was decided with. */
export interface HeldLead {
  lead: Lead;
  from: string;
  own: Version;
}

/**
 * Where leads would go if they were handed on one after the other now, found by the decision that hands them on. Each takes its
 * place and its cost on the board, which is changed. Offers may be declined, so it is where each goes first.
 * @param now ISO 8601
 */
export function whereTheyGo(
  held: readonly HeldLead[],
  { board, active, reps, now }: { board: Board; active: Version; reps: readonly RepState[]; now: string },
): Goes[] {
  return held.map(({ lead, from, own }): Goes => {
    const handed = handle(lead, { kind: "hand-on", from }, { by: "plan", now, policy: own.policy });
    if (handed.result !== "done") return { kind: "stays", because: handed.result };
    if (handed.lead.status !== "ready") return { kind: handed.lead.status === "escalated" ? "manager" : "waits" };
    const next = deciding(handed.lead, { own, active }, reps, now);
    const choice = chooseRep(next.lead, next.policy, board, now);
    if (choice.kind === "escalate") return { kind: "manager" };
    if (choice.kind === "wait") return { kind: "waits" };
    applyOffer(board, choice);
    return { kind: "rep", to: choice.offer.repId };
  });
}
