import type { APIGatewayProxyEventV2 } from "aws-lambda";
import { postedForm } from "../posted-form.ts";
import type { Pressed } from "./act-on-lead.ts";

/** The fields that came with a button of a lead's page; a field that a form does not have is empty. */
export function readPressed(event: APIGatewayProxyEventV2): Pressed {
  const form = postedForm(event);
  const text = (name: string) => form.get(name) ?? "";
  const fields = { act: text("act"), how: text("how"), at: text("at"), value: text("value") };
  return { fields: { ...fields, reason: text("reason"), note: text("note") }, token: text("shown") };
}
