import { type DynamoDBDocumentClient, PutCommand, paginateQuery } from "@aws-sdk/lib-dynamodb";
import type { Trace } from "../../routing/explain/trace.ts";

const prefix = "TRACE#";
/** The key of the last decision without an offer; it sorts after those of the offers. */
const lastSk = `${prefix}LAST`;

/** The store of traces: why each offer of a lead was made, and why it waits or went to the manager. */
export class TraceStore {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;

  constructor(client: DynamoDBDocumentClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  /** Stores why a lead was offered to nobody, in place of the previous such trace. */
  async keepLast(leadId: string, trace: Trace): Promise<void> {
    await this.#client.send(
      new PutCommand({ TableName: this.#table, Item: { pk: `LEAD#${leadId}`, sk: lastSk, trace } }),
    );
  }

  /** The traces of a lead in the order of the decisions. Traces in another format are skipped. */
  async of(leadId: string): Promise<Trace[]> {
    const traces: Trace[] = [];
    const pages = paginateQuery(
      { client: this.#client },
      {
        TableName: this.#table,
        KeyConditionExpression: "pk = :lead AND begins_with(sk, :trace)",
        ExpressionAttributeValues: { ":lead": `LEAD#${leadId}`, ":trace": prefix },
        ConsistentRead: true,
      },
    );
    for await (const { Items = [] } of pages) {
      for (const { trace } of Items) if (isTrace(trace)) traces.push(trace);
    }
    return traces.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  }
}

/** Traces are stored as `traceOf` returns them; `version` is that of their format. */
const isTrace = (trace: unknown): trace is Trace =>
  typeof trace === "object" && trace !== null && "version" in trace && trace.version === 1;
