import { hash } from "node:crypto";
import { BatchGetCommand, type DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { monthOf, rowOf } from "../../reports/row.ts";
import type { Lead } from "../../routing/lead/lead.ts";
import { isFinal } from "../../routing/lead/lifecycle.ts";
import { readBatch } from "../dynamo.ts";
import { leadKey, numberRowKey, personKey } from "../leads/lead-rows.ts";
import { wordsKey } from "../leads/word-store.ts";
import { entryIn, entryKey } from "../ledgers/ledger-entries.ts";
import { rowKey } from "../reports/row-store.ts";
import type { Finding, Item } from "./audit-lead.ts";

export interface PointerTables {
  client: DynamoDBDocumentClient;
  leadsTable: string;
  cursorsTable: string;
  reportsTable: string;
}

/** How long the rows that follow from the stream may be behind. Milliseconds. */
const behind = 3_600_000;
const most = 100;

/**
 * Whether a night looks at what leads to this lead: while it is open, for two days after something happened, and once in
 * four weeks later on, so that a night costs what changes and not what there is.
 */
export function isLookedAt(lead: Lead, now: string): boolean {
  const last = lead.timeline.at(-1)?.at ?? lead.receivedAt;
  const day = Math.floor(Date.parse(now) / 86_400_000);
  return (
    !isFinal(lead.status) ||
    Date.parse(now) - Date.parse(last) < 2 * 86_400_000 ||
    hash("sha256", lead.id, "buffer").readUInt8(0) % 28 === day % 28
  );
}

/**
 * What does not lead to these leads as it should: the row of the person, that of the number, those for search and reports,
 * and the entries of the ledgers that their offers cost. @param now ISO 8601
 */
export async function pointerFindings(leads: readonly Lead[], now: string, tables: PointerTables): Promise<Finding[]> {
  const { leadsTable, cursorsTable, reportsTable } = tables;
  const charges = leads.flatMap((lead) =>
    lead.offers.flatMap(({ attempt, charged }) => (charged ? [{ lead, attempt, charged }] : [])),
  );
  const ofLeads = leads.flatMap((lead) => {
    const number = numberRowKey(lead);
    return [personKey(lead.facts), wordsKey(lead.id), ...(number ? [number] : [])];
  });
  const [inLeads, rows, entries] = await Promise.all([
    itemsOf(leadsTable, ofLeads, (keys) =>
      tables.client.send(new BatchGetCommand({ RequestItems: { [leadsTable]: { Keys: keys, ConsistentRead: true } } })),
    ),
    itemsOf(
      reportsTable,
      leads.map((lead) => rowKey(lead)),
      (keys) =>
        tables.client.send(
          new BatchGetCommand({ RequestItems: { [reportsTable]: { Keys: keys, ConsistentRead: true } } }),
        ),
    ),
    itemsOf(
      cursorsTable,
      charges.map(({ charged }) => entryKey(charged.ledger, charged.entry)),
      (keys) =>
        tables.client.send(
          new BatchGetCommand({ RequestItems: { [cursorsTable]: { Keys: keys, ConsistentRead: true } } }),
        ),
    ),
  ]);
  const at = (items: readonly Item[], key: { pk: string; sk?: string }) =>
    items.find((item) => item.pk === key.pk && item.sk === key.sk);
  return [
    ...(await persons(leads, (lead) => at(inLeads, personKey(lead.facts)), tables)),
    ...leads.flatMap((lead) => {
      const number = numberRowKey(lead);
      return number && !at(inLeads, number) ? [finding("number", lead, "it is not found by its number")] : [];
    }),
    ...leads.flatMap((lead) => digests(lead, at(inLeads, wordsKey(lead.id)), at(rows, rowKey(lead)), now)),
    ...charges.flatMap(({ lead, attempt, charged }) => {
      const item = at(entries, entryKey(charged.ledger, charged.entry));
      // Entries are kept for a time alone.
      if (!item) return [];
      const { act } = entryIn(item);
      const isIts = act.kind === "offer" && act.leadId === lead.id && act.attempt === attempt;
      const detail = `offer ${attempt} is charged to entry ${charged.entry} of ${charged.ledger}, which is of another`;
      return isIts ? [] : [finding("charge", lead, detail)];
    }),
  ];
}

/** Rows for reports and search that are not of the lead as it is, though there was time to make them so. */
function digests(lead: Lead, words: Item | undefined, row: Item | undefined, now: string): Finding[] {
  const last = lead.timeline.at(-1)?.at ?? lead.receivedAt;
  if (Date.parse(now) - Date.parse(last) < behind) return [];
  const meant = rowOf(lead);
  const same = row?.status === meant.status && row?.rep === meant.rep && row?.pool === meant.pool;
  return [
    ...(words ? [] : [finding("search", lead, "it is not found by its words")]),
    ...(row ? [] : [finding("report", lead, `the reports of ${monthOf(meant)} do not have it`)]),
    ...(row?.rev === lead.rev && !same ? [finding("report", lead, "the reports say something else of it")] : []),
  ];
}

/** Persons whose row does not lead to the lead of theirs that is open, and who have two that are. */
async function persons(
  leads: readonly Lead[],
  rowFor: (lead: Lead) => Item | undefined,
  { client, leadsTable }: PointerTables,
): Promise<Finding[]> {
  const found: Finding[] = [];
  for (const lead of leads.filter(({ status }) => !isFinal(status))) {
    const row = rowFor(lead);
    const own = row?.reopened ?? row?.leadId;
    if (!row) found.push(finding("person", lead, "its person is not known by it"));
    else if (own !== lead.id) {
      const [other] = await itemsOf(leadsTable, [leadKey(String(own))], (keys) =>
        client.send(new BatchGetCommand({ RequestItems: { [leadsTable]: { Keys: keys, ConsistentRead: true } } })),
      );
      const detail = !other
        ? `its person leads to ${own}, which is no lead`
        : isFinal(other.status as Lead["status"])
          ? `its person leads to ${own}, which is over`
          : `its person has ${own} open as well`;
      found.push(finding("person", lead, detail));
    }
  }
  return found;
}

const finding = (kind: string, { id }: Lead, detail: string): Finding => ({ kind, of: id, detail });

/** The items of these keys, each read once. */
async function itemsOf(
  table: string,
  keys: readonly { pk: string; sk?: string }[],
  send: (keys: { pk: string; sk?: string }[]) => ReturnType<Parameters<typeof readBatch>[1]>,
): Promise<Item[]> {
  const each = [...new Map(keys.map((key) => [`${key.pk} ${key.sk}`, key])).values()];
  const found: Item[] = [];
  for (let from = 0; from < each.length; from += most) {
    const items = await readBatch({ [table]: { Keys: each.slice(from, from + most) } }, (left) =>
      send((left[table]?.Keys ?? []) as { pk: string; sk?: string }[]),
    );
    found.push(...(items[table] ?? []));
  }
  return found;
}
