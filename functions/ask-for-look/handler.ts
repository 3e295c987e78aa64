import type { APIGatewayProxyEventV2 } from "aws-lambda";
import { documentClient } from "../../adapters/dynamo.ts";
import { environment } from "../../adapters/environment.ts";
import { LeadStore } from "../../adapters/leads/lead-store.ts";
import { PersonLinks } from "../../adapters/leads/person-link.ts";
import { Mailer } from "../../adapters/mail/mailer.ts";
import { sesClient } from "../../adapters/mail/ses.ts";
import { PolicyStore } from "../../adapters/policies/policy-store.ts";
import { RepStore } from "../../adapters/reps/rep-store.ts";
import { observed } from "../../adapters/step.ts";
import { preferredLocale } from "../../texts/preferred-locale.ts";
import { noteIn, postedForm } from "../posted-form.ts";
import { askForLook } from "./ask-for-look.ts";

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
  policies: new PolicyStore(client, env.POLICIES_TABLE),
  reps: new RepStore(client, env.REPS_TABLE),
  mailer: new Mailer(sesClient(), client, env.LEADS_TABLE, env.MAIL_FROM, env.MAIL_CONFIGURATION_SET),
  now: () => new Date().toISOString(),
};

export const handler = observed(async (event: APIGatewayProxyEventV2) => {
  const fallback = preferredLocale(event.queryStringParameters?.lang, event.headers["accept-language"]);
  const form = postedForm(event);
  const pressed = { token: form.get("shown") ?? "", note: noteIn(form) };
  const { html, ...page } = await askForLook(event.pathParameters?.link ?? "", pressed, fallback, deps);
  return { ...page, body: html };
});
