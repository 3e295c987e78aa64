import { SFNClient } from "@aws-sdk/client-sfn";
import * as z from "zod/mini";
import { documentClient } from "../../adapters/dynamo.ts";
import { environment } from "../../adapters/environment.ts";
import { LeadStore } from "../../adapters/leads/lead-store.ts";
import { Mailer } from "../../adapters/mail/mailer.ts";
import { sesClient } from "../../adapters/mail/ses.ts";
import { PolicyStore } from "../../adapters/policies/policy-store.ts";
import { RepStore } from "../../adapters/reps/rep-store.ts";
import { logger, observed } from "../../adapters/step.ts";
import { WaitingTasks } from "../../adapters/workflow.ts";
import { followUp } from "./follow-up.ts";

const Input = z.object({ leadId: z.string(), ownedBefore: z.number(), token: z.optional(z.string()) });
const env = environment(
  "LEADS_TABLE",
  "REPS_TABLE",
  "POLICIES_TABLE",
  "MAIL_FROM",
  "MAIL_CONFIGURATION_SET",
  "BASE_URL",
);
const client = documentClient();
const deps = {
  leads: new LeadStore(client, env.LEADS_TABLE),
  policies: new PolicyStore(client, env.POLICIES_TABLE),
  reps: new RepStore(client, env.REPS_TABLE),
  repsTable: env.REPS_TABLE,
  mailer: new Mailer(sesClient(), client, env.LEADS_TABLE, env.MAIL_FROM, env.MAIL_CONFIGURATION_SET),
  tasks: new WaitingTasks(new SFNClient({})),
  baseUrl: env.BASE_URL,
  now: () => new Date().toISOString(),
};

export const handler = observed(async (event: unknown) => {
  const input = Input.parse(event);
  logger.appendKeys({ leadId: input.leadId });
  const result = await followUp(input, deps);
  logger.info(result.kind);
  return result;
});
