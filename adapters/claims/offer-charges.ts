import { type DynamoDBDocumentClient, GetCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod/mini";
import type { Offer } from "../../routing/lead/lead.ts";
import type { StoredCharge } from "../../routing/ledger/ledger-change.ts";
import type { Write } from "../dynamo.ts";
import { leadKey } from "../leads/lead-rows.ts";

const Kept = z.object({
  ledger: z.string(),
  chosen: z.string(),
  shares: z.optional(z.record(z.string(), z.number())),
  decayedAt: z.optional(z.string()),
});

/** Where the trace of an offer is, and with it what the offer cost. */
export const traceKey = (leadId: string, attempt: number) => ({
  pk: leadKey(leadId).pk,
  sk: `TRACE#${String(attempt).padStart(4, "0")}`,
});

/** Of a round nothing is charged before one claims it, when its trace is written already. */
const claimKey = (leadId: string, attempt: number) => {
  const { pk, sk } = traceKey(leadId, attempt);
  return { pk, sk: `${sk}#CLAIMED` };
};

/** The write that keeps what a claimed round cost, beside its trace. */
export const claimedCharge = (leads: string, leadId: string, attempt: number, charge: StoredCharge): Write => ({
  Put: { TableName: leads, Item: { ...claimKey(leadId, attempt), charge } },
});

/** What an offer cost; undefined when it was not charged. */
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
  return Item?.charge && Kept.parse(Item.charge);
}
