import { ActRows } from "../../adapters/api/act-rows.ts";
import { AuditLog } from "../../adapters/audit/audit-log.ts";
import { documentClient } from "../../adapters/dynamo.ts";
import { environment } from "../../adapters/environment.ts";
import { PolicyStore } from "../../adapters/policies/policy-store.ts";
import { RepStore } from "../../adapters/reps/rep-store.ts";
import { RosterPeople } from "../../adapters/reps/roster-people.ts";
import { observed } from "../../adapters/step.ts";
import type { Asked } from "../asking-person.ts";
import { changeTeam } from "./change-team.ts";

const env = environment("LEADS_TABLE", "REPS_TABLE", "POLICIES_TABLE");
const client = documentClient();
const deps = {
  people: new RosterPeople(client, env.REPS_TABLE),
  reps: new RepStore(client, env.REPS_TABLE),
  policies: new PolicyStore(client, env.POLICIES_TABLE),
  audit: new AuditLog(client, env.LEADS_TABLE),
  requests: new ActRows(client, env.LEADS_TABLE),
  now: () => new Date().toISOString(),
};

export const handler = observed((event: Asked) => changeTeam(event, deps));
