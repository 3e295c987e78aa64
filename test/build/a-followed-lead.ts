import { startedFollow } from "../../routing/follow/follow-up.ts";
import type { Lead } from "../../routing/lead/lead.ts";
import { anOfferedLead } from "./a-lead.ts";
import { aPolicy } from "./a-policy.ts";
import { aRep } from "./a-rep.ts";

/** Monday 2 November 2026, 15:00 UTC, which is 9 o'clock in Mexico City, where Ana begins to work. */
export const monday = "2026-11-02T15:00:00.000Z";
export const ana = aRep();

/** A warm lead that Ana accepted at nine and was introduced to: the first contact is due at ten. */
export function aFollowedLead(policy = aPolicy(), changes: Partial<Lead> = {}): Lead {
  const [offer] = anOfferedLead().offers;
  const owned = anOfferedLead({
    status: "introduced",
    ownerId: "ana",
    acceptedAt: monday,
    introducedAt: monday,
    offers: [{ ...(offer as Lead["offers"][number]), outcome: "accepted", points: 3, countedIn: ["2026-11-02"] }],
  });
  return { ...owned, follow: startedFollow(owned, ana, policy, monday), ...changes };
}
