import { documentClient } from "../../adapters/dynamo.ts";
import { environment } from "../../adapters/environment.ts";
import { PastLeadStore } from "../../adapters/leads/past-leads.ts";
import { Mailer } from "../../adapters/mail/mailer.ts";
import { sesClient } from "../../adapters/mail/ses.ts";
import { PolicyStore } from "../../adapters/policies/policy-store.ts";
import { RepStore } from "../../adapters/reps/rep-store.ts";
import { observed } from "../../adapters/step.ts";
import { checkScoreNow } from "./check-score.ts";

const env = environment(
  ...(["LEADS_TABLE", "REPS_TABLE", "POLICIES_TABLE", "MAIL_FROM", "MAIL_CONFIGURATION_SET", "STAGE"] as const),
);
const client = documentClient();
const deps = {
  policies: new PolicyStore(client, env.POLICIES_TABLE),
  reps: new RepStore(client, env.REPS_TABLE),
  mailer: new Mailer(sesClient(), client, env.LEADS_TABLE, env.MAIL_FROM, env.MAIL_CONFIGURATION_SET),
  leads: new PastLeadStore(client, env.LEADS_TABLE),
  stage: env.STAGE,
  now: () => new Date().toISOString(),
};

export const handler = observed(async () => {
  await checkScoreNow(deps);
});
