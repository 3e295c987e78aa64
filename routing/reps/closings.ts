import * as z from "zod/mini";
import type { Closing } from "../lead/follow.ts";
import type { Lead } from "../lead/lead.ts";
import type { Policy } from "../policy/policy.ts";
import { kindOf } from "./effort.ts";

/** What became of the leads that were closed as won or lost, of one rep or of one kind of lead. */
export const Closings = z.object({
  won: z.number(),
  lost: z.number(),
  /** What was won, in the policy's currency, as far as it was said. */
  value: z.number(),
  /** Minutes from the acceptance to the closing, of all of them together. Clock time. */
  minutes: z.number(),
});
export type Closings = z.infer<typeof Closings>;
export const noClosings: Closings = { won: 0, lost: 0, value: 0, minutes: 0 };

/** The closings of each kind of lead, as `kindOf` names them. */
export type ClosingsByKind = ReadonlyMap<string, Closings>;

/**
 * The closing with what it counts for: as one of its owner's wins or losses, and of its kind. An invalid lead, and one that
 * its person withdrew, say nothing of either.
 */
export function withCount(lead: Lead, closing: Closing, policy: Pick<Policy, "effort">): Closing {
  const { ownerId: repId, offers, acceptedAt } = lead;
  if (repId === undefined || (closing.outcome !== "won" && closing.outcome !== "lost")) return closing;
  // A lead that was reopened was accepted again; how long it took is known from its offer.
  const since = offers.find((one) => one.repId === repId && one.outcome === "accepted")?.answeredAt ?? acceptedAt;
  const took = since === undefined ? 0 : Date.parse(closing.at) - Date.parse(since);
  const kind = kindOf(lead, policy);
  return { ...closing, counted: { repId, ...(kind && { kind }), minutes: Math.max(0, Math.round(took / 60_000)) } };
}

/** What one counted closing adds. */
export const closingsOf = ({ outcome, value, counted }: Closing): Closings =>
  counted
    ? {
        won: outcome === "won" ? 1 : 0,
        lost: outcome === "lost" ? 1 : 0,
        value: (outcome === "won" && value) || 0,
        minutes: counted.minutes,
      }
    : noClosings;

/** Both together. */
export const together = (one: Closings, other: Closings): Closings => ({
  won: one.won + other.won,
  lost: one.lost + other.lost,
  value: one.value + other.value,
  minutes: one.minutes + other.minutes,
});
