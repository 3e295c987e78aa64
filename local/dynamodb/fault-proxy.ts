import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import type { Faults } from "../faults.ts";
import { listenForClients } from "../http/free-port.ts";
import { readBody } from "../http/request.ts";

export interface FaultProxy {
  readonly port: number;
  stop(): void;
}

/**
 * Starts a proxy for the DynamoDB at `target` that injects the faults of `dynamodb` into transactions. Requests are
 * sent through it only while there are such faults.
 */
export async function startFaultProxy(target: string, faults: Faults): Promise<FaultProxy> {
  const agent = new Agent({ keepAlive: true });
  const server = createServer(async (incoming, response) => {
    try {
      const body = await readBody(incoming);
      const isTransaction = String(incoming.headers["x-amz-target"]).endsWith(".TransactWriteItems");
      const first =
        isTransaction && faults.take("dynamodb", "twice") ? await send(agent, target, incoming, body) : undefined;
      const answer = await send(agent, target, incoming, first ? withoutToken(body) : body);
      if (isTransaction && answer.status === 200 && faults.take("dynamodb", "drop-after")) {
        return unavailable(response, new Error("the answer was lost on purpose"));
      }
      response.writeHead(answer.status, answer.headers).end(answer.body);
    } catch (error) {
      unavailable(response, error as Error);
    }
  });
  return {
    port: await listenForClients(server),
    stop() {
      server.close();
      server.closeAllConnections();
      agent.destroy();
    },
  };
}

/** A transaction without its idempotency token, so that DynamoDB treats it as a new one. */
function withoutToken(body: Buffer): Buffer {
  const { ClientRequestToken: _, ...input } = JSON.parse(String(body)) as Record<string, unknown>;
  return Buffer.from(JSON.stringify(input));
}

interface Answer {
  readonly status: number;
  readonly headers: NodeJS.Dict<string | string[]>;
  readonly body: Buffer;
}

function send(agent: Agent, target: string, incoming: IncomingMessage, body: Buffer): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const headers = { ...incoming.headers, "content-length": String(body.length) };
    delete headers.connection;
    const outgoing = request(new URL(incoming.url ?? "/", target), { method: incoming.method, headers, agent });
    outgoing.once("error", reject);
    outgoing.once("response", (answer) => {
      const { connection: _, "transfer-encoding": __, "content-length": ___, date: ____, ...kept } = answer.headers;
      readBody(answer).then(
        (bytes) => resolve({ status: answer.statusCode ?? 500, headers: kept, body: bytes }),
        reject,
      );
    });
    outgoing.end(body);
  });
}

function unavailable(response: ServerResponse, error: Error): void {
  const body = JSON.stringify({
    __type: "InternalServerError",
    message: `The local DynamoDB does not answer: ${error.message}`,
  });
  response.writeHead(500, { "content-type": "application/x-amz-json-1.0" }).end(body);
}
