import { type DynamoDBDocumentClient, QueryCommand, type QueryCommandOutput } from "@aws-sdk/lib-dynamodb";
import * as z from "zod/mini";
import {
  holdersOf,
  type Lead,
  type LeadFacts,
  type LeadStatus,
  leadStatuses,
  poolOf,
  type TimelineEvent,
} from "../../routing/lead/lead.ts";
import { isFinal } from "../../routing/lead/lifecycle.ts";
import { Listing, listingOf } from "../../routing/lead/listing.ts";
import { leadKey, unresolvedFrom } from "./lead-rows.ts";
import type { LeadStore } from "./lead-store.ts";

/** Which leads are meant; what is left out says nothing. */
export interface LeadFilter {
  statuses: readonly LeadStatus[];
  /** Who has them: the owner, a rep with an open offer, or the manager. */
  holder?: string | undefined;
  pool?: string | undefined;
  /** Only those whose owner was asked for an outcome to the end and never gave one. */
  unresolved?: boolean | undefined;
  /** When they were received: ISO 8601, from then on and before then. */
  since?: string | undefined;
  until?: string | undefined;
}

/** A lead as the index knows it. Eventually consistent: a lead that moves may be seen twice, or as it was. */
export interface ListedLead extends Listing {
  id: string;
  status: LeadStatus;
  /** ISO 8601 */
  receivedAt: string;
  /** Who has it. */
  holders: string[];
  pool?: string;
}

/** A part of a list, the latest first. */
export interface LeadPage {
  leads: ListedLead[];
  /**
   * The position by which the next part begins; absent at the end. It is a time and the id of a lead. A part with fewer
   * leads than asked for looked back to that time.
   */
  next?: string;
}

/** Whether a text is the `next` of a part: a time and the id of a lead. */
export const isListPosition = (text: string): boolean => /^\d{4}-\d{2}-\d{2}T[\d:.]{8,12}Z [\w-]{1,64}$/.test(text);

/** What one part asks for. */
interface Asked {
  most: number;
  /** The `next` of the part before. */
  after?: string | undefined;
}

const LeadStatusName = z.enum(leadStatuses);

/** The most rows of the index that one part reads, about a megabyte or 125 read units: a rare filter ends earlier. */
const mostRead = 2500;
/** How many rows one call reads, at least and at most. */
const chunk = { least: 10, most: 250 } as const;

/** A status while it is read: rows of it that are not told yet, and how far it was read. */
interface Reading {
  status: LeadStatus;
  found: { position: string; lead: ListedLead }[];
  /** Everything down to here was read; undefined before the first call. */
  readTo?: string | undefined;
  from?: Record<string, unknown> | undefined;
  ended: boolean;
}

/** The leads in the order in which they were received, by what they are at, who has them and when they came. */
export class LeadList {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;

