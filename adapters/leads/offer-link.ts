import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import type { Lead } from "../../routing/lead/lead.ts";

/** The hash of a link's secret. Only hashes are stored, so nobody gets a working link from the table. */
export const hashOf = (secret: string): string => createHash("sha256").update(secret).digest("base64url");

export interface NewLink {
  url: string;
  hash: string;
}

/** 192 random bits. */
export const newSecret = (): string => randomBytes(24).toString("base64url");

/** A new link to an offer: the lead's id and a secret. */
export function newLink(baseUrl: string, leadId: string): NewLink {
  const secret = newSecret();
  return { url: `${baseUrl}/offers/${leadId}.${secret}`, hash: hashOf(secret) };
}

/** The lead's id in the last part of a link; undefined if it is malformed. */
export const leadIdIn = (offer: string): string | undefined =>
  /^([A-Za-z0-9_-]{1,64})\.[A-Za-z0-9_-]{32}$/.exec(offer)?.[1];

/** What a link was mailed for: an offer, the escalation, or to a manager about what the owner does. */
export type LinkTarget =
  | { kind: "offer"; index: number }
  | { kind: "escalation"; managerId: string }
  | { kind: "manager"; managerId: string };

/** What of the lead the link was mailed for; undefined for any other link. */
export function linkTarget(lead: Lead, offer: string): LinkTarget | undefined {
  const hash = Buffer.from(hashOf(offer.slice(offer.indexOf(".") + 1)));
  const holds = (hashes: string[]) => hashes.some((known) => timingSafeEqual(Buffer.from(known), hash));
  const index = lead.offers.findIndex(({ linkHashes }) => holds(linkHashes));
  if (index >= 0) return { kind: "offer", index };
  if (lead.escalation && holds(lead.escalation.linkHashes)) {
    return { kind: "escalation", managerId: lead.escalation.managerId };
  }
  const link = lead.managerLinks?.find(({ hash }) => holds([hash]));
  return link && { kind: "manager", managerId: link.managerId };
}
