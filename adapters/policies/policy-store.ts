import { gunzipSync } from "node:zlib";
import { type DynamoDBDocumentClient, GetCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod/mini";
import { syntheticVersion } from "../../routing/lead/synthetic.ts";
import type { Policy } from "../../routing/policy/policy.ts";
import { syntheticPolicy } from "../../routing/policy/synthetic-policy.ts";
import { NoActivePolicy } from "../faults.ts";

export const ActiveRow = z.object({
  version: z.number(),
  /** Number of the last line of the activation log. */
  activation: z.number(),
});
export type ActiveRow = z.infer<typeof ActiveRow>;

const VersionRow = z.object({
  version: z.number(),
  policy: z.instanceof(Uint8Array),
  source: z.instanceof(Uint8Array),
  author: z.string(),
  note: z.string(),
  at: z.string(),
});

/** Policies are stored only after the whole schema has parsed them, so reading them back checks the format alone. */
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

const eightDigits = (number: number): string => String(number).padStart(8, "0");
/**
 * All rows are of one partition: versions, the marks of those that were checked, the activation log, and the active.
 */
export const versionKey = (version: number) => ({ pk: "POLICY", sk: `v${eightDigits(version)}` });
export const checkedKey = (version: number) => ({ pk: "POLICY", sk: `checked-${eightDigits(version)}` });
export const activationKey = (number: number) => ({ pk: "POLICY", sk: `activation-${eightDigits(number)}` });
export const activeKey = { pk: "POLICY", sk: "ACTIVE" };

/** Reads versions of the policy, of which one is active. A version never changes once written. */
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
    return (await this.ifActiveVersion())?.policy;
  }

  /** The same with its version. */
  async ifActiveVersion(): Promise<PolicyVersion | undefined> {
    const version = await this.#activeVersion();
    return version === 0 ? undefined : this.get(version);
  }

  /** One version. @throws NoActivePolicy when there is no such version */
  async get(version: number): Promise<PolicyVersion> {
    const found = await this.find(version);
    if (!found) throw new NoActivePolicy(`there is no policy version ${version}`);
    return found;
  }

  /** One version; undefined when there is no such version. */
  async find(version: number): Promise<PolicyVersion | undefined> {
    if (version === syntheticVersion) {
      const active = await this.active();
      return { ...active, version, policy: syntheticPolicy(active.policy) };
    }
    const known = this.#known.get(version);
    if (known) return known;
    const { Item } = await this.#client.send(
      new GetCommand({ TableName: this.#table, Key: versionKey(version), ConsistentRead: true }),
    );
    if (!Item) return undefined;
    const { policy, source, ...about } = VersionRow.parse(Item);
    const read: PolicyVersion = {
      ...about,
      policy: Format.parse(JSON.parse(gunzipSync(policy).toString())) as unknown as Policy,
      source: gunzipSync(source).toString(),
    };
    this.#known.set(version, read);
    return read;
  }

  async #activeVersion(): Promise<number> {
    const { Item } = await this.#client.send(
      new GetCommand({ TableName: this.#table, Key: activeKey, ConsistentRead: true }),
    );
    return Item ? ActiveRow.parse(Item).version : 0;
  }
}
