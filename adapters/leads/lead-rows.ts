import { hash } from "node:crypto";
import { bounded } from "../../routing/lead/bounded-lead.ts";
import {
  holdersOf,
  type Lead,
  type LeadFacts,
  type LeadStatus,
  leadStatuses,
  poolOf,
} from "../../routing/lead/lead.ts";
import { allows } from "../../routing/lead/lifecycle.ts";
import { keeperOf, listingOf, nextAct, unresolvedSince } from "../../routing/lead/listing.ts";
import { isMeetingNews } from "../../routing/lead/meeting.ts";
import { numberKey } from "../../routing/lead/same-person.ts";
import { personOf } from "../../routing/lead/shared-mailbox.ts";
import { isSynthetic } from "../../routing/lead/synthetic.ts";
import { turnOrder } from "../../routing/offers/turn-order.ts";
import type { Write } from "../dynamo.ts";

/** Spreads the index of due leads, so that no partition of it grows hot. */
export const dueShards = 4;
const shardOf = (leadId: string): string => `DUE#${hash("sha256", leadId, "buffer").readUInt8(0) % dueShards}`;

/** The key of a lead. */
export const leadKey = (id: string) => ({ pk: `LEAD#${id}`, sk: "LEAD" });
/** The key of a person: a hash of who they are, so that keys contain no personal data. */
export const personKey = (facts: Pick<LeadFacts, "email" | "name">) => ({
  pk: `PERSON#${hash("sha256", personOf(facts), "base64url")}`,
  sk: "PERSON",
});
/**
 * The key of a lead among those with its telephone number, in the order in which they came; undefined for one without a
 * number. The number is hashed.
 */
export function numberRowKey({
  id,
  facts,
  receivedAt,
}: Pick<Lead, "id" | "facts" | "receivedAt">): { pk: string; sk: string } | undefined {
  const key = numberKey(facts);
  return key === undefined
    ? undefined
    : { pk: `NUMBER#${hash("sha256", key, "base64url")}`, sk: `${receivedAt}#${id}` };
}

/** The key of earlier events of a lead, by the number of those before them. */
const timelineKey = (id: string, before: number) => ({
  pk: leadKey(id).pk,
  sk: `TIMELINE#${String(before).padStart(6, "0")}`,
});

/** The only partition of leads with news of their meetings in the index of due rows. */
export const meetingShard = "MEETINGS";
/** The key of the row by which it is found that somebody is to be told of a lead's meetings. */
export const meetingsKey = (id: string) => ({ pk: leadKey(id).pk, sk: "MEETINGS" });

/** The only partition of the index of waiting leads, which are few: a partition allows 1,000 writes a second. */
export const waitList = "WAITING";

/** The lead's item, with the attributes of its indexes: for a synthetic lead of that alone by which it is found when it is due. */
export const toItem = (lead: Lead) => ({
  ...leadKey(lead.id),
  ...lead,
  ...(!isSynthetic(lead.id) && {
    standAt: `${lead.receivedAt} ${lead.id}`,
    holders: holdersOf(lead),
    inPool: poolOf(lead),
    listed: listingOf(lead),
    ...keptBy(lead),
  }),
  ...(lead.dueAt && { dueShard: shardOf(lead.id) }),
  ...(lead.status === "waiting" &&
    !isSynthetic(lead.id) && {
      waitList,
      turn: turnOrder(lead),
      waitKeyHash: hash("sha256", lead.waitKey ?? lead.id, "base64url").slice(0, 22),
    }),
});

/** The item that an erased lead leaves until `ttl` (seconds): in no index, so that no list has it; for good without a `ttl`. */
export const erasedItem = (lead: Lead, ttl: number | undefined) => ({
  ...leadKey(lead.id),
  ...lead,
  ...(ttl !== undefined && { ttl }),
});

/** Where unresolved leads begin among those that somebody keeps: after all others, since nothing is asked of them. */
export const unresolvedFrom = "~unresolved";

/** In the index of those who keep leads, by when they are to do something. */
function keptBy(lead: Lead): { keeper?: string; keptAt?: string } {
  const keeper = keeperOf(lead);
  if (keeper === undefined) return {};
  const unresolvedAt = unresolvedSince(lead);
  // "~" comes after every time.
  const at = unresolvedAt === undefined ? (nextAct(lead)?.at ?? "~") : `${unresolvedFrom} ${unresolvedAt}`;
  return { keeper, keptAt: `${at} ${lead.id}` };
}

const statusesBefore = (to: LeadStatus): LeadStatus[] => leadStatuses.filter((from) => allows(from, to));

/**
 * A lead that was loaded at `lead.rev` as it is kept, and the writes that do so, all or none: refused when somebody has
 * written since or the transition is not allowed. The item is below its bound; events that it has no room for become a row.
 * So does it that somebody is to be told of its meetings, whatever changed them.
 */
export function leadWrites(leads: string, changed: Lead): { kept: Lead; writes: Write[] } {
  const { lead, moved } = bounded(changed);
  const kept = { ...lead, rev: lead.rev + 1 };
  const before = statusesBefore(lead.status);
  const put: Write = {
    Put: {
      TableName: leads,
      Item: toItem(kept),
      // What was erased is written no more, whoever read it before.
      ConditionExpression: `attribute_not_exists(erased) AND rev = :rev AND #status IN (${before.map((_, n) => `:s${n}`).join(", ")})`,
      ExpressionAttributeNames: { "#status": "status" },
      ExpressionAttributeValues: { ":rev": lead.rev, ...Object.fromEntries(before.map((from, n) => [`:s${n}`, from])) },
    },
  };
  const key = timelineKey(lead.id, changed.timelineMoved ?? 0);
  const row = { Put: { TableName: leads, Item: { ...key, timeline: moved } } };
  const due = {
    ...meetingsKey(lead.id),
    rev: kept.rev,
    dueShard: meetingShard,
    dueAt: lead.timeline.at(-1)?.at ?? lead.receivedAt,
  };
  return {
    kept,
    writes: [
      put,
      ...(moved.length > 0 ? [row] : []),
      ...(isMeetingNews(lead) ? [{ Put: { TableName: leads, Item: due } }] : []),
    ],
  };
}