  /** `table` is that of the leads. */
  constructor(client: DynamoDBDocumentClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  /** All leads that match, the latest first. */
  async *of(filter: LeadFilter): AsyncGenerator<ListedLead> {
    let after: string | undefined;
    do {
      const { leads, next } = await this.page(filter, { most: chunk.most, after });
      yield* leads;
      after = next;
    } while (after !== undefined);
  }

  /** The leads that match, the latest first, `most` at most. */
  async page(filter: LeadFilter, { most, after }: Asked): Promise<LeadPage> {
    const { holder } = filter;
    if (holder !== undefined && !filter.statuses.some(isFinal)) return this.#heldBy(holder, filter, { most, after });
    const readings = filter.statuses.map((status): Reading => ({ status, found: [], ended: false }));
    const isFiltered = filter.holder !== undefined || filter.pool !== undefined || filter.unresolved === true;
    // Several statuses share a part; of a filter, how many rows match is not known.
    const share = Math.ceil((2 * most) / Math.max(1, readings.length));
    const limit = isFiltered ? chunk.most : Math.min(most, Math.max(chunk.least, share), chunk.most);
    let read = 0;
    for (;;) {
      const seen = furthest(readings);
      const told = readings.flatMap(({ found }) => found).filter(({ position }) => seen === "" || position >= seen);
      const open = readings.filter(({ ended }) => !ended);
      if (open.length === 0 || told.length >= most || read >= mostRead) {
        const page = told.sort((a, b) => (a.position > b.position ? -1 : 1)).slice(0, most);
        const isMore = open.length > 0 || told.length > page.length;
        const last = page.length === most ? page.at(-1)?.position : seen;
        return { leads: page.map(({ lead }) => lead), ...(isMore && last && { next: last }) };
      }
      // Those that were read least far keep the others from being told.
      const behind = open.filter(({ readTo }) => readTo === undefined || readTo === seen);
      const counts = await Promise.all(behind.map((reading) => this.#readOn(reading, filter, after, limit)));
      read += counts.reduce((sum, count) => sum + count, 0);
    }
  }

  /** The same of what somebody has that is not over: what they keep, and the few that are offered now. */
  async #heldBy(holder: string, filter: LeadFilter, { most, after }: Asked): Promise<LeadPage> {
    const { statuses, pool, unresolved, since = "", until = "~" } = filter;
    const [kept, offered] = await Promise.all([
      unresolved ? this.unresolvedOf(holder, mostRead) : this.keptBy(holder, { most: mostRead }),
      !unresolved && statuses.includes("offered") ? this.offeredTo(holder) : [],
    ]);
    const all = [...kept, ...offered]
      .filter(({ status, ...lead }) => statuses.includes(status) && (pool === undefined || lead.pool === pool))
      .filter(({ receivedAt }) => receivedAt >= since && receivedAt < until)
      .sort((a, b) => (positionOf(a) > positionOf(b) ? -1 : 1))
      .filter((lead) => after === undefined || positionOf(lead) < after);
    const leads = all.slice(0, most);
    const last = leads.at(-1);
    return { leads, ...(all.length > most && last && { next: positionOf(last) }) };
  }

  /** The leads that are offered now, to somebody or to all. */
  async offeredTo(holder?: string): Promise<ListedLead[]> {
    const reading: Reading = { status: "offered", found: [], ended: false };
    while (!reading.ended) await this.#readOn(reading, { statuses: ["offered"], holder }, undefined, chunk.most);
    return reading.found.map(({ lead }) => lead);
  }

  /** Reads the next rows of a status; returns how many were read, whether they match or not. */
  async #readOn(reading: Reading, filter: LeadFilter, after: string | undefined, limit: number): Promise<number> {
    const { holder, pool, unresolved, since = "", until } = filter;
    // "~" comes after every character of a position.
    const to = [after, until].filter((end) => end !== undefined).sort()[0] ?? "~";
    if (since >= to) {
      reading.ended = true;
      return 0;
    }
    const wanted = [
      ...(holder === undefined ? [] : ["contains(holders, :holder)"]),
      ...(pool === undefined ? [] : ["inPool = :pool"]),
      ...(unresolved ? ["attribute_exists(listed.unresolvedAt)"] : []),
    ];
    const page: QueryCommandOutput = await this.#client.send(
      new QueryCommand({
        TableName: this.#table,
        IndexName: "stand",
        KeyConditionExpression: "#status = :status AND standAt BETWEEN :from AND :to",
        ...(wanted.length > 0 && { FilterExpression: wanted.join(" AND ") }),
        ExpressionAttributeNames: { "#status": "status" },
        ExpressionAttributeValues: {
          ...{ ":status": reading.status, ":from": since, ":to": to },
          ...(holder !== undefined && { ":holder": holder }),
          ...(pool !== undefined && { ":pool": pool }),
        },
        ScanIndexForward: false,
        Limit: limit,
        ExclusiveStartKey: reading.from,
      }),
    );
    for (const item of page.Items ?? []) {
      const position = String(item.standAt);
      // Both ends belong to BETWEEN.
      if (position < to) reading.found.push({ position, lead: listed(item, reading.status) });
    }
    reading.from = page.LastEvaluatedKey;
    reading.ended = page.LastEvaluatedKey === undefined;
    reading.readTo = reading.ended ? "" : String(page.LastEvaluatedKey?.standAt);
    return page.ScannedCount ?? page.Items?.length ?? 0;
  }

