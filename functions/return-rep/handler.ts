import type { APIGatewayProxyEventV2 } from "aws-lambda";
import { documentClient } from "../../adapters/dynamo.ts";
import { environment } from "../../adapters/environment.ts";
import { RepStore } from "../../adapters/reps/rep-store.ts";
import { observed } from "../../adapters/step.ts";
import { preferredLocale } from "../../texts/preferred-locale.ts";
import { postedForm } from "../posted-form.ts";
import { returnRep } from "./return-rep.ts";

const env = environment("REPS_TABLE");
const deps = { reps: new RepStore(documentClient(), env.REPS_TABLE), now: () => new Date().toISOString() };

export const handler = observed(async (event: APIGatewayProxyEventV2) => {
  const fallback = preferredLocale(event.queryStringParameters?.lang, event.headers["accept-language"]);
  const isPost = event.requestContext.http.method === "POST";
  const pressed = isPost ? { token: postedForm(event).get("shown") ?? "" } : undefined;
  const { html, ...page } = await returnRep(event.pathParameters?.link ?? "", pressed, fallback, deps);
  return { ...page, body: html };
});
