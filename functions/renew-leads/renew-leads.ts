import pLimit from "p-limit";
import { MailRefused } from "../../adapters/faults.ts";
import type { LeadStore } from "../../adapters/leads/lead-store.ts";
import type { NewsStore } from "../../adapters/leads/news-store.ts";
import { newLink } from "../../adapters/leads/offer-link.ts";
import type { PersonLinks } from "../../adapters/leads/person-link.ts";
import { additionsMail } from "../../adapters/mail/additions-mail.ts";
import type { Mailer } from "../../adapters/mail/mailer.ts";
import type { PolicyStore } from "../../adapters/policies/policy-store.ts";
import type { RepStore } from "../../adapters/reps/rep-store.ts";
import { logger } from "../../adapters/step.ts";
import type { Telling } from "../../routing/lead/additions.ts";
import type { Lead } from "../../routing/lead/lead.ts";
import { isFollowed } from "../../routing/lead/lifecycle.ts";
import { withLink } from "../../routing/lead/move-lead.ts";
import { additionsOf, claimNews, holdersOf, newsDueAt, withoutTelling } from "../../routing/lead/news.ts";
import type { Occasion } from "../../routing/lead/told.ts";
import { renewed } from "../../routing/renew-lead.ts";
import { deliver } from "../deliver.ts";
import { policyFor, repWith } from "../people.ts";
import { claimTold, tellPerson } from "../tell-person.ts";

/** The most leads that one run handles; the others wait a minute. */
const batch = 200;
/** How many leads are worked on at once. */
const atOnce = 8;

interface Deps {
  leads: LeadStore;
  news: Pick<NewsStore, "due" | "settle">;
  links: Pick<PersonLinks, "create">;
  policies: PolicyStore;
  reps: RepStore;
  mailer: Mailer;
  baseUrl: string;
  now: () => string;
  /** Whether there is time for another lead. */
  hasTime: () => boolean;
}

export interface Renewal {
  due: number;
  /** Leads whose processing failed; they stay due. */
  failed: number;
  /** Leads for which there was no time. */
  left: number;
}

/**
 * Decides leads again that something was added to, and mails who has them what it was: at most one gathered mail a day
 * to each about a lead. Their persons are told that it arrived, once a day as well. Each lead is handled by itself and may be handled twice.
 */
export async function renewLeads(deps: Deps): Promise<Renewal> {
  const ids = await deps.news.due(deps.now(), batch);
  const renewal: Renewal = { due: ids.length, failed: 0, left: 0 };
  await pLimit(atOnce).map(ids, async (id) => {
    if (!deps.hasTime()) {
      renewal.left += 1;
      return;
    }
    try {
      await renewOne(id, deps);
    } catch (error) {
      renewal.failed += 1;
      logger.error("additions to a lead not handled", { leadId: id, errorName: (error as Error).name });
    }
  });
  return renewal;
}

async function renewOne(id: string, deps: Deps): Promise<void> {
  let about: Occasion | undefined;
  let lead = await deps.leads.update(id, async (lead) => {
    const now = deps.now();
    const known = lead.stale ? renewed(lead, await policyFor(lead, deps.policies), now) : lead;
    const told = await claimTold(claimNews(known, now) ?? known, deps, ["added"]);
    about = told.about;
    return told.lead === lead ? undefined : told.lead;
  });
  await tellPerson(lead, about, deps);
  let refused: MailRefused | undefined;
  for (const telling of lead.news?.telling ?? []) {
    try {
      lead = await tell(lead, telling, deps);
    } catch (error) {
      if (!(error instanceof MailRefused)) throw error;
      refused = error;
    }
  }
  await deps.news.settle(lead, newsDueAt(lead, deps.now()));
  if (refused) throw refused;
}

/** Mails what a claimed mail is about, unless its reader has the lead no more; the lead without that claim. */
async function tell(claimed: Lead, telling: Telling, deps: Deps): Promise<Lead> {
  const { repId, attempt } = telling;
  const link = newLink(deps.baseUrl, claimed.id);
  const holder = (lead: Lead) => holdersOf(lead).find((each) => each.repId === repId);
  const lead = await deps.leads.update(claimed.id, (lead) => {
    const additions = additionsOf(lead, telling, deps.now());
    if (additions.length === 0 || isOwner(lead)) return undefined;
    return withLink(lead, link.hash, holder(lead)?.attempt);
  });
  const additions = additionsOf(lead, telling, deps.now());
  if (additions.length > 0) {
    const [policy, rep] = await Promise.all([policyFor(lead, deps.policies), repWith(repId, deps.reps)]);
    const mail = additionsMail({ lead, rep, policy, additions, link: isOwner(lead) ? undefined : link.url });
    await deliver({ ...mail, leadId: lead.id, kind: "additions", attempt, to: rep.email }, deps.mailer);
  }
  return deps.leads.update(lead.id, (lead) => withoutTelling(lead, attempt));
}

const isOwner = ({ status }: Lead): boolean => isFollowed(status) || status === "closed";
