import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import type { Faults } from "../faults.ts";
import { listenForClients } from "../http/free-port.ts";
import { callerOf, readBody } from "../http/request.ts";

/** What one operation of one function has used of DynamoDB. */
export interface Usage {
  calls: number;
  readUnits: number;
  writeUnits: number;
  /** Writes refused by their condition; AWS charges them too, without saying how much. */
  refusedWrites: number;
}

export interface DynamoDbMeter {
  readonly url: string;
  /** Usage by function and operation since the start, such as `usage["choose-rep"].GetItem`. */
  readonly usage: Readonly<Record<string, Readonly<Record<string, Usage>>>>;
  stop(): void;
}

const READS = ["GetItem", "BatchGetItem", "Query", "Scan", "TransactGetItems"];
const WRITES = ["PutItem", "UpdateItem", "DeleteItem", "BatchWriteItem", "TransactWriteItems"];
const PATIENCE_MS = 3000;

interface Consumed {
  readonly CapacityUnits?: number;
}

/**
 * Stands in front of the DynamoDB at `target`, passes everything through, and adds up the capacity units that each
 * function's requests consume. The functions are told apart by their access key. Injects faults of `dynamodb`.
 */
export async function startDynamoDbMeter(target: string, faults?: Faults): Promise<DynamoDbMeter> {
  const agent = new Agent({ keepAlive: true });
  const usage: Record<string, Record<string, Usage>> = {};

  const count = (caller: string, operation: string, status: number, body: Buffer) => {
    usage[caller] ??= {};
    usage[caller][operation] ??= { calls: 0, readUnits: 0, writeUnits: 0, refusedWrites: 0 };
    const sum = usage[caller][operation];
    sum.calls += 1;
    if (status !== 200) {
      if (WRITES.includes(operation) && /ConditionalCheckFailed|TransactionCanceled/.test(String(body))) {
        sum.refusedWrites += 1;
      }
      return;
    }
    const consumed = (JSON.parse(String(body)) as { ConsumedCapacity?: Consumed | Consumed[] }).ConsumedCapacity ?? [];
    const units = [consumed].flat().reduce((total, each) => total + (each.CapacityUnits ?? 0), 0);
    if (READS.includes(operation)) sum.readUnits += units;
    else sum.writeUnits += units;
  };

  const server = createServer(async (incoming, response) => {
    try {
      const operation = String(incoming.headers["x-amz-target"]).split(".")[1] ?? "";
      const metered = READS.includes(operation) || WRITES.includes(operation);
      const body = await readBody(incoming);
      const sent = metered ? askForCapacity(body) : body;
      const isTransaction = operation === "TransactWriteItems";
      const first = isTransaction && faults?.take("dynamodb", "twice") ? await forward(incoming, sent) : undefined;
      const answer = await forward(incoming, first ? withoutToken(sent) : sent);
      if (metered) count(callerOf(incoming), operation, answer.status, answer.body);
      if (isTransaction && answer.status === 200 && faults?.take("dynamodb", "drop-after")) {
        return unavailable(response, new Error("the answer was lost on purpose"));
      }
      response.writeHead(answer.status, answer.headers).end(answer.body);
    } catch (error) {
      unavailable(response, error as Error);
    }
  });

  const forward = async (incoming: IncomingMessage, body: Buffer) => {
    const deadline = performance.now() + PATIENCE_MS;
    for (;;) {
      try {
        return await send(agent, target, incoming, body);
      } catch (error) {
        // Nothing was sent yet: the database is being started again.
        const refused = (error as NodeJS.ErrnoException).code === "ECONNREFUSED";
        if (!refused || performance.now() > deadline) throw error;
        await pause(50);
      }
    }
  };

  const port = await listenForClients(server);
  return {
    url: `http://127.0.0.1:${port}`,
    usage,
    stop() {
      server.close();
      server.closeAllConnections();
      agent.destroy();
    },
  };
}

function askForCapacity(body: Buffer): Buffer {
  const input = JSON.parse(String(body)) as Record<string, unknown>;
  if (input.ReturnConsumedCapacity === "TOTAL" || input.ReturnConsumedCapacity === "INDEXES") return body;
  return Buffer.from(JSON.stringify({ ...input, ReturnConsumedCapacity: "TOTAL" }));
}

/** A transaction as another, so that DynamoDB does not know it again. */
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
