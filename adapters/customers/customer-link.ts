import { randomBytes, timingSafeEqual } from "node:crypto";
import type { Onboarding } from "../../routing/onboarding/onboarding.ts";
import { hashOf, type NewLink } from "../leads/offer-link.ts";

/** A new link to a customer's page: the lead's id and 192 random bits. */
export function newCustomerLink(baseUrl: string, leadId: string): NewLink {
  const secret = randomBytes(24).toString("base64url");
  return { url: `${baseUrl}/customers/${leadId}.${secret}`, hash: hashOf(secret) };
}

/** Whether this last part of an address is that of a link that was mailed to who has the customer now. */
export function linksToCustomer({ linkHashes }: Onboarding, link: string): boolean {
  const hash = Buffer.from(hashOf(link.slice(link.indexOf(".") + 1)));
  return linkHashes.some((known) => timingSafeEqual(Buffer.from(known), hash));
}
