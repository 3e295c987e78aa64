import { type DynamoDBDocumentClient, paginateScan } from "@aws-sdk/lib-dynamodb";
import pLimit from "p-limit";
import { monthOf } from "../../reports/row.ts";
import { Lead } from "../../routing/lead/lead.ts";
import { syntheticKey } from "../../routing/lead/synthetic.ts";
import { WordStore } from "../leads/word-store.ts";
import { PolicyStore } from "../policies/policy-store.ts";
import { decidedRow } from "./decided-row.ts";
import { RowStore } from "./row-store.ts";

/** How many rows are written at once. */
const atOnce = 8;

/**
 * Makes the rows of all leads anew, for reports and search: scans the table of leads once, a read unit for each 8 KB, and
 * writes the rows that are missing or of an earlier revision. May run at any time, and twice. Returns how many leads there
 * are, and of how many it wrote something.
 */
export async function rebuildRows(
  client: DynamoDBDocumentClient,
  tables: Record<"leads" | "reports" | "policies", string>,
): Promise<{ leads: number; changed: number }> {
  const rows = new RowStore(client, tables.reports);
  const words = new WordStore(client, tables.leads);
  const policies = new PolicyStore(client, tables.policies);
  const months = new Set<string>();
  let [leads, changed] = [0, 0];
  const pages = paginateScan(
    { client },
    {
      TableName: tables.leads,
      FilterExpression: "sk = :lead AND attribute_not_exists(erased) AND NOT begins_with(pk, :synthetic)",
      ExpressionAttributeValues: { ":lead": "LEAD", ":synthetic": syntheticKey },
    },
  );
  for await (const { Items = [] } of pages) {
    leads += Items.length;
    const kept = await pLimit(atOnce).map(Items, async (item) => {
      const lead = Lead.parse(item);
      const row = await decidedRow(lead, policies);
      const [isNew, ...wrote] = await Promise.all([rows.put(row), words.keep(lead)]);
      if (isNew) months.add(monthOf(row));
      return isNew || wrote.includes(true);
    });
    changed += kept.filter(Boolean).length;
  }
  for (const month of months) await rows.noteChange(month);
  return { leads, changed };
}
