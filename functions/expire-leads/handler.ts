import { SFNClient } from "@aws-sdk/client-sfn";
import { documentClient } from "../../adapters/dynamo.ts";
import { environment } from "../../adapters/environment.ts";
import { eraseLeadDeps } from "../../adapters/privacy/erase-deps.ts";
import { expireLeads } from "../../adapters/privacy/retention.ts";
import { logger, observed, timeLeft } from "../../adapters/step.ts";
import { WaitingTasks } from "../../adapters/workflow.ts";

const env = environment("LEADS_TABLE", "REPS_TABLE", "CURSORS_TABLE", "POLICIES_TABLE", "REPORTS_TABLE");
const tasks = new WaitingTasks(new SFNClient({}));
const deps = eraseLeadDeps(documentClient(), env, tasks);

/** Time in ms reserved for one lead. */
const longestMs = 10_000;

export const handler = observed(async (_: unknown, context) => {
  const { policy } = await deps.policies.active();
  const expired = await expireLeads(policy.privacy.retention, { ...deps, hasTime: timeLeft(context, longestMs) });
  logger.info("expired", { ...expired });
  if (expired.failed > 0) throw new Error(`${expired.failed} leads whose time is over were not erased`);
});
