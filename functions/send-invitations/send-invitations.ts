import pLimit from "p-limit";
import { freedTimeWrites } from "../../adapters/claims/claim-time.ts";
import type { LeadStore } from "../../adapters/leads/lead-store.ts";
import type { MeetingStore } from "../../adapters/leads/meeting-store.ts";
import type { PersonLinks } from "../../adapters/leads/person-link.ts";
import { invitationMail, invitationRepMail } from "../../adapters/mail/invitation-mail.ts";
import type { Mailer } from "../../adapters/mail/mailer.ts";
import type { Sender } from "../../adapters/mail/sender.ts";
import type { PolicyStore } from "../../adapters/policies/policy-store.ts";
import type { HoldStore } from "../../adapters/reps/hold-store.ts";
import type { RepStore } from "../../adapters/reps/rep-store.ts";
import { logger } from "../../adapters/step.ts";
import type { Meeting } from "../../routing/lead/follow.ts";
import type { Lead } from "../../routing/lead/lead.ts";
import { meetingsOf, tellingOf, withoutTold } from "../../routing/lead/meeting.ts";
import { deliver } from "../deliver.ts";
import { markIfUnreached } from "../mark-unreachable.ts";
import { policyFor, repWith } from "../people.ts";

/** The most leads that one run handles; the others wait a minute. */
const batch = 200;
/** How many leads are worked on at once. */
const atOnce = 8;

export interface Deps {
  leads: LeadStore;
  meetings: Pick<MeetingStore, "due" | "settle">;
  links: Pick<PersonLinks, "create">;
  holds: Pick<HoldStore, "of">;
  repsTable: string;
  policies: PolicyStore;
  reps: RepStore;
  mailer: Mailer;
  /** Who sends the mails, in whose name people are invited. */
  sender: Sender;
  now: () => string;
  /** Whether there is time for another lead. */
  hasTime: () => boolean;
}

interface Sent {
  due: number;
  /** Leads whose processing failed; they stay due. */
  failed: number;
  /** Leads for which there was no time. */
  left: number;
}

/**
 * Tells lead and rep of meetings that were agreed on, moved or cancelled, by mails that their calendars read. A meeting that
 * stands no more, since the lead was closed or is somebody else's, is cancelled here, and its time is free again. Each lead
 * is handled by itself and may be handled twice.
 */
export async function sendInvitations(deps: Deps): Promise<Sent> {
  const ids = await deps.meetings.due(batch);
  const sent: Sent = { due: ids.length, failed: 0, left: 0 };
  await pLimit(atOnce).map(ids, async (id) => {
    if (!deps.hasTime()) {
      sent.left += 1;
      return;
    }
    try {
      await tellOf(id, deps);
    } catch (error) {
      sent.failed += 1;
      logger.error("meetings of a lead not told", { leadId: id, errorName: (error as Error).name });
    }
  });
  return sent;
}

async function tellOf(id: string, deps: Deps): Promise<void> {
  const lead = await deps.leads.update(id, async (lead) => {
    const telling = tellingOf(lead, deps.now());
    return telling && { lead: telling, also: await freedTimeWrites(telling, deps) };
  });
  const policy = await policyFor(lead, deps.policies);
  for (const meeting of meetingsOf(lead)) {
    if (meeting.invited && !meeting.past) await tell(lead, meeting, policy, deps);
  }
  await deps.leads.update(id, (now) => withoutTold(now, meetingsOf(lead)));
  // What has changed since `lead` was written has a later revision in its row, which stays.
  await deps.meetings.settle(lead);
}

/** Mails both of one meeting, each change of it once. */
async function tell(lead: Lead, meeting: Meeting, policy: Awaited<ReturnType<typeof policyFor>>, deps: Deps) {
  const rep = await repWith(meeting.repId, deps.reps);
  const about = { lead, rep, policy, meeting, sender: deps.sender, now: deps.now() };
  const of = { leadId: lead.id, attempt: meeting.change };
  const toRep = { ...invitationRepMail(about), ...of, kind: "invitation-rep" as const, to: rep.email };
  await deliver({ ...toRep, replyTo: lead.facts.email }, deps.mailer);
  if (lead.unreachable) return;
  const request = await deps.links.create(lead.id, deps.now());
  const toLead = { ...invitationMail({ ...about, request }), ...of, kind: "invitation" as const, to: lead.facts.email };
  await markIfUnreached(lead.id, await deliver({ ...toLead, replyTo: rep.email }, deps.mailer), deps);
}
