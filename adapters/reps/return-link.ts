import { randomBytes, timingSafeEqual } from "node:crypto";
import type { Pause } from "../../routing/reps/rep.ts";
import { hashOf, type NewLink } from "../leads/offer-link.ts";

/** A link that ends a rep's pause, and that only who gets the mail knows: the rep's id and 192 random bits. */
export function newReturnLink(baseUrl: string, repId: string): NewLink {
  const secret = randomBytes(24).toString("base64url");
  return { url: `${baseUrl}/returns/${repId}.${secret}`, hash: hashOf(secret) };
}

/** The rep's id in a link's last part and the hash of its secret, or undefined where it cannot be one. */
export function readReturnLink(part: string): { repId: string; hash: string } | undefined {
  const [, repId, secret] = /^([a-z0-9-]{1,200})\.([A-Za-z0-9_-]{32})$/.exec(part) ?? [];
  return repId !== undefined && secret !== undefined ? { repId, hash: hashOf(secret) } : undefined;
}

/** Whether this is the hash of a link to this pause. */
export const linksTo = ({ linkHashes = [] }: Pause, hash: string): boolean =>
  linkHashes.some((known) => timingSafeEqual(Buffer.from(known), Buffer.from(hash)));
