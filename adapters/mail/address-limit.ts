import { hash } from "node:crypto";
import { type DynamoDBDocumentClient, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { canonicalAddress } from "../../routing/lead/canonical-address.ts";
import { isSynthetic } from "../../routing/lead/synthetic.ts";
import { isConflict } from "../dynamo.ts";

/** How long an address that somebody typed gets no second mail of a kind. Milliseconds. */
export const oneMailWithin = 24 * 3_600_000;

const keyOf = (email: string): string => `ADDRESS#${hash("sha256", canonicalAddress(email), "base64url")}`;

/** The query of the rows of an address in the table of leads, for whoever erases them. */
export const addressRows = (email: string) => ({
  KeyConditionExpression: "pk = :address",
  ExpressionAttributeValues: { ":address": keyOf(email) },
});

interface LimitedMail {
  to: string;
  kind: string;
  leadId: string;
}

/**
 * Lets one mail of each kind a day go to an address, whatever its tags, dots or case and whichever lead it is of: a form
 * can be filled in with anybody's. The row expires by itself, and holds a hash in place of the address.
 */
export class AddressLimit {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;

  /** `table` is that of the leads. */
  constructor(client: DynamoDBDocumentClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  /**
   * Takes the day for this mail; false where a mail of its kind for another lead has it. The same lead's may take it
   * again: for a retry, and for another owner's introduction after the first gave the lead back, which no stranger can cause.
   */
  async take({ to, kind, leadId }: LimitedMail, now: number): Promise<boolean> {
    // All synthetic leads are of one mailbox, that of SES's simulator.
    if (isSynthetic(leadId)) return true;
    const until = now + oneMailWithin;
    try {
      await this.#client.send(
        new UpdateCommand({
          TableName: this.#table,
          Key: { pk: keyOf(to), sk: `MAIL#${kind}` },
          UpdateExpression: "SET takenBy = :lead, #until = :until, #ttl = :ttl",
          // An expired row may stay for days before it is removed.
          ConditionExpression: "attribute_not_exists(pk) OR #until <= :now OR takenBy = :lead",
          ExpressionAttributeNames: { "#until": "until", "#ttl": "ttl" },
          ExpressionAttributeValues: {
            ":lead": leadId,
            ":until": until,
            ":now": now,
            ":ttl": Math.ceil(until / 1000),
          },
        }),
      );
      return true;
    } catch (error) {
      if (isConflict(error)) return false;
      throw error;
    }
  }
}
