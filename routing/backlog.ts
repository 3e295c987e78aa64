import { applyOffer, type Board } from "./board.ts";
import { type Choice, chooseRep } from "./choose-rep.ts";
import type { Lead } from "./lead/lead.ts";
import { ruleFor } from "./match-rule.ts";
import { waitEnds, waitsSince } from "./offers/longest-wait.ts";
import type { Policy } from "./policy/policy.ts";
import { minute } from "./time/wall-clock.ts";

/**
 * Whose turn it is on this board: `now` where the lead would be offered or escalated, and on the board an offer's place
 * is taken then, so that who comes later in the order finds what is left; `not-yet` where it and all that wait as the
 * same would go on waiting.
 */
export function reserveOnBoard(lead: Lead, policy: Policy, board: Board, now: string): "now" | "not-yet" {
  const choice = chooseRep({ ...lead, rule: ruleFor(lead, policy, now) }, policy, board, now);
  if (choice.kind === "wait") return "not-yet";
  // Those to whom a lead is shown at once hold no place for it.
  if (choice.kind === "offer" && !choice.round) applyOffer(board, choice);
  return "now";
}

/** No lead looks for a rep by itself more often than this: changes wake it before. Minutes. */
const between = 60;
/** Over how many minutes those spread that wait for the same moment. */
const spread = 15;

/**
 * When a lead that waits looks again although nothing woke it (ISO 8601): some minutes after its next chance, an hour
 * from now at the soonest, and never past the end of its wait, which is that of the rep whom its rule names while it
 * waits for them. The minutes are the lead's own, so that those who wait for one shift do not come all at once.
 */
export function retryAt(lead: Lead, choice: Extract<Choice, { kind: "wait" }>, policy: Policy, now: string): string {
  const at = Date.parse(now);
  const ends = waitEnds(lead, policy, at);
  const wait = choice.waitsFor === undefined ? undefined : lead.rule?.wait;
  const longest = wait === undefined ? ends : Math.min(waitsSince(lead, at) + wait * minute, ends);
  const chance = Math.max(Date.parse(choice.until), at + between * minute) + partOf(lead.id) * spread * minute;
  return new Date(Math.min(chance, longest)).toISOString();
}

/** From 0 to 1, always the same for the same id. */
function partOf(id: string): number {
  let sum = 0;
  for (let n = 0; n < id.length; n++) sum = (sum * 31 + id.charCodeAt(n)) % 9973;
  return sum / 9973;
}
