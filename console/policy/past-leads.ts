import type { PastLead } from "../../policy/replay/leads.ts";
import { type Failure, read } from "../api.ts";

/** Past leads as far as they were loaded, the latest first. They are in memory, and gone with the page. */
const known: { leads: PastLead[]; next?: string | undefined; isAll: boolean } = { leads: [], isAll: false };

/** The last so many leads, or all that there are. @param progress how many there are so far */
export async function pastLeads(
  count: number,
  progress: (leads: number) => void = () => {},
): Promise<{ leads: PastLead[] } | { failure: Failure }> {
  while (known.leads.length < count && !known.isAll) {
    const query = known.next === undefined ? "" : `?cursor=${encodeURIComponent(known.next)}`;
    const loaded = await read<{ leads: PastLead[]; next?: string }>(`/replay-set${query}`);
    if ("failure" in loaded) return loaded;
    known.leads.push(...loaded.value.leads);
    known.next = loaded.value.next;
    known.isAll = loaded.value.next === undefined;
    progress(known.leads.length);
  }
  const sorted = known.leads.toSorted((a, b) => (a.receivedAt < b.receivedAt ? 1 : -1));
  return { leads: sorted.slice(0, count) };
}
