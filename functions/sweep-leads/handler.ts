import { SFNClient } from "@aws-sdk/client-sfn";
import { documentClient } from "../../adapters/dynamo.ts";
import { environment } from "../../adapters/environment.ts";
import { LeadStore } from "../../adapters/leads/lead-store.ts";
import { count, logger, observed } from "../../adapters/step.ts";
import { Workflow } from "../../adapters/workflow.ts";
import { sweepLeads } from "./sweep-leads.ts";

const env = environment("LEADS_TABLE", "ROUTE_LEAD_ARN");
const deps = {
  leads: new LeadStore(documentClient(), env.LEADS_TABLE),
  workflow: new Workflow(new SFNClient({}), env.ROUTE_LEAD_ARN),
  now: () => new Date().toISOString(),
};

export const handler = observed(async () => {
  const sweep = await sweepLeads(deps);
  count("LeadsOverdue", sweep.overdue);
  logger.info("swept", { ...sweep });
  if (sweep.failed > 0) throw new Error(`${sweep.failed} overdue leads could not be looked at`);
});
