import { documentClient } from "../../adapters/dynamo.ts";
import { environment } from "../../adapters/environment.ts";
import { LeadStore } from "../../adapters/leads/lead-store.ts";
import { NewsStore } from "../../adapters/leads/news-store.ts";
import { PersonLinks } from "../../adapters/leads/person-link.ts";
import { Mailer } from "../../adapters/mail/mailer.ts";
import { sesClient } from "../../adapters/mail/ses.ts";
import { PolicyStore } from "../../adapters/policies/policy-store.ts";
import { RepStore } from "../../adapters/reps/rep-store.ts";
import { logger, observed, timeLeft } from "../../adapters/step.ts";
import { renewLeads } from "./renew-leads.ts";

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
  links: new PersonLinks(client, env.LEADS_TABLE, env.BASE_URL),
  news: new NewsStore(client, env.LEADS_TABLE),
  policies: new PolicyStore(client, env.POLICIES_TABLE),
  reps: new RepStore(client, env.REPS_TABLE),
  mailer: new Mailer(sesClient(), client, env.LEADS_TABLE, env.MAIL_FROM, env.MAIL_CONFIGURATION_SET),
  baseUrl: env.BASE_URL,
  now: () => new Date().toISOString(),
};

/** What one lead may take, with the retries of its reads, writes and mails. Milliseconds. */
const longestMs = 15_000;

export const handler = observed(async (_: unknown, context) => {
  const renewal = await renewLeads({ ...deps, hasTime: timeLeft(context, longestMs) });
  logger.info("told of additions", { ...renewal });
  if (renewal.failed > 0) throw new Error(`additions to ${renewal.failed} leads could not be handled`);
});
