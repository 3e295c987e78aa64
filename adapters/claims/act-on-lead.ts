import { type Act, type Acted, actOn } from "../../routing/follow/acts.ts";
import { followResult } from "../../routing/follow/follow-up.ts";
import type { Lead } from "../../routing/lead/lead.ts";
import { meetingOf } from "../../routing/lead/meeting.ts";
import { workflowState } from "../../routing/lead/workflow-state.ts";
import type { HoldStore } from "../reps/hold-store.ts";
import { agreedTimeWrites } from "./claim-time.ts";
import { type ActDeps, endedWith, policyOf, wakeWaiting } from "./end-lead.ts";

/** With what the owner holds of their time. */
export type OwnersDeps = ActDeps & { holds: Pick<HoldStore, "of"> };

/** What came of an act, and the lead as it is now. */
export interface ActedOnLead {
  result: Acted["result"];
  lead: Lead;
  /** The task that could not be woken; it times out. */
  notWoken?: Error | undefined;
}

/**
 * Writes an act of the owner of a lead: the lead, places, effort, counts and credits are one transaction, on condition that
 * nobody wrote the lead in between, so repeating it, even concurrently, has one outcome. Then the tasks that wait are woken.
 * @param who the rep whose page or command it is, or none where a command acts for whoever has the lead; and who says so
 * @throws LeadNotFound, Contention
 */
export async function actOnLead(
  leadId: string,
  act: Act,
  { repId, by }: { repId?: string | undefined; by: string },
  deps: OwnersDeps,
): Promise<ActedOnLead> {
  let result = "not-theirs" as ActedOnLead["result"];
  let before: Lead | undefined;
  const lead = await deps.leads.update(leadId, async (lead) => {
    // Read again each time: another lead may have been given back in the meantime.
    const ownerId = repId ?? lead.ownerId;
    const owner = ownerId === undefined ? undefined : await deps.reps.get(ownerId);
    const policy = await policyOf(lead, deps);
    const acted: Acted = owner ? actOn(lead, act, { owner, by, policy, now: deps.now() }) : { result: "not-theirs" };
    result = acted.result;
    if (!acted.lead) return undefined;
    before = lead;
    const change = await endedWith(acted, acted.lead.closed, deps);
    if (act.kind !== "meeting" || ownerId === undefined) return change;
    const of = { repId: ownerId, leadId };
    const times = await agreedTimeWrites(of, { before: meetingOf(lead), after: meetingOf(acted.lead) }, deps);
    return { lead: change.lead, also: [...change.also, ...times] };
  });
  if (!before) return { result, lead };
  const follow = followResult(lead, before.ownedBefore ?? 0, await policyOf(lead, deps), deps.now());
  const route = { leadId, kind: workflowState(lead).kind };
  return { result, lead, notWoken: await wakeWaiting(before, { route, follow }, deps) };
}
