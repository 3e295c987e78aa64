import type { IncomingMessage } from "node:http";
import { request as httpsRequest } from "node:https";
import { isIP } from "node:net";
import { isPublicAddress, lookupPublic, NotPublic } from "../calendar/public-address.ts";
import { sign } from "../intake/signature.ts";
import type { Hook } from "./hooks.ts";
import type { LeadEvent } from "./lead-event.ts";

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

/** `retryAfterMs`: how long the receiver wants to be left alone. */
export type Posted = { kind: "told" } | { kind: "gone" } | { kind: "failed"; because: string; retryAfterMs?: number };

/** The most of an answer that is read. Bytes. */
const mostRead = 64 * 1024;

/**
 * Posts an event, signed by Standard Webhooks: its id is the event's, so it is the same however often it is tried. Counts as
 * told once a whole answer with a 2xx came. Follows no redirect, and connects to public servers over https alone.
 * @param now ms since 1970
 */
export async function postWebhook(hook: Hook, event: LeadEvent, now: number, wire: Wire = publicly): Promise<Posted> {
  const url = new URL(hook.url);
  const host = url.hostname.replace(/^\[|\]$/g, "");
  if (url.protocol !== wire.protocol || url.username || url.password) return { kind: "failed", because: "address" };
  if (isIP(host) !== 0 && !wire.isPublic(host)) return { kind: "failed", because: "not-public" };
  const body = Buffer.from(JSON.stringify(event));
  const timestamp = String(Math.floor(now / 1000));
  const headers = {
    "content-type": "application/cloudevents+json; charset=utf-8",
    "content-length": body.byteLength,
    "user-agent": "Turno",
    "webhook-id": event.id,
    "webhook-timestamp": timestamp,
    "webhook-signature": sign(hook.secret, { id: event.id, timestamp, body }),
  };
  const signal = AbortSignal.timeout(wire.timeoutMs);
  try {
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      // A connection of its own, so that none is used again that was made for another name.
      const options = { method: "POST", headers, lookup: wire.lookup, signal, agent: false };
      wire.request(url.href, options, resolve).on("error", reject).end(body);
    });
    return await answerOf(response, now);
  } catch (error) {
    if (signal.aborted) return { kind: "failed", because: "too-slow" };
    return { kind: "failed", because: error instanceof NotPublic ? "not-public" : "unreachable" };
  }
}

async function answerOf(response: IncomingMessage, now: number): Promise<Posted> {
  const { statusCode = 0, headers } = response;
  let read = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    read += chunk.byteLength;
    if (read > mostRead) break;
  }
  if (statusCode >= 200 && statusCode < 300) return { kind: "told" };
  if (statusCode === 410) return { kind: "gone" };
  const retryAfterMs = waitIn(headers["retry-after"], now);
  return { kind: "failed", because: String(statusCode), ...(retryAfterMs !== undefined && { retryAfterMs }) };
}

/** The wait that a `Retry-After` asks for, seconds or a date, a day at most. */
function waitIn(text: string | undefined, now: number): number | undefined {
  if (text === undefined) return undefined;
  const ms = /^\d{1,9}$/.test(text.trim()) ? Number(text) * 1000 : Date.parse(text) - now;
  return Number.isNaN(ms) ? undefined : Math.min(Math.max(ms, 0), 86_400_000);
}
