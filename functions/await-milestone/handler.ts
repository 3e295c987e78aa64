import { SFNClient } from "@aws-sdk/client-sfn";
import { OnboardingStore } from "../../adapters/customers/onboarding-store.ts";
import { documentClient } from "../../adapters/dynamo.ts";
import { environment } from "../../adapters/environment.ts";
import { step } from "../../adapters/step.ts";
import { WaitingTasks } from "../../adapters/workflow.ts";
import { awaitMilestone } from "./await-milestone.ts";

const env = environment("LEADS_TABLE");
const deps = {
  onboardings: new OnboardingStore(documentClient(), env.LEADS_TABLE),
  tasks: new WaitingTasks(new SFNClient({})),
  now: () => new Date().toISOString(),
};

export const handler = step((input) => awaitMilestone(input, deps));
