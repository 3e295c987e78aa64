import { createHmac, timingSafeEqual } from "node:crypto";
import * as z from "zod/mini";

/** The secrets of each source that signs, by the source's name: one, or two while they are being exchanged. */
export type Callers = Readonly<Record<string, readonly string[]>>;

export type Signature =
  | { kind: "unsigned" }
  /** `id` names the message: a repetition of it is the same submission. */
  | { kind: "signed"; caller: string; id: string }
  /** `because` is a sentence for who programs the sender. */
  | { kind: "refused"; because: string };

interface SignedMessage {
  id: string;
  /** Seconds since 1970, as the header says it. */
  timestamp: string;
  body: Uint8Array | string;
}

/** How far the sender's clock and ours may be apart, in seconds; a copied message is of no use after it. */
const tolerance = 300;
/** Bytes of key below which the scheme calls a secret too weak. */
const shortestSecret = 24;
/** No dot: it parts the id from the timestamp in what is signed. */
const idPattern = /^[\x21-\x2d\x2f-\x7e]{1,256}$/;
const names = ["webhook-id", "webhook-timestamp", "webhook-signature"] as const;

const StoredCallers = z.record(z.string(), z.union([z.string(), z.array(z.string()).check(z.maxLength(5))]));

/** The callers as their secret holds them: `{"crm": "whsec_…", "website": ["whsec_new…", "whsec_old…"]}`. @throws */
export const callersIn = (stored: string): Callers =>
  Object.fromEntries(
    Object.entries(StoredCallers.parse(JSON.parse(stored))).map(([name, secrets]) => [name, [secrets].flat()]),
  );

/** The signature of a message by the scheme of Standard Webhooks: HMAC-SHA256 in base64, with its version before it. */
export const sign = (secret: string, message: SignedMessage): string =>
  `v1,${macOf(keyOf(secret), message).toString("base64")}`;

/**
 * Who signed the request, by the scheme of Standard Webhooks (https://www.standardwebhooks.com). The package of that
 * name reads the body as UTF-8 before it hashes it, by which different bytes have one signature.
 * @param now ms since 1970
 */
export function signatureOf(
  headers: Readonly<Record<string, string | undefined>>,
  body: Uint8Array,
  callers: Callers,
  now: number,
): Signature {
  if (!isSigned(headers)) return { kind: "unsigned" };
  const [id, timestamp, signatures] = names.map((name) => headers[name] ?? "") as [string, string, string];
  const missing = names.filter((name) => !headers[name]);
  if (missing.length > 0) return refused(`A signed request has the header ${missing.join(" and ")} as well.`);
  if (!idPattern.test(id)) return refused("webhook-id is 1 to 256 visible ASCII characters without a dot.");
  if (!/^\d{1,12}$/.test(timestamp)) return refused("webhook-timestamp is in whole seconds since 1970.");
  if (Math.abs(now / 1000 - Number(timestamp)) > tolerance) {
    return refused(`webhook-timestamp is more than ${tolerance} seconds from our clock.`);
  }
  const given = signatures.split(" ").flatMap((each) => {
    const [, mac] = /^v1,([A-Za-z0-9+/]{43}=)$/.exec(each) ?? [];
    return mac === undefined ? [] : [decoded(mac)];
  });
  for (const [caller, secrets] of Object.entries(callers)) {
    for (const secret of secrets) {
      const key = keyOf(secret);
      if (key.length < shortestSecret) continue;
      const mac = macOf(key, { id, timestamp, body });
      if (given.some((one) => timingSafeEqual(one, mac))) {
        return { kind: "signed", caller, id };
      }
    }
  }
  return refused("webhook-signature is of none of the secrets over this id, timestamp and body.");
}

/** Whether a request claims to be signed: with any of the headers, also an empty one. */
export const isSigned = (headers: Readonly<Record<string, string | undefined>>): boolean =>
  names.some((name) => headers[name] !== undefined);

const refused = (because: string): Signature => ({ kind: "refused", because });
const decoded = (base64: string): Buffer => Buffer.from(base64, "base64");
const keyOf = (secret: string): Buffer => decoded(secret.replace(/^whsec_/, ""));
const macOf = (key: Buffer, { id, timestamp, body }: SignedMessage): Buffer =>
  createHmac("sha256", key).update(`${id}.${timestamp}.`).update(body).digest();
