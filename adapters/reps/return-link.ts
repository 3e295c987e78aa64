import { randomBytes, timingSafeEqual } from "node:crypto";
import type { Pause } from "../../routing/reps/rep.ts";
import { hashOf, type NewLink } from "../leads/offer-link.ts";

/** A new link that ends a rep's pause: the rep's id and 192 random bits. */
export function newReturnLink(baseUrl: string, repId: string): NewLink {
  const secret = randomBytes(24).toString("base64url");
  return { url: `${baseUrl}/returns/${repId}.${secret}`, hash: hashOf(secret) };
}

/** The rep's id and the hash of the secret in the last part of a link; undefined if it is malformed. */
export function readReturnLink(part: string): { repId: string; hash: string } | undefined {
  const [, repId, secret] = /^([a-z0-9-]{1,200})\.([A-Za-z0-9_-]{32})$/.exec(part) ?? [];
  return repId !== undefined && secret !== undefined ? { repId, hash: hashOf(secret) } : undefined;
}

/** Whether the pause has a link with this hash. */
export const linksTo = ({ linkHashes = [] }: Pause, hash: string): boolean =>
  linkHashes.some((known) => timingSafeEqual(Buffer.from(known), Buffer.from(hash)));
