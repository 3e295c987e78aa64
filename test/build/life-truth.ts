import { entryIn } from "../../adapters/ledgers/ledger-entries.ts";
import type { Mail } from "../../adapters/mail/mailer.ts";
import { placesIn } from "../../adapters/reps/place-rows.ts";
import { Lead } from "../../routing/lead/lead.ts";
import { meetingEnd, meetingOf } from "../../routing/lead/meeting.ts";
import { type LedgerAct, replayed } from "../../routing/ledger/journal.ts";
import { Onboarding } from "../../routing/onboarding/onboarding.ts";
import { cellsOf } from "../../routing/time/free-times.ts";
import { inexactClosings } from "./exact-closings.ts";
import { holdIn } from "./life-hold.ts";

type Items = readonly Readonly<Record<string, unknown>>[];

/** What the tables hold at one moment. */
export interface Kept {
  leads: Items;
  reps: Items;
  cursors: Items;
  /** The leads that were erased, as they were; absent where nobody sees that. */
  erased?: readonly Lead[];
}

function fail(what: string): never {
  throw new Error(what);
}
const sorted = (some: readonly string[]): string => [...some].sort().join(" ");

/**
 * Throws where the tables contradict each other: the leads say who has what, so places and efforts are counted from them, and
 * what is learnt from those that are closed;
 * what each offer cost stands in the journal, once, and what was credited as well; and the journal comes to the balances.
 */
export function expectConsistent({ leads: rows, reps, cursors, erased }: Kept): void {
  const all = rows.filter(({ sk }) => sk === "LEAD").map((item) => Lead.parse(item));
  const leads = all.filter((lead) => !lead.erased);
  for (const lead of leads) expectOneOwner(lead);
  const open = leads.filter((lead) => holdIn(lead).kind !== "over").map(({ facts }) => facts.email);
  if (new Set(open).size < open.length) fail("somebody has two leads that are open");
  const customers = rows.filter(({ sk }) => sk === "ONBOARDING").map((item) => Onboarding.parse(item));
  const places = placesIn(reps);
  for (const [id, { open, effort = 0, inFlight = 0 }] of places) {
    const held = leads.flatMap((lead) => {
      const hold = holdIn(lead);
      const has = lead.offers.find(
        ({ repId, outcome }) =>
          repId === id &&
          ((hold.kind === "asked" && outcome === undefined) || (hold.kind === "owned" && outcome === "accepted")),
      );
      return has ? [has] : [];
    });
    const cares = customers.flatMap(({ managerId, held }) => (managerId === id && held ? [held] : []));
    const theirs: { points?: number | undefined }[] = [...held, ...cares];
    if (open !== theirs.length)
      fail(`${id} has ${open} places taken, and ${held.length} leads and ${cares.length} customers`);
    const points = theirs.reduce((sum, { points = 0 }) => sum + points, 0);
    if (effort !== points) fail(`${id} has the effort ${effort}, and leads of ${points}`);
    const toClose = held.reduce((sum, { toClose = 0 }) => sum + toClose, 0);
    if (inFlight !== toClose) fail(`${id} has ${inFlight} minutes in flight, and leads of ${toClose}`);
  }
  if (erased || leads.length === all.length)
    for (const wrong of inexactClosings([...leads, ...(erased ?? [])], reps)) fail(wrong);
  const isErased = new Set(all.flatMap(({ id, erased }) => (erased ? [id] : [])));
  const entries = cursors.filter(({ pk }) => String(pk).startsWith("LEDGER#"));
  const acts = cursors
    .filter(({ pk }) => !String(pk).startsWith("LEDGER#"))
    .flatMap((ledger) => actsOf(ledger, entries))
    // What an erased lead cost stays in the books, and the lead does not say so any more.
    .filter((act) => !("leadId" in act && isErased.has(act.leadId)));
  const named = ({ id }: Lead, attempt: number) => `${id}/${attempt}`;
  const written = (kind: "offer" | "credit-back") =>
    sorted(
      acts.flatMap((act) =>
        act.kind === kind && !("customer" in act && act.customer) ? [`${act.leadId}/${act.attempt}`] : [],
      ),
    );
  const ofLeads = (which: (offer: Lead["offers"][number]) => boolean) =>
    sorted(leads.flatMap((lead) => lead.offers.filter(which).map(({ attempt }) => named(lead, attempt))));
  const charged = ofLeads(({ charged }) => charged !== undefined);
  if (written("offer") !== charged) fail(`charged were ${charged}, and the journal has ${written("offer")}`);
  const credited = ofLeads(({ creditedBack }) => creditedBack !== undefined);
  if (written("credit-back") !== credited) fail(`credited were ${credited}, the journal has ${written("credit-back")}`);
}

/** The quarters of an hour that reps hold for meetings with the person of a lead. */
export const heldIn = (reps: Items): { repId: string; cell: number; leadId: string }[] =>
  reps
    .filter(({ pk }) => String(pk).startsWith("HOLDS#"))
    .flatMap((row) => {
      const first = Number(String(row.pk).slice("HOLDS#".length)) * 7 * 96;
      const cells = Object.entries(row).filter(([name]) => name.startsWith("cell"));
      return cells.map(([name, leadId]) => ({
        ...{ repId: String(row.sk), cell: first + Number(name.slice("cell".length)), leadId: String(leadId) },
      }));
    });

