import { type DynamoDBDocumentClient, QueryCommand } from "@aws-sdk/lib-dynamodb";
import type { Lead, LeadFacts, LeadStatus, TimelineEvent } from "../../routing/lead/lead.ts";
import { leadKey } from "./lead-rows.ts";
import type { LeadStore } from "./lead-store.ts";

/** Which leads are meant; what is left out says nothing. */
export interface LeadFilter {
  statuses: readonly LeadStatus[];
  /** Who has them: the owner, a rep with an open offer, or the manager. */
  holder?: string | undefined;
  pool?: string | undefined;
  /** When they were received: ISO 8601, from then on and before then. */
  since?: string | undefined;
  until?: string | undefined;
}

/** A lead as the index knows it. Eventually consistent: a lead that moves may be seen twice, or as it was. */
export interface ListedLead {
  id: string;
  status: LeadStatus;
  /** The position in the list, by which the next page begins: when it was received, and its id. */
  position: string;
}

/** How many leads one call reads of a status. */
const pageSize = 200;

/** The leads in the order in which they were received, by what they are at, who has them and when they came. */
export class LeadList {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;

  /** `table` is that of the leads. */
  constructor(client: DynamoDBDocumentClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  /** The leads that match, the latest first. @param after the position of the last one of the page before */
  async *of(filter: LeadFilter, after?: string): AsyncGenerator<ListedLead> {
    const streams = filter.statuses.map((status) => this.#inStatus(status, filter, after));
    const first = async (stream: AsyncGenerator<ListedLead>) => (await stream.next()).value as ListedLead | undefined;
    const heads = await Promise.all(streams.map(async (stream) => ({ stream, lead: await first(stream) })));
    for (;;) {
      const [latest] = heads
        .filter(({ lead }) => lead !== undefined)
        .sort((a, b) => ((a.lead?.position ?? "") > (b.lead?.position ?? "") ? -1 : 1));
      if (!latest?.lead) return;
      yield latest.lead;
      latest.lead = await first(latest.stream);
    }
  }

  async *#inStatus(status: LeadStatus, filter: LeadFilter, after?: string): AsyncGenerator<ListedLead> {
    const { holder, pool, since = "", until } = filter;
    // "~" comes after every character of a position.
    const [from, to] = [since, [after, until].filter((end) => end !== undefined).sort()[0] ?? "~"];
    if (from >= to) return;
    const wanted = [
      ...(holder === undefined ? [] : ["contains(holders, :holder)"]),
      ...(pool === undefined ? [] : ["inPool = :pool"]),
    ];
    let ExclusiveStartKey: Record<string, unknown> | undefined;
    do {
      const page = await this.#client.send(
        new QueryCommand({
          TableName: this.#table,
          IndexName: "stand",
          KeyConditionExpression: "#status = :status AND standAt BETWEEN :from AND :to",
          ...(wanted.length > 0 && { FilterExpression: wanted.join(" AND ") }),
          ExpressionAttributeNames: { "#status": "status" },
          ExpressionAttributeValues: {
            ...{ ":status": status, ":from": from, ":to": to },
            ...(holder !== undefined && { ":holder": holder }),
            ...(pool !== undefined && { ":pool": pool }),
          },
          ScanIndexForward: false,
          Limit: pageSize,
          ExclusiveStartKey,
        }),
      );
      for (const { pk, standAt } of page.Items ?? []) {
        const position = String(standAt);
        // Both ends belong to BETWEEN.
        if (position < to) yield { id: String(pk).slice("LEAD#".length), status, position };
      }
      ExclusiveStartKey = page.LastEvaluatedKey;
    } while (ExclusiveStartKey);
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
