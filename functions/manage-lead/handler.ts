import { SFNClient } from "@aws-sdk/client-sfn";
import type { APIGatewayProxyEventV2 } from "aws-lambda";
import { CustomerStore } from "../../adapters/customers/customer-store.ts";
import { OnboardingStore } from "../../adapters/customers/onboarding-store.ts";
import { documentClient } from "../../adapters/dynamo.ts";
import { environment } from "../../adapters/environment.ts";
import { LeadStore } from "../../adapters/leads/lead-store.ts";
import { LedgerStore } from "../../adapters/ledgers/ledger-store.ts";
import { PolicyStore } from "../../adapters/policies/policy-store.ts";
import { RepStore } from "../../adapters/reps/rep-store.ts";
import { observed } from "../../adapters/step.ts";
import { WaitingTasks } from "../../adapters/workflow.ts";
import { preferredLocale } from "../../texts/preferred-locale.ts";
import { noteIn, postedForm } from "../posted-form.ts";
import { manageLead } from "./manage-lead.ts";

const env = environment("LEADS_TABLE", "REPS_TABLE", "CURSORS_TABLE", "POLICIES_TABLE");
const client = documentClient();
const deps = {
  leads: new LeadStore(client, env.LEADS_TABLE),
  policies: new PolicyStore(client, env.POLICIES_TABLE),
  reps: new RepStore(client, env.REPS_TABLE),
  repsTable: env.REPS_TABLE,
  customers: new CustomerStore(client, env.LEADS_TABLE),
  onboardings: new OnboardingStore(client, env.LEADS_TABLE),
  ledgers: new LedgerStore(client, env.CURSORS_TABLE),
  cursorsTable: env.CURSORS_TABLE,
  tasks: new WaitingTasks(new SFNClient({})),
  now: () => new Date().toISOString(),
};

export const handler = observed(async (event: APIGatewayProxyEventV2) => {
  const fallback = preferredLocale(event.queryStringParameters?.lang, event.headers["accept-language"]);
  const form = postedForm(event);
  const text = (name: string) => form.get(name) ?? "";
  const fields = { act: text("act"), to: text("to"), from: text("from"), reason: text("reason"), note: noteIn(form) };
  const pressed = { fields, token: text("shown") };
  const { html, ...page } = await manageLead(event.pathParameters?.offer ?? "", pressed, fallback, deps);
  return { ...page, body: html };
});
