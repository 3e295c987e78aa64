import { SFNClient } from "@aws-sdk/client-sfn";
import { BacklogStore } from "../../adapters/backlog-store.ts";
import { ClaimStore } from "../../adapters/claim-store.ts";
import { documentClient } from "../../adapters/dynamo.ts";
import { environment } from "../../adapters/environment.ts";
import { LeadStore } from "../../adapters/lead-store.ts";
import { PolicyStore } from "../../adapters/policy-store.ts";
import { RepStore } from "../../adapters/rep-store.ts";
import { step } from "../../adapters/step.ts";
import { TraceStore } from "../../adapters/trace-store.ts";
import { Workflow } from "../../adapters/workflow.ts";
import { chooseRep } from "./choose-rep.ts";

const env = environment("LEADS_TABLE", "REPS_TABLE", "CURSORS_TABLE", "POLICIES_TABLE");
const client = documentClient();
const deps = {
  leads: new LeadStore(client, env.LEADS_TABLE),
  policies: new PolicyStore(client, env.POLICIES_TABLE),
  reps: new RepStore(client, env.REPS_TABLE),
  claims: new ClaimStore(client, { leads: env.LEADS_TABLE, reps: env.REPS_TABLE, cursors: env.CURSORS_TABLE }),
  traces: new TraceStore(client, env.LEADS_TABLE),
  backlog: new BacklogStore(client, env.REPS_TABLE),
  workflow: new Workflow(new SFNClient({}), ""),
  now: () => new Date().toISOString(),
};

export const handler = step((input) => chooseRep(input, deps));
