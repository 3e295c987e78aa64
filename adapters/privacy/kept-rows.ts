import type { Policy } from "../../routing/policy/policy.ts";
import { actsKept } from "../api/act-rows.ts";
import { certificatesKept } from "../certificate/certificate-store.ts";
import { personKnownFor } from "../crm/person-claims.ts";
import { tokenLifetime } from "../intake/form-token.ts";
import { heldForDays } from "../intake/held-store.ts";
import { unreadForDays } from "../intake/unread-store.ts";
import { openDays } from "../leads/person-link.ts";
import { receiptsKept } from "../ledgers/receipt-log.ts";
import { oneMailWithin } from "../mail/address-limit.ts";
import { plansKept } from "../plans/plan-store.ts";
import { shadowsKept } from "../policies/shadow-store.ts";
import { holdsKept } from "../reps/hold-store.ts";
import { deadFor, toldFor } from "../webhooks/outbox.ts";
import { stays } from "./erase-lead.ts";

/** Of whom a kind of row says something: `hashed` where it knows a person, or their network, by a hash alone. */
type Whose = "person" | "hashed" | "team" | "company" | "nobody";

/**
 * How long rows of a kind are kept: by the policy's retention, as long as the lead that they belong to, until they are
 * replaced, taken away or removed by hand, for good, or for a number of minutes.
 */
export type Until = "retention" | "lead" | "replaced" | "done" | "removed" | "ever" | number;

export interface KeptRow {
  table: "leads" | "reps" | "cursors" | "policies" | "companies" | "intake" | "reports";
  /** What the partition's key begins with; empty for a ledger, whose key is its name. */
  pk: string;
  /** What the sort key begins with, where rows of one partition differ by it. */
  sk?: string;
  what: string;
  whose: Whose;
  until: (policy: Policy | undefined) => Until;
}

const day = 1440;
type Row = readonly [pk: string, what: string, whose: Whose, until: Until | KeptRow["until"], sk?: string];

