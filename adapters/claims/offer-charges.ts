import { type DynamoDBDocumentClient, GetCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod/mini";
import type { Offer } from "../../routing/lead/lead.ts";
import type { StoredCharge } from "../../routing/ledger/ledger-change.ts";
import type { Write } from "../dynamo.ts";
import { leadKey } from "../leads/lead-rows.ts";

const Stored = z.object({
  ledger: z.string(),
  chosen: z.string(),
  shares: z.optional(z.record(z.string(), z.number())),
  decayedAt: z.optional(z.string()),
});

/** The key of an offer's trace, which also has the offer's charge. */
export const traceKey = (leadId: string, attempt: number) => ({
  pk: leadKey(leadId).pk,
  sk: `TRACE#${String(attempt).padStart(4, "0")}`,
});

/** The key of the charge of a claimed round, whose trace was written before the claim. */
const claimKey = (leadId: string, attempt: number) => {
  const { pk, sk } = traceKey(leadId, attempt);
  return { pk, sk: `${sk}#CLAIMED` };
};

/** The write of a claimed round's charge. */
export const claimedCharge = (leads: string, leadId: string, attempt: number, charge: StoredCharge): Write => ({
  Put: { TableName: leads, Item: { ...claimKey(leadId, attempt), charge } },
});

/** Reads the charge of an offer; undefined if it was not charged. */
export async function readCharge(
  client: DynamoDBDocumentClient,
  leads: string,
  leadId: string,
  { attempt, round }: Offer,
): Promise<StoredCharge | undefined> {
  const Key = (round === undefined ? traceKey : claimKey)(leadId, attempt);
  const { Item } = await client.send(
    new GetCommand({
      TableName: leads,
      Key,
      ProjectionExpression: "charge",
      ConsistentRead: true,
    }),
  );
  return Item?.charge && Stored.parse(Item.charge);
}
