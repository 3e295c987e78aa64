import { hash } from "node:crypto";
import { type Lead, type LeadStatus, leadStatuses } from "../../routing/lead/lead.ts";
import { allows } from "../../routing/lead/lifecycle.ts";
import { turnOrder } from "../../routing/offers/turn-order.ts";
import type { Write } from "../dynamo.ts";

/** Spreads the index of due leads, so that no partition of it grows hot. */
export const dueShards = 4;
const shardOf = (leadId: string): string => `DUE#${hash("sha256", leadId, "buffer").readUInt8(0) % dueShards}`;

/** The key of a lead. */
export const leadKey = (id: string) => ({ pk: `LEAD#${id}`, sk: "LEAD" });
/** The key of a person: a hash of their address, so that keys contain no personal data. */
export const personKey = (email: string) => ({
  pk: `PERSON#${hash("sha256", email.trim().toLowerCase(), "base64url")}`,
  sk: "PERSON",
});

/** The only partition of the index of waiting leads, which are few: a partition allows 1,000 writes a second. */
export const waitList = "WAITING";

/** The lead's item, with the attributes of its indexes. */
export const toItem = (lead: Lead) => ({
  ...leadKey(lead.id),
  ...lead,
  ...(lead.dueAt && { dueShard: shardOf(lead.id) }),
  ...(lead.status === "waiting" && {
    waitList,
    turn: turnOrder(lead),
    waitKeyHash: hash("sha256", lead.waitKey ?? lead.id, "base64url").slice(0, 22),
  }),
});

const statusesBefore = (to: LeadStatus): LeadStatus[] => leadStatuses.filter((from) => allows(from, to));

/**
 * The write of a lead that was loaded at `lead.rev`: refused when somebody has written since or the transition is not
 * allowed.
 */
export function leadWrite(leads: string, lead: Lead): { Put: NonNullable<Write["Put"]> } {
  const before = statusesBefore(lead.status);
  return {
    Put: {
      TableName: leads,
      Item: toItem({ ...lead, rev: lead.rev + 1 }),
      ConditionExpression: `rev = :rev AND #status IN (${before.map((_, n) => `:s${n}`).join(", ")})`,
      ExpressionAttributeNames: { "#status": "status" },
      ExpressionAttributeValues: { ":rev": lead.rev, ...Object.fromEntries(before.map((from, n) => [`:s${n}`, from])) },
    },
  };
}
