import { hash } from "node:crypto";
import { companyDomain, domainsAbove } from "../../routing/company/consumer-mail.ts";
import { Customer } from "../../routing/company/customer.ts";
import type { Lead, LeadFacts } from "../../routing/lead/lead.ts";
import { personOf } from "../../routing/lead/shared-mailbox.ts";
import type { Write } from "../dynamo.ts";

type Who = Pick<LeadFacts, "email" | "name">;
interface Key {
  pk: string;
  sk: string;
}

// Rows beside the leads and not the accounts, so that no import of companies changes who became a customer here.
const keyOf = (of: string): Key => ({ pk: `CUSTOMER#${of}`, sk: "CUSTOMER" });

/** The key of a customer: the domain of their company or, without one of its own, a hash of who they are. */
const customerKey = (who: Who): Key => keyOf(companyDomain(who.email) ?? hash("sha256", personOf(who), "base64url"));

/** The keys under which a person's company can be a customer, the nearest first: that of mx.acme.com, of acme.com. */
export function customerKeys(who: Who): Key[] {
  const domain = companyDomain(who.email);
  return domain === undefined ? [customerKey(who)] : domainsAbove(domain).map(keyOf);
}

/** The customer among these items that is the first of the keys. */
export const customerIn = (items: readonly Record<string, unknown>[], keys: readonly Key[]): Customer | undefined =>
  keys.flatMap(({ pk }) => items.filter((item) => item.pk === pk).map((item) => Customer.parse(item)))[0];

/** The write by which whoever writes again is known as a customer, and goes to their success manager. */
export function customerWrite(leads: string, lead: Lead, ownerId: string, since: string): Write {
  const { company, name, products } = lead.facts;
  const customer: Customer = { leadId: lead.id, name: company ?? name, since, ownerId, products };
  return { Put: { TableName: leads, Item: { ...customerKey(lead.facts), ...customer } } };
}

/** The write by which a customer is none any more; refused when they are one by another lead. */
export const noCustomerWrite = (leads: string, lead: Lead): Write => ({
  Delete: {
    TableName: leads,
    Key: customerKey(lead.facts),
    ConditionExpression: "attribute_not_exists(pk) OR leadId = :lead",
    ExpressionAttributeValues: { ":lead": lead.id },
  },
});
