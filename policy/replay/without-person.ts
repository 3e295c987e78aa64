import type { Policy } from "../../routing/policy/policy.ts";
import { mentionedIn } from "../../routing/policy/policy-values.ts";
import type { PastLead } from "./leads.ts";

/** What stands in place of a name, and of a telephone number that policies ask for. */
const noName = "–";
const noNumber = "+00";

/** Whether one of these policies asks for a fact of leads in its conditions. */
const asksFor = (fact: string, policies: readonly Policy[]): boolean =>
  policies.some((policy) => mentionedIn(policy).has(fact));

/**
 * A past lead without what tells who its person is: no name, no number, of their address only the domain, and what they wrote only where
 * one of these policies asks for it. Whoever tries a policy sees where leads go, and nobody's details.
 */
export function withoutPerson(lead: PastLead, policies: readonly Policy[]): PastLead {
  const { name: _, phone, message, email, ...facts } = lead.facts;
  const domain = email.slice(email.lastIndexOf("@"));
  const isTold = (field: string) =>
    !["name", "email", "phone"].includes(field) && (field !== "message" || asksFor("message", policies));
  return {
    ...lead,
    ...(lead.addedSince && { addedSince: lead.addedSince.filter(({ field }) => isTold(field)) }),
    facts: {
      ...facts,
      name: noName,
      email: domain,
      ...(phone !== undefined && asksFor("phone", policies) && { phone: noNumber }),
      ...(message !== undefined && asksFor("message", policies) && { message }),
    },
    ...(lead.samePerson && { samePerson: { ...lead.samePerson, name: noName } }),
  };
}
