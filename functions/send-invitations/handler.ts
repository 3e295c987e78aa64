import { documentClient } from "../../adapters/dynamo.ts";
import { environment } from "../../adapters/environment.ts";
import { LeadStore } from "../../adapters/leads/lead-store.ts";
import { MeetingStore } from "../../adapters/leads/meeting-store.ts";
import { PersonLinks } from "../../adapters/leads/person-link.ts";
import { Mailer } from "../../adapters/mail/mailer.ts";
import { readSender } from "../../adapters/mail/sender.ts";
import { sesClient } from "../../adapters/mail/ses.ts";
import { PolicyStore } from "../../adapters/policies/policy-store.ts";
import { HoldStore } from "../../adapters/reps/hold-store.ts";
import { RepStore } from "../../adapters/reps/rep-store.ts";
import { logger, observed, timeLeft } from "../../adapters/step.ts";
import { sendInvitations } from "./send-invitations.ts";

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
  meetings: new MeetingStore(client, env.LEADS_TABLE),
  links: new PersonLinks(client, env.LEADS_TABLE, env.BASE_URL),
  holds: new HoldStore(client, env.REPS_TABLE),
  repsTable: env.REPS_TABLE,
  policies: new PolicyStore(client, env.POLICIES_TABLE),
  reps: new RepStore(client, env.REPS_TABLE),
  mailer: new Mailer(sesClient(), client, env.LEADS_TABLE, env.MAIL_FROM, env.MAIL_CONFIGURATION_SET),
  sender: readSender(env.MAIL_FROM),
  now: () => new Date().toISOString(),
};

/** What one lead may take, with the retries of its reads, writes and mails. Milliseconds. */
const longestMs = 15_000;

export const handler = observed(async (_: unknown, context) => {
  const sent = await sendInvitations({ ...deps, hasTime: timeLeft(context, longestMs) });
  logger.info("invitations sent", { ...sent });
  if (sent.failed > 0) throw new Error(`meetings of ${sent.failed} leads could not be told`);
});
