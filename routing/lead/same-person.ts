import { distance } from "fastest-levenshtein";
import { nameSimilarity } from "../company/company-name.ts";
import { companyDomain } from "../company/consumer-mail.ts";
import type { Lead, LeadFacts, SamePerson } from "./lead.ts";
import { nameKey } from "./shared-mailbox.ts";

/** A name of which less than this part is the same, by Levenshtein's distance, is another one. */
const similarName = 0.8;

/** The digit that some countries' numbers have, or had, before those of a mobile telephone: the same telephone without it. */
const mobileDigit: readonly (readonly [with_: RegExp, without: string])[] = [
  [/^521(\d{10})$/, "52$1"],
  [/^549(\d{10})$/, "54$1"],
  [/^(55\d{2})9(\d{8})$/, "$1$2"],
];

/**
 * What is the same for a telephone number in any notation, digits alone; undefined where it is not known which telephone
 * it is. `52 1 55 5555 0100` and `+52 55 5555 0100` are one in Mexico; so are Argentine numbers with and without the 9,
 * and Brazilian ones of before and after 2016.
 */
export function numberKey({ phone, country }: Pick<LeadFacts, "phone" | "country">): string | undefined {
  if (phone === undefined) return undefined;
  const [number = "", extension] = phone.split(" ext. ");
  const digits = number.replace(/\D/g, "");
  const local = country === "MX" ? /^(?:04[45]|01)(\d{10})$/.exec(digits)?.[1] : undefined;
  if (!number.startsWith("+") && local === undefined) return undefined;
  const international = local === undefined ? digits : `52${local}`;
  if (international.length < 8) return undefined;
  const [form, without] = mobileDigit.find(([form]) => form.test(international)) ?? [];
  const key = form && without ? international.replace(form, without) : international;
  return extension === undefined ? key : `${key} ${extension}`;
}

/** Whether two names may be one person's: spelt nearly alike, or one is the other with more surnames. */
function isSimilarName(one: string, other: string): boolean {
  const [a, b] = [nameKey(one), nameKey(other)];
  if (a === "" || b === "") return false;
  if (1 - distance(a, b) / Math.max(a.length, b.length) >= similarName) return true;
  const [fewer = [], more = []] = [a.split(" "), b.split(" ")].sort((x, y) => x.length - y.length);
  return fewer.length >= 2 && fewer.every((word) => more.includes(word));
}

/** Whether two leads may be of one company; of one whose company is not known it is not known to be another. */
function mayShareCompany(one: LeadFacts, other: LeadFacts, matchAt: number): boolean {
  const [a, b] = [companyDomain(one.email), companyDomain(other.email)];
  if (a !== undefined && a === b) return true;
  if (one.company === undefined || other.company === undefined) return true;
  return nameSimilarity(one.company, other.company) >= matchAt;
}

/**
 * The first of the leads with the same telephone number, earlier than this one, whose person has a similar name and the
 * same company: perhaps the same person under another address, with the rep who has that lead so far. One whose lead is
 * still open comes before others.
 * @param matchAt how similar the names of companies must be, 0 to 1
 */
export function samePersonAs(lead: Lead, earlier: readonly EarlierLead[], matchAt: number): SamePerson | undefined {
  const key = numberKey(lead.facts);
  const [first] = earlier
    .filter(({ id, facts }) => id !== lead.id && key !== undefined && numberKey(facts) === key)
    .filter(({ facts }) => isSimilarName(facts.name, lead.facts.name))
    .filter(({ facts }) => mayShareCompany(facts, lead.facts, matchAt))
    .sort((a, b) => Number(isOver(a)) - Number(isOver(b)) || (a.receivedAt < b.receivedAt ? -1 : 1));
  if (!first) return undefined;
  const repId = whoHas(first);
  return { leadId: first.id, name: first.facts.name, receivedAt: first.receivedAt, ...(repId && { repId }) };
}

/** What it takes of another lead to know whether it is of the same person, and who has it. */
export type EarlierLead = Pick<Lead, "id" | "status" | "receivedAt" | "facts" | "ownerId" | "offers">;

const isOver = ({ status }: Pick<Lead, "status">): boolean => ["closed", "rejected", "nurtured"].includes(status);

/** The rep to whom that lead went: its owner, or who was asked first of those with an open offer. */
function whoHas({ ownerId, offers }: Pick<Lead, "ownerId" | "offers">): string | undefined {
  return ownerId ?? offers.find(({ outcome }) => outcome === undefined)?.repId;
}

/** The rep who is being asked alone whether they take the lead of these offers. */
export const askedAlone = (offers: Lead["offers"]): string | undefined =>
  offers.find(({ outcome, round }) => outcome === undefined && round === undefined)?.repId;

/** Whether it is about to be decided who gets that lead. */
export const isBeingDecided = ({ status }: Lead): boolean => ["new", "qualified", "ready"].includes(status);

/** The lead with the rep who has the earlier one of perhaps the same person now; `first` is that one, where it is there. */
export function withWhoHas(lead: Lead, first: Lead | undefined): Lead {
  if (!lead.samePerson) return lead;
  // Whoever had it at the look-up may have declined it since.
  const { repId: _, ...unassigned } = lead.samePerson;
  const repId = first && whoHas(first);
  return { ...lead, samePerson: { ...unassigned, ...(repId && { repId }) } };
}
