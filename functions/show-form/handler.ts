import { randomUUID } from "node:crypto";
import type { APIGatewayProxyEventV2 } from "aws-lambda";
import { documentClient } from "../../adapters/dynamo.ts";
import { environment } from "../../adapters/environment.ts";
import { embedOrigins } from "../../adapters/pages/embed-origins.ts";
import { PolicyStore } from "../../adapters/policies/policy-store.ts";
import { observed } from "../../adapters/step.ts";
import { showForm } from "./show-form.ts";

const env = environment("BASE_URL", "EMBED_ORIGINS", "POLICIES_TABLE");
const policies = new PolicyStore(documentClient(), env.POLICIES_TABLE);
const site = {
  baseUrl: env.BASE_URL,
  embedOrigins: embedOrigins(env.EMBED_ORIGINS),
  policy: () => policies.ifActive(),
  newId: randomUUID,
  now: () => new Date().toISOString(),
};

export const handler = observed(({ routeKey, queryStringParameters, headers }: APIGatewayProxyEventV2) =>
  showForm(
    {
      route: routeKey.replace(/^HEAD /, "GET "),
      query: queryStringParameters ?? {},
      acceptLanguage: headers["accept-language"],
    },
    site,
  ),
);
