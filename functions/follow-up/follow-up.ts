import type { LeadStore } from "../../adapters/leads/lead-store.ts";
import { newLink } from "../../adapters/leads/offer-link.ts";
import {
  contactLateMail,
  contactReminderMail,
  handedOnMail,
  nudgeMail,
  turnedAwayMail,
  unresolvedMail,
} from "../../adapters/mail/follow-mail.ts";
import { giveBackMail } from "../../adapters/mail/give-back-mail.ts";
import type { Mailer } from "../../adapters/mail/mailer.ts";
import type { PolicyStore } from "../../adapters/policies/policy-store.ts";
import { freePlaces } from "../../adapters/reps/free-places.ts";
import type { RepStore } from "../../adapters/reps/rep-store.ts";
import { count } from "../../adapters/step.ts";
import type { WaitingTasks } from "../../adapters/workflow.ts";
import {
  breached,
  contactReminded,
  type FollowResult,
  followResult,
  followStep,
  handedOn,
  nudged,
  unresolved,
  wishTold,
  withFollowDue,
} from "../../routing/follow/follow-up.ts";
import { rejectReasons } from "../../routing/follow/hands-on.ts";
import { managerOver } from "../../routing/follow/manager-over.ts";
import type { Lead } from "../../routing/lead/lead.ts";
import { withLink, withManagerLink } from "../../routing/lead/move-lead.ts";
import { declineReasons } from "../../routing/offers/decline-reasons.ts";
import type { Policy } from "../../routing/policy/policy.ts";
import type { RepState } from "../../routing/reps/rep.ts";
import { deliver } from "../deliver.ts";
import { policyFor, repWith } from "../people.ts";

/** Whom the workflow follows: the owner whom the lead had after so many others. `token` of the task that waits for them. */
export interface Followed {
  leadId: string;
  ownedBefore: number;
  token?: string | undefined;
}

interface Deps {
  leads: LeadStore;
  policies: PolicyStore;
  reps: RepStore;
  repsTable: string;
  mailer: Mailer;
  tasks: Pick<WaitingTasks, "wake" | "mayReplace">;
  baseUrl: string;
  now: () => string;
}

/**
 * With a token: keeps it with the lead, so that an act of the owner completes the task, or completes it at once where there is
 * something to do already. Without one: does the one thing that is due of the owner, if any. It answers what is next, read
 * from the lead, so it may run twice and in any order.
 */
export async function followUp({ leadId, ownedBefore, token }: Followed, deps: Deps): Promise<FollowResult> {
  if (token) return hold({ leadId, ownedBefore }, token, deps);
  let lead = await deps.leads.load(leadId);
  const policy = await policyFor(lead, deps.policies);
  if ((lead.ownedBefore ?? 0) === ownedBefore) lead = await doWhatIsDue(lead, policy, deps);
  await tellFormerOwners(lead, policy, deps);
  await tellTurnedAway(lead, policy, deps);
  return followResult(lead, ownedBefore, policy, deps.now());
}

async function hold({ leadId, ownedBefore }: Followed, token: string, deps: Deps): Promise<FollowResult> {
  let result: FollowResult = { leadId, ownedBefore, kind: "over" };
  await deps.leads.update(leadId, async (lead) => {
    const policy = await policyFor(lead, deps.policies);
    result = followResult(lead, ownedBefore, policy, deps.now());
    if (result.kind !== "wait" || !lead.follow) return undefined;
    if (!(await deps.tasks.mayReplace(lead.follow.taskToken, token))) return undefined;
    return withFollowDue({ ...lead, follow: { ...lead.follow, taskToken: token } }, policy);
  });
  if (result.kind !== "wait") await deps.tasks.wake(token, result);
  return result;
}

