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

/** The key of what an offer cost, a row beside the lead. */
const chargeKey = (leadId: string, attempt: number) => ({
  pk: leadKey(leadId).pk,
  sk: `CHARGE#${String(attempt).padStart(4, "0")}`,
});

/** The write of what an offer cost; it goes with the write of the ledger. */
export const chargeWrite = (leads: string, leadId: string, attempt: number, charge: StoredCharge): Write => ({
  Put: { TableName: leads, Item: { ...chargeKey(leadId, attempt), charge } },
});

/** Reads the charge of an offer; undefined if it was not charged. */
export async function readCharge(
  client: DynamoDBDocumentClient,
  leads: string,
  leadId: string,
  { attempt }: Pick<Offer, "attempt">,
): Promise<StoredCharge | undefined> {
  const { Item } = await client.send(
    new GetCommand({ TableName: leads, Key: chargeKey(leadId, attempt), ConsistentRead: true }),
  );
  return Item?.charge && Stored.parse(Item.charge);
}
