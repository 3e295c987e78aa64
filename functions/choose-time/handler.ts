import { SFNClient } from "@aws-sdk/client-sfn";
import type { APIGatewayProxyEventV2 } from "aws-lambda";
import { readFeedWithin } from "../../adapters/calendar/read-feed.ts";
import { ClaimStore } from "../../adapters/claims/claim-store.ts";
import { OnboardingStore } from "../../adapters/customers/onboarding-store.ts";
import { documentClient } from "../../adapters/dynamo.ts";
import { environment } from "../../adapters/environment.ts";
import { LeadStore } from "../../adapters/leads/lead-store.ts";
import { PersonLinks } from "../../adapters/leads/person-link.ts";
import { TraceStore } from "../../adapters/leads/trace-store.ts";
import { LedgerStore } from "../../adapters/ledgers/ledger-store.ts";
import { timesNotice } from "../../adapters/pages/times-page.ts";
import { PolicyStore } from "../../adapters/policies/policy-store.ts";
import { HoldStore } from "../../adapters/reps/hold-store.ts";
import { RepStore } from "../../adapters/reps/rep-store.ts";
import { ReviewStore } from "../../adapters/reps/review-store.ts";
import { observed } from "../../adapters/step.ts";
import { WaitingTasks } from "../../adapters/workflow.ts";
import { preferredLocale } from "../../texts/preferred-locale.ts";
import { postedForm } from "../posted-form.ts";
import { type Asked, chooseTime } from "./choose-time.ts";

const env = environment("LEADS_TABLE", "REPS_TABLE", "CURSORS_TABLE", "POLICIES_TABLE", "BASE_URL");
const client = documentClient();
const deps = {
  leads: new LeadStore(client, env.LEADS_TABLE),
  links: new PersonLinks(client, env.LEADS_TABLE, env.BASE_URL),
  onboardings: new OnboardingStore(client, env.LEADS_TABLE),
  traces: new TraceStore(client, env.LEADS_TABLE),
  policies: new PolicyStore(client, env.POLICIES_TABLE),
  reps: new RepStore(client, env.REPS_TABLE),
  reviews: new ReviewStore(client, env.REPS_TABLE),
  holds: new HoldStore(client, env.REPS_TABLE),
  repsTable: env.REPS_TABLE,
  ledgers: new LedgerStore(client, env.CURSORS_TABLE),
  cursorsTable: env.CURSORS_TABLE,
  claims: new ClaimStore(client, {
    leads: env.LEADS_TABLE,
    reps: env.REPS_TABLE,
    cursors: env.CURSORS_TABLE,
    policies: env.POLICIES_TABLE,
  }),
  tasks: new WaitingTasks(new SFNClient({})),
  feed: readFeedWithin,
  now: () => new Date().toISOString(),
};

/** Only a POST can take a time: mail scanners follow links. */
function askedIn(event: APIGatewayProxyEventV2): Asked {
  if (event.requestContext.http.method !== "POST") return { notice: timesNotice(event.queryStringParameters?.said) };
  const form = postedForm(event);
  const token = form.get("shown") ?? "";
  if (form.get("cancel") !== null) return { token, cancel: true };
  return { token, rep: form.get("rep") ?? "", at: form.get("at") ?? "" };
}

export const handler = observed(async (event: APIGatewayProxyEventV2) => {
  const fallback = preferredLocale(event.queryStringParameters?.lang, event.headers["accept-language"]);
  const { html, ...page } = await chooseTime(event.pathParameters?.link ?? "", askedIn(event), fallback, deps);
  return { ...page, body: html };
});
