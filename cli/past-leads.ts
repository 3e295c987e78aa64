import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { paginateScan } from "@aws-sdk/lib-dynamodb";
import { readStored } from "../policy/replay/lead-fields.ts";
import { PastLeads, type TimeRange } from "../policy/replay/leads.ts";

/** The attributes of a stored lead that a replay needs. Nothing else is read from the table. */
const projection = [
  "id",
  "receivedAt",
  "facts",
  "knownOwner",
  "account",
  "samePerson",
  "companyReps",
  "ownerId",
  "offers",
];
const names = Object.fromEntries([...projection, "status", "policyVersion", "sk"].map((name) => [`#${name}`, name]));

/**
 * Reads all leads of a leads table by page, except those that a program submitted, which no policy decided. Scans the
 * table once: a read unit per 8 kB. `onPage` gets the number of leads read so far.
 */
export async function readLeadTable(
  client: DynamoDBDocumentClient,
  table: string,
  { window, onPage }: { window: TimeRange; onPage: (leads: number) => void },
): Promise<{ leads: PastLeads; notes: string[] }> {
  const leads = new PastLeads(window);
  let [spam, unreadable] = [0, 0];
  const all = {
    TableName: table,
    FilterExpression: "#sk = :lead",
    ExpressionAttributeValues: { ":lead": "LEAD" },
    ProjectionExpression: [...projection, "status", "policyVersion"].map((name) => `#${name}`).join(", "),
    ExpressionAttributeNames: names,
  };
  for await (const { Items = [] } of paginateScan({ client }, all)) {
    for (const item of Items) {
      const read = readStored(item);
      if (item.status === "rejected" && item.policyVersion === undefined) spam += 1;
      else if ("issues" in read || !read.receivedAt || !read.id) unreadable += 1;
      else {
        const { id, receivedAt, ...lead } = read;
        leads.add({ ...lead, ref: id, receivedAt });
      }
    }
    onPage(leads.length);
  }
  const notes = [
    ...(spam > 0 ? [`Left out: ${spam} that a program filled in.`] : []),
    ...(unreadable > 0 ? [`Left out: ${unreadable} that are not as a lead is stored.`] : []),
  ];
  return { leads, notes };
}
