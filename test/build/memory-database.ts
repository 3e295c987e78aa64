import { type CreateTableCommandInput, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import { conditionOf, type Given, type Item, NotUnderstood, updateOf } from "./memory-expressions.ts";

/** A request as the document client is given it; each command reads what it knows. */
interface Request {
  TableName: string;
  Key: Item;
  Item: Item;
  IndexName?: string;
  ConditionExpression?: string;
  UpdateExpression: string;
  KeyConditionExpression: string;
  FilterExpression?: string;
  ProjectionExpression?: string;
  ExpressionAttributeNames?: Record<string, string>;
  ExpressionAttributeValues?: Item;
  ExclusiveStartKey?: Item;
  ScanIndexForward?: boolean;
  Limit?: number;
  ReturnValues?: string;
  ReturnValuesOnConditionCheckFailure?: string;
  RequestItems: Record<string, unknown>;
  TransactItems: Partial<Record<"Put" | "Update" | "Delete" | "ConditionCheck", Request>>[];
}
type Table = Omit<CreateTableCommandInput, "BillingMode">;
/** What was written, all or none. */
export type Written = readonly { table: string; before: Item | undefined; after: Item | undefined }[];

class Refused extends Error {
  override readonly name = "ConditionalCheckFailedException";
  readonly Item: unknown;
  constructor(item: unknown) {
    super("The conditional request failed");
    this.Item = item;
  }
}
class Cancelled extends Error {
  override readonly name = "TransactionCanceledException";
  readonly CancellationReasons: { Code: string }[];
  constructor(reasons: boolean[]) {
    super("Transaction cancelled");
    this.CancellationReasons = reasons.map((held) => ({ Code: held ? "None" : "ConditionalCheckFailed" }));
  }
}

const base = new DynamoDBClient({
  region: "us-east-1",
  credentials: { accessKeyId: "local", secretAccessKey: "local" },
});

/**
 * A document client whose tables are in memory: it understands what the stores say, and refuses what it does not. What it
 * answers is held against those of a database by test/functions/memory-database.test.ts.
 */
export class MemoryDatabase extends DynamoDBDocumentClient {
  readonly #definitions: ReadonlyMap<string, Table>;
  #tables = new Map<string, Map<string, Item>>();
  /** Called before each request, which then happens at once. */
  turn: () => Promise<void> | void = () => {};
  /** Called with each request and what was answered, or thrown. */
  onAnswer: (command: object, answer: unknown) => void = () => {};
  /** Called after what was written. */
  onWrite: (written: Written) => void = () => {};

  constructor(definitions: readonly Table[]) {
    super(base);
    this.#definitions = new Map(definitions.map((table) => [table.TableName ?? "", table]));
    for (const name of this.#definitions.keys()) this.#tables.set(name, new Map());
    this.send = this.#send as unknown as DynamoDBDocumentClient["send"];
  }

  /** All that is kept now; given to `restore`, it is as now again. */
  kept = () => new Map([...this.#tables].map(([name, items]) => [name, new Map(items)]));
  restore(kept: ReturnType<MemoryDatabase["kept"]>): void {
    this.#tables = new Map([...kept].map(([name, items]) => [name, new Map(items)]));
  }
  items = (table: string): Item[] => [...this.#table(table).values()];

  #send = async (command: { constructor: { name: string }; input: Request }): Promise<unknown> => {
    await this.turn();
    try {
      const answer = this.#answer(command);
      this.onAnswer(command, answer);
      return answer;
    } catch (refused) {
      this.onAnswer(command, refused);
      throw refused;
    }
  };

  #answer({ constructor: of, input }: { constructor: { name: string }; input: Request }): unknown {
    switch (of.name) {
      case "GetCommand":
        return { Item: projected(this.#get(input), input) };
      case "BatchGetCommand":
        return this.#batchGet(input.RequestItems as Record<string, { Keys: Item[] } & Request>);
      case "QueryCommand":
        return this.#query(input);
      case "ScanCommand":
        return this.#scan(input);
      case "PutCommand":
        return this.#write([{ Put: input }], true);
      case "UpdateCommand":
        return this.#write([{ Update: input }], true);
      case "DeleteCommand":
        return this.#write([{ Delete: input }], true);
      case "TransactWriteCommand":
        return this.#write(input.TransactItems, false);
      case "BatchWriteCommand": {
        const all = Object.entries(input.RequestItems as Record<string, Record<string, Request>[]>);
        const each = all.flatMap(([TableName, some]) =>
          some.map(({ PutRequest, DeleteRequest }) =>
            PutRequest ? { Put: { ...PutRequest, TableName } } : { Delete: { ...DeleteRequest, TableName } as Request },
          ),
        );
        return this.#write(each as Request["TransactItems"], false);
      }
      default:
        throw new NotUnderstood(`no ${of.name}`);
    }
  }

  #table(name: string): Map<string, Item> {
    const table = this.#tables.get(name);
    if (!table) throw new NotUnderstood(`no table ${name}`);
    return table;
  }
  #keysOf(name: string, index?: string): string[] {
    const table = this.#definitions.get(name);
    const of = index ? table?.GlobalSecondaryIndexes?.find(({ IndexName }) => IndexName === index) : table;
    return (of?.KeySchema ?? []).map(({ AttributeName = "" }) => AttributeName);
  }
  #key = (table: string, item: Item): string =>
    this.#keysOf(table)
      .map((name) => String(item[name]))
      .join("\n");
  #get = ({ TableName, Key }: Pick<Request, "TableName" | "Key">): Item | undefined =>
    this.#table(TableName).get(this.#key(TableName, Key));

  #batchGet(asked: Record<string, { Keys: Item[] } & Request>) {
    const Responses: Record<string, unknown> = {};
    for (const [TableName, { Keys, ...rest }] of Object.entries(asked)) {
      const found = Keys.map((Key) => this.#get({ TableName, Key })).filter((item) => item !== undefined);
      Responses[TableName] = found.map((item) => projected(item, rest as Request));
    }
    return { Responses, UnprocessedKeys: {} };
  }

  #query(input: Request) {
    const { TableName, IndexName, ExclusiveStartKey: start, Limit = Number.POSITIVE_INFINITY } = input;
    const given = givenIn(input);
    const keys = this.#keysOf(TableName, IndexName);
    const own = this.#keysOf(TableName);
    const order = [...keys.slice(1), ...(IndexName ? own : [])];
    const before = (a: Item, b: Item): number => {
      for (const key of order) {
        if (a[key] === b[key]) continue;
        return (a[key] as string) < (b[key] as string) === (input.ScanIndexForward !== false) ? -1 : 1;
      }
      return 0;
    };
    const meets = conditionOf(input.KeyConditionExpression);
    const all = this.items(TableName)
      .filter((item) => keys.every((key) => item[key] !== undefined) && meets(item, given))
      .sort(before);
    const from = start ? all.findIndex((item) => before(item, start) > 0) : 0;
    const page = from < 0 ? [] : all.slice(from, from + Limit);
    const last = page.at(-1);
    // A query ends at its limit without looking whether there are more.
    const more = last !== undefined && page.length === Limit;
    const filter = input.FilterExpression && conditionOf(input.FilterExpression);
    const found = filter ? page.filter((item) => filter(item, given)) : page;
    const shown = IndexName ? found.map((item) => this.#inIndex(TableName, IndexName, item)) : found;
    const LastEvaluatedKey = more && Object.fromEntries([...keys, ...own].map((key) => [key, last[key]]));
    return { Items: shown.map((item) => projected(item, input)), ...(LastEvaluatedKey && { LastEvaluatedKey }) };
  }

  #scan(input: Request) {
    const { TableName, IndexName, ExclusiveStartKey: start, Limit = Number.POSITIVE_INFINITY } = input;
    if (IndexName) throw new NotUnderstood("a scan reads a table");
    const after = start && this.#key(TableName, start);
    // In the order of keys, which is none that a database promises.
    const left = [...this.#table(TableName)].filter(([key]) => after === undefined || key > after);
    const page = left.sort(([a], [b]) => (a < b ? -1 : 1)).slice(0, Limit);
    const [, last] = page.at(-1) ?? [];
    const LastEvaluatedKey =
      last && page.length === Limit && Object.fromEntries(this.#keysOf(TableName).map((name) => [name, last[name]]));
    const filter = input.FilterExpression && conditionOf(input.FilterExpression);
    const items = page.map(([, item]) => item).filter((item) => !filter || filter(item, givenIn(input)));
    return { Items: items.map((item) => projected(item, input)), ...(LastEvaluatedKey && { LastEvaluatedKey }) };
  }

  #inIndex(table: string, index: string, item: Item): Item {
    const found = this.#definitions.get(table)?.GlobalSecondaryIndexes?.find(({ IndexName }) => IndexName === index);
    if (found?.Projection?.ProjectionType === "ALL") return item;
    const names = [
      ...this.#keysOf(table),
      ...this.#keysOf(table, index),
      ...(found?.Projection?.NonKeyAttributes ?? []),
    ];
    return Object.fromEntries(names.flatMap((name) => (item[name] === undefined ? [] : [[name, item[name]]])));
  }

  /** All of these writes, or none. */
  #write(writes: Request["TransactItems"], alone: boolean) {
    const asked = writes.map((write) => {
      const [[verb, request] = []] = Object.entries(write) as [
        "Put" | "Update" | "Delete" | "ConditionCheck",
        Request,
      ][];
      if (!verb || !request) throw new NotUnderstood("a write needs something to write");
      const key = this.#key(request.TableName, request.Key ?? request.Item);
      return { verb, request, key, before: this.#table(request.TableName).get(key) };
    });
    if (new Set(asked.map(({ request, key }) => `${request.TableName}\n${key}`)).size < asked.length)
      throw new NotUnderstood("a transaction writes an item twice");
    if (asked.length > 100) throw new NotUnderstood("a transaction has at most 100 writes");
    const held = asked.map(
      ({ request, before }) =>
        !request.ConditionExpression || conditionOf(request.ConditionExpression)(before, givenIn(request)),
    );
    const [first] = asked;
    if (held.includes(false)) {
      if (!alone) throw new Cancelled(held);
      const shown = first?.request.ReturnValuesOnConditionCheckFailure === "ALL_OLD" && first.before;
      throw new Refused(shown ? marshall(shown) : undefined);
    }
    const written = asked
      .filter(({ verb }) => verb !== "ConditionCheck")
      .map(({ verb, request, key, before }) => {
        const after = verb === "Delete" ? undefined : frozen(verb === "Put" ? request.Item : updated(request, before));
        return { table: request.TableName, key, before, after: after as Item | undefined };
      });
    for (const { table, key, after } of written) {
      if (after) this.#table(table).set(key, after);
      else this.#table(table).delete(key);
    }
    this.onWrite(written);
    return first?.request.ReturnValues === "ALL_NEW" ? { Attributes: written[0]?.after } : {};
  }
}

const updated = (request: Request, before: Item | undefined): Item =>
  updateOf(request.UpdateExpression)(before ?? request.Key, givenIn(request));

const givenIn = ({ ExpressionAttributeNames = {}, ExpressionAttributeValues = {} }: Request): Given => ({
  names: ExpressionAttributeNames,
  values: ExpressionAttributeValues,
});

function projected(item: Item | undefined, { ProjectionExpression, ExpressionAttributeNames = {} }: Request) {
  if (!item || !ProjectionExpression) return item;
  const names = ProjectionExpression.split(",").map((name) => name.trim());
  const wanted = names.map((name) => ExpressionAttributeNames[name] ?? name);
  return Object.fromEntries(wanted.flatMap((name) => (item[name] === undefined ? [] : [[name, item[name]]])));
}

/** The value as it is kept: a copy without what is undefined, which nobody can change. */
function frozen(value: unknown): unknown {
  if (typeof value !== "object" || value === null || Object.isFrozen(value)) return value;
  if (value instanceof Uint8Array) return new Uint8Array(value);
  if (value instanceof Set) return new Set(value);
  if (Array.isArray(value)) return Object.freeze(value.filter((one) => one !== undefined).map(frozen));
  const entries = Object.entries(value).filter(([, one]) => one !== undefined);
  return Object.freeze(Object.fromEntries(entries.map(([name, one]) => [name, frozen(one)])));
}
