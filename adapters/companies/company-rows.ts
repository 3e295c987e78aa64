import { type DynamoDBDocumentClient, GetCommand, paginateScan } from "@aws-sdk/lib-dynamodb";
import * as z from "zod/mini";
import { Account } from "../../routing/company/account.ts";
import { nameBlocks, normalName } from "../../routing/company/company-name.ts";
import type { Write } from "../dynamo.ts";
import { firstGeneration } from "../generation.ts";

const Key = z.object({ pk: z.string(), sk: z.string() });
export type Key = z.infer<typeof Key>;
/** An account as stored: with the keys of the rows by which its name is found, so that they go when the name does. */
export const Row = z.extend(Account, { nameKeys: z.array(Key) });
export type Row = z.infer<typeof Row>;

// The generation stands last, since names and domains hold no "@".
/** The key of the account of this domain in a generation of the table. */
export const accountKey = (generation: string, domain: string): Key => ({
  pk: `DOMAIN#${domain}@${generation}`,
  sk: "ACCOUNT",
});
/** The partition of the accounts of one block of names. */
export const blockOf = (generation: string, block: string): string => `NAME#${block}@${generation}`;
/** The generation of a row with such a key; undefined for other rows of the table. */
export const generationOf = (pk: string): string | undefined => /^(?:DOMAIN|NAME)#.*@([^@]+)$/s.exec(pk)?.[1];

const nameKeysOf = (generation: string, { name, domain }: Account): Key[] =>
  nameBlocks(name).map((block) => ({ pk: blockOf(generation, block), sk: `${normalName(name)}#${domain}` }));
/** The account as it is stored in this generation. */
export const rowOf = (generation: string, account: Account): Row => ({
  ...Account.parse(account),
  nameKeys: nameKeysOf(generation, account),
});

/** The key of the row that names the active generation. */
export const activeCompaniesKey: Key = { pk: "COMPANIES", sk: "ACTIVE" };

/** The active generation among these items. */
export const companiesGenerationIn = (items: readonly Record<string, unknown>[] = []): string =>
  String(items.find(({ pk }) => pk === activeCompaniesKey.pk)?.generation ?? firstGeneration);

/** Reads which generation is active. */
export async function readCompaniesGeneration(client: DynamoDBDocumentClient, companies: string): Promise<string> {
  const { Item } = await client.send(
    new GetCommand({ TableName: companies, Key: activeCompaniesKey, ConsistentRead: true }),
  );
  return companiesGenerationIn(Item ? [Item] : []);
}

/** The write that makes another generation the active one; refused if `from` is not active any more. */
export const switchCompanies = (companies: string, from: string, generation: string): Write => ({
  Put: {
    TableName: companies,
    Item: { ...activeCompaniesKey, generation },
    ...(from === firstGeneration
      ? { ConditionExpression: "attribute_not_exists(pk)" }
      : { ConditionExpression: "generation = :from", ExpressionAttributeValues: { ":from": from } }),
  },
});

/** Every account of a generation, by domain. Reads the whole table. */
export async function readRows(client: DynamoDBDocumentClient, companies: string, generation: string): Promise<Row[]> {
  const items = await scan(client, companies);
  return items
    .filter(({ pk, sk }) => sk === "ACCOUNT" && generationOf(String(pk)) === generation)
    .map((item) => Row.parse(item))
    .sort((a, b) => (a.domain < b.domain ? -1 : 1));
}

/** The keys of all accounts' rows, of every generation. Reads the whole table. */
export const allKeys = async (client: DynamoDBDocumentClient, companies: string): Promise<Key[]> =>
  (await scan(client, companies, "pk, sk")).map((item) => Key.parse(item));

async function scan(
  client: DynamoDBDocumentClient,
  companies: string,
  only?: string,
): Promise<Record<string, unknown>[]> {
  const found: Record<string, unknown>[] = [];
  const pages = paginateScan(
    { client },
    { TableName: companies, ConsistentRead: true, ...(only && { ProjectionExpression: only }) },
  );
  for await (const { Items = [] } of pages) found.push(...Items);
  return found;
}
