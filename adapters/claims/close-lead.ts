import { type Closable, closable, close } from "../../routing/lead/close-lead.ts";
import type { Closing } from "../../routing/lead/follow.ts";
import type { Lead } from "../../routing/lead/lead.ts";
import { withCount } from "../../routing/reps/count-closing.ts";
import { type ActDeps, endedWith, policyOf, wakeWaiting } from "./end-lead.ts";

/** The result of closing a lead, with the outcome that it was closed with, if any. */
export interface ClosedLead {
  kind: "closed" | Exclude<Closable, "closes">;
  as?: Closing["outcome"] | undefined;
}

/**
 * Closes a lead. The lead, the place and the credits are one transaction, so closing it twice, even concurrently, has one
 * outcome and frees one place. The workflows that wait for it end. @throws LeadNotFound, Contention
 */
export async function closeLead(leadId: string, closing: Closing, deps: ActDeps): Promise<ClosedLead> {
  let kind = "not-accepted" as ClosedLead["kind"];
  let before: Lead | undefined;
  const lead = await deps.leads.update(leadId, async (lead) => {
    const can = closable(lead, closing.outcome);
    kind = can === "closes" ? "closed" : can;
    if (can !== "closes") return undefined;
    before = lead;
    return endedWith(close(lead, withCount(lead, closing, await policyOf(lead, deps))), closing, deps);
  });
  if (kind === "closed") {
    await wakeWaiting(before, { route: { leadId, kind: "closed" }, follow: { leadId, kind: "over" } }, deps);
  }
  return { kind, as: lead.closed?.outcome };
}
