import { allFacts, type Fact, type FactName } from "../facts.ts";
import type { Addition } from "./additions.ts";
import { cutText } from "./clean-text.ts";
import { type LeadEvent, withEvents } from "./events.ts";
import { ends, withinBytes } from "./kept-submissions.ts";
import type { AsWritten, Lead, LeadFacts, LeadStatus } from "./lead.ts";

/** A submission as it was read. */
export interface Said {
  facts: LeadFacts;
  asWritten: readonly AsWritten[];
  /** Facts that the person wants us to have no more. */
  removed?: readonly FactName[];
}

/**
 * Who says it: anybody; a source that signs, whose newer answers replace older ones; or the person, from the page that only
 * links mailed to their address open.
 */
export type By = "anybody" | "signed" | "person";

const mayReplace: Readonly<Record<By, (fact: Fact) => boolean>> = {
  anybody: () => false,
  signed: ({ staysFirst }) => !staysFirst,
  person: () => true,
};

/** How many texts are kept as they were written. */
const mostWritten = 30;

/**
 * An open lead with what was sent later in its person's name. Who sent it is not known unless it is signed, so nothing
 * known is replaced: what differs stands beside it with its date, what was not known is filled in, and products add up.
 * The person themself corrects and removes what they like, except their address, and adds to their message. What we know of their account stands against what anybody says of it. `now` is ISO 8601.
 */
export function merge(lead: Lead, said: Said, now: string, by: By = "anybody"): Lead {
  const { facts, taken, found } = compare(lead, said, by);
  const isOwn = by === "person";
  const n = lead.submissions + 1;
  const known = [...(lead.asWritten ?? []), ...(lead.additions ?? [])];
  const additions = found
    .map(
      (one): Addition => ({
        ...{ n, at: now, ...one, text: shortened(one.text, one.field) },
        ...(isOwn && { own: true as const }),
      }),
    )
    .filter(({ field, text }) => isOwn || !known.some((one) => one.field === field && one.text === text));
  const replaced = (one: AsWritten) => isOwn && found.some(({ field }) => field === one.field);
  const written = lead.asWritten?.filter((one) => !replaced(one));
  return withinBytes({
    ...lead,
    facts,
    ...((written || taken.length > 0) && { asWritten: ends([...(written ?? []), ...taken], mostWritten) }),
    additions: [...(lead.additions ?? []), ...additions],
    ...(facts !== lead.facts && isDecided(lead.status) && { stale: true as const }),
    submissions: n,
    timeline: [...lead.timeline, { at: now, event: isOwn ? "corrected" : "merged" }],
  });
}

/**
 * A lead with more of what its person did, for which it is decided again as for anything that is added; the same object
 * where all of it is known.
 * @param unread what could not be read of it, as it was written
 */
export function withMoreEvents(lead: Lead, later: readonly LeadEvent[], unread: readonly AsWritten[] = []): Lead {
  const { events: known = [] } = lead.facts;
  const events = withEvents(known, later);
  const written = lead.asWritten ?? [];
  const strange = unread.filter(({ field, text }) => !written.some((one) => one.field === field && one.text === text));
  const isMore = !isSame(known, events);
  if (!isMore && strange.length === 0) return lead;
  return withinBytes({
    ...lead,
    ...(isMore && { facts: { ...lead.facts, events } }),
    ...(strange.length > 0 && { asWritten: ends([...written, ...strange], mostWritten) }),
    ...(isMore && isDecided(lead.status) && { stale: true as const }),
  });
}

interface Compared {
  /** The same object where nothing changed. */
  facts: LeadFacts;
  /** The texts of facts that were taken. */
  taken: AsWritten[];
  found: Omit<Addition, "n" | "at">[];
}

function compare(lead: Lead, { facts: later, asWritten, removed = [] }: Said, by: By): Compared {
  const { facts, account } = lead;
  const changed: Record<string, unknown> = {};
  const taken: AsWritten[] = [];
  const found: Compared["found"] = asWritten.flatMap(({ field, text, unread, claimed }) =>
    unread || claimed ? [{ field, text, ...(claimed && { claimed }) }] : [],
  );
  for (const { name, field, fact } of [...allFacts, ...ownOf(facts, later)]) {
    const [known, said] = [facts[field as keyof LeadFacts], later[field as keyof LeadFacts]];
    if (by === "person" && removed.includes(name as FactName) && !fact.always) {
      const before = known ?? lead.asWritten?.find((one) => one.field === name)?.text;
      if (before === undefined) continue;
      changed[field] = undefined;
      found.push({ field: name, text: "", before: shortened(textOf(before), name) });
      continue;
    }
    if (said === undefined || field === "email" || (field === "customerType" && account)) continue;
    const next = by === "person" ? ownNext(field, known, said) : joined(fact, known, said);
    if (isSame(known, next)) continue;
    const written = asWritten.find((one) => one.field === name && !one.unread && !one.claimed);
    const isAdded = known === undefined || (by === "person" ? field === "message" : Array.isArray(known));
    if (isAdded || mayReplace[by](fact)) {
      changed[field] = next;
      if (written) taken.push(written);
    }
    if (fact.ofPage || fact.kind === "events") continue;
    if (field in changed) {
      found.push({ field: name, text: textOf(said), ...(!isAdded && { before: shortened(textOf(known), name) }) });
    } else {
      found.push({ field: name, text: written?.text ?? textOf(said), beside: true });
    }
  }
  return { facts: Object.keys(changed).length > 0 ? { ...facts, ...changed } : facts, taken, found };
}

/** The facts that the policy names itself, of these; whatever its kind, each is a value that may differ. */
const ownOf = (...all: readonly LeadFacts[]): { name: string; field: string; fact: Fact }[] =>
  [...new Set(all.flatMap((facts) => Object.keys(facts)))]
    .filter((name) => !ofTable.has(name))
    .map((name) => ({ name, field: name, fact: { kind: "text", most: longestText, means: name } }));
const ofTable: ReadonlySet<string> = new Set(allFacts.map(({ field }) => field));

/** Decided already, and nobody has accepted yet. */
const isDecided = (status: LeadStatus): boolean =>
  ["qualified", "ready", "waiting", "offered", "escalated"].includes(status);

/** How much an addition keeps of a message, and of any other value. Characters. */
const longestMessage = 600;
const longestText = 120;

function shortened(text: string, field: string): string {
  const most = field === "message" ? longestMessage : longestText;
  return text.length > most ? `${cutText(text, most - 1)}…` : text;
}

const textOf = (value: unknown): string =>
  Array.isArray(value) ? value.join(", ") : typeof value === "object" ? JSON.stringify(value) : String(value);

const isSame = (one: unknown, other: unknown): boolean =>
  typeof one === "object" || typeof other === "object" ? JSON.stringify(one) === JSON.stringify(other) : one === other;

/** Lists and events add up, anything else is what was said last. */
function joined({ kind }: Fact, known: unknown, said: unknown): unknown {
  if (!Array.isArray(known) || !Array.isArray(said)) return said;
  return kind === "events" ? withEvents(known, said) : [...new Set([...known, ...said])].slice(0, mostItems);
}

/** Of the person's own, a message follows what they wrote before; anything else is what they say now. */
const ownNext = (field: string, known: unknown, said: unknown): unknown =>
  field === "message" && known !== undefined ? cutText(`${known}\n\n${said}`, longestOwnMessage) : said;

/** Characters. */
const longestOwnMessage = 6000;

const mostItems = 20;
