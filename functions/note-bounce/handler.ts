import { documentClient } from "../../adapters/dynamo.ts";
import { environment } from "../../adapters/environment.ts";
import { LeadStore } from "../../adapters/leads/lead-store.ts";
import { Suppressions } from "../../adapters/leads/suppressions.ts";
import { Mailer } from "../../adapters/mail/mailer.ts";
import { sesClient } from "../../adapters/mail/ses.ts";
import { PolicyStore } from "../../adapters/policies/policy-store.ts";
import { RepStore } from "../../adapters/reps/rep-store.ts";
import { observed } from "../../adapters/step.ts";
import { noteBounce } from "./note-bounce.ts";

const env = environment("LEADS_TABLE", "REPS_TABLE", "POLICIES_TABLE", "MAIL_FROM", "MAIL_CONFIGURATION_SET");
const client = documentClient();
const deps = {
  suppressions: new Suppressions(client, env.LEADS_TABLE),
  leads: new LeadStore(client, env.LEADS_TABLE),
  policies: new PolicyStore(client, env.POLICIES_TABLE),
  reps: new RepStore(client, env.REPS_TABLE),
  mailer: new Mailer(sesClient(), client, env.LEADS_TABLE, env.MAIL_FROM, env.MAIL_CONFIGURATION_SET),
  now: () => new Date().toISOString(),
};

export const handler = observed((event: unknown) => noteBounce(event, deps));
