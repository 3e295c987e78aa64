import type { OwnersDeps } from "../adapters/claims/act-on-lead.ts";
import type { HandsOnDeps } from "../adapters/claims/hands-on.ts";
import { CustomerStore } from "../adapters/customers/customer-store.ts";
import { OnboardingStore } from "../adapters/customers/onboarding-store.ts";
import { LeadStore } from "../adapters/leads/lead-store.ts";
import { LedgerStore } from "../adapters/ledgers/ledger-store.ts";
import { PolicyStore } from "../adapters/policies/policy-store.ts";
import { HoldStore } from "../adapters/reps/hold-store.ts";
import { RepStore } from "../adapters/reps/rep-store.ts";
import type { Installation } from "./installation.ts";

/** What an act on a lead reads and writes in an installation, by its clock. */
export function acting({ client, tables, tasks, now }: Installation): HandsOnDeps & OwnersDeps {
  return {
    leads: new LeadStore(client, tables.leads),
    policies: new PolicyStore(client, tables.policies),
    reps: new RepStore(client, tables.reps),
    holds: new HoldStore(client, tables.reps),
    customers: new CustomerStore(client, tables.leads),
    onboardings: new OnboardingStore(client, tables.leads),
    ledgers: new LedgerStore(client, tables.cursors),
    repsTable: tables.reps,
    cursorsTable: tables.cursors,
    tasks,
    now: () => now ?? new Date().toISOString(),
  };
}
