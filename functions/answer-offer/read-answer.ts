import type { APIGatewayProxyEventV2 } from "aws-lambda";
import type { Answer } from "./answer-offer.ts";

/** What was pressed. Only a POST can answer: mail scanners follow links, people press buttons. */
export function readAnswer({ requestContext, body = "", isBase64Encoded }: APIGatewayProxyEventV2): Answer {
  if (requestContext.http.method !== "POST") return { decision: "look" };
  const form = new URLSearchParams(isBase64Encoded ? Buffer.from(body, "base64").toString("utf8") : body);
  const decision = form.get("decision");
  if (decision === "accept") return { decision };
  if (decision !== "decline") return { decision: "look" };
  return {
    decision,
    reason: form.get("reason") ?? "",
    note:
      form
        .get("note")
        ?.replaceAll(/\p{Cc}+/gu, " ")
        .trim() ?? "",
  };
}
