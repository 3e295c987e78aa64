import { hash } from "node:crypto";
import {
  type DynamoDBDocumentClient,
  GetCommand,
  paginateQuery,
  QueryCommand,
  TransactWriteCommand,
} from "@aws-sdk/lib-dynamodb";
import { Onboarding } from "../../routing/onboarding/onboarding.ts";
import { backOff, isConflict, type Write } from "../dynamo.ts";
import { Contention, LeadNotFound } from "../faults.ts";
import { dueShards, leadKey } from "../leads/lead-rows.ts";

/** The key of a customer's onboarding, a row beside the lead. */
const onboardingKey = (leadId: string) => ({ ...leadKey(leadId), sk: "ONBOARDING" });

/** Other partitions of the index of what is due than those of the leads, so that each sweeper reads its own. */
const shards = Array.from({ length: dueShards }, (_, n) => `ONBOARDING#${n}`);
const shardOf = (leadId: string): string => shards[hash("sha256", leadId, "buffer").readUInt8(0) % dueShards] as string;

/** An onboarding as it is to be written, with other writes that must happen with it; undefined to leave it as it is. */
export type OnboardingChange = Onboarding | { onboarding: Onboarding; also: Write[] } | undefined;

/** An onboarding that was read at `onboarding.rev` as it is kept, and the write that does so; refused when it has changed. */
export function onboardingWrite(leads: string, onboarding: Onboarding): { kept: Onboarding; write: Write } {
  const kept = { ...onboarding, rev: onboarding.rev + 1 };
  const { leadId, dueAt } = kept;
  const isNew = onboarding.rev === 0;
  return {
    kept,
    write: {
      Put: {
        TableName: leads,
        Item: { ...onboardingKey(leadId), ...kept, ...(dueAt && { dueShard: shardOf(leadId) }) },
        ...(isNew
          ? { ConditionExpression: "attribute_not_exists(pk)" }
          : { ConditionExpression: "rev = :rev", ExpressionAttributeValues: { ":rev": onboarding.rev } }),
      },
    },
  };
}

/** The store of the customers' onboardings. */
export class OnboardingStore {
  /** That of the leads. */
  readonly table: string;
  readonly #client: DynamoDBDocumentClient;

  constructor(client: DynamoDBDocumentClient, table: string) {
    this.#client = client;
    this.table = table;
  }

  /** The onboarding of the customer that this lead became, or undefined. */
  async get(leadId: string): Promise<Onboarding | undefined> {
    const { Item } = await this.#client.send(
      new GetCommand({ TableName: this.table, Key: onboardingKey(leadId), ConsistentRead: true }),
    );
    return Item && Onboarding.parse(Item);
  }

  /** The same. @throws LeadNotFound when the lead became no customer */
  async load(leadId: string): Promise<Onboarding> {
    const onboarding = await this.get(leadId);
    if (!onboarding) throw new LeadNotFound(leadId);
    return onboarding;
  }

  /**
   * Changes an onboarding with optimistic locking, as `LeadStore.update` does a lead. Returns it as stored afterwards.
   * @throws LeadNotFound, Contention
   */
  async update(
    leadId: string,
    change: (onboarding: Onboarding) => OnboardingChange | Promise<OnboardingChange>,
  ): Promise<Onboarding> {
    for (let attempt = 0; attempt < 8; attempt++) {
      if (attempt > 0) await backOff(attempt);
      const loaded = await this.load(leadId);
      const changed = await change(loaded);
      if (!changed) return loaded;
      const { onboarding, also } = "also" in changed ? changed : { onboarding: changed, also: [] };
      const { kept, write } = onboardingWrite(this.table, onboarding);
      if (await this.#write([write, ...also])) return kept;
    }
    throw new Contention(`the onboarding of ${leadId} is written by many at once`);
  }

  /** An onboarding that was read at `onboarding.rev` as it is kept, and the write that does so, to be one of several. */
  put = (onboarding: Onboarding): { kept: Onboarding; write: Write } => onboardingWrite(this.table, onboarding);

  /** Writes all of it or nothing. Returns false when something has changed since it was read. */
  async #write(writes: Write[]): Promise<boolean> {
    try {
      await this.#client.send(new TransactWriteCommand({ TransactItems: writes }));
      return true;
    } catch (error) {
      if (isConflict(error)) return false;
      throw error;
    }
  }

  /** The leads whose onboarding was due before `now` (ISO 8601), at most `limit` of each shard, the longest overdue first. */
  async overdue(now: string, limit: number): Promise<string[]> {
    const pages = await Promise.all(
      shards.map((shard) =>
        this.#client.send(new QueryCommand({ ...this.#due(shard, now), IndexName: "due", Limit: limit })),
      ),
    );
    const found = pages.flatMap(({ Items = [] }) => Items);
    found.sort((a, b) => (String(a.dueAt) < String(b.dueAt) ? -1 : 1));
    return found.map(leadIdOf);
  }

  /** The leads whose onboarding has not ended: something is due of each at some time. */
  async open(): Promise<string[]> {
    const found: string[] = [];
    for (const shard of shards) {
      const pages = paginateQuery({ client: this.#client }, { ...this.#due(shard, forever), IndexName: "due" });
      for await (const { Items = [] } of pages) found.push(...Items.map(leadIdOf));
    }
    return found;
  }

  #due(shard: string, before: string) {
    return {
      TableName: this.table,
      KeyConditionExpression: "dueShard = :shard AND dueAt < :before",
      ExpressionAttributeValues: { ":shard": shard, ":before": before },
    };
  }
}

const leadIdOf = ({ pk }: Record<string, unknown>): string => String(pk).slice("LEAD#".length);
/** After every time, as ISO 8601 sorts. */
const forever = "9999";
