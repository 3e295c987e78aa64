import { gunzipSync, gzipSync } from "node:zlib";
import { type DynamoDBDocumentClient, GetCommand, TransactWriteCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod/mini";
import type { Policy } from "../routing/policy.ts";
import { isConflict } from "./dynamo.ts";
import { Contention, NoActivePolicy } from "./faults.ts";

const Active = z.object({ version: z.number() });
const Version = z.object({
  version: z.number(),
  policy: z.instanceof(Uint8Array),
  source: z.instanceof(Uint8Array),
  author: z.string(),
  note: z.string(),
  at: z.string(),
});
/** Policies are written only after the policy check, so reading them back needs to know the format alone. */
const Format = z.looseObject({ turno: z.literal(1) });

export interface PolicyVersion {
  version: number;
  policy: Policy;
  /** The YAML as its author wrote it. */
  source: string;
  author: string;
  note: string;
  at: string;
}

const versionKey = (version: number) => ({ pk: "POLICY", sk: `v${String(version).padStart(8, "0")}` });
const activeKey = { pk: "POLICY", sk: "ACTIVE" };

/** Versions of the policy, of which one is active. A version never changes once written. */
export class PolicyStore {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;
  readonly #known = new Map<number, PolicyVersion>();

  constructor(client: DynamoDBDocumentClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  /** The policy in force. @throws NoActivePolicy */
  async active(): Promise<PolicyVersion> {
    const version = await this.#activeVersion();
    if (version === 0) throw new NoActivePolicy("activate a policy first");
    return this.get(version);
  }

  /** The policy in force, or undefined before the first one is activated. */
  async ifActive(): Promise<Policy | undefined> {
    const version = await this.#activeVersion();
    return version === 0 ? undefined : (await this.get(version)).policy;
  }

  /** One version. @throws NoActivePolicy when there is no such version */
  async get(version: number): Promise<PolicyVersion> {
    const known = this.#known.get(version);
    if (known) return known;
    const { Item } = await this.#client.send(new GetCommand({ TableName: this.#table, Key: versionKey(version) }));
    if (!Item) throw new NoActivePolicy(`there is no policy version ${version}`);
    const { policy, source, ...about } = Version.parse(Item);
    const read: PolicyVersion = {
      ...about,
      policy: Format.parse(JSON.parse(gunzipSync(policy).toString())) as unknown as Policy,
      source: gunzipSync(source).toString(),
    };
    this.#known.set(version, read);
    return read;
  }

  /** Writes a new version and makes it the active one, both or neither. Answers its number. @throws Contention */
  async activate(policy: Policy, source: string, by: { author: string; note: string; at: string }): Promise<number> {
    const before = await this.#activeVersion();
    const version = before + 1;
    const pack = (text: string) => gzipSync(text);
    try {
      await this.#client.send(
        new TransactWriteCommand({
          TransactItems: [
            {
              Put: {
                TableName: this.#table,
                Item: {
                  ...versionKey(version),
                  version,
                  policy: pack(JSON.stringify(policy)),
                  source: pack(source),
                  ...by,
                },
                ConditionExpression: "attribute_not_exists(pk)",
              },
            },
            {
              Put: {
                TableName: this.#table,
                Item: { ...activeKey, version },
                ...(before === 0
                  ? { ConditionExpression: "attribute_not_exists(pk)" }
                  : { ConditionExpression: "version = :before", ExpressionAttributeValues: { ":before": before } }),
              },
            },
          ],
        }),
      );
    } catch (error) {
      if (isConflict(error)) throw new Contention("somebody else activated a policy at the same moment; try again");
      throw error;
    }
    return version;
  }

  async #activeVersion(): Promise<number> {
    const { Item } = await this.#client.send(
      new GetCommand({ TableName: this.#table, Key: activeKey, ConsistentRead: true }),
    );
    return Item ? Active.parse(Item).version : 0;
  }
}
