import { hash } from "node:crypto";
import { DeleteCommand, type DynamoDBDocumentClient, PutCommand, paginateQuery } from "@aws-sdk/lib-dynamodb";
import { markPattern } from "../../routing/lead/erased.ts";

/** What a source sent in which its mapping finds no lead: kept for a look. */
export interface Unread {
  source: string;
  /** ISO 8601 */
  at: string;
  /** The facts that were not found. */
  missing: readonly string[];
  /** The JSON that came, shortened. */
  sent: string;
}

const partition = "UNREAD";
/** How long it is kept, in days, and how much of it, in characters. */
export const unreadForDays = 30;
const mostSent = 16_000;

/** What sources sent that nobody could read. */
export class UnreadStore {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;

  /** `table` is that of the intake. */
  constructor(client: DynamoDBDocumentClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  /** Keeps it; the same sent again is the same row. */
  async keep({ sent, ...unread }: Unread): Promise<void> {
    const ttl = Math.ceil(Date.parse(unread.at) / 1000) + unreadForDays * 86_400;
    const sk = `${unread.source}#${hash("sha256", sent, "base64url")}`;
    const Item = { pk: partition, sk, ...unread, missing: [...unread.missing], sent: sent.slice(0, mostSent), ttl };
    await this.#client.send(new PutCommand({ TableName: this.#table, Item }));
  }

  /** Those in which an address is, as a text of its own and whatever its case. */
  async naming(email: string, now: string): Promise<Unread[]> {
    const pattern = markPattern({ emails: [email.trim()], names: [], phones: [] });
    return (await this.all(now)).filter(({ sent }) => pattern !== undefined && sent.search(pattern) >= 0);
  }

  /** Removes one for good. */
  async discard(unread: Unread): Promise<void> {
    const { pk, sk } = unread as Unread & { pk: string; sk: string };
    await this.#client.send(new DeleteCommand({ TableName: this.#table, Key: { pk, sk } }));
  }

  /** All that are not expired by `now` (ISO 8601), those of one source together. */
  async all(now: string): Promise<Unread[]> {
    const found: Unread[] = [];
    const pages = paginateQuery(
      { client: this.#client },
      {
        TableName: this.#table,
        KeyConditionExpression: "pk = :pk",
        FilterExpression: "#ttl > :now",
        ExpressionAttributeNames: { "#ttl": "ttl" },
        ExpressionAttributeValues: { ":pk": partition, ":now": Math.floor(Date.parse(now) / 1000) },
      },
    );
    for await (const { Items = [] } of pages) found.push(...(Items as Unread[]));
    return found;
  }
}
