import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import { type Answer, type Call, callOut } from "../../adapters/webhooks/call-out.ts";
import { listenForClients } from "../http/free-port.ts";
import { callerOf, readBody } from "../http/request.ts";
import { BY, TO } from "./keep-outgoing.ts";
import type { ToldStore } from "./told-store.ts";

export interface ToldServer {
  /** Endpoint of EventBridge, and where requests of functions to other servers go through. */
  readonly url: string;
  /** Events that the bus took. */
  readonly events: () => number;
  stop(): void;
}

interface Entry {
  EventBusName: string;
  Source: string;
  DetailType: string;
  Detail: string;
}

/** Headers that only a receiver may see. */
const hidden = /^(authorization|x-api-token|cookie)$/;
/** Headers of the connection and not of the request. */
const ofConnection = /^(host|connection|content-length|transfer-encoding)$/;

/** What a host that nobody can have answers: as its first word says, and otherwise all is well. */
async function exampleAnswer(host: string): Promise<Answer> {
  const [word = ""] = host.split(".");
  // Longer than anybody waits.
  if (word === "slow") await pause(15_000, undefined, { ref: false });
  return { status: { failing: 500, gone: 410 }[word] ?? 200, headers: {}, body: "" };
}

/**
 * Keeps what functions tell others: as EventBridge (PutEvents, AWS JSON 1.1) the events of the bus, and as a proxy their requests,
 * which go on to where they are for. A host that ends in `.example`, which nobody can have, is answered here, as a receiver would:
 * `failing.example` with 500, `gone.example` with 410, `slow.example` too late.
 */
export async function startTold(store: ToldStore, now: () => number): Promise<ToldServer> {
  let events = 0;
  const at = () => new Date(now()).toISOString();

  const putEvents = (body: string, by: string) => {
    const { Entries } = JSON.parse(body) as { Entries: Entry[] };
    const results = Entries.map(({ EventBusName, Source, DetailType, Detail }) => {
      const headers = { source: Source, "detail-type": DetailType };
      store.add({ at: at(), by, to: EventBusName, method: "PutEvents", headers, body: Detail, answer: "200" });
      events += 1;
      return { EventId: randomUUID() };
    });
    return { FailedEntryCount: 0, Entries: results };
  };

  const passOn = async (request: IncomingMessage, body: string, response: ServerResponse) => {
    const { [TO]: to = "", [BY]: by = "", ...sent } = request.headers as Record<string, string>;
    const url = new URL(to);
    const passed = Object.entries(sent).filter(([name]) => !ofConnection.test(name));
    const isExample = url.hostname.endsWith(".example");
    const call: Call = { method: request.method as Call["method"], url: to, headers: Object.fromEntries(passed), body };
    const answer = isExample ? await exampleAnswer(url.hostname) : await callOut(call);
    store.add({
      ...{ at: at(), by, method: call.method, body },
      // The path of a chat's webhook is its password.
      to: isExample ? to : `${url.origin}/…`,
      headers: Object.fromEntries(passed.map(([name, value]) => [name, hidden.test(name) ? "…" : value])),
      answer: "because" in answer ? answer.because : String(answer.status),
    });
    if ("because" in answer) return void response.destroy();
    const back = ["content-type", "retry-after"].flatMap((name) => {
      const value = (answer.headers as Record<string, string | undefined>)[name];
      return value === undefined ? [] : [[name, value]];
    });
    response.writeHead(answer.status, Object.fromEntries(back)).end(answer.body);
  };

  const server = createServer(async (request, response) => {
    try {
      const body = String(await readBody(request));
      if (request.headers[TO] !== undefined) return await passOn(request, body, response);
      const operation = String(request.headers["x-amz-target"]).replace("AWSEvents.", "");
      const type = { "content-type": "application/x-amz-json-1.1", "x-amzn-requestid": randomUUID() };
      if (operation === "PutEvents")
        return void response.writeHead(200, type).end(JSON.stringify(putEvents(body, callerOf(request))));
      console.error(`${callerOf(request)}: The local run does not have ${operation} of EventBridge`);
      response.writeHead(400, type).end(JSON.stringify({ __type: "InvalidAction", message: operation }));
    } catch (error) {
      if (!response.headersSent) response.writeHead(500).end(String(error));
    }
  });
  const port = await listenForClients(server);
  return {
    url: `http://127.0.0.1:${port}`,
    events: () => events,
    stop() {
      server.close();
      server.closeAllConnections();
    },
  };
}
