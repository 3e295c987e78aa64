import type { Lead, Locale, Offer } from "../../routing/lead/lead.ts";
import type { Policy } from "../../routing/policy/policy.ts";
import { leadTexts } from "../../texts/by-language.ts";
import { additionRows, type Reader } from "../pages/lead-additions.ts";
import { leadRows, leadWhy, type Row } from "../pages/lead-summary.ts";

/** A heading over sentences, one to a line. */
export interface Section {
  title: string;
  lines: readonly string[];
}

interface LeadBody {
  rows: Row[];
  message?: { label: string; lines: string[] };
}

/** What the lead told about themselves, without the means of contacting them unless the reader may have these. */
export function leadBody(lead: Lead, policy: Policy, reader: Reader): LeadBody {
  const { message } = lead.facts;
  const { locale } = reader;
  return {
    rows: [...leadRows(lead, policy, locale), ...additionRows(lead, reader)],
    ...(message && { message: { label: leadTexts[locale].wrote, lines: message.split("\n") } }),
  };
}

/** Why the lead is worth the time and why it is the reader's, in a few lines. */
export function whySections(lead: Lead, policy: Policy, offer: Offer | undefined, locale: Locale): Section[] {
  const texts = leadTexts[locale];
  const { priority, priorityReasons, score, outlook, assignment } = leadWhy(lead, policy, offer, locale);
  const worth = [
    ...(priorityReasons.length > 0 ? [`${priority}: ${priorityReasons.join("; ")}`] : []),
    score,
    ...outlook,
  ];
  return withLines([
    { title: texts.why, lines: worth.filter((line) => line !== "") },
    { title: texts.whyYou, lines: assignment },
  ]);
}

/** The sections that have something to say. */
export const withLines = (sections: readonly Section[]): Section[] => sections.filter(({ lines }) => lines.length > 0);

/** The reader's own offer of this lead, the latest if there are several. @throws when they never had one */
export function offerTo(lead: Lead, repId: string): Lead["offers"][number] {
  const offer = lead.offers.findLast((candidate) => candidate.repId === repId);
  if (!offer) throw new Error(`lead ${lead.id} was never offered to ${repId}`);
  return offer;
}
