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
/** A person is known by the hash of their address only, so that keys hold no personal data. */
export const personKey = (email: string) => ({
  pk: `PERSON#${hash("sha256", email.trim().toLowerCase(), "base64url")}`,
  sk: "PERSON",
});

/** One list, since leads that wait are few and seldom written: a partition of an index takes 1,000 writes a second. */
export const waitList = "WAITING";

/** The lead as the table holds it. */
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

/** The write of a lead that was loaded at `lead.rev`: refused when anybody wrote since, or the move is not allowed. */
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
