import { AuditLog } from "../../adapters/audit/audit-log.ts";
import { documentClient } from "../../adapters/dynamo.ts";
import { environment } from "../../adapters/environment.ts";
import { LeadStore } from "../../adapters/leads/lead-store.ts";
import { TraceStore } from "../../adapters/leads/trace-store.ts";
import { LedgerStore } from "../../adapters/ledgers/ledger-store.ts";
import { PolicyStore } from "../../adapters/policies/policy-store.ts";
import { RowStore } from "../../adapters/reports/row-store.ts";
import { RepStore } from "../../adapters/reps/rep-store.ts";
import { RosterPeople } from "../../adapters/reps/roster-people.ts";
import { observed } from "../../adapters/step.ts";
import type { Asked } from "../asking-person.ts";
import { answerTeam } from "./answer-team.ts";

const env = environment("LEADS_TABLE", "REPS_TABLE", "CURSORS_TABLE", "POLICIES_TABLE", "REPORTS_TABLE");
const client = documentClient();
const deps = {
  people: new RosterPeople(client, env.REPS_TABLE),
  reps: new RepStore(client, env.REPS_TABLE),
  leads: new LeadStore(client, env.LEADS_TABLE),
  traces: new TraceStore(client, env.LEADS_TABLE),
  ledgers: new LedgerStore(client, env.CURSORS_TABLE),
  policies: new PolicyStore(client, env.POLICIES_TABLE),
  rows: new RowStore(client, env.REPORTS_TABLE),
  audit: new AuditLog(client, env.LEADS_TABLE),
  now: () => new Date().toISOString(),
};

export const handler = observed((event: Asked) => answerTeam(event, deps));
