import { SFNClient } from "@aws-sdk/client-sfn";
import { ActRows } from "../../adapters/api/act-rows.ts";
import { AuditLog } from "../../adapters/audit/audit-log.ts";
import { ActedLeads, type Guard } from "../../adapters/claims/acted-leads.ts";
import { CustomerStore } from "../../adapters/customers/customer-store.ts";
import { OnboardingStore } from "../../adapters/customers/onboarding-store.ts";
import { documentClient } from "../../adapters/dynamo.ts";
import { environment } from "../../adapters/environment.ts";
import { HeldStore } from "../../adapters/intake/held-store.ts";
import { LeadStore } from "../../adapters/leads/lead-store.ts";
import { LedgerStore } from "../../adapters/ledgers/ledger-store.ts";
import { PolicyStore } from "../../adapters/policies/policy-store.ts";
import { ErasureStore } from "../../adapters/privacy/erasure-store.ts";
import { HoldStore } from "../../adapters/reps/hold-store.ts";
import { RepStore } from "../../adapters/reps/rep-store.ts";
import { RosterPeople } from "../../adapters/reps/roster-people.ts";
import { observed } from "../../adapters/step.ts";
import { Executions, WaitingTasks } from "../../adapters/workflow.ts";
import type { Asked } from "../asking-person.ts";
import { actInConsole } from "./act-in-console.ts";

const env = environment(
  "LEADS_TABLE",
  "REPS_TABLE",
  "CURSORS_TABLE",
  "POLICIES_TABLE",
  "INTAKE_TABLE",
  "ROUTE_LEAD_ARN",
  "FOLLOW_LEAD_ARN",
);
const client = documentClient();
const sfn = new SFNClient({});
const deps = {
  people: new RosterPeople(client, env.REPS_TABLE),
  leads: new LeadStore(client, env.LEADS_TABLE),
  guarded: (guard: Guard) => new ActedLeads(client, env.LEADS_TABLE, guard),
  rows: new ActRows(client, env.LEADS_TABLE),
  audit: new AuditLog(client, env.LEADS_TABLE),
  held: new HeldStore(client, env.INTAKE_TABLE),
  policies: new PolicyStore(client, env.POLICIES_TABLE),
  reps: new RepStore(client, env.REPS_TABLE),
  holds: new HoldStore(client, env.REPS_TABLE),
  repsTable: env.REPS_TABLE,
  erasures: new ErasureStore(client, env.LEADS_TABLE),
  customers: new CustomerStore(client, env.LEADS_TABLE),
  onboardings: new OnboardingStore(client, env.LEADS_TABLE),
  ledgers: new LedgerStore(client, env.CURSORS_TABLE),
  cursorsTable: env.CURSORS_TABLE,
  executions: new Executions(sfn, env.ROUTE_LEAD_ARN),
  follows: new Executions(sfn, env.FOLLOW_LEAD_ARN),
  tasks: new WaitingTasks(sfn),
  now: () => new Date().toISOString(),
};

export const handler = observed((event: Asked) => actInConsole(event, deps));
