import { gzipSync } from "node:zlib";
import { type DynamoDBDocumentClient, GetCommand, TransactWriteCommand } from "@aws-sdk/lib-dynamodb";
import type { Policy } from "../../routing/policy/policy.ts";
import { isConflict, type Write } from "../dynamo.ts";
import { Contention, NoActivePolicy } from "../faults.ts";
import {
  ActivationRow,
  activationsOf,
  type By,
  historyOf,
  newestVersion,
  type PolicyHistory,
} from "./policy-history.ts";
import { ActiveRow, activationKey, activeKey, checkedKey, versionKey } from "./policy-store.ts";

export type Activated = { kind: "activated"; version: number; before: number } | { kind: "active-already" };
export type RolledBack =
  | { kind: "rolled-back"; version: number; before: number }
  | { kind: "active-already" }
  /** Only a version that was active before can become active by a rollback. */
  | { kind: "never-active" };

const absent = "attribute_not_exists(pk)";
const tries = 10;

/** The condition that the active version is still the one that was read. */
const unchanged = ({ activation }: ActiveRow) =>
  activation > 0
    ? { ConditionExpression: "activation = :n", ExpressionAttributeValues: { ":n": activation } }
    : { ConditionExpression: absent };

/**
 * The life of policy versions: draft → checked → active → retired. Contents and log rows are append-only. Only the row
 * that names the active version changes, on the condition that it is still the one that was read.
 */
export class PolicyVersions {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;

