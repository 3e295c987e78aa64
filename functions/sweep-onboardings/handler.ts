import { SFNClient } from "@aws-sdk/client-sfn";
import { OnboardingStore } from "../../adapters/customers/onboarding-store.ts";
import { documentClient } from "../../adapters/dynamo.ts";
import { environment } from "../../adapters/environment.ts";
import { logger, observed, timeLeft } from "../../adapters/step.ts";
import { Executions, WaitingTasks } from "../../adapters/workflow.ts";
import { sweepOnboardings } from "./sweep-onboardings.ts";

const env = environment("LEADS_TABLE", "ONBOARD_CUSTOMER_ARN");
const sfn = new SFNClient({});
const deps = {
  onboardings: new OnboardingStore(documentClient(), env.LEADS_TABLE),
  executions: new Executions(sfn, env.ONBOARD_CUSTOMER_ARN),
  tasks: new WaitingTasks(sfn),
  now: () => new Date().toISOString(),
};

/** Time in ms reserved for one onboarding, including retries of its reads and writes. */
const longestMs = 15_000;

export const handler = observed(async (_: unknown, context) => {
  const sweep = await sweepOnboardings({ ...deps, hasTime: timeLeft(context, longestMs) });
  logger.info("swept", { ...sweep });
  if (sweep.failed > 0) throw new Error(`${sweep.failed} overdue onboardings could not be looked at`);
});