  /**
   * The open leads that somebody keeps, since they accepted them or manage them: those first that are to be done something
   * with first. `before` (ISO 8601): only what is to be done before then. At most `most`.
   */
  keptBy(keeper: string, { before = "~~", most }: { before?: string; most: number }): Promise<ListedLead[]> {
    return this.#kept(keeper, "keptAt < :end", before, most);
  }

  /** The leads of theirs that nobody asks about any more, those first that were given up first. At most `most`. */
  unresolvedOf(keeper: string, most: number): Promise<ListedLead[]> {
    return this.#kept(keeper, "keptAt > :end", unresolvedFrom, most);
  }

  async #kept(keeper: string, range: string, end: string, most: number): Promise<ListedLead[]> {
    const found: ListedLead[] = [];
    let from: Record<string, unknown> | undefined;
    do {
      const page: QueryCommandOutput = await this.#client.send(
        new QueryCommand({
          TableName: this.#table,
          IndexName: "keep",
          KeyConditionExpression: `keeper = :keeper AND ${range}`,
          ExpressionAttributeValues: { ":keeper": keeper, ":end": end },
          Limit: most - found.length,
          ExclusiveStartKey: from,
        }),
      );
      found.push(...(page.Items ?? []).map((item) => listed(item, LeadStatusName.parse(item.status))));
      from = page.LastEvaluatedKey;
    } while (from && found.length < most);
    return found;
  }

  /** The events of a lead that have no room on it, the earliest first. */
  async earlierEvents(leadId: string): Promise<TimelineEvent[]> {
    const events: TimelineEvent[] = [];
    let ExclusiveStartKey: Record<string, unknown> | undefined;
    do {
      const page = await this.#client.send(
        new QueryCommand({
          TableName: this.#table,
          KeyConditionExpression: "pk = :lead AND begins_with(sk, :timeline)",
          ExpressionAttributeValues: { ":lead": leadKey(leadId).pk, ":timeline": "TIMELINE#" },
          ConsistentRead: true,
          ExclusiveStartKey,
        }),
      );
      events.push(...(page.Items ?? []).flatMap(({ timeline }) => timeline as TimelineEvent[]));
      ExclusiveStartKey = page.LastEvaluatedKey;
    } while (ExclusiveStartKey);
    return events;
  }
}

const positionOf = ({ receivedAt, id }: ListedLead): string => `${receivedAt} ${id}`;

/** The latest time down to which all were read: later rows of any of them are known. Empty when all were read. */
const furthest = (readings: readonly Reading[]): string =>
  readings.reduce((latest, { ended, readTo = "~" }) => (ended || readTo < latest ? latest : readTo), "");

/** A lead as a list knows it, without the index. */
export function listedLead(lead: Lead): ListedLead {
  const { id, status, receivedAt } = lead;
  const pool = poolOf(lead);
  return { id, status, receivedAt, holders: holdersOf(lead), ...(pool !== undefined && { pool }), ...listingOf(lead) };
}

function listed(item: Record<string, unknown>, status: LeadStatus): ListedLead {
  const { pk, standAt, holders, inPool, listed } = item;
  return {
    id: String(pk).slice("LEAD#".length),
    status,
    receivedAt: String(standAt).split(" ")[0] ?? "",
    holders: (holders ?? []) as string[],
    ...(inPool !== undefined && { pool: String(inPool) }),
    ...Listing.parse(listed),
  };
}

/** The most leads of one person that are looked for. */
const mostOfPerson = 50;

/** The leads of the person with this address or, where several people read it, with this name too; the latest first. */
export async function leadsOfPerson(
  who: Pick<LeadFacts, "email" | "name">,
  leads: Pick<LeadStore, "ofPerson" | "get">,
): Promise<Lead[]> {
  const found: Lead[] = [];
  for (let id = (await leads.ofPerson(who))?.newest; id !== undefined && found.length < mostOfPerson; ) {
    const lead = await leads.get(id);
    if (!lead) break;
    found.push(lead);
    id = lead.earlier;
  }
  return found;
}
