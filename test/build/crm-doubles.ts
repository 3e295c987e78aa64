import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll } from "vitest";
import { lookupPublic } from "../../adapters/calendar/public-address.ts";
import type { CallOut } from "../../adapters/crm/crm-lead.ts";
import { callOut, type Wire } from "../../adapters/webhooks/call-out.ts";

export interface Asked {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: IncomingMessage["headers"];
  body: string;
}
export type Double = (asked: Asked) => { status: number; body?: unknown; headers?: Record<string, string> } | "cut";

/** A server that answers as a double says, and the client that is led to it whatever address it calls. */
export function useDouble() {
  const asked: Asked[] = [];
  let double: Double = () => ({ status: 500 });
  const server = createServer(async (incoming, response: ServerResponse) => {
    let body = "";
    for await (const chunk of incoming) body += chunk;
    const url = new URL(incoming.url ?? "", "http://double");
    const one = {
      method: incoming.method ?? "",
      path: url.pathname,
      query: url.searchParams,
      headers: incoming.headers,
      body,
    };
    asked.push(one);
    const said = double(one);
    if (said === "cut") return void response.destroy();
    response.writeHead(said.status, said.headers).end(said.body === undefined ? "" : JSON.stringify(said.body));
  });
  beforeAll(() => new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve)));
  afterAll(() => void server.close());
  const wire: Wire = {
    ...{ lookup: lookupPublic, isPublic: () => true, protocol: "https:", timeoutMs: 30_000 },
    request: ((url: string, ...rest: never[]) =>
      (request as unknown as (...all: unknown[]) => unknown)(url.replace("https:", "http:"), ...rest)) as never,
  };
  const call: CallOut = (one) => {
    const { port } = server.address() as AddressInfo;
    return callOut({ ...one, url: one.url.replace(/^https:\/\/[^/]+/, `https://127.0.0.1:${port}`) }, wire);
  };
  return { asked, call, answers: (next: Double) => (double = next) };
}
