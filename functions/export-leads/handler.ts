import { AuditLog } from "../../adapters/audit/audit-log.ts";
import { documentClient } from "../../adapters/dynamo.ts";
import { environment } from "../../adapters/environment.ts";
import { LeadList } from "../../adapters/leads/lead-list.ts";
import { RosterPeople } from "../../adapters/reps/roster-people.ts";
import { observed } from "../../adapters/step.ts";
import type { Asked } from "../asking-person.ts";
import { exportLeads } from "./export-leads.ts";

const env = environment("LEADS_TABLE", "REPS_TABLE");
const client = documentClient();
const deps = {
  people: new RosterPeople(client, env.REPS_TABLE),
  list: new LeadList(client, env.LEADS_TABLE),
  audit: new AuditLog(client, env.LEADS_TABLE),
  now: () => new Date().toISOString(),
};

export const handler = observed((event: Asked) => exportLeads(event, deps));
