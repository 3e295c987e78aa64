import { applyOffer, type Board } from "./choice/board.ts";
import { type Choice, chooseRep } from "./choice/choose-rep.ts";
import type { Lead } from "./lead/lead.ts";
import { waitEnds, waitsSince } from "./offers/longest-wait.ts";
import type { Policy } from "./policy/policy.ts";
import { ruled } from "./steps.ts";
import { minute } from "./time/wall-clock.ts";

/**
 * Whether a waiting lead would be served on this board. `now`: it would be offered or escalated; an offer takes its
 * place on the board, so that later leads see what is left. `not-yet`: it would go on waiting, and so would all leads
 * with the same wait key.
 */
export function reserveOnBoard(lead: Lead, policy: Policy, board: Board, now: string): "now" | "not-yet" {
  const choice = chooseRep(ruled(lead, policy, board.roster, now), policy, board, now);
  if (choice.kind === "wait") return "not-yet";
  // Offers to a group take no place.
  if (choice.kind === "offer" && !choice.round) applyOffer(board, choice);
  return "now";
}

/** The shortest time between two retries of a waiting lead that nothing wakes. Minutes. */
const between = 60;
/** The jitter of leads that wait for the same moment. Minutes. */
const spread = 15;

/**
 * When a waiting lead retries although nothing woke it (ISO 8601): some minutes after its next chance, in an hour at
 * the earliest, and never after the end of its wait. While it waits for the rep whom its rule names, the rule's wait
 * counts. The minutes are derived from the lead's id, so that leads that wait for one shift do not retry all at once.
 */
export function retryAt(lead: Lead, choice: Extract<Choice, { kind: "wait" }>, policy: Policy, now: string): string {
  const at = Date.parse(now);
  const ends = waitEnds(lead, policy, at);
  const wait = choice.waitsFor === undefined ? undefined : lead.rule?.wait;
  const named = wait === undefined ? ends : Math.min(waitsSince(lead, at) + wait * minute, ends);
  const longest = choice.nextAt === undefined ? named : Math.min(Date.parse(choice.nextAt), named);
  const chance = Math.max(Date.parse(choice.until), at + between * minute) + partOf(lead.id) * spread * minute;
  return new Date(Math.min(chance, longest)).toISOString();
}

/** A number from 0 to 1 that depends on the id alone. */
function partOf(id: string): number {
  let sum = 0;
  for (let n = 0; n < id.length; n++) sum = (sum * 31 + id.charCodeAt(n)) % 9973;
  return sum / 9973;
}
