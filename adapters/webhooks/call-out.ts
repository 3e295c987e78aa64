import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import { request as httpsRequest } from "node:https";
import { isIP } from "node:net";
import { isPublicAddress, lookupPublic, NotPublic } from "../calendar/public-address.ts";

/** How a connection is made; tests make it to themselves. */
export interface Wire {
  request: typeof httpsRequest;
  lookup: typeof lookupPublic;
  isPublic: (address: string) => boolean;
  protocol: string;
  timeoutMs: number;
}
const publicly: Wire = {
  request: httpsRequest,
  lookup: lookupPublic,
  isPublic: isPublicAddress,
  protocol: "https:",
  timeoutMs: 10_000,
};

export interface Call {
  method: "GET" | "POST" | "PATCH" | "PUT";
  url: string;
  headers: Readonly<Record<string, string>>;
  body?: string;
}

/** A whole answer; or why there is none, in a word. */
export type Answer =
  | { status: number; headers: IncomingHttpHeaders; body: string }
  | { because: "address" | "not-public" | "too-slow" | "too-large" | "unreachable" };

/** The most of an answer that is read. Bytes. */
const mostRead = 256 * 1024;

/** Calls somebody else's server: a public one, over https alone, with a connection of its own and without following redirects. */
export async function callOut({ method, url: address, headers, body }: Call, wire: Wire = publicly): Promise<Answer> {
  const url = new URL(address);
  const host = url.hostname.replace(/^\[|\]$/g, "");
  if (url.protocol !== wire.protocol || url.username || url.password) return { because: "address" };
  if (isIP(host) !== 0 && !wire.isPublic(host)) return { because: "not-public" };
  const bytes = Buffer.from(body ?? "");
  const signal = AbortSignal.timeout(wire.timeoutMs);
  try {
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      const length = body === undefined ? {} : { "content-length": bytes.byteLength };
      // A connection of its own, so that none is used again that was made for another name.
      const options = {
        ...{ method, lookup: wire.lookup, signal, agent: false },
        headers: { "user-agent": "Turno", ...length, ...headers },
      };
      wire.request(url.href, options, resolve).on("error", reject).end(bytes);
    });
    const parts: Buffer[] = [];
    let read = 0;
    for await (const part of response as AsyncIterable<Buffer>) {
      read += part.byteLength;
      if (read > mostRead) return { because: "too-large" };
      parts.push(part);
    }
    return { status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(parts).toString("utf8") };
  } catch (error) {
    if (signal.aborted) return { because: "too-slow" };
    return { because: error instanceof NotPublic ? "not-public" : "unreachable" };
  }
}

/** What became of telling somebody. `retryAfterMs`: how long they want to be left alone. */
export type Posted = { kind: "told" } | { kind: "gone" } | { kind: "failed"; because: string; retryAfterMs?: number };

/** A whole 2xx is told; a 410 says that nobody is there any more; anything else has failed. @param now ms since 1970 */
export function postedBy(answer: Answer, now: number): Posted {
  if ("because" in answer) return { kind: "failed", because: answer.because };
  const { status, headers } = answer;
  if (status >= 200 && status < 300) return { kind: "told" };
  if (status === 410) return { kind: "gone" };
  const retryAfterMs = waitIn(headers["retry-after"], now);
  return { kind: "failed", because: String(status), ...(retryAfterMs !== undefined && { retryAfterMs }) };
}

/** The wait that a `Retry-After` asks for, seconds or a date, a day at most. */
function waitIn(text: string | undefined, now: number): number | undefined {
  if (text === undefined) return undefined;
  const ms = /^\d{1,9}$/.test(text.trim()) ? Number(text) * 1000 : Date.parse(text) - now;
  return Number.isNaN(ms) ? undefined : Math.min(Math.max(ms, 0), 86_400_000);
}
