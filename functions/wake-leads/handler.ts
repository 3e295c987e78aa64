import { SFNClient } from "@aws-sdk/client-sfn";
import { documentClient } from "../../adapters/dynamo.ts";
import { environment } from "../../adapters/environment.ts";
import { BacklogStore } from "../../adapters/leads/backlog-store.ts";
import { LeadStore } from "../../adapters/leads/lead-store.ts";
import { PolicyStore } from "../../adapters/policies/policy-store.ts";
import { RepStore } from "../../adapters/reps/rep-store.ts";
import { count, logger, measure, observed, timeLeft } from "../../adapters/step.ts";
import { WaitingTasks } from "../../adapters/workflow.ts";
import { wakeLeads } from "./wake-leads.ts";

const env = environment("LEADS_TABLE", "REPS_TABLE", "POLICIES_TABLE");
const client = documentClient();
const deps = {
  leads: new LeadStore(client, env.LEADS_TABLE),
  policies: new PolicyStore(client, env.POLICIES_TABLE),
  reps: new RepStore(client, env.REPS_TABLE),
  backlog: new BacklogStore(client, env.REPS_TABLE),
  tasks: new WaitingTasks(new SFNClient({})),
  now: () => new Date().toISOString(),
};

/** What one lead may take, with the retries of its reads and writes. Milliseconds. */
const longestMs = 15_000;

export const handler = observed(async (_: unknown, context) => {
  const backlog = await wakeLeads({ ...deps, hasTime: timeLeft(context, longestMs) });
  count("LeadsWaiting", backlog.waiting);
  measure("LongestWaitSeconds", backlog.longest);
  logger.info("looked at the backlog", { ...backlog });
  if (backlog.failed > 0) throw new Error(`${backlog.failed} waiting leads could not be looked at`);
});
