import { randomUUID } from "node:crypto";
import middy from "@middy/core";
import type { APIGatewayProxyEventV2 } from "aws-lambda";
import * as z from "zod/mini";
import { documentClient } from "../../adapters/dynamo.ts";
import { NoActivePolicy } from "../../adapters/faults.ts";
import { embedOrigins } from "../../adapters/pages/embed-origins.ts";
import { PolicyStore } from "../../adapters/policy-store.ts";
import { showForm } from "./show-form.ts";

const Environment = z.object({ BASE_URL: z.url(), EMBED_ORIGINS: z.string(), POLICIES_TABLE: z.string() });
const env = Environment.parse(process.env);
const policies = new PolicyStore(documentClient(), env.POLICIES_TABLE);
const site = {
  baseUrl: env.BASE_URL,
  embedOrigins: embedOrigins(env.EMBED_ORIGINS),
  policy: () => policies.active().then(({ policy }) => policy, onlyNoActivePolicy),
  newId: randomUUID,
  now: () => new Date(),
};

export const handler = middy<APIGatewayProxyEventV2>().handler(
  ({ routeKey, queryStringParameters, headers }: APIGatewayProxyEventV2) =>
    showForm({ route: routeKey, query: queryStringParameters ?? {}, acceptLanguage: headers["accept-language"] }, site),
);

function onlyNoActivePolicy(fault: unknown): undefined {
  if (!(fault instanceof NoActivePolicy)) throw fault;
}
