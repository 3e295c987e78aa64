import { isDeepStrictEqual } from "node:util";
import {
  BatchGetCommand,
  type DynamoDBDocumentClient,
  paginateScan,
  QueryCommand,
  TransactWriteCommand,
} from "@aws-sdk/lib-dynamodb";
import * as z from "zod/mini";
import { Account, NamedAccount } from "../../routing/company/account.ts";
import { nameBlocks, normalName } from "../../routing/company/company-name.ts";
import { domainsAbove } from "../../routing/company/consumer-mail.ts";
import type { Write } from "../dynamo.ts";

const Key = z.object({ pk: z.string(), sk: z.string() });
type Key = z.infer<typeof Key>;
/** An account as stored: with the keys of the rows by which its name is found, so that they go when the name does. */
const Row = z.extend(Account, { nameKeys: z.array(Key) });
type Row = z.infer<typeof Row>;

const accountKey = (domain: string): Key => ({ pk: `DOMAIN#${domain}`, sk: "ACCOUNT" });
const nameKeysOf = ({ name, domain }: Account): Key[] =>
  nameBlocks(name).map((block) => ({ pk: `NAME#${block}`, sk: `${normalName(name)}#${domain}` }));
const rowOf = (account: Account): Row => ({ ...Account.parse(account), nameKeys: nameKeysOf(account) });

/** Accounts written at the same time. */
const lanes = 8;

/** Does all of it, a few at a time. After a failure nothing more is begun, and nothing is under way when it is thrown. */
async function inLanes(work: readonly (() => Promise<void>)[]): Promise<void> {
  const queue = [...work];
  const lane = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      await next().catch((error: unknown) => {
        queue.length = 0;
        throw error;
      });
    }
  };
  const ends = await Promise.allSettled(Array.from({ length: lanes }, lane));
  for (const end of ends) if (end.status === "rejected") throw end.reason;
}

export interface CompaniesChange {
  added: string[];
  changed: string[];
  removed: string[];
}

/** The companies that we know, by domain and by name. */
export class CompanyStore {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;

  constructor(client: DynamoDBDocumentClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  /** The account of this domain, or of the nearest one above it: mx.acme.com has that of acme.com. */
  async byDomain(domain: string): Promise<Account | undefined> {
    const domains = domainsAbove(domain);
    const { Responses } = await this.#client.send(
      new BatchGetCommand({ RequestItems: { [this.#table]: { Keys: domains.map(accountKey) } } }),
    );
    const found = (Responses?.[this.#table] ?? []).map((item) => Account.parse(item));
    return domains.flatMap((each) => found.find((account) => account.domain === each) ?? [])[0];
  }

  /** The accounts of one block of names, see routing/company/company-name.ts; as many as one page of the table holds. */
  async named(block: string): Promise<NamedAccount[]> {
    const { Items } = await this.#client.send(
      new QueryCommand({
        TableName: this.#table,
        KeyConditionExpression: "pk = :block",
        ExpressionAttributeValues: { ":block": `NAME#${block}` },
      }),
    );
    return (Items ?? []).map((item) => NamedAccount.parse(item));
  }

  /** Every account, by domain. Reads the whole table: for people at a command line. */
  async all(): Promise<Account[]> {
    return (await this.#rows()).map((row) => Account.parse(row));
  }

  /**
   * Makes the table's accounts these. Each is written with the rows of its name, all or none; an import that breaks off
   * is made good by the same import again.
   */
  async importAccounts(accounts: readonly Account[]): Promise<CompaniesChange> {
    const existing = new Map((await this.#rows()).map((row) => [row.domain, row]));
    const change: CompaniesChange = { added: [], changed: [], removed: [] };
    const work: (() => Promise<void>)[] = [];
    for (const account of accounts) {
      const before = existing.get(account.domain);
      const row = rowOf(account);
      existing.delete(account.domain);
      if (before && isDeepStrictEqual(before, row)) continue;
      (before ? change.changed : change.added).push(account.domain);
      work.push(() => this.#replace(before, row));
    }
    for (const before of existing.values()) {
      change.removed.push(before.domain);
      work.push(() => this.#replace(before, undefined));
    }
    await inLanes(work);
    return change;
  }

  async #replace(before: Row | undefined, after: Row | undefined): Promise<void> {
    const put = (Item: object): Write => ({ Put: { TableName: this.#table, Item: { ...Item } } });
    const remove = (Key: Key): Write => ({ Delete: { TableName: this.#table, Key } });
    const named = after && NamedAccount.parse(after);
    const kept = new Set(after?.nameKeys.map(({ pk, sk }) => `${pk} ${sk}`));
    const stale = before?.nameKeys.filter(({ pk, sk }) => !kept.has(`${pk} ${sk}`)) ?? [];
    await this.#client.send(
      new TransactWriteCommand({
        TransactItems: [
          ...(after
            ? [put({ ...accountKey(after.domain), ...after })]
            : before
              ? [remove(accountKey(before.domain))]
              : []),
          ...(after?.nameKeys ?? []).map((key) => put({ ...key, ...named })),
          ...stale.map(remove),
        ],
      }),
    );
  }

  async #rows(): Promise<Row[]> {
    const rows: Row[] = [];
    const pages = paginateScan(
      { client: this.#client },
      {
        TableName: this.#table,
        FilterExpression: "sk = :account",
        ExpressionAttributeValues: { ":account": "ACCOUNT" },
        ConsistentRead: true,
      },
    );
    for await (const { Items } of pages) rows.push(...(Items ?? []).map((item) => Row.parse(item)));
    return rows.sort((a, b) => (a.domain < b.domain ? -1 : 1));
  }
}
