import http, { type ClientRequest, IncomingMessage, type RequestOptions } from "node:http";

/** DynamoDB consumption of one operation of one function. */
interface Usage {
  calls: number;
  readUnits: number;
  writeUnits: number;
  /** Writes refused by their condition. AWS charges them too, but does not report their units. */
  refusedWrites: number;
}

/** Usage by operation, such as `usage.GetItem`. */
export type UsageByOperation = Record<string, Usage>;

const READS = ["GetItem", "BatchGetItem", "Query", "Scan", "TransactGetItems"];
const WRITES = ["PutItem", "UpdateItem", "DeleteItem", "BatchWriteItem", "TransactWriteItems"];
const ASKING = '"ReturnConsumedCapacity":"TOTAL",';

interface Consumed {
  readonly CapacityUnits?: number;
}

type Requested = (options: RequestOptions, onResponse?: (response: IncomingMessage) => void) => ClientRequest;

/**
 * Makes this thread's requests to DynamoDB ask for their consumed capacity, and adds up the units in the responses. It
 * patches `http.request`, through which the SDK sends each request with its whole body at once. The `Date` header is
 * removed from responses: compared with Turno's clock, the SDK would see it as clock skew and retry every failed
 * request.
 * @param portNow the port to send to instead of the endpoint's, or undefined
 * @returns a function that returns the usage since its last call
 */
export function meterDynamoDb(portNow: () => number | undefined): () => UsageByOperation {
  let usage: UsageByOperation = {};
  const original = http.request as Requested;

  const request: Requested = (options, onResponse) => {
    const headers = options.headers as Record<string, string> | undefined;
    const [service, operation = ""] = String(headers?.["x-amz-target"]).split(".");
    const metered = service?.startsWith("DynamoDB_") && (READS.includes(operation) || WRITES.includes(operation));
    if (!metered || !headers) return original(options, onResponse);
    const port = portNow() ?? options.port;
    const length = String(Number(headers["content-length"]) + ASKING.length);
    const sent = original({ ...options, port, headers: { ...headers, "content-length": length } }, onResponse);
    const end = sent.end.bind(sent);
    sent.end = ((body: Uint8Array | string) => end(askingForCapacity(body))) as typeof sent.end;
    sent.prependOnceListener("response", (response) => {
      delete response.headers.date;
      readAlong(response, (answer) => add(usage, operation, response.statusCode, answer));
    });
    return sent;
  };
  http.request = request as typeof http.request;

  return () => {
    const used = usage;
    usage = {};
    return used;
  };
}

/** Adds `used` to `sum`. */
export function addUsage(sum: UsageByOperation, used: UsageByOperation): void {
  for (const [operation, { calls, readUnits, writeUnits, refusedWrites }] of Object.entries(used)) {
    const before = entryOf(sum, operation);
    before.calls += calls;
    before.readUnits += readUnits;
    before.writeUnits += writeUnits;
    before.refusedWrites += refusedWrites;
  }
}

function entryOf(usage: UsageByOperation, operation: string): Usage {
  usage[operation] ??= { calls: 0, readUnits: 0, writeUnits: 0, refusedWrites: 0 };
  return usage[operation];
}

function add(usage: UsageByOperation, operation: string, status: number | undefined, answer: string): void {
  const sum = entryOf(usage, operation);
  sum.calls += 1;
  if (status !== 200) {
    if (WRITES.includes(operation) && /ConditionalCheckFailed|TransactionCanceled/.test(answer)) sum.refusedWrites += 1;
    return;
  }
  const consumed = (JSON.parse(answer) as { ConsumedCapacity?: Consumed | Consumed[] }).ConsumedCapacity ?? [];
  const units = [consumed].flat().reduce((total, each) => total + (each.CapacityUnits ?? 0), 0);
  if (READS.includes(operation)) sum.readUnits += units;
  else sum.writeUnits += units;
}

/** The body of each of these operations is a JSON object that is not empty. */
function askingForCapacity(body: Uint8Array | string): Buffer {
  const text = typeof body === "string" ? Buffer.from(body) : body;
  return Buffer.concat([Buffer.from(`{${ASKING}`), text.subarray(1)]);
}

/** Copies a response's body as it arrives, without consuming it. */
function readAlong(response: IncomingMessage, onEnd: (text: string) => void): void {
  const chunks: Buffer[] = [];
  response.push = (chunk: Buffer | null, encoding) => {
    if (chunk) chunks.push(chunk);
    else onEnd(Buffer.concat(chunks).toString());
    return IncomingMessage.prototype.push.call(response, chunk, encoding);
  };
}