/** Mails first and then writes that it did: each mail goes once, and what is written was sent. */
async function doWhatIsDue(lead: Lead, policy: Policy, deps: Deps): Promise<Lead> {
  const { kind } = followStep(lead, policy, deps.now());
  if (kind === "wait" || kind === "over") return lead;
  const owner = await repWith(lead.ownerId, deps.reps);
  const about = { leadId: lead.id, attempt: numberOf(lead) };
  switch (kind) {
    case "remind":
    case "nudge": {
      const { link, lead: linked } = await withOwnersLink(lead, kind, policy, deps);
      if (!link) return linked;
      const write = kind === "remind" ? contactReminderMail : nudgeMail;
      const mail = write({ lead, rep: owner, policy, link, now: deps.now() });
      const name = kind === "remind" ? ("contact-reminder" as const) : ("nudge" as const);
      await deliver({ ...mail, ...about, kind: name, to: owner.email }, deps.mailer);
      break;
    }
    default:
      await tellManager(kind, lead, owner, policy, deps);
  }
  if (kind === "unresolved") count("LeadsUnresolved");
  return deps.leads.update(lead.id, (stored) => {
    const isSame = numberOf(stored) === numberOf(lead) && followStep(stored, policy, deps.now()).kind === kind;
    if (!isSame) return undefined;
    if (kind !== "hand-on") return { lead: done[kind](stored, policy, deps.now()), also: [] };
    const { lead: free, freed } = handedOn(stored, deps.now());
    return { lead: free, also: freePlaces(deps.repsTable, freed) };
  });
}

const done = {
  remind: contactReminded,
  breach: breached,
  nudge: nudged,
  unresolved,
  wish: wishTold,
} as const;

/** The number of the next mail about this owner, among all of the lead's. */
const numberOf = ({ ownedBefore = 0, follow }: Lead): number =>
  ownedBefore * 1000 + (follow?.reminded ?? 0) + (follow?.asked ?? 0) + 1;

/** A new link to the lead's page, kept with the lead, unless it is due no more. */
async function withOwnersLink(
  { id, ownerId }: Lead,
  kind: string,
  policy: Policy,
  deps: Deps,
): Promise<{ link?: string; lead: Lead }> {
  const { url, hash } = newLink(deps.baseUrl, id);
  let link: string | undefined;
  const lead = await deps.leads.update(id, (stored) => {
    link = undefined;
    if (stored.ownerId !== ownerId || followStep(stored, policy, deps.now()).kind !== kind) return undefined;
    link = url;
    const offer = stored.offers.find(({ repId, outcome }) => repId === ownerId && outcome === "accepted");
    return withLink(stored, hash, offer?.attempt);
  });
  return { lead, ...(link && { link }) };
}

async function tellManager(
  kind: "breach" | "hand-on" | "unresolved" | "wish",
  lead: Lead,
  rep: RepState,
  policy: Policy,
  deps: Deps,
): Promise<void> {
  const manager = managerOver(lead, rep, policy, await deps.reps.all());
  const about = { leadId: lead.id, attempt: numberOf(lead), to: manager.email, replyTo: rep.email };
  const { url: link, hash } = newLink(deps.baseUrl, lead.id);
  await deps.leads.update(lead.id, (stored) => withManagerLink(stored, manager.id, hash));
  const told = { lead, rep, manager, policy, link, now: deps.now() };
  if (kind === "wish") {
    const reason = declineReasons.find((known) => known === lead.follow?.wish?.reason) ?? "other";
    await deliver({ ...giveBackMail({ ...told, reason }), ...about, kind: "give-back" }, deps.mailer);
  } else if (kind === "unresolved") {
    await deliver({ ...unresolvedMail(told), ...about, kind: "unresolved" }, deps.mailer);
  } else {
    const mail = contactLateMail({ ...told, goesOn: kind === "hand-on" });
    await deliver({ ...mail, ...about, kind: "contact-late" }, deps.mailer);
  }
}

/** Tells everybody whose first contact was late that the lead went to somebody else, each once. */
async function tellFormerOwners(lead: Lead, policy: Policy, deps: Deps): Promise<void> {
  for (const { repId, attempt, late } of lead.offers) {
    if (!late) continue;
    const rep = await repWith(repId, deps.reps);
    // Who has left is told nothing any more.
    if (!rep.active) continue;
    const mail = handedOnMail({ lead, rep, policy });
    await deliver({ ...mail, leadId: lead.id, kind: "handed-on", attempt, to: rep.email }, deps.mailer);
  }
}

/** Tells the owner of a lead that a manager turned it away, once. */
async function tellTurnedAway(lead: Lead, policy: Policy, deps: Deps): Promise<void> {
  const { closed, ownerId, ownedBefore = 0 } = lead;
  const because = closed?.outcome === "invalid" ? rejectReasons.find((reason) => reason === closed.reason) : undefined;
  if (!because || !ownerId || closed?.by === ownerId) return;
  const rep = await repWith(ownerId, deps.reps);
  const mail = turnedAwayMail({ lead, rep, policy, because });
  await deliver(
    { ...mail, leadId: lead.id, kind: "turned-away", attempt: 1 + ownedBefore, to: rep.email },
    deps.mailer,
  );
}
