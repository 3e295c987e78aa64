import { fieldOf } from "../../routing/facts.ts";
import type { Addition } from "../../routing/lead/additions.ts";
import type { Lead, Locale } from "../../routing/lead/lead.ts";
import { leadTexts } from "../../texts/by-language.ts";
import { clockTime } from "../../texts/times.ts";
import { dayOf } from "../../texts/when.ts";
import { type Row, row, valueText } from "./lead-summary.ts";

/** Who reads, in their own zone; without `contacts` they may not see telephone numbers yet. */
export interface Reader {
  locale: Locale;
  timeZone: string;
  contacts?: boolean;
}

/**
 * Whether it is perhaps of the same person as another lead, what was sent later, each with its date, and what was first
 * known of a name or number that has another one beside it.
 * Messages are left out: they stand one after the other under the lead.
 */
export function additionRows(lead: Lead, reader: Reader): Row[] {
  const { additions = [], keptOn } = lead;
  const texts = leadTexts[reader.locale];
  const later = additions.filter(({ field }) => field !== "message").map((one) => addition(one, lead, reader));
  const more = keptOn?.more ? [row(texts.more, texts.moreOn(dayOf(keptOn.day, reader)))] : [];
  return [...same(lead, reader), ...knownFirst(lead, additions, reader), ...later, ...more];
}

/** What was first known of the name or number that one of `additions` put another one beside. */
export function knownFirst(
  { facts, receivedAt, ...lead }: Lead,
  additions: readonly Addition[],
  reader: Reader,
): Row[] {
  const texts = leadTexts[reader.locale];
  const contested = (["name", "phone"] as const).filter((field) =>
    additions.some((one) => one.field === field && one.beside),
  );
  return (
    contested
      .filter((field) => !lead.additions?.some((one) => one.field === field && !one.beside))
      // A number that may not be seen says nothing here; that there is another one does.
      .filter((field) => field !== "phone" || reader.contacts)
      .map((field) => row(texts[field], facts[field] ?? "", texts.knownFirst(dated(receivedAt, receivedAt, reader))))
  );
}

function same({ samePerson }: Lead, reader: Reader): Row[] {
  if (!samePerson) return [];
  const { samePerson: label, samePersonIs } = leadTexts[reader.locale];
  const { name, receivedAt, leadId } = samePerson;
  return [row(label, samePersonIs(name, dayOf(receivedAt, reader), leadId.slice(0, 8)))];
}

/** One addition, with its date. */
export function addition({ field, text, before, at }: Addition, { receivedAt }: Lead, reader: Reader): Row {
  const { locale } = reader;
  const texts = leadTexts[locale];
  const labels: Partial<Record<string, string>> = {
    ...texts.facts,
    name: texts.name,
    phone: texts.phone,
    message: texts.message,
  };
  const hidden = field === "phone" && !reader.contacts;
  const value = hidden ? texts.anotherNumber : valueText(field, text, locale);
  return row(
    labels[fieldOf(field)] ?? field,
    before === undefined || hidden ? value : texts.before(value, valueText(field, before, locale)),
    texts.sentLater(dated(at, receivedAt, reader)),
  );
}

/** With the day where the lead came on another one. */
const dated = (at: string, receivedAt: string, reader: Reader): string => {
  const day = dayOf(at, reader);
  const time = clockTime(at, at, reader);
  return day === dayOf(receivedAt, reader) ? time : `${day}, ${time}`;
};
