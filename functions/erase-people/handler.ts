import { SFNClient } from "@aws-sdk/client-sfn";
import { documentClient } from "../../adapters/dynamo.ts";
import { environment } from "../../adapters/environment.ts";
import { erasePersonDeps } from "../../adapters/privacy/erase-deps.ts";
import { logger, observed, timeLeft } from "../../adapters/step.ts";
import { WaitingTasks } from "../../adapters/workflow.ts";
import { erasePeople } from "./erase-people.ts";

const env = environment(
  "LEADS_TABLE",
  "REPS_TABLE",
  "CURSORS_TABLE",
  "POLICIES_TABLE",
  "INTAKE_TABLE",
  "REPORTS_TABLE",
);
const tasks = new WaitingTasks(new SFNClient({}));
const deps = erasePersonDeps(documentClient(), env, tasks);

/** Time in ms reserved for one piece of an erasure. */
const longestMs = 15_000;

export const handler = observed(async (_: unknown, context) => {
  const erased = await erasePeople({ ...deps, hasTime: timeLeft(context, longestMs) });
  logger.info("erased", { ...erased });
  if (erased.failed > 0) throw new Error(`${erased.failed} erasures did not go on`);
});
