import { gunzipSync, gzipSync } from "node:zlib";
import { type DynamoDBDocumentClient, GetCommand, PutCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod/mini";
import { Rep } from "../../routing/reps/rep.ts";

/** How long a plan can be run, in seconds. */
export const plansKept = 86_400;
/** The most bytes of a plan: an item has 400 KB, and what came of 200 leads is still to be noted in it. */
const largest = 350_000;

/** What is to become of one lead, and where it would go by the rules of when it was planned. */
export const PlannedLead = z.object({
  id: z.string(),
  name: z.string(),
  from: z.string(),
  kind: z.enum(["rep", "manager", "waits", "stays"]),
  to: z.optional(z.string()),
  because: z.optional(z.string()),
});
export type PlannedLead = z.infer<typeof PlannedLead>;

/** What is to become of the roster, by ids; of who changes with the cells that do: column, before, after. */
export const PlannedRoster = z.object({
  added: z.array(z.string()),
  changed: z.array(z.object({ id: z.string(), cells: z.array(z.tuple([z.string(), z.string(), z.string()])) })),
  deactivated: z.array(z.string()),
});
export type PlannedRoster = z.infer<typeof PlannedRoster>;

/** Something to do to many at once, of which the effects are known before it is done. */
export const Plan = z.object({
  id: z.string(),
  kind: z.enum(["leave", "reassign", "roster"]),
  /** Who made it, who alone may run it, and when. ISO 8601. */
  by: z.string(),
  at: z.string(),
  /** Who leaves. */
  who: z.optional(z.string()),
  /** Who gets the leads; whoever is next by the rules without it. */
  to: z.optional(z.string()),
  leads: z.array(PlannedLead),
  roster: z.optional(PlannedRoster),
  /** The version of the roster that it was planned on. */
  basis: z.optional(z.string()),
  /** What came of each lead that is done with. */
  done: z.record(z.string(), z.string()),
  /** Everything is done that is to be. */
  finished: z.optional(z.boolean()),
});
export type Plan = z.infer<typeof Plan>;

const keyOf = (id: string) => ({ pk: `PLAN#${id}`, sk: "PLAN" });

/** Plans, each kept for a day. */
export class PlanStore {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;

  /** `table` is that of the reps. */
  constructor(client: DynamoDBDocumentClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  /**
   * Keeps a new plan. Returns false, and keeps nothing, for one that is larger than an item may be.
   * @param reps the roster that a plan of one would make
   */
  async create(plan: Plan, reps?: readonly Rep[]): Promise<boolean> {
    const packed = reps && gzipSync(JSON.stringify(reps));
    if (Buffer.byteLength(JSON.stringify(plan)) + (packed?.length ?? 0) > largest) return false;
    const Item = {
      ...keyOf(plan.id),
      ...plan,
      ...(packed && { packed }),
      ttl: Math.floor(Date.parse(plan.at) / 1000) + plansKept,
    };
    await this.#client.send(
      new PutCommand({ TableName: this.#table, Item, ConditionExpression: "attribute_not_exists(pk)" }),
    );
    return true;
  }

  /** The plan of this id, and the roster that it would make; undefined without one, or once its time is over. @param now ISO 8601 */
  async get(id: string, now: string): Promise<{ plan: Plan; reps?: Rep[] } | undefined> {
    const { Item } = await this.#client.send(
      new GetCommand({ TableName: this.#table, Key: keyOf(id), ConsistentRead: true }),
    );
    if (!Item || Number(Item.ttl) * 1000 <= Date.parse(now)) return undefined;
    const { packed } = Item;
    const reps =
      packed instanceof Uint8Array ? z.array(Rep).parse(JSON.parse(gunzipSync(packed).toString())) : undefined;
    return { plan: Plan.parse(Item), ...(reps && { reps }) };
  }

  /** Notes what came of a lead. The same again changes nothing. */
  async note(id: string, leadId: string, outcome: string): Promise<void> {
    await this.#update(id, "SET done.#name = :value", leadId, outcome);
  }

  /** Notes that everything is done. */
  async finish(id: string): Promise<void> {
    await this.#update(id, "SET #name = :value", "finished", true);
  }

  async #update(id: string, UpdateExpression: string, name: string, value: string | boolean): Promise<void> {
    await this.#client.send(
      new UpdateCommand({
        TableName: this.#table,
        Key: keyOf(id),
        UpdateExpression,
        ConditionExpression: "attribute_exists(pk)",
        ExpressionAttributeNames: { "#name": name },
        ExpressionAttributeValues: { ":value": value },
      }),
    );
  }
}
