import { documentClient } from "../../adapters/dynamo.ts";
import { environment } from "../../adapters/environment.ts";
import { LeadStore } from "../../adapters/leads/lead-store.ts";
import { NurtureStore } from "../../adapters/leads/nurture-store.ts";
import { Suppressions } from "../../adapters/leads/suppressions.ts";
import { Mailer } from "../../adapters/mail/mailer.ts";
import { sesClient } from "../../adapters/mail/ses.ts";
import { PolicyStore } from "../../adapters/policies/policy-store.ts";
import { RepStore } from "../../adapters/reps/rep-store.ts";
import { logger, observed, timeLeft } from "../../adapters/step.ts";
import { followNurtured } from "./follow-nurtured.ts";

const env = environment(
  "LEADS_TABLE",
  "REPS_TABLE",
  "POLICIES_TABLE",
  "MAIL_FROM",
  "MAIL_CONFIGURATION_SET",
  "BASE_URL",
);
const client = documentClient();
const suppressions = new Suppressions(client, env.LEADS_TABLE);
const deps = {
  nurture: new NurtureStore(client, env.LEADS_TABLE, env.BASE_URL, suppressions),
  leads: new LeadStore(client, env.LEADS_TABLE),
  policies: new PolicyStore(client, env.POLICIES_TABLE),
  reps: new RepStore(client, env.REPS_TABLE),
  mailer: new Mailer(sesClient(), client, env.LEADS_TABLE, env.MAIL_FROM, env.MAIL_CONFIGURATION_SET),
  now: () => new Date().toISOString(),
};

/** Time in ms that the last leads of a run may take. */
const ownMs = 15_000;

export const handler = observed(async (_: unknown, context) => {
  const done = await followNurtured({ ...deps, hasTime: timeLeft(context, ownMs) });
  if (done.mailed + done.ended + done.failed > 0) logger.info("nurtured leads", { ...done });
  if (done.failed > 0) throw new Error(`${done.failed} nurtured leads were not written to`);
});
