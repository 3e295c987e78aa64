import {
  BatchGetCommand,
  type DynamoDBDocumentClient,
  QueryCommand,
  TransactWriteCommand,
} from "@aws-sdk/lib-dynamodb";
import { Account, NamedAccount } from "../../routing/company/account.ts";
import { domainsAbove } from "../../routing/company/consumer-mail.ts";
import { inLanes, type Write } from "../dynamo.ts";
import { firstGeneration } from "../generation.ts";
import { type CompaniesChange, companiesChange } from "./companies-import.ts";
import {
  accountKey,
  activeCompaniesKey,
  blockOf,
  companiesGenerationIn,
  type Key,
  type Row,
  readCompaniesGeneration,
  readRows,
  rowOf,
} from "./company-rows.ts";

/** The companies that we know, by domain and by name. */
export class CompanyStore {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;
  /** The generation that was active when this process last asked. */
  #generation = firstGeneration;

  constructor(client: DynamoDBDocumentClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  /** The account of this domain, or of the nearest one above it: mx.acme.com has that of acme.com. */
  async byDomain(domain: string): Promise<Account | undefined> {
    const domains = domainsAbove(domain);
    for (;;) {
      const generation = this.#generation;
      const keys = [activeCompaniesKey, ...domains.map((each) => accountKey(generation, each))];
      const { Responses } = await this.#client.send(
        new BatchGetCommand({ RequestItems: { [this.#table]: { Keys: keys, ConsistentRead: true } } }),
      );
      const items = Responses?.[this.#table] ?? [];
      this.#generation = companiesGenerationIn(items);
      if (generation === this.#generation) {
        const found = items.filter(({ sk }) => sk === "ACCOUNT").map((item) => Account.parse(item));
        return domains.flatMap((each) => found.find((account) => account.domain === each) ?? [])[0];
      }
    }
  }

  /** The accounts of one block of names, see routing/company/company-name.ts; as many as one page of the table holds. */
  async named(block: string): Promise<NamedAccount[]> {
    for (;;) {
      const generation = this.#generation;
      const { Items } = await this.#client.send(
        new QueryCommand({
          TableName: this.#table,
          KeyConditionExpression: "pk = :block",
          ExpressionAttributeValues: { ":block": blockOf(generation, block) },
          ConsistentRead: true,
        }),
      );
      // Asked afterwards, since the accounts of a generation are deleted once another is active.
      this.#generation = await readCompaniesGeneration(this.#client, this.#table);
      if (generation === this.#generation) return (Items ?? []).map((item) => NamedAccount.parse(item));
    }
  }

  /** Every account, by domain. Reads the whole table: for people at a command line. */
  async all(): Promise<Account[]> {
    const rows = await readRows(this.#client, this.#table, await readCompaniesGeneration(this.#client, this.#table));
    return rows.map((row) => Account.parse(row));
  }

  /**
   * Makes the table's accounts these, one by one, and writes only those that differ. Each is written with the rows of its
   * name, all or none; an import that breaks off is made good by the same import again, and so is one that was overtaken
   * by `turno apply`.
   */
  async importAccounts(accounts: readonly Account[]): Promise<CompaniesChange> {
    const generation = await readCompaniesGeneration(this.#client, this.#table);
    const rows = await readRows(this.#client, this.#table, generation);
    const change = companiesChange(rows, accounts);
    const before = new Map(rows.map((row) => [row.domain, row]));
    const after = new Map(accounts.map((account) => [account.domain, account]));
    const work = [...change.added, ...change.changed, ...change.removed].map((domain) => () => {
      const account = after.get(domain);
      return this.#replace(generation, before.get(domain), account && rowOf(generation, account));
    });
    await inLanes(work);
    if ((await readCompaniesGeneration(this.#client, this.#table)) !== generation) await this.importAccounts(accounts);
    return change;
  }

  async #replace(generation: string, before: Row | undefined, after: Row | undefined): Promise<void> {
    const put = (Item: object): Write => ({ Put: { TableName: this.#table, Item: { ...Item } } });
    const remove = (Key: Key): Write => ({ Delete: { TableName: this.#table, Key } });
    const named = after && NamedAccount.parse(after);
    const kept = new Set(after?.nameKeys.map(({ pk, sk }) => `${pk} ${sk}`));
    const stale = before?.nameKeys.filter(({ pk, sk }) => !kept.has(`${pk} ${sk}`)) ?? [];
    await this.#client.send(
      new TransactWriteCommand({
        TransactItems: [
          ...(after
            ? [put({ ...accountKey(generation, after.domain), ...after })]
            : before
              ? [remove(accountKey(generation, before.domain))]
              : []),
          ...(after?.nameKeys ?? []).map((key) => put({ ...key, ...named })),
          ...stale.map(remove),
        ],
      }),
    );
  }
}
