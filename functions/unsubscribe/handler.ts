import type { APIGatewayProxyEventV2 } from "aws-lambda";
import { documentClient } from "../../adapters/dynamo.ts";
import { environment } from "../../adapters/environment.ts";
import { LeadStore } from "../../adapters/leads/lead-store.ts";
import { NurtureStore } from "../../adapters/leads/nurture-store.ts";
import { Suppressions } from "../../adapters/leads/suppressions.ts";
import { PolicyStore } from "../../adapters/policies/policy-store.ts";
import { observed } from "../../adapters/step.ts";
import { preferredLocale } from "../../texts/preferred-locale.ts";
import { unsubscribe } from "./unsubscribe.ts";

const env = environment("LEADS_TABLE", "POLICIES_TABLE", "BASE_URL");
const client = documentClient();
const suppressions = new Suppressions(client, env.LEADS_TABLE);
const deps = {
  suppressions,
  nurture: new NurtureStore(client, env.LEADS_TABLE, env.BASE_URL, suppressions),
  leads: new LeadStore(client, env.LEADS_TABLE),
  policies: new PolicyStore(client, env.POLICIES_TABLE),
  now: () => new Date().toISOString(),
};

export const handler = observed(async (event: APIGatewayProxyEventV2) => {
  const fallback = preferredLocale(event.queryStringParameters?.lang, event.headers["accept-language"]);
  const isPost = event.requestContext.http.method === "POST";
  const { html, ...page } = await unsubscribe(event.pathParameters?.link ?? "", isPost, fallback, deps);
  return { ...page, body: html };
});
