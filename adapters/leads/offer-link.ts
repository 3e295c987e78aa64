import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import type { Lead } from "../../routing/lead/lead.ts";

/** The secret part of a link is mailed once and kept as a hash only, so the table gives nobody a working link. */
export const hashOf = (secret: string): string => createHash("sha256").update(secret).digest("base64url");

export interface NewLink {
  url: string;
  hash: string;
}

/** A link that only who gets the mail knows: the lead's id and 192 random bits. */
export function newLink(baseUrl: string, leadId: string): NewLink {
  const secret = randomBytes(24).toString("base64url");
  return { url: `${baseUrl}/offers/${leadId}.${secret}`, hash: hashOf(secret) };
}

/** The lead's id in a link's last part, or undefined where it cannot be one. */
export const leadIdIn = (offer: string): string | undefined =>
  /^([A-Za-z0-9_-]{1,64})\.[A-Za-z0-9_-]{32}$/.exec(offer)?.[1];

export type LinkTarget = { kind: "offer"; index: number } | { kind: "escalation" };

/** Which offer of the lead, or its escalation, the link was mailed for; undefined for a foreign link. */
export function linkTarget(lead: Lead, offer: string): LinkTarget | undefined {
  const hash = Buffer.from(hashOf(offer.slice(offer.indexOf(".") + 1)));
  const holds = (hashes: string[]) => hashes.some((known) => timingSafeEqual(Buffer.from(known), hash));
  const index = lead.offers.findIndex(({ linkHashes }) => holds(linkHashes));
  if (index >= 0) return { kind: "offer", index };
  return lead.escalation && holds(lead.escalation.linkHashes) ? { kind: "escalation" } : undefined;
}
