import { type DynamoDBDocumentClient, GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import { leadKey } from "./lead-rows.ts";
import { hashOf, leadIdIn, newSecret } from "./offer-link.ts";

/** How long after it was mailed a link opens its page, in days. */
export const openDays = 90;

/** The row of one link, beside its lead. Only the hash is stored, so nobody gets a working link from the table. */
const keyOf = (leadId: string, hash: string) => ({ pk: leadKey(leadId).pk, sk: `PERSON-LINK#${hash}` });

/**
 * The links that are mailed to a lead's person, each to the page of their own request. Such a link proves the address,
 * since it was sent nowhere else. Each is a row beside the lead, which goes when the link has expired.
 */
export class PersonLinks {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;
  readonly #baseUrl: string;

  /** `table` is that of the leads. `baseUrl` has no slash at the end. */
  constructor(client: DynamoDBDocumentClient, table: string, baseUrl: string) {
    this.#client = client;
    this.#table = table;
    this.#baseUrl = baseUrl;
  }

  /** A new link for a mail to the lead's person: its address. `now` is ISO 8601. */
  async create(leadId: string, now: string): Promise<string> {
    const secret = newSecret();
    const until = Date.parse(now) + openDays * 86_400_000;
    const Item = { ...keyOf(leadId, hashOf(secret)), until, ttl: Math.ceil(until / 1000) };
    await this.#client.send(new PutCommand({ TableName: this.#table, Item }));
    return `${this.#baseUrl}/you/${leadId}.${secret}`;
  }

  /** The id of the lead to whose person the link was mailed; undefined where it is malformed, unknown or has expired. */
  async leadOf(link: string, now: string): Promise<string | undefined> {
    const leadId = leadIdIn(link);
    if (leadId === undefined) return undefined;
    const { Item } = await this.#client.send(
      new GetCommand({
        TableName: this.#table,
        Key: keyOf(leadId, hashOf(link.slice(leadId.length + 1))),
        ConsistentRead: true,
      }),
    );
    // An expired row may stay for days before it is removed.
    return Number(Item?.until) > Date.parse(now) ? leadId : undefined;
  }
}