const rows: Readonly<Record<KeptRow["table"], readonly Row[]>> = {
  leads: [
    [
      "LEAD",
      "a request: what its person said, what was looked up and decided, its offers and events",
      "person",
      "retention",
      "LEAD",
    ],
    ["LEAD", "each submission as it was sent, with its consents", "person", "lead", "SUBMISSION"],
    ["LEAD", "earlier events of the request", "person", "lead", "TIMELINE"],
    ["LEAD", "why a rep was chosen", "person", "lead", "TRACE"],
    ["LEAD", "that a mail was sent, without its text", "nobody", "lead", "MAIL"],
    ["LEAD", "a link to its person's page, by a hash", "hashed", openDays * day, "PERSON-LINK"],
    ["LEAD", "that whoever has the lead is to be told something", "nobody", "lead", "NEWS"],
    ["LEAD", "that somebody is to be told of its meetings", "nobody", "lead", "MEETINGS"],
    ["LEAD", "how far the mails to somebody without a rep are", "nobody", "lead", "NURTURE"],
    ["LEAD", "how far a new customer is", "team", "lead", "ONBOARDING"],
    ["PERSON", "which lead is a person's newest, by a hash of who they are", "hashed", "lead"],
    ["NUMBER", "which leads have a telephone number, by its hash", "hashed", "lead"],
    ["WORD", "the search of the console, by hashes of beginnings of words", "hashed", "lead"],
    ["WORDS", "the words by which the console finds a lead", "person", "lead"],
    ["CUSTOMER", "that a company or a person became a customer, and whose they are", "person", "removed"],
    ["ADDRESS", "that an address had a mail, by a hash", "hashed", oneMailWithin / 60_000],
    ["SUPPRESSED", "who gets no mails, by a hash of the address", "hashed", "removed"],
    ["ERASURES", "that somebody was erased; whom, only until it is done", "person", "ever"],
    ["CERTIFICATES", "the nightly certificates, by ids", "nobody", certificatesKept / 60],
    ["AUDIT", "what was done in the console, and by whom", "team", "ever"],
    ["ACT", "that a request of the console was done, so that it is done once", "team", actsKept / 60],
    ["HOOK", "events that wait for a receiver, or were given up, without the person", "nobody", deadFor / 60],
    ["HOOK-TOLD", "up to where a receiver was told of a lead", "nobody", toldFor / 60],
    ["SYNTHETIC", "that a synthetic lead was sent, until it is cleared away", "nobody", "done"],
    ["CRM", "whom a CRM knows a person as, by a hash of the address", "hashed", personKnownFor / 60],
    ["HOOKS", "that a receiver is gone, and what receivers are called", "nobody", "removed"],
  ],
  reps: [
    ["REP", "the roster", "team", "replaced"],
    ["ROSTER", "which roster is in force", "nobody", "replaced"],
    ["PLACES", "which leads each rep has, by ids", "team", "replaced"],
    ["CALENDAR", "when a rep is busy, and nothing of what with", "team", "replaced"],
    ["HOLDS", "which times of a rep are taken, by ids of leads", "team", holdsKept / 60],
    ["PLAN", "plans for many leads that were looked at and not yet done", "person", plansKept / 60],
    ["REVIEW", "what people said of reps, as imported", "person", "removed"],
  ],
  cursors: [
    ["", "the fairness ledgers: what each rep is owed", "team", "replaced"],
    ["LEDGER", "the ledgers' journal, by ids of leads", "team", (policy) => policy?.receipts.keep ?? "removed"],
    ["RECEIPTS", "which reps and managers had their weekly mails", "team", receiptsKept / 60],
  ],
  policies: [
    ["POLICY", "each version of the policy, drafts, and who activated which when", "team", "ever"],
    ["SHADOW", "how a policy that is tried would have decided, by ids of leads", "nobody", shadowsKept / 60],
  ],
  companies: [
    ["COMPANIES", "which list of companies is in force", "nobody", "replaced"],
    ["DOMAIN", "the list of companies, by domain", "company", "replaced"],
    ["NAME", "the same, by name", "company", "replaced"],
    ["ANSWER", "what lookup services said of a company", "company", answersKept],
  ],
  intake: [
    ["HELD", "submissions that look automatic, for somebody to look at", "person", heldForDays * day],
    ["RELEASED", "submissions that were released, until each is a lead", "person", "done"],
    ["UNREAD", "what a source sent and its mapping could not read", "person", unreadForDays * day],
    ["SENT", "how many submissions came of a network within an hour", "hashed", 61],
    ["FORM", "which forms were sent, by hashes", "hashed", (2 * tokenLifetime) / 60_000],
    ["DIGEST", "when somebody was last mailed of what is held", "nobody", "replaced"],
  ],
  reports: [
    ["MONTH", "figures of a lead for the reports; of an erased one under a random id", "nobody", "ever"],
    ["MONTHS", "which rows of the reports are as they should be", "nobody", "replaced"],
  ],
};

/** The longest that a lookup service of the policy says. */
function answersKept(policy: Policy | undefined): Until {
  return Math.max(0, ...(policy?.enrichment.providers ?? []).map((each) => (typeof each === "string" ? 0 : each.keep)));
}

/** Every kind of row that is written, in all tables. */
export const keptRows: readonly KeptRow[] = Object.entries(rows).flatMap(([table, kinds]) =>
  kinds.map(([pk, what, whose, until, sk]) => ({
    ...{ table: table as KeptRow["table"], pk, ...(sk && { sk }), what, whose },
    until: typeof until === "function" ? until : () => until,
  })),
);

/** The kind of an item of a table; undefined for one that no kind is said of. */
export function keptRowOf(table: KeptRow["table"], item: { pk?: unknown; sk?: unknown }): KeptRow | undefined {
  const [head = ""] = String(item.pk).split("#");
  const [beside = ""] = String(item.sk).split("#");
  const of = keptRows.filter((row) => row.table === table);
  const known = of.filter(({ pk, sk }) => pk === head && (sk === undefined || sk === beside))[0];
  // Names of ledgers have no capitals.
  return known ?? (/^[A-Z]/.test(head) ? undefined : of.find(({ pk }) => pk === ""));
}

/** What is kept where the tables are not, or longer than they keep it. */
export const keptElsewhere = [
  {
    where: "backups",
    what: "all tables as they were; whoever restores one runs the erasures since then again",
    minutes: 35 * day,
  },
  { where: "what an erasure leaves", what: "an empty lead that names nobody", minutes: stays / 60 },
] as const;
