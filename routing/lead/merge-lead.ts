import { allFacts, type Fact } from "../facts.ts";
import type { Addition } from "./additions.ts";
import { cutText } from "./clean-text.ts";
import { ends, withinBytes } from "./kept-submissions.ts";
import type { AsWritten, Lead, LeadFacts, LeadStatus } from "./lead.ts";

/** A submission as it was read. */
export interface Said {
  facts: LeadFacts;
  asWritten: readonly AsWritten[];
}

/** Who says it: anybody, or a source that signs, whose newer answers replace older ones. */
export type By = "anybody" | "signed";

const mayReplace: Readonly<Record<By, (fact: Fact) => boolean>> = {
  anybody: () => false,
  signed: ({ staysFirst }) => !staysFirst,
};

/** How many texts are kept as they were written. */
const mostWritten = 30;

/**
 * An open lead with what was sent later in its person's name. Who sent it is not known unless it is signed, so nothing
 * known is replaced: what differs stands beside it with its date, what was not known is filled in, and products add up.
 * What we know of their account stands against what anybody says of it. `now` is ISO 8601.
 */
export function merge(lead: Lead, said: Said, now: string, by: By = "anybody"): Lead {
  const { facts, taken, found } = compare(lead, said, by);
  const n = lead.submissions + 1;
  const known = [...(lead.asWritten ?? []), ...(lead.additions ?? [])];
  const additions = found
    .map((one): Addition => ({ n, at: now, ...one, text: shortened(one.text, one.field) }))
    .filter(({ field, text }) => !known.some((one) => one.field === field && one.text === text));
  return withinBytes({
    ...lead,
    facts,
    ...((lead.asWritten || taken.length > 0) && {
      asWritten: ends([...(lead.asWritten ?? []), ...taken], mostWritten),
    }),
    additions: [...(lead.additions ?? []), ...additions],
    ...(facts !== lead.facts && isDecided(lead.status) && { stale: true as const }),
    submissions: n,
    timeline: [...lead.timeline, { at: now, event: "merged" }],
  });
}

interface Compared {
  /** The same object where nothing changed. */
  facts: LeadFacts;
  /** The texts of facts that were taken. */
  taken: AsWritten[];
  found: Omit<Addition, "n" | "at">[];
}

function compare({ facts, account }: Lead, { facts: later, asWritten }: Said, by: By): Compared {
  const changed: Record<string, unknown> = {};
  const taken: AsWritten[] = [];
  const found: Compared["found"] = asWritten.flatMap(({ field, text, unread, claimed }) =>
    unread || claimed ? [{ field, text, ...(claimed && { claimed }) }] : [],
  );
  for (const { name, field, fact } of allFacts) {
    const [known, said] = [facts[field], later[field]];
    if (said === undefined || field === "email" || (field === "customerType" && account)) continue;
    if (isSame(known, joined(known, said))) continue;
    const written = asWritten.find((one) => one.field === name && !one.unread && !one.claimed);
    const isAdded = known === undefined || Array.isArray(known);
    if (isAdded || mayReplace[by](fact)) {
      changed[field] = joined(known, said);
      if (written) taken.push(written);
      found.push({ field: name, text: textOf(said), ...(!isAdded && { before: shortened(textOf(known), name) }) });
    } else if (field !== "language") {
      // The language of a form is its page's, not something that somebody said.
      found.push({ field: name, text: written?.text ?? textOf(said), beside: true });
    }
  }
  return { facts: Object.keys(changed).length > 0 ? { ...facts, ...changed } : facts, taken, found };
}

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

/** Lists add up, anything else is what was said last. */
const joined = (known: unknown, said: unknown): unknown =>
  Array.isArray(known) && Array.isArray(said) ? [...new Set([...known, ...said])].slice(0, mostItems) : said;

const mostItems = 20;
