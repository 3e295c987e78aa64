import { type DynamoDBDocumentClient, PutCommand, paginateQuery } from "@aws-sdk/lib-dynamodb";
import type { Leaf } from "../../routing/conditions/condition.ts";
import type { Explanation } from "../../routing/explain/explain.ts";

/** An explanation as it is kept: of many rules that were tried the first ones in full, the rest counted. */
export interface Trace extends Explanation {
  triedMore?: number;
}

/** Lines of each list kept in full, some 300 bytes each. */
const mostKept = 100;
/** Characters of a text, and items of a list, that a leaf asked for or found. */
const longest = { text: 80, list: 30 } as const;

/**
 * An explanation cut to what a table keeps: far below the 400 KB of an item, whatever the policy, the roster and the
 * lead hold. Candidates and who was left out are bounded by the rankings.
 */
export function traceOf(explanation: Explanation): Trace {
  const { tried, gates, priorities, lanes } = explanation;
  return {
    ...explanation,
    gates: some(gates),
    priorities: some(priorities),
    lanes: some(lanes),
    tried: some(tried),
    ...(tried.length > mostKept && { triedMore: tried.length - mostKept }),
  };
}

/** The first lines, and any after them that holds. */
const some = <Line extends { failed?: Leaf }>(lines: readonly Line[]): Line[] =>
  lines.filter(({ failed }, n) => n < mostKept || !failed).map(short);

const short = <Line extends { failed?: Leaf }>(line: Line): Line => ({
  ...line,
  ...(line.failed && {
    failed: { ...line.failed, asked: shortened(line.failed.asked), found: shortened(line.failed.found) },
  }),
});

function shortened<Value>(value: Value): Value {
  if (typeof value === "string" && value.length > longest.text) return `${value.slice(0, longest.text)}…` as Value;
  if (Array.isArray(value)) {
    const short = value.slice(0, longest.list).map(shortened);
    // Many are kept only of what is as short as a country's code.
    return (JSON.stringify(short).length > longest.list * 10 ? short.slice(0, 5) : short) as Value;
  }
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([operator, want]) => [operator, shortened(want)])) as Value;
}

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
