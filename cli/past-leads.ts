import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { FirstOffers, isFirstOffer, pastLeadIn, storedLeads } from "../adapters/leads/past-leads.ts";
import { PastLeads, type TimeRange } from "../policy/replay/leads.ts";

/**
 * Reads all leads of a leads table by page, except those that a program submitted, which no policy decided. Scans the
 * table once: a read unit per 8 kB. `onPage` gets the number of leads read so far.
 */
export async function readLeadTable(
  client: DynamoDBDocumentClient,
  table: string,
  { window, onPage }: { window: TimeRange; onPage: (leads: number) => void },
): Promise<{ leads: PastLeads; notes: string[]; offers: FirstOffers }> {
  const leads = new PastLeads(window);
  const offers = new FirstOffers();
  let [spam, unreadable] = [0, 0];
  for await (const items of storedLeads(client, table)) {
    for (const item of items) {
      offers.take(item);
      if (isFirstOffer(item)) continue;
      const read = pastLeadIn(item);
      if (read === "spam") spam += 1;
      else if (read === "unreadable") unreadable += 1;
      else leads.add(read);
    }
    onPage(leads.length);
  }
  const notes = [
    ...(spam > 0 ? [`Left out: ${spam} that a program filled in.`] : []),
    ...(unreadable > 0 ? [`Left out: ${unreadable} that are not as a lead is stored.`] : []),
  ];
  return { leads, notes, offers };
}
