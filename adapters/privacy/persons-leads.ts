import { type DynamoDBDocumentClient, paginateScan } from "@aws-sdk/lib-dynamodb";
import { Lead } from "../../routing/lead/lead.ts";
import { isSharedMailbox } from "../../routing/lead/shared-mailbox.ts";
import { type LeadStore, ownOf } from "../leads/lead-store.ts";

/** Whether a lead is of the person with this address; of all who read it, where several do. */
export const isOfPerson = ({ facts }: Pick<Lead, "facts">, email: string): boolean =>
  facts.email.trim().toLowerCase() === email.trim().toLowerCase();

/**
 * All leads of the person with this address: found from their newest, each from the one after it. Where several people
 * read the address, or a lead between was removed, the table is searched, a read unit for each 8 KB.
 */
export async function personsLeads(
  email: string,
  { leads, client, leadsTable }: { leads: LeadStore; client: DynamoDBDocumentClient; leadsTable: string },
): Promise<Lead[]> {
  if (isSharedMailbox(email)) return searched(email, client, leadsTable);
  const known = await leads.ofPerson({ email, name: "" });
  const found = new Map<string, Lead>();
  const next = known ? [known.newest, ownOf(known)] : [];
  for (let id = next.shift(); id !== undefined; id = next.shift()) {
    if (found.has(id)) continue;
    const lead = await leads.get(id);
    if (!lead) return searched(email, client, leadsTable);
    found.set(id, lead);
    if (lead.earlier !== undefined) next.push(lead.earlier);
  }
  return [...found.values()].filter((lead) => !lead.erased);
}

async function searched(email: string, client: DynamoDBDocumentClient, leadsTable: string): Promise<Lead[]> {
  const found: Lead[] = [];
  const pages = paginateScan(
    { client },
    {
      TableName: leadsTable,
      FilterExpression: "sk = :lead",
      ExpressionAttributeValues: { ":lead": "LEAD" },
      ConsistentRead: true,
    },
  );
  for await (const { Items = [] } of pages) {
    found.push(...Items.map((item) => Lead.parse(item)).filter((lead) => isOfPerson(lead, email)));
  }
  return found.sort((a, b) => (a.receivedAt > b.receivedAt ? -1 : 1));
}
