import { type Escalation, type Lead, type Locale, type Offer, othersShown } from "../../routing/lead/lead.ts";
import { declineReasons } from "../../routing/offers/decline-reasons.ts";
import type { Policy } from "../../routing/policy/policy.ts";
import type { Rep } from "../../routing/reps/rep.ts";
import { leadTexts, manageTexts, offerTexts } from "../../texts/by-language.ts";
import { declineText } from "../../texts/decline-text.ts";
import { clockTime, timeLeft } from "../../texts/times.ts";
import { additionRows } from "./lead-additions.ts";
import { leadRows, leadWhy } from "./lead-summary.ts";
import template from "./offer-page.hbs";
import { type Page, renderPage } from "./page.ts";
import { tokenAgain } from "./page-token.ts";

export interface OfferPage {
  locale: Locale;
  lead: Lead;
  /** Who reads: the rep who is asked, or the manager. */
  rep: Rep;
  policy: Policy;
  /** The offer that waits for the rep's answer; absent for the manager of an escalated lead. */
  offer?: Offer | undefined;
  /** The reps who were asked before, by whom the manager knows them. */
  reps?: readonly Rep[];
  /** What else the manager can do with it. */
  manage?: object[];
  /** Where the answer is posted. */
  action: string;
  /** ISO 8601 in UTC. */
  now: string;
  /** The answer that came and does not count yet, so that the page asks again (422). */
  asked?: Asked | undefined;
}

interface Asked {
  decision: "accept" | "decline";
  token?: string;
  reason?: string;
  note?: string;
  /** It came without its page, or faster than the page can be read. */
  unread: boolean;
}

/**
 * What a rep decides upon: the lead without the means of contacting them, the time left, accept or decline. An
 * escalated lead shows its manager who was asked, and can only be taken. Looking changes nothing.
 */
export function offerPage(page: OfferPage): Page {
  const { locale, lead, rep, policy, offer, action, now, asked } = page;
  const texts = offerTexts[locale];
  const who = lead.facts.name || lead.facts.company || "";
  const asksRep = offer !== undefined;
  const declining = asked?.decision === "decline";
  const reason = declineReasons.find((known) => known === asked?.reason);
  const reasonMissing = declining && !reason && !asked.unread;
  const others = offer ? othersShown(lead, offer) : 0;
  const title = asksRep ? texts.title(who) : texts.managerTitle(who);
  const notice = asksRep
    ? [
        texts.deadline(
          clockTime(offer.expiresAt, now, { locale, timeZone: rep.timeZone }),
          timeLeft(offer.expiresAt, now, locale),
        ),
        ...(others > 0 ? [texts.together(others)] : []),
      ].join(" ")
    : causeText(lead.escalation, locale);
  return renderPage(
    template,
    { locale, title, company: policy.name, statusCode: asked ? 422 : 200 },
    {
      texts,
      lead: leadTexts[locale],
      who,
      notice,
      action,
      token: tokenAgain(asked?.token, action, now),
      again: asked?.unread ? texts.again : "",
      level: lead.priority?.level ?? "",
      rows: [...leadRows(lead, policy, locale), ...additionRows(lead, { ...rep, locale })],
      message: lead.facts.message ?? "",
      why: leadWhy(lead, policy, offer, locale),
      accept: asksRep ? (offer.round === undefined ? texts.accept : texts.claim) : texts.take,
      decline: asksRep && {
        open: declining,
        reason: texts.reason,
        error: reasonMissing ? texts.reasonMissing : "",
        reasons: declineReasons.map((value) => ({ value, text: texts.reasons[value], chosen: value === reason })),
        noteLabel: texts.note,
        note: asked?.note ?? "",
      },
      tried: asksRep ? [] : triedLines(lead, page.reps ?? [], locale),
      acts: page.manage ?? [],
      actsHeading: manageTexts[locale].heading,
    },
  );
}

const causeText = (escalation: Escalation | undefined, locale: Locale): string =>
  offerTexts[locale].cause[escalation?.cause ?? "attempts-used"];

/** Who was asked, and what came of it. */
export const triedLines = (lead: Lead, reps: readonly Rep[], locale: Locale) =>
  lead.offers.map(({ repId, outcome, declineReason }) => {
    const said = [offerTexts[locale].outcome[outcome ?? "open"], declineText(declineReason, locale)];
    return { name: reps.find((rep) => rep.id === repId)?.name ?? repId, outcome: said.filter(Boolean).join(", ") };
  });
