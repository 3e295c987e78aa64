import { SFNClient } from "@aws-sdk/client-sfn";
import { documentClient } from "../../adapters/dynamo.ts";
import { environment } from "../../adapters/environment.ts";
import { LeadStore } from "../../adapters/leads/lead-store.ts";
import { PolicyStore } from "../../adapters/policies/policy-store.ts";
import { count, logger, observed, timeLeft } from "../../adapters/step.ts";
import { Executions, WaitingTasks } from "../../adapters/workflow.ts";
import { sweepLeads } from "./sweep-leads.ts";

const env = environment("LEADS_TABLE", "POLICIES_TABLE", "ROUTE_LEAD_ARN", "FOLLOW_LEAD_ARN");
const sfn = new SFNClient({});
const client = documentClient();
const deps = {
  leads: new LeadStore(client, env.LEADS_TABLE),
  policies: new PolicyStore(client, env.POLICIES_TABLE),
  executions: new Executions(sfn, env.ROUTE_LEAD_ARN),
  follows: new Executions(sfn, env.FOLLOW_LEAD_ARN),
  tasks: new WaitingTasks(sfn),
  now: () => new Date().toISOString(),
};

/** Time in ms reserved for one lead, including retries of its reads and writes. */
const longestMs = 15_000;

export const handler = observed(async (_: unknown, context) => {
  const sweep = await sweepLeads({ ...deps, hasTime: timeLeft(context, longestMs) });
  count("LeadsOverdue", sweep.overdue);
  logger.info("swept", { ...sweep });
  if (sweep.failed > 0) throw new Error(`${sweep.failed} overdue leads could not be looked at`);
});
