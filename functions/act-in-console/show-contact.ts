import type { APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import { json, notFound } from "../../adapters/api/problem.ts";
import { mayAct } from "../../routing/acts/acts.ts";
import { contactOf, isContact } from "../../routing/lead/contact.ts";
import type { Person } from "../../routing/reps/person.ts";
import type { Asked } from "../asking-person.ts";
import type { Deps } from "./deps.ts";

/** How to reach a lead's person, for a manager or operator who asks. That they did is written before they see it. */
export async function showContact(
  person: Person,
  asked: Asked,
  deps: Deps,
): Promise<APIGatewayProxyStructuredResultV2> {
  const lead = await deps.leads.glance(asked.pathParameters?.lead ?? "");
  const { policy: active } = await deps.policies.active();
  if (!lead || !mayAct("ask for contact details", person, lead, active)) return notFound();
  await deps.audit.keep({ at: deps.now(), by: person.id, act: "saw-contact", lead: lead.id });
  return json(200, {
    facts: contactOf(lead.facts),
    asWritten: lead.asWritten?.filter(({ field }) => isContact(field)),
  });
}
