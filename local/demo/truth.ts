import { paginateScan } from "@aws-sdk/lib-dynamodb";
import { HeldStore } from "../../adapters/intake/held-store.ts";
import { LedgerStore } from "../../adapters/ledgers/ledger-store.ts";
import { PolicyStore } from "../../adapters/policies/policy-store.ts";
import { type Held, HoldStore } from "../../adapters/reps/hold-store.ts";
import { RepStore } from "../../adapters/reps/rep-store.ts";
import { localInstallation } from "../../cli/installation.ts";
import { Lead } from "../../routing/lead/lead.ts";
import { replayed } from "../../routing/ledger/journal.ts";
import type { Balances } from "../../routing/ledger/ledger.ts";
import { ledgersOf } from "../../routing/ledger/stored-ledger.ts";
import { Onboarding } from "../../routing/onboarding/onboarding.ts";
import type { Policy } from "../../routing/policy/policy.ts";
import type { RepState } from "../../routing/reps/rep.ts";
import { cellsOf } from "../../routing/time/free-times.ts";
import { readTwice } from "./read-twice.ts";

/** The content of the tables after the demo. */
export interface Truth {
  leads: Lead[];
  /** Of the leads that were won. */
  customers: Onboarding[];
  /** Lead id in the response to a submission → the lead that the submission belongs to. */
  submissions: ReadonlyMap<string, string>;
  /** The ids that held submissions would have as leads. */
  held: string[];
  reps: RepState[];
  /** The quarters of an hour that each rep holds for meetings, each with its lead, by the rep's id. */
  times: ReadonlyMap<string, Held>;
  policy: Policy;
  /** Balances by ledger, in billionths of a lead. */
  balances: ReadonlyMap<string, Balances>;
  /** The balances that each ledger's journal comes to. */
  journals: ReadonlyMap<string, Balances>;
  /** Mails whose sending was interrupted, so that it is unknown whether they were sent. */
  uncertain: { lead: string; kind: string }[];
}

/**
 * Reads the tables of a local run as they were at one moment. A single reading while something is written may have a lead as
 * it was before and the places of its rep as they were after.
 * @param now Turno's time, ms since 1970
 * @throws when they never stand still
 */
export const readTruth = (url: string, now: number): Promise<Truth> => readTwice(() => glance(url, now));

/** Days around now in which meetings are looked for. */
const [daysBefore, daysAfter] = [2, 60];
const dayMs = 86_400_000;

/**
 * Reads the tables once, while they may be written to.
 * @param now Turno's time, ms since 1970
 */
export async function glance(url: string, now: number): Promise<Truth> {
  const { client, tables } = await localInstallation(url);
  try {
    const leads: Lead[] = [];
    const customers: Onboarding[] = [];
    const uncertain: Truth["uncertain"] = [];
    const submissions = new Map<string, string>();
    for await (const { Items = [] } of paginateScan({ client }, { TableName: tables.leads, ConsistentRead: true })) {
      leads.push(...Items.filter(({ sk }) => sk === "LEAD").map((item) => Lead.parse(item)));
      customers.push(...Items.filter(({ sk }) => sk === "ONBOARDING").map((item) => Onboarding.parse(item)));
      for (const { pk, sk, state, reference } of Items) {
        if (String(sk).startsWith("SUBMISSION#")) submissions.set(String(reference), String(pk).slice("LEAD#".length));
        const [, kind] = /^MAIL#([a-z-]+)#/.exec(String(sk)) ?? [];
        if (kind && state === "sending") uncertain.push({ lead: String(pk).slice("LEAD#".length), kind });
      }
    }
    const { policy } = await new PolicyStore(client, tables.policies).active();
    const reps = await new RepStore(client, tables.reps).all();
    const window = cellsOf({ start: now - daysBefore * dayMs, end: now + daysAfter * dayMs });
    const times = await new HoldStore(client, tables.reps).between(window[0] ?? 0, window.at(-1) ?? 0);
    const ledgers = new LedgerStore(client, tables.cursors);
    const balances = new Map<string, Balances>();
    const journals = new Map<string, Balances>();
    for (const name of ledgersOf(policy, Object.keys(policy.pools))) {
      const { ledger, entries } = await ledgers.journal(name, "");
      balances.set(name, ledger.balances);
      journals.set(name, replayed(entries));
    }
    const held = await new HeldStore(client, tables.intake).all(new Date(0).toISOString());
    const told = { balances, journals, uncertain };
    return { leads, customers, submissions, held: held.map(({ leadId }) => leadId), reps, times, policy, ...told };
  } finally {
    client.destroy();
  }
}
