import { AuditLog } from "../../adapters/audit/audit-log.ts";
import { documentClient } from "../../adapters/dynamo.ts";
import { environment } from "../../adapters/environment.ts";
import { HeldStore } from "../../adapters/intake/held-store.ts";
import { LeadList } from "../../adapters/leads/lead-list.ts";
import { LeadStore } from "../../adapters/leads/lead-store.ts";
import { SubmissionStore } from "../../adapters/leads/submission-store.ts";
import { TraceStore } from "../../adapters/leads/trace-store.ts";
import { WordStore } from "../../adapters/leads/word-store.ts";
import { LedgerStore } from "../../adapters/ledgers/ledger-store.ts";
import { PolicyStore } from "../../adapters/policies/policy-store.ts";
import { RowStore } from "../../adapters/reports/row-store.ts";
import { RepStore } from "../../adapters/reps/rep-store.ts";
import { RosterPeople } from "../../adapters/reps/roster-people.ts";
import { observed } from "../../adapters/step.ts";
import type { Asked } from "../asking-person.ts";
import { answerConsole } from "./answer-console.ts";

const env = environment(
  ...(["LEADS_TABLE", "REPS_TABLE", "POLICIES_TABLE", "CURSORS_TABLE", "INTAKE_TABLE", "REPORTS_TABLE"] as const),
);
const client = documentClient();
const deps = {
  people: new RosterPeople(client, env.REPS_TABLE),
  list: new LeadList(client, env.LEADS_TABLE),
  leads: new LeadStore(client, env.LEADS_TABLE),
  words: new WordStore(client, env.LEADS_TABLE),
  submissions: new SubmissionStore(client, env.LEADS_TABLE),
  traces: new TraceStore(client, env.LEADS_TABLE),
  policies: new PolicyStore(client, env.POLICIES_TABLE),
  reps: new RepStore(client, env.REPS_TABLE),
  held: new HeldStore(client, env.INTAKE_TABLE),
  audit: new AuditLog(client, env.LEADS_TABLE),
  ledgers: new LedgerStore(client, env.CURSORS_TABLE),
  reportRows: new RowStore(client, env.REPORTS_TABLE),
  now: () => new Date().toISOString(),
};

export const handler = observed((event: Asked) => answerConsole(event, deps));
