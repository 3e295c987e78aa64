import { SFNClient } from "@aws-sdk/client-sfn";
import { ClaimStore } from "../../adapters/claims/claim-store.ts";
import { documentClient } from "../../adapters/dynamo.ts";
import { environment } from "../../adapters/environment.ts";
import { BacklogStore } from "../../adapters/leads/backlog-store.ts";
import { LeadStore } from "../../adapters/leads/lead-store.ts";
import { TraceStore } from "../../adapters/leads/trace-store.ts";
import { PolicyStore } from "../../adapters/policies/policy-store.ts";
import { RepStore } from "../../adapters/reps/rep-store.ts";
import { step, timeLeft } from "../../adapters/step.ts";
import { WaitingTasks } from "../../adapters/workflow.ts";
import { chooseRep } from "./choose-rep.ts";

const env = environment("LEADS_TABLE", "REPS_TABLE", "CURSORS_TABLE", "POLICIES_TABLE");
const client = documentClient();
const deps = {
  leads: new LeadStore(client, env.LEADS_TABLE),
  policies: new PolicyStore(client, env.POLICIES_TABLE),
  reps: new RepStore(client, env.REPS_TABLE),
  claims: new ClaimStore(client, {
    leads: env.LEADS_TABLE,
    reps: env.REPS_TABLE,
    cursors: env.CURSORS_TABLE,
    policies: env.POLICIES_TABLE,
  }),
  traces: new TraceStore(client, env.LEADS_TABLE),
  backlog: new BacklogStore(client, env.REPS_TABLE),
  tasks: new WaitingTasks(new SFNClient({})),
  now: () => new Date().toISOString(),
};

/** Time in ms that waking other leads must leave for the lead itself. */
const ownMs = 15_000;

export const handler = step((input, context) => chooseRep(input, { ...deps, hasTime: timeLeft(context, ownMs) }));
