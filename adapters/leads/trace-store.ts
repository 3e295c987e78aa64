import { type DynamoDBDocumentClient, PutCommand, paginateQuery } from "@aws-sdk/lib-dynamodb";
import type { Trace } from "../../routing/explain/trace.ts";

const prefix = "TRACE#";
/** After all the offers' own, by which they are kept for good: what was last decided without an offer. */
const lastSk = `${prefix}LAST`;

/** Why each offer of a lead was made, and why it waits or went to the manager; kept beside the lead. */
export class TraceStore {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;

  constructor(client: DynamoDBDocumentClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  /** Keeps why a lead was offered to nobody, in place of what was kept of that before. */
  async keepLast(leadId: string, trace: Trace): Promise<void> {
    await this.#client.send(
      new PutCommand({ TableName: this.#table, Item: { pk: `LEAD#${leadId}`, sk: lastSk, trace } }),
    );
  }

  /** The traces of a lead in the order in which they were decided; those of a version that is not read any more are left out. */
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

/** What was written by `traceOf` is read as it was written; its version says whether that is still understood. */
const isTrace = (trace: unknown): trace is Trace =>
  typeof trace === "object" && trace !== null && "version" in trace && trace.version === 1;
