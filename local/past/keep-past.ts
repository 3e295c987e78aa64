import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { TransactWriteCommand } from "@aws-sdk/lib-dynamodb";
import { CompanyStore } from "../../adapters/companies/company-store.ts";
import { inLanes, type Write, writeAll } from "../../adapters/dynamo.ts";
import { BacklogStore } from "../../adapters/leads/backlog-store.ts";
import { numberRowKey, personKey, toItem } from "../../adapters/leads/lead-rows.ts";
import { SubmissionStore } from "../../adapters/leads/submission-store.ts";
import { TraceStore } from "../../adapters/leads/trace-store.ts";
import { wordItems } from "../../adapters/leads/word-store.ts";
import { entryWrite } from "../../adapters/ledgers/ledger-entries.ts";
import { ledgerKey } from "../../adapters/ledgers/ledger-store.ts";
import { PolicyStore } from "../../adapters/policies/policy-store.ts";
import { rowItem } from "../../adapters/reports/row-store.ts";
import { placeWrites } from "../../adapters/reps/free-places.ts";
import { RepStore } from "../../adapters/reps/rep-store.ts";
import { takePlace } from "../../adapters/reps/take-place.ts";
import { rowOf } from "../../reports/row.ts";
import { type Lead, type Offer, openOffers } from "../../routing/lead/lead.ts";
import { isFinal } from "../../routing/lead/lifecycle.ts";
import { type Past, samplePast } from "./sample-past.ts";

/** The tables of an installation that a past is written to. */
export type PastTables = Record<"leads" | "reps" | "policies" | "companies" | "cursors" | "reports", string>;

/**
 * Writes the sample company's past until `until` (epoch milliseconds) into its tables, in which nobody else writes yet: leads
 * with their submissions, decisions, and rows of reports and search, the ledgers with their journals, and the reps' places.
 * @returns what was written
 */
export async function keepPast(client: DynamoDBDocumentClient, tables: PastTables, until: number): Promise<Past> {
  const [{ version, policy }, reps, accounts] = await Promise.all([
    new PolicyStore(client, tables.policies).active(),
    new RepStore(client, tables.reps).all(),
    new CompanyStore(client, tables.companies).all(),
  ]);
  const past = await samplePast({ policy, version, reps, accounts }, until);
  const put = (table: string, items: object[]) =>
    writeAll(
      client,
      table,
      items.map((Item) => ({ PutRequest: { Item } })),
    );
  await put(tables.leads, leadItems(past, tables.leads));
  await put(
    tables.reports,
    past.leads.map((lead) => rowItem(rowOf(lead, lead.policyVersion === undefined ? {} : policy.attributes))),
  );
  await put(tables.cursors, ledgerItems(past, tables.cursors, policy.receipts.keep));
  await inLanes(
    placesOf(past, tables.reps).map((write) => async () => {
      await client.send(new TransactWriteCommand({ TransactItems: [write] }));
    }),
  );
  const traces = new TraceStore(client, tables.leads);
  await inLanes(
    past.traces.map(
      ({ leadId, attempt, trace, why }) =>
        () =>
          attempt === undefined ? traces.keepLast(leadId, trace) : traces.keepOffer(leadId, attempt, trace, why),
    ),
  );
  if (past.leads.some(({ status }) => status === "waiting"))
    await new BacklogStore(client, tables.reps).open(new Date(until).toISOString());
  return past;
}

const itemOf = ({ Put }: Write): object => Put?.Item ?? {};

function leadItems({ leads }: Past, table: string): object[] {
  const submissions = new SubmissionStore(undefined as never, table);
  const newest = new Map(leads.map((lead) => [personKey(lead.facts).pk, lead.id]));
  const people = new Map(leads.map(({ facts }) => [personKey(facts).pk, personKey(facts)]));
  return [
    ...leads.flatMap((lead) => {
      const said = { content: lead.id, reference: lead.id, at: lead.receivedAt, facts: lead.facts, asWritten: [] };
      const number = numberRowKey(lead);
      return [
        toItem(lead),
        itemOf(submissions.keeping(lead, said)),
        ...(number ? [{ ...number, leadId: lead.id }] : []),
        ...wordItems(lead),
      ];
    }),
    ...[...people.values()].map((key) => ({ ...key, leadId: newest.get(key.pk) })),
  ];
}

const ledgerItems = ({ ledgers }: Past, table: string, keep: number): object[] => [
  ...[...ledgers.ledgers].map(([name, ledger]) => ({ ...ledgerKey(name), ...ledger })),
  ...ledgers.entries.map(({ ledger, entry }) => itemOf(entryWrite(table, ledger, entry, keep))),
];

/** The places that open leads take, and what is learnt of closed ones. */
function placesOf({ leads }: Past, table: string): Write[] {
  const held = leads.filter(({ status }) => !isFinal(status)).flatMap((lead) => heldIn(lead));
  const closings = leads.map(({ closed }) => ({ closing: closed, by: 1 as const }));
  return [...held.map((offer) => takePlace(table, offer)), ...placeWrites(table, { freed: [], closings })];
}

/** The offers by which reps hold a lead: the accepted one, or an open one that one rep alone has. */
function heldIn(lead: Lead): Offer[] {
  const open = openOffers(lead).filter(({ round }) => round === undefined);
  return [...open, ...lead.offers.filter(({ outcome, repId }) => outcome === "accepted" && repId === lead.ownerId)];
}
