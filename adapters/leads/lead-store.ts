import {
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  TransactWriteCommand,
} from "@aws-sdk/lib-dynamodb";
import * as z from "zod/mini";
import { Lead, type LeadFacts, leadStatuses } from "../../routing/lead/lead.ts";
import { isFinal } from "../../routing/lead/lifecycle.ts";
import { askedAlone } from "../../routing/lead/same-person.ts";
import type { CompanyLead } from "../../routing/match-account.ts";
import { backOff, isConflict, type Write } from "../dynamo.ts";
import { Contention, LeadNotFound } from "../faults.ts";
import { dueShards, leadKey, leadWrites, numberRowKey, personKey, toItem, waitList } from "./lead-rows.ts";

/** A lead as it is to be written, with other writes that must happen with it; undefined to leave it as it is. */
export type LeadChange = Lead | { lead: Lead; also: Write[] } | undefined;

/** The leads of a person: the newest, from which those before it are found, and an older one that was reopened since. */
export interface PersonsLeads {
  newest: string;
  reopened?: string | undefined;
}

/** A lead that waits for somebody to be available, as stored in the index of waiting leads. */
export interface WaitingLead {
  id: string;
  /** Sort key in the order of `turnOrder`. */
  turn: string;
  /** Hash that is the same for leads that would get the same answer on the same board. */
  waitKey: string;
  since: string;
}

const PersonRow = z.pipe(
  z.object({ leadId: z.string(), reopened: z.optional(z.string()) }),
  z.transform(({ leadId, reopened }): PersonsLeads => ({ newest: leadId, ...(reopened && { reopened }) })),
);

/** The lead that is a person's now, to which belongs what they send while it is open. */
export const ownOf = ({ newest, reopened }: PersonsLeads): string => reopened ?? newest;

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

  /** The lead with this id as it was a moment ago, at half the price; for whoever only looks. Undefined without it. */
  async glance(id: string): Promise<Lead | undefined> {
    const { Item } = await this.#client.send(new GetCommand({ TableName: this.#table, Key: leadKey(id) }));
    return Item && Lead.parse(Item);
  }

  /** The lead with this id. @throws LeadNotFound */
  async load(id: string): Promise<Lead> {
    const lead = await this.get(id);
    if (!lead) throw new LeadNotFound(id);
    return lead;
  }

  /**
   * Creates a lead and makes it its person's newest. `before` are the person's leads when this was decided, `also` what must
   * be written with it, `gone` one of them that there is no more, which the new one does not lead to. Returns false when the
   * id exists already or the person's leads have changed meanwhile.
   */
  async create(
    created: Lead,
    before: PersonsLeads | undefined,
    also: readonly Write[] = [],
    gone?: string,
  ): Promise<boolean> {
    const lead = before === undefined || before.newest === gone ? created : { ...created, earlier: before.newest };
    const put: Write = {
      Put: { TableName: this.#table, Item: toItem(lead), ConditionExpression: "attribute_not_exists(pk)" },
    };
    return this.#tryWrite([
      put,
      this.#ofPersonWrite(lead, { newest: lead.id }, before),
      ...this.numbered(lead),
      ...also,
    ]);
  }

  /**
   * The writes that go with a lead that is reopened: what its person sends belongs to it from now on. Refused when the
   * person's leads have changed since they were read, or another one of them is open.
   */
  reopening(lead: Lead, before: PersonsLeads): Write[] {
    const own = ownOf(before);
    const others = own === lead.id ? [] : [this.isOver(own)];
    const after = lead.id === before.newest ? {} : { reopened: lead.id };
    return [this.#ofPersonWrite(lead, { newest: before.newest, ...after }, before), ...others];
  }

  #ofPersonWrite({ facts }: Lead, { newest, reopened }: PersonsLeads, before: PersonsLeads | undefined): Write {
    const isSame = before?.reopened ? "reopened = :reopened" : "attribute_not_exists(reopened)";
    const known = before && {
      ConditionExpression: `leadId = :newest AND ${isSame}`,
      ExpressionAttributeValues: { ":newest": before.newest, ...(before.reopened && { ":reopened": before.reopened }) },
    };
    return {
      Put: {
        TableName: this.#table,
        Item: { ...personKey(facts), leadId: newest, ...(reopened && { reopened }) },
        ...(known ?? { ConditionExpression: "attribute_not_exists(pk)" }),
      },
    };
  }

  /** The condition that a lead is over, which another one of its person that is open would not be beside. */
  isOver(id: string): Write {
    const over = leadStatuses.filter(isFinal);
    return {
      ConditionCheck: {
        TableName: this.#table,
        Key: leadKey(id),
        ConditionExpression: `#status IN (${over.map((_, n) => `:s${n}`).join(", ")})`,
        ExpressionAttributeNames: { "#status": "status" },
        ExpressionAttributeValues: Object.fromEntries(over.map((status, n) => [`:s${n}`, status])),
      },
    };
  }

  /** The condition that there is no lead with this id. */
  isGone(id: string): Write {
    return {
      ConditionCheck: { TableName: this.#table, Key: leadKey(id), ConditionExpression: "attribute_not_exists(pk)" },
    };
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

  /** The leads of the person with this address or, where several people read it, with this name too. */
  async ofPerson(facts: Pick<LeadFacts, "email" | "name">): Promise<PersonsLeads | undefined> {
    const { Item } = await this.#client.send(
      new GetCommand({ TableName: this.#table, Key: personKey(facts), ConsistentRead: true }),
    );
    return Item && PersonRow.parse(Item);
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
      if (loaded.erased) return loaded;
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
   * The latest leads of a company, by the domain of their addresses: `limit` at most, the latest first. They are read
   * from the table, since the index says neither which are closed nor who is being asked.
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
        const { status, offers = [] } = await this.#stand(lead.leadId);
        if (typeof ownerId === "string") return { ...lead, ownerId, ...(status === "closed" && { closed: true }) };
        const asked = status === "offered" ? askedAlone(offers) : undefined;
        return { ...lead, ...(asked !== undefined && { askedId: asked }) };
      }),
    );
  }

  async #stand(id: string): Promise<Partial<Pick<Lead, "status" | "offers">>> {
    const { Item } = await this.#client.send(
      new GetCommand({
        TableName: this.#table,
        Key: leadKey(id),
        ConsistentRead: true,
        ProjectionExpression: "#status, offers",
        ExpressionAttributeNames: { "#status": "status" },
      }),
    );
    return Item ?? {};
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
