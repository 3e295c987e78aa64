import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { Account, NamedAccount } from "../../routing/company/account.ts";
import { type Write, writeAll } from "../dynamo.ts";
import { generationAfter, isOver } from "../generation.ts";
import { accountKey, allKeys, generationOf, readCompaniesGeneration, rowOf, switchCompanies } from "./company-rows.ts";

/** Domains, by what happens to their accounts. */
export interface CompaniesChange {
  added: string[];
  changed: string[];
  removed: string[];
}

/** What making the table's accounts these would change. */
export function companiesChange(existing: readonly Account[], accounts: readonly Account[]): CompaniesChange {
  const said = (account: Account): string => JSON.stringify(Account.parse(account));
  const before = new Map(existing.map((account) => [account.domain, said(account)]));
  const listed = new Set(accounts.map(({ domain }) => domain));
  const domains = (some: readonly Account[]) => some.map(({ domain }) => domain);
  return {
    added: domains(accounts.filter(({ domain }) => !before.has(domain))),
    changed: domains(
      accounts.filter((account) => {
        const was = before.get(account.domain);
        return was !== undefined && was !== said(account);
      }),
    ),
    removed: domains(existing.filter(({ domain }) => !listed.has(domain))),
  };
}

/** Accounts that are stored beside the active ones and become active with one write. */
export interface StagedCompanies {
  generation: string;
  /** Makes them active; refused when others have become active since. */
  activate: Write;
}

/** Stores accounts beside those of the active generation `from`; nobody sees them before `activate` is written. */
export async function stageCompanies(
  client: DynamoDBDocumentClient,
  table: string,
  from: string,
  accounts: readonly Account[],
): Promise<StagedCompanies> {
  const generation = generationAfter(from);
  const items = accounts.flatMap((account) => {
    const row = rowOf(generation, account);
    const named = NamedAccount.parse(account);
    return [
      { ...accountKey(generation, account.domain), ...row },
      ...row.nameKeys.map((key) => ({ ...key, ...named })),
    ];
  });
  await writeAll(
    client,
    table,
    items.map((Item) => ({ PutRequest: { Item } })),
  );
  return { generation, activate: switchCompanies(table, from, generation) };
}

/** Deletes the accounts that were stored and did not become active. */
export const dropCompanies = (client: DynamoDBDocumentClient, table: string, generation: string): Promise<void> =>
  deleteWhere(client, table, (of) => of === generation);

/** Deletes what is left of older generations; can be repeated at any time. */
export async function settleCompanies(client: DynamoDBDocumentClient, table: string): Promise<void> {
  const active = await readCompaniesGeneration(client, table);
  await deleteWhere(client, table, (generation) => isOver(generation, active));
}

async function deleteWhere(
  client: DynamoDBDocumentClient,
  table: string,
  goes: (generation: string) => boolean,
): Promise<void> {
  const keys = (await allKeys(client, table)).filter(({ pk }) => {
    const generation = generationOf(pk);
    return generation !== undefined && goes(generation);
  });
  await writeAll(
    client,
    table,
    keys.map((Key) => ({ DeleteRequest: { Key } })),
  );
}