/**
 * Throws where a time is held for nobody, or one that a person chose is not; once all is told of meetings. What a rep agreed
 * on holds what of it no other lead had then.
 */
export function expectExactTimes({ leads: rows, reps }: Pick<Kept, "leads" | "reps">, now: number): void {
  const ahead = (cell: number): boolean => cell * 15 * 60_000 > now;
  const held = new Map(heldIn(reps).map(({ repId, cell, leadId }) => [`${repId}/${cell}`, leadId]));
  for (const lead of rows.filter(({ sk }) => sk === "LEAD").map((item) => Lead.parse(item))) {
    const meeting = meetingOf(lead);
    const of = meeting && cellsOf({ start: Date.parse(meeting.at), end: Date.parse(meetingEnd(meeting)) });
    for (const cell of of?.filter(ahead) ?? []) {
      const at = `${meeting?.repId}/${cell}`;
      if (held.get(at) !== lead.id && meeting?.by === "lead") fail(`${lead.id} has no time ${at}`);
      if (held.get(at) === lead.id) held.delete(at);
    }
  }
  for (const [at, leadId] of held) if (ahead(Number(at.split("/")[1]))) fail(`${at} is held for ${leadId} in vain`);
}

/** Throws where an owner does not know of their lead, or its person not of them. */
export function expectIntroduced(mails: readonly Mail[], { id, ownerId = "", ownedBefore = 0, facts }: Lead): void {
  const attempt = 1 + ownedBefore;
  const owner = `${ownerId}@andina.example`;
  const was = (kind: string, of: (mail: Mail) => boolean) =>
    mails.some((mail) => mail.leadId === id && mail.kind === kind && mail.attempt === attempt && of(mail));
  if (!was("details", ({ to }) => to === owner)) fail(`${ownerId} has ${id} and does not know`);
  if (!was("introduction", ({ to, replyTo }) => to === facts.email && replyTo === owner))
    fail(`the person of ${id} does not know ${ownerId}`);
}

/** Everything that a ledger was written for; throws where its balances are not what that comes to. */
function actsOf(ledger: Items[number], all: Items): LedgerAct[] {
  const entries = all
    .filter(({ pk }) => String(pk).startsWith(`LEDGER#${ledger.pk}#`))
    .map((item) => entryIn({ ...item }))
    .sort((a, b) => a.number - b.number);
  const { version, balances } = ledger as { version: number; balances: Record<string, number> };
  if (entries.length !== version)
    fail(`${ledger.pk} was written ${version} times, its journal ${entries.length} times`);
  const said = sorted(Object.entries(replayed(entries)).flatMap(([id, has]) => (has === 0 ? [] : [`${id}=${has}`])));
  const is = sorted(Object.entries(balances).flatMap(([id, has]) => (has === 0 ? [] : [`${id}=${has}`])));
  if (said !== is) fail(`the journal of ${ledger.pk} comes to ${said}, the ledger has ${is}`);
  if (Object.values(balances).reduce((sum, one) => sum + one, 0) !== 0) fail(`${is} does not sum to zero`);
  return entries.map(({ act }) => act);
}

/** Throws where a person, an owner or a manager was not told what they have to know. */
export function expectKnown(mails: readonly Mail[], leads: readonly Lead[]): void {
  for (const lead of leads) {
    const { id, status, ownerId, follow } = lead;
    if (status !== "introduced" && status !== "contacted") continue;
    expectIntroduced(mails, lead);
    const isTold = mails.some(
      ({ leadId, kind, replyTo }) =>
        leadId === id && kind === "contact-late" && replyTo === `${ownerId}@andina.example`,
    );
    if (follow?.breachedAt && !isTold) fail(`nobody knows that ${id} is late`);
  }
}

function expectOneOwner({ id, status, ownerId, offers, escalation, closed, timeline }: Lead): void {
  const accepted = offers.filter(({ outcome }) => outcome === "accepted");
  const open = offers.filter(({ outcome }) => outcome === undefined);
  if (accepted.length > 1 || (accepted[0] && accepted[0].repId !== ownerId))
    fail(`${id} has other owners than ${ownerId}`);
  const together = new Set(open.map(({ round, attempt }) => (round === undefined ? `alone ${attempt}` : round)));
  if (together.size > (status === "offered" ? 1 : 0)) fail(`${id} is ${status} and asks ${open.length} reps`);
  const owned = ["accepted", "introduced", "contacted"].includes(status);
  if (owned && ownerId === undefined) fail(`${id} is ${status} without an owner`);
  if (!owned && status !== "closed" && ownerId !== undefined) fail(`${id} is ${status} and belongs to ${ownerId}`);
  if (ownerId && !accepted[0] && escalation?.managerId !== ownerId) fail(`${ownerId} never took ${id}`);
  if ((closed !== undefined) !== (status === "closed")) fail(`${id} is ${status}, closed as ${closed?.outcome}`);
  const ends = timeline.filter(({ event }) => event === "closed").length;
  const reopened = timeline.filter(({ event }) => event === "reopened").length;
  if (ends - reopened > 1) fail(`${id} was closed ${ends} times`);
}
