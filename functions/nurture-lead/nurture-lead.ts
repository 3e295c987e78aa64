import type { LeadStore } from "../../adapters/leads/lead-store.ts";
import type { NurtureStore } from "../../adapters/leads/nurture-store.ts";
import type { PersonLinks } from "../../adapters/leads/person-link.ts";
import type { Mailer } from "../../adapters/mail/mailer.ts";
import { nurtureMail } from "../../adapters/mail/nurture-mail.ts";
import type { PolicyStore } from "../../adapters/policies/policy-store.ts";
import type { RepStore } from "../../adapters/reps/rep-store.ts";
import type { StepInput, StepResult } from "../../adapters/step.ts";
import { isNurtured, nextDue } from "../../routing/follow/nurture.ts";
import { move } from "../../routing/lead/move-lead.ts";
import { managerFor } from "../../routing/offers/escalation.ts";
import { renewed } from "../../routing/renew-lead.ts";
import { deliver } from "../deliver.ts";
import { markIfUnreached } from "../mark-unreachable.ts";

/**
 * Sends the mail of its lane to a lead that is not ready for a rep, and ends the lead as nurtured. An answer to it
 * reaches the manager of the pool that would have been asked. Who unsubscribed gets no mail. The
 * policy's sequence follows by the clock. Where something was added that makes the lead ready, it
 * gets no mail: it is due at once, and the sweeper sends it on to a rep.
 */
export async function nurtureLead(
  { leadId }: StepInput,
  deps: {
    leads: LeadStore;
    links: Pick<PersonLinks, "create">;
    nurture: Pick<NurtureStore, "open" | "claim" | "settled" | "unsubscribeUrl">;
    policies: PolicyStore;
    reps: RepStore;
    mailer: Mailer;
    now: () => string;
  },
): Promise<StepResult> {
  const lead = await deps.leads.update(leadId, async (lead) => {
    if (!lead.stale || lead.status !== "qualified") return undefined;
    const { policy } = await deps.policies.get(lead.policyVersion ?? 0);
    return { ...renewed(lead, policy, deps.now()), dueAt: deps.now() };
  });
  if (lead.status === "qualified" && lead.lane) {
    const [{ policy }, reps] = await Promise.all([deps.policies.get(lead.policyVersion ?? 0), deps.reps.all()]);
    const { email: replyTo } = managerFor(lead, policy, reps);
    const row = await deps.nurture.open(leadId, deps.now());
    const isWanted = !lead.unreachable && (await deps.nurture.claim(lead, row, deps.now())) === "mine";
    if (isWanted) {
      const request = await deps.links.create(leadId, deps.now());
      const unsubscribe = deps.nurture.unsubscribeUrl(leadId, row);
      const mail = {
        ...nurtureMail({ lead, policy, request, unsubscribe }),
        leadId,
        kind: "nurture" as const,
        attempt: 1,
      };
      const sent = { ...mail, to: lead.facts.email, replyTo, unsubscribe: { mailto: replyTo, oneClick: unsubscribe } };
      await markIfUnreached(leadId, await deliver(sent, deps.mailer), deps);
    }
    await deps.leads.update(leadId, (lead) => {
      const now = deps.now();
      const known = renewed(lead, policy, now);
      if (known.status === "ready" && lead.status === "qualified") return { ...known, dueAt: now };
      if (known.status !== "qualified") return undefined;
      const after = move(known, "nurtured", { at: now, event: "nurtured", detail: known.lane?.lane });
      if (!isWanted) return after;
      const next = isNurtured(known, policy) ? nextDue(1, policy, row.startedAt, now) : undefined;
      return { lead: after, also: [deps.nurture.settled(leadId, 1, next)] };
    });
  }
  return { leadId, kind: "closed" };
}
