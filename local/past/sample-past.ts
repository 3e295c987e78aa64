import { hash } from "node:crypto";
import type { Account } from "../../routing/company/account.ts";
import { companyDomain } from "../../routing/company/consumer-mail.ts";
import { enriched } from "../../routing/enrich.ts";
import type { Lead } from "../../routing/lead/lead.ts";
import { isFinal } from "../../routing/lead/lifecycle.ts";
import { move } from "../../routing/lead/move-lead.ts";
import { accountMatch } from "../../routing/match-account.ts";
import type { Policy } from "../../routing/policy/policy.ts";
import type { RepState } from "../../routing/reps/rep.ts";
import { qualified, scored } from "../../routing/steps.ts";
import { chance } from "../demo/random.ts";
import type { PastLedgers } from "./past-ledgers.ts";
import { PastLife, type PastTrace } from "./past-life.ts";
import { pastArrivals, pastPerson } from "./past-people.ts";

/** A company's past, as it is to be stored. */
export interface Past {
  leads: Lead[];
  traces: readonly PastTrace[];
  ledgers: PastLedgers;
}

const day = 86_400_000;
/** How long the past is, how long before its end the last lead comes, and of what its decisions are explained. */
const length = 92 * day;
const quiet = 20 * 3_600_000;
const explained = 7 * day;
const perDay = 12;

/**
 * Three months of leads of the sample company until `until` (epoch milliseconds): decided by its own policy, with
 * ledgers that add up. Some are still open, with what is due of their owners. The same arguments always make the same past.
 */
export async function samplePast(
  company: { policy: Policy; version: number; reps: readonly RepState[]; accounts: readonly Account[] },
  until: number,
): Promise<Past> {
  const { policy, version } = company;
  // Tables tell them in an order of their own.
  const accounts = company.accounts.toSorted((a, b) => (a.domain < b.domain ? -1 : 1));
  const reps = company.reps.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const life = new PastLife({ policy, version, reps, until, explainedSince: until - explained });
  const people = new Map<number, string>();
  for (const [n, at] of pastArrivals(until - length, until - quiet, perDay).entries()) {
    life.at(at, () => {
      const now = new Date(at).toISOString();
      // A few come back after weeks.
      const again = chance("again", n) < 0.05 && n > 300 ? Math.floor(chance("who", n) * (n - 300)) : n;
      const before = life.leads.get(people.get(again) ?? "");
      if (before && !isFinal(before.status)) return;
      const facts = pastPerson(again, accounts);
      const companyKey = companyDomain(facts.email);
      const lead: Lead = {
        id: hash("sha256", `past ${n} ${now}`).slice(0, 32),
        ...{ rev: 1, status: "new", facts, receivedAt: now, submissions: 1, offers: [], restarts: 0 },
        ...(companyKey && { companyKey }),
        ...(before && { earlier: before.id }),
        timeline: [{ at: now, event: "received" }],
      };
      people.set(again, lead.id);
      const account = accounts.find(({ domain }) => domain === companyKey);
      const found = {
        answers: [{ provider: "companies", outcome: account ? ("found" as const) : ("nothing" as const) }],
        account: account && accountMatch(account, "domain", 1),
        companyLeads: life.colleaguesIn(companyKey),
      };
      const known = enriched(lead, found, policy, now) ?? lead;
      const judged = qualified(known, policy, version, now) ?? known;
      const assessed = scored(judged, policy, now) ?? judged;
      const { dueAt: _, ...untimed } = assessed;
      life.begin(
        assessed.status === "qualified"
          ? move(untimed, "nurtured", {
              at: now,
              event: "nurtured",
              ...(assessed.lane && { detail: assessed.lane.lane }),
            })
          : assessed,
        at,
      );
    });
  }
  await life.run();
  const leads = [...life.leads.values()].map((lead) => ({ ...lead, rev: lead.timeline.length }));
  return { leads, traces: life.traces, ledgers: life.ledgers };
}
