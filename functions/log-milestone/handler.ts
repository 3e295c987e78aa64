import { SFNClient } from "@aws-sdk/client-sfn";
import type { APIGatewayProxyEventV2 } from "aws-lambda";
import { OnboardingStore } from "../../adapters/customers/onboarding-store.ts";
import { documentClient } from "../../adapters/dynamo.ts";
import { environment } from "../../adapters/environment.ts";
import { LeadStore } from "../../adapters/leads/lead-store.ts";
import { PolicyStore } from "../../adapters/policies/policy-store.ts";
import { RepStore } from "../../adapters/reps/rep-store.ts";
import { observed } from "../../adapters/step.ts";
import { WaitingTasks } from "../../adapters/workflow.ts";
import { preferredLocale } from "../../texts/preferred-locale.ts";
import { postedForm } from "../posted-form.ts";
import { logMilestone } from "./log-milestone.ts";

const env = environment("LEADS_TABLE", "REPS_TABLE", "POLICIES_TABLE");
const client = documentClient();
const deps = {
  onboardings: new OnboardingStore(client, env.LEADS_TABLE),
  leads: new LeadStore(client, env.LEADS_TABLE),
  policies: new PolicyStore(client, env.POLICIES_TABLE),
  reps: new RepStore(client, env.REPS_TABLE),
  tasks: new WaitingTasks(new SFNClient({})),
  now: () => new Date().toISOString(),
};

export const handler = observed(async (event: APIGatewayProxyEventV2) => {
  const fallback = preferredLocale(event.queryStringParameters?.lang, event.headers["accept-language"]);
  const form = event.requestContext.http.method === "POST" ? postedForm(event) : undefined;
  const pressed = form && { step: Number(form.get("step") ?? -1), token: form.get("shown") ?? "" };
  const { html, ...page } = await logMilestone(event.pathParameters?.customer ?? "", pressed, fallback, deps);
  return { ...page, body: html };
});
