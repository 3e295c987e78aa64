import type { APIGatewayProxyEventV2 } from "aws-lambda";
import { noteIn, postedForm } from "../posted-form.ts";
import type { Answer } from "./answer-offer.ts";

/** What was pressed. Only a POST can answer: mail scanners follow links, people press buttons. */
export function readAnswer(event: APIGatewayProxyEventV2): Answer {
  if (event.requestContext.http.method !== "POST") return { decision: "look" };
  const form = postedForm(event);
  const decision = form.get("decision");
  const token = form.get("shown") ?? "";
  if (decision === "accept") return { decision, token };
  if (decision !== "decline") return { decision: "look" };
  return {
    decision,
    token,
    reason: form.get("reason") ?? "",
    note: noteIn(form),
  };
}
