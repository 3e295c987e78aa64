import { randomUUID } from "node:crypto";
import { SFNClient } from "@aws-sdk/client-sfn";
import { AuditLog } from "../../adapters/audit/audit-log.ts";
import { CustomerStore } from "../../adapters/customers/customer-store.ts";
import { OnboardingStore } from "../../adapters/customers/onboarding-store.ts";
import { documentClient } from "../../adapters/dynamo.ts";
import { environment } from "../../adapters/environment.ts";
import { LeadList } from "../../adapters/leads/lead-list.ts";
import { LeadStore } from "../../adapters/leads/lead-store.ts";
import { LedgerStore } from "../../adapters/ledgers/ledger-store.ts";
import { PlanStore } from "../../adapters/plans/plan-store.ts";
import { PolicyStore } from "../../adapters/policies/policy-store.ts";
import { RepStore } from "../../adapters/reps/rep-store.ts";
import { RosterPeople } from "../../adapters/reps/roster-people.ts";
import { observed } from "../../adapters/step.ts";
import { WaitingTasks } from "../../adapters/workflow.ts";
import type { Asked } from "../asking-person.ts";
import { planForMany } from "./plan-for-many.ts";

const env = environment("LEADS_TABLE", "REPS_TABLE", "CURSORS_TABLE", "POLICIES_TABLE");
const client = documentClient();
const deps = {
  people: new RosterPeople(client, env.REPS_TABLE),
  leads: new LeadStore(client, env.LEADS_TABLE),
  list: new LeadList(client, env.LEADS_TABLE),
  plans: new PlanStore(client, env.REPS_TABLE),
  audit: new AuditLog(client, env.LEADS_TABLE),
  policies: new PolicyStore(client, env.POLICIES_TABLE),
  reps: new RepStore(client, env.REPS_TABLE),
  repsTable: env.REPS_TABLE,
  customers: new CustomerStore(client, env.LEADS_TABLE),
  onboardings: new OnboardingStore(client, env.LEADS_TABLE),
  ledgers: new LedgerStore(client, env.CURSORS_TABLE),
  cursorsTable: env.CURSORS_TABLE,
  tasks: new WaitingTasks(new SFNClient({})),
  newId: () => randomUUID().replaceAll("-", ""),
  now: () => new Date().toISOString(),
};

export const handler = observed((event: Asked) => planForMany(event, deps));
