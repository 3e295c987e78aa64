import { SFNClient } from "@aws-sdk/client-sfn";
import type { APIGatewayProxyEventV2 } from "aws-lambda";
import { OnboardingStore } from "../../adapters/customers/onboarding-store.ts";
import { documentClient } from "../../adapters/dynamo.ts";
import { environment } from "../../adapters/environment.ts";
import { LeadStore } from "../../adapters/leads/lead-store.ts";
import { PersonLinks } from "../../adapters/leads/person-link.ts";
import { LedgerStore } from "../../adapters/ledgers/ledger-store.ts";
import { Mailer } from "../../adapters/mail/mailer.ts";
import { sesClient } from "../../adapters/mail/ses.ts";
import { PolicyStore } from "../../adapters/policies/policy-store.ts";
import { RepStore } from "../../adapters/reps/rep-store.ts";
import { observed } from "../../adapters/step.ts";
import { WaitingTasks } from "../../adapters/workflow.ts";
import { preferredLocale } from "../../texts/preferred-locale.ts";
import { postedForm } from "../posted-form.ts";
import { withdrawRequest } from "./withdraw-request.ts";

const env = environment(
  "LEADS_TABLE",
  "REPS_TABLE",
  "CURSORS_TABLE",
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
  repsTable: env.REPS_TABLE,
  onboardings: new OnboardingStore(client, env.LEADS_TABLE),
  ledgers: new LedgerStore(client, env.CURSORS_TABLE),
  cursorsTable: env.CURSORS_TABLE,
  tasks: new WaitingTasks(new SFNClient({})),
  mailer: new Mailer(sesClient(), client, env.LEADS_TABLE, env.MAIL_FROM, env.MAIL_CONFIGURATION_SET),
  now: () => new Date().toISOString(),
};

export const handler = observed(async (event: APIGatewayProxyEventV2) => {
  const fallback = preferredLocale(event.queryStringParameters?.lang, event.headers["accept-language"]);
  const token = postedForm(event).get("shown") ?? "";
  const { html, ...page } = await withdrawRequest(event.pathParameters?.link ?? "", token, fallback, deps);
  return { ...page, body: html };
});
