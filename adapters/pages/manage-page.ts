import { holdersOf } from "../../routing/lead/lead.ts";
import { isFinal } from "../../routing/lead/lifecycle.ts";
import { historyTexts, leadTexts, manageTexts, offerTexts } from "../../texts/by-language.ts";
import { additionRows } from "./lead-additions.ts";
import { historyOf, standingLines } from "./lead-standing.ts";
import { leadRows, leadWhy } from "./lead-summary.ts";
import { type ManageForms, type Managing, manageForms } from "./manage-forms.ts";
import template from "./manage-page.hbs";
import { triedLines } from "./offer-page.ts";
import { type Page, renderPage } from "./page.ts";

/**
 * The page of a lead for a manager: who has it and how it goes, what they can do with it, and all that is known, without the
 * means of contacting anybody. Looking changes nothing.
 */
export function managePage(page: Managing & { notice?: string | undefined; forms: ManageForms }): Page {
  const { lead, manager, reps, policy, locale, notice = "", forms } = page;
  const texts = manageTexts[locale];
  const title = lead.facts.name || lead.facts.company || "";
  return renderPage(
    template,
    { locale, title, company: policy.name, statusCode: forms.asked ? 422 : 200 },
    {
      ...{ title, notice, level: lead.priority?.level ?? "", lead: leadTexts[locale] },
      standing: [whoHas(page), ...standingLines({ ...page, rep: manager }, lead.follow?.contactBy)],
      acts: manageForms(page, forms),
      actsHeading: texts.heading,
      rows: [...leadRows(lead, policy, locale), ...additionRows(lead, { ...manager, locale })],
      message: lead.facts.message ?? "",
      why: leadWhy(lead, policy, undefined, locale),
      tried: triedLines(lead, reps, locale),
      triedHeading: offerTexts[locale].tried,
      history: historyOf({ ...page, rep: manager }),
      historyHeading: historyTexts[locale].heading,
    },
  );
}

function whoHas({ lead, reps, locale }: Managing): string {
  const texts = manageTexts[locale];
  if (isFinal(lead.status)) return texts.over;
  const names = holdersOf(lead).map((id) => reps.find((rep) => rep.id === id)?.name ?? id);
  if (names.length === 0) return texts.nobody;
  return lead.status === "offered" ? texts.asked(names.join(", ")) : texts.has(names.join(", "));
}
