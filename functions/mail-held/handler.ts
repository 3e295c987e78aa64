import { documentClient } from "../../adapters/dynamo.ts";
import { environment } from "../../adapters/environment.ts";
import { DigestStore } from "../../adapters/intake/digest-store.ts";
import { HeldStore } from "../../adapters/intake/held-store.ts";
import { Mailer } from "../../adapters/mail/mailer.ts";
import { sesClient } from "../../adapters/mail/ses.ts";
import { PolicyStore } from "../../adapters/policies/policy-store.ts";
import { RepStore } from "../../adapters/reps/rep-store.ts";
import { logger, observed } from "../../adapters/step.ts";
import { mailHeld } from "./mail-held.ts";

const env = environment(
  "LEADS_TABLE",
  "INTAKE_TABLE",
  "REPS_TABLE",
  "POLICIES_TABLE",
  "MAIL_FROM",
  "MAIL_CONFIGURATION_SET",
  "STAGE",
);
const client = documentClient();
const deps = {
  digests: new DigestStore(client, env.INTAKE_TABLE),
  held: new HeldStore(client, env.INTAKE_TABLE),
  policies: new PolicyStore(client, env.POLICIES_TABLE),
  reps: new RepStore(client, env.REPS_TABLE),
  mailer: new Mailer(sesClient(), client, env.LEADS_TABLE, env.MAIL_FROM, env.MAIL_CONFIGURATION_SET),
  stage: env.STAGE,
  now: () => new Date().toISOString(),
};

export const handler = observed(async () => {
  const told = await mailHeld(deps);
  if (told > 0) logger.info("told of held submissions", { told });
});
