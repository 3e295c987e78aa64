import { createHmac, timingSafeEqual } from "node:crypto";
import type { FormProof } from "../../routing/lead/admit.ts";

/** A person needs at least this long to fill in the form, ms. */
const minimumFillTime = 2000;
/** How long a form may be open, ms. The page is never kept by a cache, so none is older when it is shown. */
export const tokenLifetime = 24 * 3_600_000;
/** By how much the clocks of two of our functions may differ, ms. */
const skew = 5000;

/** The token of a form that is shown at `now` (ms since 1970), to be sent as this submission. */
export function formToken(key: string, submissionId: string, now: number): string {
  const shownAt = Math.floor(now).toString(36);
  return `${shownAt}.${macOf(key, submissionId, shownAt).toString("base64url")}`;
}

/** What the token that was posted proves, at `now` (ms since 1970). */
export function proofOf(
  token: unknown,
  submissionId: string | undefined,
  { key, now }: { key: string; now: number },
): FormProof {
  if (token === undefined || token === null || token === "") return "absent";
  const [, shownAt, mac] = /^([0-9a-z]{1,10})\.([\w-]{43})$/.exec(typeof token === "string" ? token : "") ?? [];
  if (shownAt === undefined || mac === undefined || submissionId === undefined) return "forged";
  const own = macOf(key, submissionId, shownAt);
  const given = Buffer.from(mac, "base64url");
  if (given.length !== own.length || !timingSafeEqual(given, own)) return "forged";
  const open = now - Number.parseInt(shownAt, 36);
  if (open > tokenLifetime) return "expired";
  return open < minimumFillTime ? (open < -skew ? "forged" : "too-soon") : "proven";
}

const macOf = (key: string, submissionId: string, shownAt: string): Buffer =>
  createHmac("sha256", key).update(`form\n${shownAt}\n${submissionId}`).digest();