  constructor(client: DynamoDBDocumentClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  /** Stores a draft and returns its number, one more than the newest. @throws Contention */
  async save(policy: Policy, source: string, by: By): Promise<number> {
    for (let attempt = 0; attempt < tries; attempt++) {
      const version = (await newestVersion(this.#client, this.#table)) + 1;
      if (await this.#write([this.#content(version, policy, source, by)])) return version;
    }
    throw new Contention("other people are saving policies at the same moment; try again");
  }

  /** Marks a version as checked, once: the first mark is kept. @throws NoActivePolicy */
  async markChecked(version: number, by: Omit<By, "note">): Promise<void> {
    await this.#mustExist(version);
    await this.#write([this.#once({ ...checkedKey(version), version, ...by })]);
  }

  /**
   * Makes a version that was checked the active one.
   * @throws NoActivePolicy when there is no such version, Contention when it is not checked or somebody was faster
   */
  async activate(version: number, by: By): Promise<Activated> {
    await this.#mustExist(version);
    const active = await this.active();
    if (active.version === version) return { kind: "active-already" };
    const checked: Write = {
      ConditionCheck: {
        TableName: this.#table,
        Key: checkedKey(version),
        ConditionExpression: "attribute_exists(pk)",
      },
    };
    const written = await this.#write([checked, ...this.#switch(active, version, "activated", by)]);
    if (!written) throw await this.#refusal(active, `version ${version} was not checked`);
    return { kind: "activated", version, before: active.version };
  }

  /** Stores a checked version and makes it the active one, both or neither. @throws Contention */
  async publish(policy: Policy, source: string, by: By): Promise<number> {
    const active = await this.active();
    for (let attempt = 0; attempt < tries; attempt++) {
      const { version, writes } = await this.publication(policy, source, by, active);
      if (await this.#write(writes)) return version;
      if ((await this.active()).activation !== active.activation) break;
    }
    throw await this.#refusal(active, "other people are saving policies");
  }

  /**
   * Stores a checked version and makes it the active one in place of the one that was read, together with what else belongs to that, all or
   * nothing. Returns its number; undefined when something had changed.
   */
  async switchTo(
    { policy, source, by, active }: { policy: Policy; source: string; by: By; active: ActiveRow },
    also: (version: number) => readonly Write[],
  ): Promise<number | undefined> {
    for (let attempt = 0; attempt < tries; attempt++) {
      const { version, writes } = await this.publication(policy, source, by, active);
      if (await this.#write([...writes, ...also(version)])) return version;
      // Otherwise another version was stored at the same moment.
      if ((await newestVersion(this.#client, this.#table)) < version) return undefined;
      if ((await this.active()).activation !== active.activation) return undefined;
    }
    return undefined;
  }

  /**
   * The writes that store a checked version and make it the active one, and its number; refused when `active` is not so
   * any more, or another version was stored first.
   */
  async publication(
    policy: Policy,
    source: string,
    by: By,
    active: ActiveRow,
  ): Promise<{ version: number; writes: Write[] }> {
    const version = (await newestVersion(this.#client, this.#table)) + 1;
    const { author, at } = by;
    const writes = [
      this.#content(version, policy, source, by),
      this.#once({ ...checkedKey(version), version, author, at }),
      ...this.#switch(active, version, "activated", by),
    ];
    return { version, writes };
  }

  /** The part of a transaction that refuses it if another version is active than was read. */
  isStill(active: ActiveRow): Write {
    return { ConditionCheck: { TableName: this.#table, Key: activeKey, ...unchanged(active) } };
  }

  /** Which version is active, 0 for none, and the number of its activation. */
  async active(): Promise<ActiveRow> {
    const { Item } = await this.#client.send(
      new GetCommand({ TableName: this.#table, Key: activeKey, ConsistentRead: true }),
    );
    return Item ? ActiveRow.parse(Item) : { version: 0, activation: 0 };
  }

  /** One line of the activation log. */
  async activation(number: number): Promise<ActivationRow> {
    const { Item } = await this.#client.send(
      new GetCommand({ TableName: this.#table, Key: activationKey(number), ConsistentRead: true }),
    );
    return ActivationRow.parse(Item);
  }

  /**
   * The version that a rollback activates; undefined if there is none. A version that was rolled back from is skipped,
   * so two rollbacks go back two versions.
   */
  async before(): Promise<number | undefined> {
    const { stack } = await activationsOf(this.#client, this.#table, await this.active());
    return stack.at(-2);
  }

  /**
   * Makes a version active that was active before, with what else is written.
   * @param also is told the number of the activation
   * @throws NoActivePolicy when there is no such version, Contention when somebody was faster
   */
  async rollback(
    version: number,
    by: By,
    also: (activation: number) => readonly Write[] = () => [],
  ): Promise<RolledBack> {
    await this.#mustExist(version);
    const active = await this.active();
    if (version === active.version) return { kind: "active-already" };
    const { everActive } = await activationsOf(this.#client, this.#table, active);
    if (!everActive.has(version)) return { kind: "never-active" };
    const writes = [...this.#switch(active, version, "rolled-back", by), ...also(active.activation + 1)];
    const written = await this.#write(writes);
    if (!written) throw await this.#refusal(active, "somebody else rolls it back");
    return { kind: "rolled-back", version, before: active.version };
  }

  /** Versions with what happened to each, newest first. `before` is the `next` of the page before. */
  async history(page: { count?: number; before?: number } = {}): Promise<PolicyHistory> {
    return historyOf(this.#client, this.#table, await this.active(), page);
  }

  async #mustExist(version: number): Promise<void> {
    const { Item } = await this.#client.send(
      new GetCommand({ TableName: this.#table, Key: versionKey(version), ConsistentRead: true }),
    );
    if (!Item) throw new NoActivePolicy(`there is no policy version ${version}`);
  }

  #content(version: number, policy: Policy, source: string, by: By): Write {
    const packed = { policy: gzipSync(JSON.stringify(policy)), source: gzipSync(source) };
    return this.#once({ ...versionKey(version), version, ...packed, ...by });
  }

  /** The writes of a new log row and of the active version, on the condition that it is still the one that was read. */
  #switch(active: ActiveRow, version: number, kind: ActivationRow["kind"], by: By): Write[] {
    const activation = active.activation + 1;
    const row = { ...activeKey, version, activation };
    return [
      this.#once({ ...activationKey(activation), activation, version, before: active.version, kind, ...by }),
      { Put: { TableName: this.#table, Item: row, ...unchanged(active) } },
    ];
  }

  #once(item: Record<string, unknown>): Write {
    return { Put: { TableName: this.#table, Item: item, ConditionExpression: absent } };
  }

  /** Writes all parts; writes nothing and returns false if a condition does not hold. */
  async #write(parts: Write[]): Promise<boolean> {
    try {
      await this.#client.send(new TransactWriteCommand({ TransactItems: parts }));
      return true;
    } catch (error) {
      if (isConflict(error)) return false;
      throw error;
    }
  }

  /** The error for a refused switch from `active`: says who was faster, or `otherwise`. */
  async #refusal(active: ActiveRow, otherwise: string): Promise<Contention> {
    const now = await this.active();
    if (now.activation === active.activation) return new Contention(`${otherwise}; nothing was changed`);
    const { author, at } = await this.activation(now.activation);
    return new Contention(
      `${author} made version ${now.version} active at ${at}, at the same moment as you; nothing of yours was changed. Look at it with policy show, then try again.`,
    );
  }
}
