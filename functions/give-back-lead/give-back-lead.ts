import type { LeadStore } from "../../adapters/leads/lead-store.ts";
import { leadIdIn, linkTarget } from "../../adapters/leads/offer-link.ts";
import { giveBackMail } from "../../adapters/mail/give-back-mail.ts";
import type { Mailer } from "../../adapters/mail/mailer.ts";
import { messagePage } from "../../adapters/pages/message-page.ts";
import { ownedPage } from "../../adapters/pages/owned-page.ts";
import type { Page } from "../../adapters/pages/page.ts";
import { whenShown } from "../../adapters/pages/page-token.ts";
import type { PolicyStore } from "../../adapters/policies/policy-store.ts";
import { freePlace } from "../../adapters/reps/free-places.ts";
import type { RepStore } from "../../adapters/reps/rep-store.ts";
import type { Lead, Locale, Offer } from "../../routing/lead/lead.ts";
import { keepsCount } from "../../routing/lead/move-lead.ts";
import { type DeclineReason, declineReasons } from "../../routing/offers/decline-reasons.ts";
import { type GivingBack, gaveBackIn, givenBack, givingBack } from "../../routing/offers/give-back.ts";
import { contactBy } from "../../routing/offers/offer.ts";
import type { RepState } from "../../routing/reps/rep.ts";
import { deliver } from "../deliver.ts";
import { policyFor, repWith } from "../people.ts";

interface Deps {
  leads: LeadStore;
  policies: PolicyStore;
  reps: RepStore;
  repsTable: string;
  mailer: Mailer;
  now: () => string;
}

/** The fields of the form: why, a note, and the token of the page. */
export interface GiveBack {
  reason?: string;
  note?: string;
  token?: string;
}

/**
 * Takes a lead back from its owner, who pressed the button of their page, within the limits of the policy. The lead, the
 * place and the count of the week are one write, so pressing twice, or twice at the same time, gives back once; the
 * sweeper starts the search for the next rep within a minute. As for a decline, the ledger is not credited by this
 * (decision 34). Beyond the week's limit the manager is told, once for each lead.
 */
export async function giveBackLead(link: string, pressed: GiveBack, fallback: Locale, deps: Deps): Promise<Page> {
  const id = leadIdIn(link);
  const loaded = id === undefined ? undefined : await deps.leads.get(id);
  const target = loaded && linkTarget(loaded, link);
  const shown = target?.kind === "offer" ? loaded?.offers[target.index] : undefined;
  if (!loaded || !shown) return messagePage({ locale: fallback, state: "not-found" });
  const [rep, policy] = await Promise.all([repWith(shown.repId, deps.reps), policyFor(loaded, deps.policies)]);
  const reason = declineReasons.find((known) => known === pressed.reason);
  const now = deps.now();
  const asksAgain = whenShown(pressed.token, link, now) !== "read" || !reason;
  let outcome = givingBack(loaded, shown, rep, policy, now);
  if (outcome === "allowed" && reason && !asksAgain) {
    const said = [reason, pressed.note?.slice(0, 500)].filter(Boolean).join(": ");
    await deps.leads.update(loaded.id, async (lead) => {
      const offer = lead.offers.find(({ attempt }) => attempt === shown.attempt) ?? shown;
      // Read again: another lead may have been given back in the meantime.
      const current = await repWith(shown.repId, deps.reps);
      outcome = givingBack(lead, offer, current, policy, now);
      if (outcome !== "allowed") return undefined;
      const also = [freePlace(deps.repsTable, freedBy(offer, reason, current, now))];
      return { lead: givenBack(lead, offer, reason, said, now), also };
    });
    if (outcome === "allowed") outcome = "given-before";
  } else if (isOpen(outcome) && (asksAgain || outcome === "being-told")) {
    const about = { lead: loaded, rep, policy, contactBy: contactBy(loaded, rep, policy), now };
    const giveBack = { action: "", link, asked: pressed };
    return ownedPage({ ...about, locale: rep.locale, state: "already-accepted", giveBack });
  }
  if (outcome === "too-many") await tellManager(loaded, shown, reason ?? "other", rep, deps);
  return messagePage({ locale: rep.locale, state: pageOf[outcome] });
}

const isOpen = (outcome: GivingBack): boolean => ["allowed", "being-told", "too-many"].includes(outcome);

const pageOf = {
  allowed: "given-back",
  "given-before": "given-back",
  "not-theirs": "already-taken",
  "being-told": "already-accepted",
  "too-late": "give-back-too-late",
  "too-many": "give-back-too-many",
} as const satisfies Record<GivingBack, string>;

function freedBy({ repId, points, countedIn }: Offer, reason: DeclineReason, rep: RepState, now: string) {
  const count = keepsCount("declined", reason) ? {} : { countedIn };
  return { repId, points, ...count, gaveBack: gaveBackIn(rep, now) };
}

async function tellManager(lead: Lead, offer: Offer, reason: DeclineReason, rep: RepState, deps: Deps): Promise<void> {
  const policy = await policyFor(lead, deps.policies);
  const manager = await repWith(rep.managerId ?? policy.pools[offer.pool]?.manager, deps.reps);
  const mail = giveBackMail({ lead, rep, manager, policy, reason });
  const about = { leadId: lead.id, kind: "give-back" as const, attempt: offer.attempt, to: manager.email };
  await deliver({ ...mail, ...about, replyTo: rep.email }, deps.mailer);
}
