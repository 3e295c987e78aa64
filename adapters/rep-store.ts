import { isDeepStrictEqual } from "node:util";
import { type DynamoDBDocumentClient, GetCommand, QueryCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { Rep, RepState } from "../routing/rep.ts";
import type { Write } from "./lead-store.ts";

const repKey = (id: string) => ({ pk: "REP", sk: id });

/** One more lead in the rep's hands, refused when the rep is inactive or has no place left. */
export const takePlace = (table: string, repId: string): Write => ({
  Update: {
    TableName: table,
    Key: repKey(repId),
    UpdateExpression: "ADD openLeads :one",
    ConditionExpression: "active = :yes AND openLeads < #capacity",
    ExpressionAttributeNames: { "#capacity": "capacity" },
    ExpressionAttributeValues: { ":one": 1, ":yes": true },
  },
});

/** One lead less in the rep's hands. Always part of the write that ends the offer, so it happens once. */
export const freePlace = (table: string, repId: string): Write => ({
  Update: {
    TableName: table,
    Key: repKey(repId),
    UpdateExpression: "ADD openLeads :less",
    ConditionExpression: "openLeads > :zero",
    ExpressionAttributeValues: { ":less": -1, ":zero": 0 },
  },
});

export interface RosterChange {
  added: string[];
  changed: string[];
  /** Reps who are in the table but not in the roster: kept with their leads, offered nothing new. */
  deactivated: string[];
}

/** Reps: the roster's facts and how many leads each has open. */
export class RepStore {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;

  constructor(client: DynamoDBDocumentClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  /** Everybody of the roster, managers and inactive ones included. */
  async all(): Promise<RepState[]> {
    const reps: RepState[] = [];
    let from: Record<string, unknown> | undefined;
    do {
      const page = await this.#client.send(
        new QueryCommand({
          TableName: this.#table,
          KeyConditionExpression: "pk = :rep",
          ExpressionAttributeValues: { ":rep": "REP" },
          ConsistentRead: true,
          ExclusiveStartKey: from,
        }),
      );
      reps.push(...(page.Items ?? []).map((item) => RepState.parse(item)));
      from = page.LastEvaluatedKey;
    } while (from);
    return reps;
  }

  /** The rep with this id, or undefined. */
  async get(id: string): Promise<RepState | undefined> {
    const { Item } = await this.#client.send(
      new GetCommand({ TableName: this.#table, Key: repKey(id), ConsistentRead: true }),
    );
    return Item && RepState.parse(Item);
  }

  /** Makes the table's roster this one. Open leads are kept; who is no longer listed becomes inactive. */
  async importRoster(reps: readonly Rep[]): Promise<RosterChange> {
    const existing = new Map((await this.all()).map((rep) => [rep.id, rep]));
    const change: RosterChange = { added: [], changed: [], deactivated: [] };
    for (const rep of reps) {
      const before = existing.get(rep.id);
      existing.delete(rep.id);
      if (before && isDeepStrictEqual(Rep.parse(before), Rep.parse(rep))) continue;
      await this.#write(rep);
      (before ? change.changed : change.added).push(rep.id);
    }
    for (const rep of existing.values()) {
      if (!rep.active) continue;
      await this.#write({ ...Rep.parse(rep), active: false });
      change.deactivated.push(rep.id);
    }
    return change;
  }

  /** Sets the roster's facts and removes those it no longer has, without touching the open leads. */
  async #write(rep: Rep): Promise<void> {
    const fields = Object.keys(Rep.shape) as (keyof Rep)[];
    const names = Object.fromEntries(fields.map((field) => [`#${field}`, field]));
    const kept = fields.filter((field) => rep[field] !== undefined);
    const gone = fields.filter((field) => rep[field] === undefined);
    const set = kept.map((field) => `#${field} = :${field}`).join(", ");
    const remove = gone.length > 0 ? ` REMOVE ${gone.map((field) => `#${field}`).join(", ")}` : "";
    await this.#client.send(
      new UpdateCommand({
        TableName: this.#table,
        Key: repKey(rep.id),
        UpdateExpression: `SET ${set}, openLeads = if_not_exists(openLeads, :none)${remove}`,
        ExpressionAttributeNames: names,
        ExpressionAttributeValues: {
          ":none": 0,
          ...Object.fromEntries(kept.map((field) => [`:${field}`, rep[field]])),
        },
      }),
    );
  }
}
