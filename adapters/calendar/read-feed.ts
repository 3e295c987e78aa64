import type { IncomingMessage } from "node:http";
import { get as httpsGet } from "node:https";
import { isIP } from "node:net";
import { isPublicAddress, lookupPublic, NotPublic } from "./public-address.ts";

/** What of an answer is needed to ask only for what is new. */
export interface Validators {
  etag?: string | undefined;
  modified?: string | undefined;
}

type Failure = "unreachable" | "refused" | "too-large" | "too-slow" | "not-public";

export type FeedAnswer =
  | ({ kind: "text"; text: string } & Validators)
  | { kind: "unchanged" }
  | { kind: "failed"; because: Failure };

/** Bytes of a calendar that are read: some twenty thousand events. */
export const feedLimit = 5 * 1024 * 1024;
const mostRedirects = 3;

/** How a connection is made; tests make it to themselves. */
export interface Wire {
  get: typeof httpsGet;
  lookup: typeof lookupPublic;
  isPublic: (address: string) => boolean;
  protocol: string;
  timeoutMs: number;
}
const publicly: Wire = {
  get: httpsGet,
  lookup: lookupPublic,
  isPublic: isPublicAddress,
  protocol: "https:",
  timeoutMs: 10_000,
};

/**
 * Reads a calendar's address, following at most three redirects, all of them to public servers over https; with `known`
 * only if it is another than that. All of it takes ten seconds at most. Never throws, and says nothing of the address.
 */
export async function readFeed(address: string, known: Validators = {}, wire: Wire = publicly): Promise<FeedAnswer> {
  const signal = AbortSignal.timeout(wire.timeoutMs);
  let url = address;
  try {
    for (let hop = 0; hop <= mostRedirects; hop++) {
      const answer = await once(url, known, wire, signal);
      if (!("location" in answer)) return answer;
      url = answer.location;
    }
    return { kind: "failed", because: "refused" };
  } catch (error) {
    if (signal.aborted) return { kind: "failed", because: "too-slow" };
    return { kind: "failed", because: error instanceof NotPublic ? "not-public" : "unreachable" };
  }
}

/** The same for somebody who waits: it takes no longer than these milliseconds. */
export const readFeedWithin = (address: string, timeoutMs: number): Promise<FeedAnswer> =>
  readFeed(address, {}, { ...publicly, timeoutMs });

async function once(
  address: string,
  { etag, modified }: Validators,
  wire: Wire,
  signal: AbortSignal,
): Promise<FeedAnswer | { location: string }> {
  if (!URL.canParse(address)) return { kind: "failed", because: "refused" };
  const url = new URL(address);
  if (url.protocol !== wire.protocol || url.username || url.password) return { kind: "failed", because: "refused" };
  // Nothing is looked up for an address that is a number already.
  const host = url.hostname.replace(/^\[|\]$/g, "");
  if (isIP(host) !== 0 && !wire.isPublic(host)) throw new NotPublic();
  const headers = {
    accept: "text/calendar",
    "accept-encoding": "identity",
    "user-agent": "Turno",
    ...(etag && { "if-none-match": etag }),
    ...(modified && { "if-modified-since": modified }),
  };
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    // A connection of its own, so that none is used again that was made for another name.
    wire.get(url.href, { headers, lookup: wire.lookup, signal, agent: false }, resolve).on("error", reject);
  });
  const { statusCode = 0, headers: said } = response;
  if (statusCode === 200 && !said["content-encoding"]) return textOf(response);
  response.destroy();
  if (statusCode === 304) return { kind: "unchanged" };
  if (statusCode >= 300 && said.location && URL.canParse(said.location, url.href)) {
    return { location: new URL(said.location, url).href };
  }
  return { kind: "failed", because: "refused" };
}

async function textOf(response: IncomingMessage): Promise<FeedAnswer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    length += chunk.byteLength;
    if (length > feedLimit) {
      response.destroy();
      return { kind: "failed", because: "too-large" };
    }
    chunks.push(chunk);
  }
  const { etag, "last-modified": modified } = response.headers;
  const kept = (value: string | undefined) => (value !== undefined && value.length <= 500 ? value : undefined);
  const text = Buffer.concat(chunks)
    .toString("utf8")
    .replace(/^\uFEFF/, "");
  return { kind: "text", text, etag: kept(etag), modified: kept(modified) };
}
