import { createHmac, timingSafeEqual } from "node:crypto";
import * as z from "zod/mini";
import type { SignedBy } from "../../routing/policy/sources.ts";
import { signatureOf } from "./signature.ts";

/** A request to a source's address, as it came. */
export interface SourceRequest {
  method: string;
  /** The whole address that was called, as the sender has it. */
  url: string;
  headers: Readonly<Record<string, string | undefined>>;
  body: Uint8Array;
}

/** A source's secret: a text alone, or with what the service needs beside it. */
const Stored = z.object({ secret: z.string(), verify: z.optional(z.string()), token: z.optional(z.string()) });
export type SourceSecret = z.infer<typeof Stored>;

/** What is stored: the secret as it is, or `{"secret": "…", "verify": "…", "token": "…"}`. @throws for JSON of another shape */
export const secretIn = (text: string): SourceSecret =>
  text.startsWith("{") ? Stored.parse(JSON.parse(text)) : { secret: text };

/** How far the sender's clock may be from ours, ms; for signatures that name a time. */
const tolerance = 300_000;

/**
 * Whether the request is signed with the secret. The schemes are those that the services publish: Standard Webhooks; Meta
 * (X-Hub-Signature-256), Typeform (Typeform-Signature), Tally (Tally-Signature) and HubSpot (X-HubSpot-Signature-v3, over
 * method, address, body and time) and LinkedIn (X-LI-Signature, over the body with `hmacsha256=` before it) sign with HMAC-SHA256; Google's lead forms send their key in the body; `header` is the
 * secret itself in a header. `id` names the message where the scheme does. `now` is ms since 1970.
 */
export function isFrom(
  by: SignedBy,
  { secret }: Pick<SourceSecret, "secret">,
  request: SourceRequest,
  { now, header }: { now: number; header: string },
): { id?: string } | undefined {
  const { headers, body } = request;
  const mac = (data: string | Uint8Array) => createHmac("sha256", secret).update(data).digest();
  const proven = (isProven: boolean) => (isProven ? {} : undefined);
  if (secret === "") return undefined;
  switch (by) {
    case "standard-webhooks": {
      const signature = signatureOf(headers, body, { source: [secret] }, now);
      return signature.kind === "signed" ? { id: signature.id } : undefined;
    }
    case "meta":
      return proven(isMac(hexAfter("sha256=", headers["x-hub-signature-256"]), mac(body)));
    case "typeform":
      return proven(isMac(base64After("sha256=", headers["typeform-signature"]), mac(body)));
    case "tally":
      return proven(isMac(base64After("", headers["tally-signature"]), mac(body)));
    case "hubspot": {
      const time = headers["x-hubspot-request-timestamp"] ?? "";
      if (!/^\d{1,15}$/.test(time) || Math.abs(now - Number(time)) > tolerance) return undefined;
      const signed = Buffer.concat([Buffer.from(`${request.method}${request.url}`), body, Buffer.from(time)]);
      return proven(isMac(base64After("", headers["x-hubspot-signature-v3"]), mac(signed)));
    }
    case "linkedin": {
      const given = (headers["x-li-signature"] ?? "").replace(/^hmacsha256=/i, "");
      return proven(isMac(hexAfter("", given), mac(Buffer.concat([Buffer.from("hmacsha256="), body]))));
    }
    case "google":
      return proven(isSameText(keyIn(body), secret));
    case "header":
      return proven(isSameText(headers[header], secret));
  }
}

/** LinkedIn asks whether an address knows the secret before it sends there; the JSON that it is answered, or undefined for anybody else. */
export function linkedinAnswer(
  { challengeCode }: Readonly<Record<string, string | undefined>>,
  { secret }: Pick<SourceSecret, "secret">,
): string | undefined {
  // A code of theirs is a UUID: whoever asks otherwise is not given signatures of texts of their choice.
  if (secret === "" || !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(challengeCode ?? "")) return undefined;
  const challengeResponse = createHmac("sha256", secret)
    .update(challengeCode ?? "")
    .digest("hex");
  return JSON.stringify({ challengeCode, challengeResponse });
}

/** Meta asks whether an address is ours before it sends there; what it is answered, or undefined for anybody else. */
export function challengeAnswer(
  query: Readonly<Record<string, string | undefined>>,
  { verify }: SourceSecret,
): string | undefined {
  const challenge = query["hub.challenge"];
  if (query["hub.mode"] !== "subscribe" || verify === undefined || !challenge) return undefined;
  return isSameText(query["hub.verify_token"], verify) && /^[\w.-]{1,200}$/.test(challenge) ? challenge : undefined;
}

function keyIn(body: Uint8Array): string | undefined {
  try {
    const key: unknown = JSON.parse(Buffer.from(body).toString("utf8"))?.google_key;
    return typeof key === "string" ? key : undefined;
  } catch {
    return undefined;
  }
}

/** Of texts of any length, in a time that says nothing of them. */
function isSameText(given: string | undefined, secret: string): boolean {
  if (given === undefined) return false;
  const digest = (text: string) => createHmac("sha256", "same").update(text).digest();
  return timingSafeEqual(digest(given), digest(secret));
}

const isMac = (given: Buffer | undefined, mac: Buffer): boolean =>
  given?.length === mac.length && timingSafeEqual(given, mac);

const hexAfter = (prefix: string, text = ""): Buffer | undefined =>
  text.startsWith(prefix) && /^[0-9a-f]{64}$/i.test(text.slice(prefix.length))
    ? Buffer.from(text.slice(prefix.length), "hex")
    : undefined;
const base64After = (prefix: string, text = ""): Buffer | undefined =>
  text.startsWith(prefix) && /^[A-Za-z0-9+/]{43}=$/.test(text.slice(prefix.length))
    ? Buffer.from(text.slice(prefix.length), "base64")
    : undefined;
