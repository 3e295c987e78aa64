import {
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  TransactWriteCommand,
} from "@aws-sdk/lib-dynamodb";
import { Lead, type LeadFacts } from "../../routing/lead/lead.ts";
import type { CompanyLead } from "../../routing/match-account.ts";
import { backOff, isConflict, type Write } from "../dynamo.ts";
import { Contention, LeadNotFound } from "../faults.ts";
import { dueShards, leadKey, leadWrites, numberRowKey, personKey, toItem, waitList } from "./lead-rows.ts";

/** A lead as it is to be written, with other writes that must happen with it; undefined to leave it as it is. */
export type LeadChange = Lead | { lead: Lead; also: Write[] } | undefined;

/** A lead that waits for somebody to be available, as stored in the index of waiting leads. */
export interface WaitingLead {
  id: string;
  /** Sort key in the order of `turnOrder`. */
  turn: string;
  /** Hash that is the same for leads that would get the same answer on the same board. */
  waitKey: string;
  since: string;
}

/** The store of leads, which is the source of truth about each lead's status. */
export class LeadStore {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;

  constructor(client: DynamoDBDocumentClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  /** The lead with this id as last written, or undefined. */
  async get(id: string): Promise<Lead | undefined> {
    const { Item } = await this.#client.send(
      new GetCommand({ TableName: this.#table, Key: leadKey(id), ConsistentRead: true }),
    );
    return Item && Lead.parse(Item);
  }

  /** The lead with this id. @throws LeadNotFound */
  async load(id: string): Promise<Lead> {
    const lead = await this.get(id);
    if (!lead) throw new LeadNotFound(id);
    return lead;
  }

  /**
   * Creates a lead and makes it its person's newest. `before` is the id of the person's newest lead when this was
   * decided, `also` what must be written with it. Returns false when the id exists already or the person's newest lead
   * has changed meanwhile.
   */
  async create(created: Lead, before: string | undefined, also: readonly Write[] = []): Promise<boolean> {
    const lead = before === undefined ? created : { ...created, earlier: before };
    const put: Write = {
      Put: { TableName: this.#table, Item: toItem(lead), ConditionExpression: "attribute_not_exists(pk)" },
    };
    const pointer: Write = {
      Put: {
        TableName: this.#table,
        Item: { ...personKey(lead.facts), leadId: lead.id },
        ...(before
          ? { ConditionExpression: "leadId = :before", ExpressionAttributeValues: { ":before": before } }
          : { ConditionExpression: "attribute_not_exists(pk)" }),
      },
    };
    return this.#tryWrite([put, pointer, ...this.numbered(lead), ...also]);
  }

  /** The write by which a lead is found by its telephone number; none for a lead without one. */
  numbered(lead: Lead): Write[] {
    const key = numberRowKey(lead);
    return key ? [{ Put: { TableName: this.#table, Item: { ...key, leadId: lead.id } } }] : [];
  }

  /** The leads with the same telephone number that came before this one, at most `most`, the latest first. */
  async withNumber(lead: Lead, most: number): Promise<Lead[]> {
    const key = numberRowKey(lead);
    if (!key) return [];
    const { Items = [] } = await this.#client.send(
      new QueryCommand({
        TableName: this.#table,
        KeyConditionExpression: "pk = :number AND sk < :own",
        ExpressionAttributeValues: { ":number": key.pk, ":own": key.sk },
        ScanIndexForward: false,
        ConsistentRead: true,
        Limit: most,
      }),
    );
    const found = await Promise.all(Items.map(({ leadId }) => this.get(String(leadId))));
    return found.filter((one) => one !== undefined);
  }

  /** The id of the newest lead of the person with this address or, where several people read it, with this name too. */
  async newestOf(facts: Pick<LeadFacts, "email" | "name">): Promise<string | undefined> {
    const { Item } = await this.#client.send(
      new GetCommand({ TableName: this.#table, Key: personKey(facts), ConsistentRead: true }),
    );
    return typeof Item?.leadId === "string" ? Item.leadId : undefined;
  }

  /**
   * Changes a lead with optimistic locking: loads it, lets `change` decide, writes on the condition that nobody wrote
   * in between, and starts over when somebody did. Returns the lead as stored afterwards.
   * @param seen the lead as it was read a moment ago, which is tried before it is read again
   * @throws LeadNotFound, Contention
   */
  async update(id: string, change: (lead: Lead) => LeadChange | Promise<LeadChange>, seen?: Lead): Promise<Lead> {
    for (let attempt = 0; attempt < 8; attempt++) {
      if (attempt > 0) await backOff(attempt);
      const loaded = attempt === 0 && seen ? seen : await this.load(id);
      const changed = await change(loaded);
      if (!changed) return loaded;
      const { lead, also } = "also" in changed ? changed : { lead: changed, also: [] };
      const { kept, writes } = leadWrites(this.#table, lead);
      if (await this.#tryWrite([...writes, ...also])) return kept;
    }
    throw new Contention(`lead ${id} is written by many at once`);
  }

  /** Writes a lead that was loaded at `lead.rev`, with other writes. Returns false when somebody else has written since. */
  replace(lead: Lead, also: readonly Write[] = []): Promise<boolean> {
    return this.#tryWrite([...leadWrites(this.#table, lead).writes, ...also]);
  }

  /** Ids of the leads whose next action was due before `now` (ISO 8601), at most `limit` of each shard, the longest overdue first. */
  async overdue(now: string, limit: number): Promise<string[]> {
    const shards = await Promise.all(
      Array.from({ length: dueShards }, (_, shard) =>
        this.#client.send(
          new QueryCommand({
            TableName: this.#table,
            IndexName: "due",
            KeyConditionExpression: "dueShard = :shard AND dueAt < :now",
            ExpressionAttributeValues: { ":shard": `DUE#${shard}`, ":now": now },
            Limit: limit,
          }),
        ),
      ),
    );
    const found = shards.flatMap(({ Items = [] }) => Items);
    found.sort((a, b) => (String(a.dueAt) < String(b.dueAt) ? -1 : 1));
    return found.map(({ pk }) => String(pk).slice("LEAD#".length));
  }

  /** The waiting leads in the order of turns, at most `most`; eventually consistent. */
  async waiting(most: number): Promise<WaitingLead[]> {
    const found: WaitingLead[] = [];
    let from: Record<string, unknown> | undefined;
    do {
      const page = await this.#client.send(
        new QueryCommand({
          TableName: this.#table,
          IndexName: "waiting",
          KeyConditionExpression: "waitList = :list",
          ExpressionAttributeValues: { ":list": waitList },
          Limit: most - found.length,
          ExclusiveStartKey: from,
        }),
      );
      for (const { pk, turn, waitKeyHash, waitingSince } of page.Items ?? []) {
        const [id, since] = [String(pk).slice("LEAD#".length), String(waitingSince)];
        found.push({ id, turn: String(turn), waitKey: String(waitKeyHash), since });
      }
      from = page.LastEvaluatedKey;
    } while (from && found.length < most);
    return found;
  }

  /**
   * The latest leads of a company, by the domain of their addresses: `limit` at most, the latest first. Leads with an
   * owner are read from the table, since the index does not say which are closed.
   */
  async ofCompany(domain: string, limit: number): Promise<CompanyLead[]> {
    const { Items } = await this.#client.send(
      new QueryCommand({
        TableName: this.#table,
        IndexName: "company",
        KeyConditionExpression: "companyKey = :domain",
        ExpressionAttributeValues: { ":domain": domain },
        ScanIndexForward: false,
        Limit: limit,
      }),
    );
    return Promise.all(
      (Items ?? []).map(async ({ pk, receivedAt, ownerId }) => {
        const lead = { leadId: String(pk).slice("LEAD#".length), receivedAt: String(receivedAt) };
        if (typeof ownerId !== "string") return lead;
        return { ...lead, ownerId, ...((await this.#isClosed(lead.leadId)) && { closed: true }) };
      }),
    );
  }

  async #isClosed(id: string): Promise<boolean> {
    const { Item } = await this.#client.send(
      new GetCommand({
        TableName: this.#table,
        Key: leadKey(id),
        ConsistentRead: true,
        ProjectionExpression: "#status",
        ExpressionAttributeNames: { "#status": "status" },
      }),
    );
    return Item?.status === "closed";
  }

  async #tryWrite(writes: Write[]): Promise<boolean> {
    const [only] = writes;
    try {
      if (writes.length === 1 && only?.Put) await this.#client.send(new PutCommand(only.Put));
      else await this.#client.send(new TransactWriteCommand({ TransactItems: writes }));
      return true;
    } catch (error) {
      if (isConflict(error)) return false;
      throw error;
    }
  }
}
