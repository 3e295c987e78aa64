import { type ClientRequest, request as httpRequest, type IncomingMessage, type RequestOptions } from "node:http";
import https from "node:https";
import { syncBuiltinESMExports } from "node:module";

/** The headers by which a request says where it is for, and which function sent it. */
export const TO = "x-turno-to";
export const BY = "x-turno-by";

/**
 * Sends this thread's requests to other servers through the local run, which keeps what was told to whom. The functions' own
 * client makes them all; they are known by its name.
 */
export function keepOutgoing(through: string, by: string): void {
  const real = https.request;
  const kept = (url: string, options: RequestOptions, answer: (response: IncomingMessage) => void): ClientRequest => {
    const { "user-agent": agent, ...others } = (options?.headers ?? {}) as Record<string, string>;
    if (typeof url !== "string" || agent !== "Turno") return real(url, options, answer);
    const { method, signal } = options;
    const headers = { "user-agent": agent, ...others, [TO]: url, [BY]: by };
    return httpRequest(
      through,
      { agent: false, headers, ...(method && { method }), ...(signal && { signal }) },
      answer,
    );
  };
  https.request = kept as typeof https.request;
  syncBuiltinESMExports();
}
