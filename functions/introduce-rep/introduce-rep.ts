import type { LeadStore } from "../../adapters/leads/lead-store.ts";
import { newLink } from "../../adapters/leads/offer-link.ts";
import type { PersonLinks } from "../../adapters/leads/person-link.ts";
import { detailsMail } from "../../adapters/mail/details-mail.ts";
import { introductionMail } from "../../adapters/mail/introduction-mail.ts";
import type { Mailer } from "../../adapters/mail/mailer.ts";
import type { PolicyStore } from "../../adapters/policies/policy-store.ts";
import type { RepStore } from "../../adapters/reps/rep-store.ts";
import type { ReviewStore } from "../../adapters/reps/review-store.ts";
import type { StepInput, StepResult } from "../../adapters/step.ts";
import type { Executions } from "../../adapters/workflow.ts";
import { startedFollow, withFollowDue } from "../../routing/follow/follow-up.ts";
import type { Lead } from "../../routing/lead/lead.ts";
import { isFinal } from "../../routing/lead/lifecycle.ts";
import { move, withLink } from "../../routing/lead/move-lead.ts";
import { contactBy } from "../../routing/offers/offer.ts";
import { deliver } from "../deliver.ts";
import { markIfUnreached } from "../mark-unreachable.ts";
import { policyFor, repWith } from "../people.ts";
import { startFollowing } from "../start-following.ts";

/** The lead with a link to the page where its owner sees it again, and can give it back. */
function withOwnersLink(lead: Lead, hash: string): Lead | undefined {
  const offer = lead.offers.find(({ repId, outcome }) => outcome === "accepted" && repId === lead.ownerId);
  return offer || lead.escalation ? withLink(lead, hash, offer?.attempt) : undefined;
}

interface Deps {
  leads: LeadStore;
  links: Pick<PersonLinks, "create">;
  policies: PolicyStore;
  reps: RepStore;
  reviews: Pick<ReviewStore, "published">;
  mailer: Mailer;
  /** The workflows that follow leads. */
  follows: Pick<Executions, "start">;
  baseUrl: string;
  now: () => string;
}

/** How many of the owner's reviews the lead reads, the latest. */
const mostReviews = 2;

/**
 * Sends the owner the details of the lead, which depends on nothing that a stranger typed, and then introduces the owner
 * to the lead by mail. Where SES does not take that one, the owner is told. From then on the lead is followed until there is an
 * outcome.
 */
export async function introduceRep({ leadId }: StepInput, deps: Deps): Promise<StepResult> {
  const link = newLink(deps.baseUrl, leadId);
  const lead = await deps.leads.update(leadId, (lead) => withOwnersLink(lead, link.hash));
  // It was closed, or given back, since the workflow came here.
  if (!lead.ownerId || isFinal(lead.status)) return { leadId, kind: "closed" };
  const [policy, owner] = await Promise.all([policyFor(lead, deps.policies), repWith(lead.ownerId, deps.reps)]);
  const about = { lead, owner, policy, contactBy: contactBy(lead, owner, policy) ?? deps.now() };
  const before = lead.ownedBefore ?? 0;
  const details = { ...detailsMail({ ...about, link: link.url }), leadId, kind: "details" as const, to: owner.email };
  await deliver({ ...details, attempt: 1 + before }, deps.mailer);
  if (!lead.unreachable) {
    const [reviews, request] = await Promise.all([
      deps.reviews.published(owner.id, mostReviews),
      deps.links.create(leadId, deps.now()),
    ]);
    const mail = {
      ...introductionMail({ ...about, reviews, request }),
      leadId,
      kind: "introduction" as const,
      attempt: 1 + before,
    };
    const delivery = await deliver({ ...mail, to: lead.facts.email, replyTo: owner.email }, deps.mailer);
    await markIfUnreached(leadId, delivery, deps);
  }
  const introduced = await deps.leads.update(leadId, (lead) => {
    // Who owns it since is introduced by the run that their own acceptance began.
    const another = lead.ownerId !== owner.id || (lead.ownedBefore ?? 0) !== before;
    if (lead.status !== "accepted" || another) return undefined;
    const now = deps.now();
    const event = { at: now, event: "introduced", repId: owner.id };
    const changes = { introducedAt: now, follow: startedFollow(lead, owner, policy, now) };
    return withFollowDue(move(lead, "introduced", event, changes), policy);
  });
  await startFollowing(introduced, policy, deps.follows, deps.now());
  return { leadId, kind: "introduced" };
}
