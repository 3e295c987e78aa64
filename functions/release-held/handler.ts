import { SFNClient } from "@aws-sdk/client-sfn";
import { documentClient } from "../../adapters/dynamo.ts";
import { environment } from "../../adapters/environment.ts";
import { HeldStore } from "../../adapters/intake/held-store.ts";
import { LeadStore } from "../../adapters/leads/lead-store.ts";
import { SubmissionStore } from "../../adapters/leads/submission-store.ts";
import { logger, observed, timeLeft } from "../../adapters/step.ts";
import { Executions } from "../../adapters/workflow.ts";
import { releaseHeld } from "./release-held.ts";

const env = environment("LEADS_TABLE", "INTAKE_TABLE", "ROUTE_LEAD_ARN");
const client = documentClient();
const deps = {
  leads: new LeadStore(client, env.LEADS_TABLE),
  submissions: new SubmissionStore(client, env.LEADS_TABLE),
  held: new HeldStore(client, env.INTAKE_TABLE),
  executions: new Executions(new SFNClient({}), env.ROUTE_LEAD_ARN),
  now: () => new Date().toISOString(),
};

/** What one submission may take, with the retries of its reads and writes. Milliseconds. */
const longestMs = 15_000;

export const handler = observed(async (_: unknown, context) => {
  const done = await releaseHeld({ ...deps, hasTime: timeLeft(context, longestMs) });
  if (done.released + done.failed > 0) logger.info("released", { ...done });
  if (done.failed > 0) throw new Error(`${done.failed} released submissions could not be made leads`);
});
