import type { APIGatewayProxyEventV2 } from "aws-lambda";
import { OnboardingStore } from "../../adapters/customers/onboarding-store.ts";
import { documentClient } from "../../adapters/dynamo.ts";
import { environment } from "../../adapters/environment.ts";
import { HeldStore } from "../../adapters/intake/held-store.ts";
import { UnreadStore } from "../../adapters/intake/unread-store.ts";
import { LeadStore } from "../../adapters/leads/lead-store.ts";
import { PersonLinks } from "../../adapters/leads/person-link.ts";
import { SubmissionStore } from "../../adapters/leads/submission-store.ts";
import { Suppressions } from "../../adapters/leads/suppressions.ts";
import { requestNotice } from "../../adapters/pages/request-page.ts";
import { PolicyStore } from "../../adapters/policies/policy-store.ts";
import { RepStore } from "../../adapters/reps/rep-store.ts";
import { observed } from "../../adapters/step.ts";
import { preferredLocale } from "../../texts/preferred-locale.ts";
import { postedForm } from "../posted-form.ts";
import { type Asked, showRequest } from "./show-request.ts";
import { takeData } from "./take-data.ts";

const env = environment("LEADS_TABLE", "INTAKE_TABLE", "REPS_TABLE", "POLICIES_TABLE", "BASE_URL");
const client = documentClient();
const deps = {
  client,
  leadsTable: env.LEADS_TABLE,
  held: new HeldStore(client, env.INTAKE_TABLE),
  unread: new UnreadStore(client, env.INTAKE_TABLE),
  suppressions: new Suppressions(client, env.LEADS_TABLE),
  leads: new LeadStore(client, env.LEADS_TABLE),
  submissions: new SubmissionStore(client, env.LEADS_TABLE),
  links: new PersonLinks(client, env.LEADS_TABLE, env.BASE_URL),
  onboardings: new OnboardingStore(client, env.LEADS_TABLE),
  policies: new PolicyStore(client, env.POLICIES_TABLE),
  reps: new RepStore(client, env.REPS_TABLE),
  now: () => new Date().toISOString(),
};

/** Only a POST can correct anything: mail scanners follow links. */
const askedIn = (event: APIGatewayProxyEventV2): Asked =>
  event.requestContext.http.method === "POST"
    ? { form: postedForm(event) }
    : { notice: requestNotice(event.queryStringParameters?.said) };

export const handler = observed(async (event: APIGatewayProxyEventV2) => {
  const { lang } = event.queryStringParameters ?? {};
  const fallback = preferredLocale(lang, event.headers["accept-language"]);
  const link = event.pathParameters?.link ?? "";
  const data = event.routeKey.endsWith("/data") ? await takeData(link, deps) : undefined;
  if (data) return data;
  const { html, ...page } = await showRequest(link, askedIn(event), fallback, deps);
  return { ...page, body: html };
});
