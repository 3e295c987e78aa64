import { type Closable, closable, close } from "../../routing/lead/close-lead.ts";
import type { Closing } from "../../routing/lead/follow.ts";
import { freePlaces } from "../reps/free-places.ts";
import { type CreditDeps, creditBack } from "./credit-back.ts";

/** The result of closing a lead, with the outcome that it was closed with, if any. */
export interface ClosedLead {
  kind: "closed" | Exclude<Closable, "closes">;
  as?: Closing["outcome"] | undefined;
}

/**
 * Closes a lead that has an owner. Lead and place are one transaction, so closing it twice, even concurrently, frees
 * one place. The cost of an invalid lead is credited afterwards, once per offer; if that is cut off, closing the lead
 * again completes it. @throws LeadNotFound, Contention
 */
export async function closeLead(leadId: string, closing: Closing, deps: CreditDeps): Promise<ClosedLead> {
  let kind: ClosedLead["kind"] = "not-accepted";
  const lead = await deps.leads.update(leadId, (lead) => {
    const can = closable(lead, closing.outcome);
    kind = can === "closes" ? "closed" : can;
    if (can !== "closes") return undefined;
    const { lead: after, freed } = close(lead, closing);
    return { lead: after, also: freePlaces(deps.repsTable, freed) };
  });
  if (lead.closed?.outcome === "invalid") {
    const why = { reason: "invalid" as const, by: lead.closed.by, at: closing.at };
    for (const { attempt } of lead.offers) await creditBack({ leadId, attempt }, why, deps);
  }
  return { kind, as: lead.closed?.outcome };
}
