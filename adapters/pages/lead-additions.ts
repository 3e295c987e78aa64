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
 * known of a name or number that has another one beside it. A message that is the lead's own stands under it.
 */
export function additionRows(lead: Lead, reader: Reader): Row[] {
  const { additions = [], keptOn } = lead;
  const texts = leadTexts[reader.locale];
  const contested = additions.filter(({ field }) => field === "name" || field === "phone");
  const more = keptOn?.more ? [row(texts.more, texts.moreOn(dayOf(keptOn.day, reader)))] : [];
  return [
    ...same(lead, reader),
    ...knownFirst(lead, contested, reader),
    ...laterRows(lead, additions, reader),
    ...more,
  ];
}

/** What was sent later, but for a message that is the lead's own. */
export const laterRows = (lead: Lead, additions: readonly Addition[], reader: Reader): Row[] =>
  additions.filter(({ field, beside }) => beside || field !== "message").map((one) => addition(one, lead, reader));

/** What was first known of the facts that `additions` put another value beside; messages are too long for it. */
export function knownFirst(
  { facts, receivedAt, ...lead }: Lead,
  additions: readonly Addition[],
  reader: Reader,
): Row[] {
  const contested = new Set(additions.flatMap(({ field, beside }) => (beside && field !== "message" ? [field] : [])));
  const time = leadTexts[reader.locale].knownFirst(dated(receivedAt, receivedAt, reader));
  return (
    [...contested]
      .filter((field) => !lead.additions?.some((one) => one.field === field && !one.beside))
      // A number that may not be seen says nothing here; that there is another one does.
      .filter((field) => field !== "phone" || reader.contacts)
      .map((field) => {
        const known = String(facts[fieldOf(field) as keyof typeof facts] ?? "");
        return row(labelOf(field, reader.locale), valueText(field, known, reader.locale), time);
      })
  );
}

function labelOf(field: string, locale: Locale): string {
  const { facts, others, name, phone, message } = leadTexts[locale];
  const labels: Partial<Record<string, string>> = { ...facts, ...others, name, phone, message };
  return labels[fieldOf(field)] ?? field;
}

function same({ samePerson }: Lead, reader: Reader): Row[] {
  if (!samePerson) return [];
  const { samePerson: label, samePersonIs } = leadTexts[reader.locale];
  const { name, receivedAt, leadId } = samePerson;
  return [row(label, samePersonIs(name, dayOf(receivedAt, reader), leadId.slice(0, 8)))];
}

/** One addition, with its date. */
function addition({ field, text, before, claimed, at, own }: Addition, { receivedAt }: Lead, reader: Reader): Row {
  const { locale } = reader;
  const texts = leadTexts[locale];
  const hidden = field === "phone" && !reader.contacts;
  const value = text === "" ? texts.removed : hidden ? texts.anotherNumber : valueText(field, text, locale);
  const notes = [
    (own ? texts.ownWord : texts.sentLater)(dated(at, receivedAt, reader)),
    ...(claimed ? [texts.asClaimed] : []),
  ];
  return row(
    labelOf(field, locale),
    before === undefined || hidden ? value : texts.before(value, valueText(field, before, locale)),
    notes.join("; "),
  );
}

/** With the day where the lead came on another one. */
const dated = (at: string, receivedAt: string, reader: Reader): string => {
  const day = dayOf(at, reader);
  const time = clockTime(at, at, reader);
  return day === dayOf(receivedAt, reader) ? time : `${day}, ${time}`;
};
