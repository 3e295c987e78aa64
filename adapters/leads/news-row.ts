import type { Lead } from "../../routing/lead/lead.ts";
import type { Write } from "../dynamo.ts";
import { leadKey } from "./lead-rows.ts";

/** The only partition of leads with additions in the index of due rows: a partition allows 1,000 writes a second. */
export const newsShard = "NEWS";
export const newsKey = (leadId: string) => ({ pk: leadKey(leadId).pk, sk: "NEWS" });

/** The write that goes with the write of a lead with an addition; apart from the store, which says what it is for. */
export const newsWrite = (leads: string, { id, submissions }: Lead, dueAt: string): Write => ({
  Put: { TableName: leads, Item: { ...newsKey(id), n: submissions, dueShard: newsShard, dueAt } },
});
