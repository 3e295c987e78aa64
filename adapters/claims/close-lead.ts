import { type Closable, closable, close } from "../../routing/lead/close-lead.ts";
import type { Closing } from "../../routing/lead/lead.ts";
import { freePlace } from "../reps/free-places.ts";
import { type CreditDeps, creditBack } from "./credit-back.ts";

/** What became of it, and how the lead ended, where it has. */
export interface ClosedLead {
  kind: "closed" | Exclude<Closable, "closes">;
  as?: Closing["outcome"] | undefined;
}

/**
 * Closes a lead that its owner has, once: the lead and the place that it took are one write, so a second time, or
 * another at the same moment, finds it closed. What an invalid lead cost in the ledgers is credited back after it, each
 * offer once; when that was cut off, closing the lead once more goes on with it. @throws LeadNotFound, Contention
 */
export async function closeLead(leadId: string, closing: Closing, deps: CreditDeps): Promise<ClosedLead> {
  let kind: ClosedLead["kind"] = "not-accepted";
  const lead = await deps.leads.update(leadId, (lead) => {
    const can = closable(lead);
    kind = can === "closes" ? "closed" : can;
    if (can !== "closes") return undefined;
    const { lead: after, freed } = close(lead, closing);
    return { lead: after, also: freed ? [freePlace(deps.repsTable, freed)] : [] };
  });
  if (lead.closed?.outcome === "invalid") {
    const why = { reason: "invalid" as const, by: lead.closed.by, at: closing.at };
    for (const { attempt } of lead.offers) await creditBack({ leadId, attempt }, why, deps);
  }
  return { kind, as: lead.closed?.outcome };
}
