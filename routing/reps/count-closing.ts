import type { Closing } from "../lead/follow.ts";
import type { Lead } from "../lead/lead.ts";
import type { Policy } from "../policy/policy.ts";
import { kindOf } from "./effort.ts";

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
