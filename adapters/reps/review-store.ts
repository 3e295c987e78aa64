import { hash } from "node:crypto";
import { type DynamoDBDocumentClient, PutCommand, paginateQuery, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { Review, type ReviewState } from "../../routing/reps/review.ts";
import { inLanes, isConflict } from "../dynamo.ts";

const pk = "REVIEW";
/** The key of a review: by rep, in the order of the dates. No rep's id holds a #. */
const keyOf = ({ repId, date }: Review, id: string) => ({ pk, sk: `${repId}#${date}#${id}` });

/** A review with the id by which it is moderated. */
export interface StoredReview extends Review {
  id: string;
}

/** By its content, so that a review that is imported again is the same one. */
const idOf = ({ repId, text, author, source, date }: Review): string =>
  hash("sha256", JSON.stringify([repId, text, author, source, date]), "hex").slice(0, 10);

const stored = (row: Record<string, unknown>): StoredReview => ({
  ...Review.parse(row),
  id: String(row.sk).split("#").at(-1) ?? "",
});

/** What people said of the reps, in the reps' table. */
export class ReviewStore {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;

  /** `table` is that of the reps. */
  constructor(client: DynamoDBDocumentClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  /** Adds the reviews that are not there yet, and says which. Those that are keep the state that they have. */
  async add(reviews: readonly Review[]): Promise<StoredReview[]> {
    const added: StoredReview[] = [];
    const put = async (review: Review): Promise<void> => {
      const id = idOf(review);
      const Item = { ...keyOf(review, id), ...Review.parse(review) };
      try {
        await this.#client.send(
          new PutCommand({ TableName: this.#table, Item, ConditionExpression: "attribute_not_exists(pk)" }),
        );
        added.push({ ...review, id });
      } catch (error) {
        if (!isConflict(error)) throw error;
      }
    };
    await inLanes(reviews.map((review) => () => put(review)));
    return added;
  }

  /** All of them, by rep and date. */
  all = (): Promise<StoredReview[]> => this.#query({ prefix: "" });

  /** The latest published reviews of a rep, at most `most`, the latest first. */
  published = (repId: string, most: number): Promise<StoredReview[]> =>
    this.#query({ prefix: `${repId}#`, state: "published", most });

  /** Publishes or hides a review. Returns false when there is no such review. */
  async moderate(review: StoredReview, state: ReviewState): Promise<boolean> {
    try {
      await this.#client.send(
        new UpdateCommand({
          TableName: this.#table,
          Key: keyOf(review, review.id),
          UpdateExpression: "SET #state = :state",
          ConditionExpression: "attribute_exists(pk)",
          ExpressionAttributeNames: { "#state": "state" },
          ExpressionAttributeValues: { ":state": state },
        }),
      );
      return true;
    } catch (error) {
      if (!isConflict(error)) throw error;
      return false;
    }
  }

  async #query({ prefix, state, most }: { prefix: string; state?: ReviewState; most?: number }) {
    const found: StoredReview[] = [];
    const pages = paginateQuery(
      { client: this.#client },
      {
        TableName: this.#table,
        KeyConditionExpression: prefix === "" ? "pk = :review" : "pk = :review AND begins_with(sk, :prefix)",
        ...(state && { FilterExpression: "#state = :state", ExpressionAttributeNames: { "#state": "state" } }),
        ExpressionAttributeValues: {
          ":review": pk,
          ...(prefix !== "" && { ":prefix": prefix }),
          ...(state && { ":state": state }),
        },
        ...(most !== undefined && { ScanIndexForward: false, Limit: 25 }),
        ConsistentRead: true,
      },
    );
    for await (const { Items = [] } of pages) {
      found.push(...Items.map(stored));
      if (most !== undefined && found.length >= most) break;
    }
    return found.slice(0, most);
  }
}
