import { createHmac, timingSafeEqual } from "node:crypto";
import type { FormProof } from "../../routing/lead/admit.ts";

/** A person needs at least this long to fill in the form, ms. */
const minimumFillTime = 2000;
/** How long a form may be open, ms. The page is never kept by a cache, so none is older when it is shown. */
export const tokenLifetime = 24 * 3_600_000;
/** By how much the clocks of two of our functions may differ, ms. */
const skew = 5000;

/**
 * The token of a form that is shown at `now` (ms since 1970), to be sent as this submission.
 * @param version of the policy that the form is of; 0 before there is one
 */
export function formToken(key: string, submissionId: string, now: number, version = 0): string {
  const shown = `${Math.floor(now).toString(36)}-${version.toString(36)}`;
  return `${shown}.${macOf(key, submissionId, shown).toString("base64url")}`;
}

/** The version of the policy whose form has this token; undefined where the token is none of ours. */
export function versionIn(token: unknown, submissionId: string | undefined, key: string): number | undefined {
  const read = readToken(token, submissionId, key);
  return read && read.version > 0 ? read.version : undefined;
}

interface ReadToken {
  /** ms since 1970 */
  shownAt: number;
  version: number;
}

function readToken(token: unknown, submissionId: string | undefined, key: string): ReadToken | undefined {
  const [, shown, at, version, mac] =
    /^(([0-9a-z]{1,10})-([0-9a-z]{1,8}))\.([\w-]{43})$/.exec(typeof token === "string" ? token : "") ?? [];
  if (!shown || !at || !version || !mac || submissionId === undefined) return undefined;
  const own = macOf(key, submissionId, shown);
  const given = Buffer.from(mac, "base64url");
  if (given.length !== own.length || !timingSafeEqual(given, own)) return undefined;
  return { shownAt: Number.parseInt(at, 36), version: Number.parseInt(version, 36) };
}

/** What the token that was posted proves, at `now` (ms since 1970). */
export function proofOf(
  token: unknown,
  submissionId: string | undefined,
  { key, now }: { key: string; now: number },
): FormProof {
  if (token === undefined || token === null || token === "") return "absent";
  const read = readToken(token, submissionId, key);
  if (!read) return "forged";
  const open = now - read.shownAt;
  if (open > tokenLifetime) return "expired";
  return open < minimumFillTime ? (open < -skew ? "forged" : "too-soon") : "proven";
}

const macOf = (key: string, submissionId: string, shown: string): Buffer =>
  createHmac("sha256", key).update(`form\n${shown}\n${submissionId}`).digest();
