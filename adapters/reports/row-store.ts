import { randomUUID } from "node:crypto";
import {
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  paginateQuery,
  TransactWriteCommand,
  UpdateCommand,
} from "@aws-sdk/lib-dynamodb";
import { LeadRow, monthOf } from "../../reports/row.ts";
import { isSynthetic } from "../../routing/lead/synthetic.ts";
import { isConflict, type Write } from "../dynamo.ts";

/** The key of a lead's row: with those of its month. */
export const rowKey = (row: Pick<LeadRow, "id" | "receivedAt">) => ({ pk: `MONTH#${monthOf(row)}`, sk: row.id });

/** A row as it is stored. */
export const rowItem = (row: LeadRow) => ({ ...rowKey(row), ...row });

/** Later than every revision of a lead. */
const gone = Number.MAX_SAFE_INTEGER;

/** The key of the number that tells one state of a month's rows from another. */
const versionKey = (month: string) => ({ pk: "MONTHS", sk: month });

/** The rows of the reports, by the month in which the leads were received. */
export class RowStore {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;

  /** `table` is that of the reports. */
  constructor(client: DynamoDBDocumentClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  /** Keeps a row, unless one of the same or a later revision of the lead is kept. Returns whether it did. */
  async put(row: LeadRow): Promise<boolean> {
    try {
      await this.#client.send(
        new PutCommand({
          TableName: this.#table,
          Item: rowItem(row),
          ConditionExpression: "attribute_not_exists(rev) OR rev < :rev",
          ExpressionAttributeValues: { ":rev": row.rev },
        }),
      );
      return true;
    } catch (error) {
      if ((error as Error).name === "ConditionalCheckFailedException") return false;
      throw error;
    }
  }

  /**
   * Puts a row that is of no lead in place of that of a lead that is erased, in one write with `also`: figures stay, and
   * nothing leads from it to the person. A change of the lead that is told of later makes no row. Returns false when what
   * is written with it was refused, or it was done before. A synthetic lead has no row, and gets none.
   * @param ttl until when late changes are expected, in seconds
   */
  async anonymised(row: LeadRow, ttl: number, also: readonly Write[]): Promise<boolean> {
    const TableName = this.#table;
    const nobodys = rowItem({ ...row, id: randomUUID(), rev: gone });
    const mark = { ...rowKey(row), rev: gone, gone: true, ttl };
    const unlessGone = {
      ConditionExpression: "attribute_not_exists(#gone)",
      ExpressionAttributeNames: { "#gone": "gone" },
    };
    const put = [{ Put: { TableName, Item: mark, ...unlessGone } }, { Put: { TableName, Item: nobodys } }];
    try {
      await this.#client.send(
        new TransactWriteCommand({
          TransactItems: [...(isSynthetic(row.id) ? [] : put), ...also],
        }),
      );
    } catch (error) {
      if (!isConflict(error)) throw error;
      return false;
    }
    if (!isSynthetic(row.id)) await this.noteChange(monthOf(row));
    return true;
  }

  /**
   * Notes that rows of a month changed. It comes after the rows and is done again with them, so that whoever reads the
   * version first and the rows after it has them anew at the latest once they are noted.
   */
  async noteChange(month: string): Promise<void> {
    await this.#client.send(
      new UpdateCommand({
        TableName: this.#table,
        Key: versionKey(month),
        UpdateExpression: "ADD version :one",
        ExpressionAttributeValues: { ":one": 1 },
      }),
    );
  }

  /** Which state the rows of a month are in, for half a read unit. */
  async versionOf(month: string): Promise<number> {
    const { Item } = await this.#client.send(new GetCommand({ TableName: this.#table, Key: versionKey(month) }));
    return typeof Item?.version === "number" ? Item.version : 0;
  }

  /** The rows of a month (`2026-11`, UTC). */
  async *ofMonth(month: string): AsyncGenerator<LeadRow> {
    const pages = paginateQuery(
      { client: this.#client },
      {
        TableName: this.#table,
        KeyConditionExpression: "pk = :month",
        FilterExpression: "attribute_not_exists(#gone)",
        ExpressionAttributeNames: { "#gone": "gone" },
        ExpressionAttributeValues: { ":month": `MONTH#${month}` },
      },
    );
    for await (const { Items = [] } of pages) for (const item of Items) yield LeadRow.parse(item);
  }

  /** The rows of the leads received from `from` on and before `to` (ISO 8601). */
  async between(from: string, to: string): Promise<LeadRow[]> {
    const rows: LeadRow[] = [];
    for (let month = from.slice(0, 7); month <= to.slice(0, 7); month = nextMonth(month)) {
      for await (const row of this.ofMonth(month)) if (row.receivedAt >= from && row.receivedAt < to) rows.push(row);
    }
    return rows;
  }
}

function nextMonth(month: string): string {
  const [year = 0, number = 0] = month.split("-").map(Number);
  return new Date(Date.UTC(year, number)).toISOString().slice(0, 7);
}
