import { allFacts } from "../facts.ts";
import type { Addition } from "./additions.ts";
import { cutText } from "./clean-text.ts";
import { ends, withinBytes } from "./kept-submissions.ts";
import type { AsWritten, Lead, LeadFacts, LeadStatus } from "./lead.ts";

/** A submission as it was read. */
export interface Said {
  facts: LeadFacts;
  asWritten: readonly AsWritten[];
}

/** How many texts are kept as they were written. */
const mostWritten = 30;
/** The longest message, in characters: a first one as long as a form takes, and the beginning of the last. */
const longestMessage = 6000;
const longestFirst = 4000;

/**
 * An open lead with what was sent later in its person's name, by whom is not known. So no name and no telephone number is
 * replaced: facts that stay (`staysFirst`) keep what was first known, and what differs stands beside them with its date.
 * Of the others newer answers replace older ones, which the addition keeps. Unanswered ones stay, products add up,
 * messages follow each other. What we know of their account stands against what they say of it. `now` is ISO 8601.
 */
export function merge(lead: Lead, { facts: later, asWritten }: Said, now: string): Lead {
  const { facts } = lead;
  const n = lead.submissions + 1;
  const merged: Record<string, unknown> = { ...facts };
  const additions: Addition[] = [];
  for (const { name, field, fact } of allFacts) {
    const said = later[field];
    if (said === undefined || field === "email" || (field === "customerType" && lead.account)) continue;
    const known = facts[field];
    const next = field === "message" ? messageOf(facts.message, later.message) : joined(known, said);
    if (isSame(known, next) || (fact.staysFirst && isSame(known, said))) continue;
    const stays = fact.staysFirst === true && known !== undefined;
    const replaces = known !== undefined && !stays && !Array.isArray(said) && field !== "message";
    if (!stays) merged[field] = next;
    // The language of a form is its page's, not something that somebody said.
    if (field === "language") continue;
    additions.push({
      n,
      at: now,
      field: name,
      text: textOf(said, field === "message" ? longestSaid : longestText),
      ...(replaces && { before: textOf(known, longestText) }),
      ...(stays && { beside: true as const }),
    });
  }
  const written = asWritten.filter((one) => !lead.asWritten?.some((known) => isSame(known, one)));
  const unread = written.flatMap(({ field, text, unread }) =>
    unread ? [{ n, at: now, field, text: cutText(text, longestText) }] : [],
  );
  return withinBytes({
    ...lead,
    facts: merged as LeadFacts,
    ...((lead.asWritten || written.length > 0) && {
      asWritten: ends([...(lead.asWritten ?? []), ...written], mostWritten),
    }),
    additions: [...(lead.additions ?? []), ...additions, ...unread],
    ...(isDecided(lead.status) && { stale: true as const }),
    submissions: n,
    timeline: [...lead.timeline, { at: now, event: "merged" }],
  });
}

/** Decided already, and nobody has accepted yet. */
const isDecided = (status: LeadStatus): boolean =>
  ["qualified", "ready", "waiting", "offered", "escalated"].includes(status);

/** How much of a value, and of a message, an addition keeps. Characters. */
const longestText = 120;
const longestSaid = 300;

const textOf = (value: unknown, most: number): string =>
  cutText(
    Array.isArray(value) ? value.join(", ") : typeof value === "object" ? JSON.stringify(value) : String(value),
    most,
  );

const isSame = (one: unknown, other: unknown): boolean =>
  typeof one === "object" || typeof other === "object" ? JSON.stringify(one) === JSON.stringify(other) : one === other;

/** Lists add up, anything else is what was said last. */
const joined = (known: unknown, said: unknown): unknown =>
  Array.isArray(known) && Array.isArray(said) ? [...new Set([...known, ...said])].slice(0, mostItems) : said;

const mostItems = 20;

/** The messages one after the other; of very much, the first and the beginning of the last. */
function messageOf(known: string | undefined, said: string | undefined): string | undefined {
  if (!known || !said || known.includes(said)) return known ?? said;
  const both = `${known}\n\n${said}`;
  if (both.length <= longestMessage) return both;
  const first = known.length > longestFirst ? `${cutText(known, longestFirst)}\n\n…` : known;
  return `${first}\n\n${cutText(said, longestMessage - first.length - 2)}`;
}
