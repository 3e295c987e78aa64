import * as z from "zod/mini";
import { allFacts, type Fact, type FactName, type Facts, type FactsWith, type Field, factTable } from "../facts.ts";
import { Addition, News } from "./additions.ts";
import { CameFrom } from "./came-from.ts";
import { ConsentGiven } from "./consents.ts";
import { LeadEvent } from "./events.ts";
import { Closing, Follow, Meeting } from "./follow.ts";
import { ownerKinds } from "./owners.ts";
import { Told } from "./told.ts";
import { preferences, Why } from "./why.ts";

/** The languages Turno writes in. A lead or rep with another language gets the policy's first. */
export const locales = factTable.language.values;
export type Locale = (typeof locales)[number];

/** By what a place is known, the most precise first. */
export const precisions = ["postal-code", "city", "region", "country"] as const;
/** A point on the earth, in degrees: latitude north, longitude east; and by what it was found, where it was looked up. */
export const Place = z.object({ lat: z.number(), lon: z.number(), by: z.optional(z.enum(precisions)) });
export type Place = z.infer<typeof Place>;

export const customerTypes = factTable.customer_type.values;
export const urgencies = factTable.urgency.values;

/** How the value of a fact is kept, by the fact's kind. */
const kept = {
  text: z.string(),
  email: z.string(),
  phone: z.string(),
  country: z.string(),
  zone: z.string(),
  count: z.number(),
  number: z.number(),
  money: z.number(),
  list: z.array(z.string()),
  place: Place,
  truth: z.boolean(),
  date: z.string(),
  events: z.array(LeadEvent),
} as const satisfies Record<Exclude<Fact["kind"], "choice">, z.ZodMiniType>;

const keptAs = (fact: Fact): z.ZodMiniType => (fact.kind === "choice" ? z.enum(fact.values) : kept[fact.kind]);

type Value<Of extends Fact> = Of extends { kind: "choice"; values: readonly (infer Choice)[] }
  ? Choice
  : Of extends { kind: infer Kind extends keyof typeof kept }
    ? z.infer<(typeof kept)[Kind]>
    : never;
type Always = FactsWith<{ always: true }>;

/** What is known of a person and their organisation, by the names of the table of facts in camel case. */
export type LeadFacts = Flat<
  { [Name in Always as Field<Name>]: Value<Facts[Name]> } & {
    [Name in Exclude<FactName, Always> as Field<Name>]?: Value<Facts[Name]> | undefined;
  }
>;
type Flat<Of> = { [Key in keyof Of]: Of[Key] };
/** Beside the facts of the table, a lead may have those that a policy names itself, under their own names. */
export const LeadFacts = z.catchall(
  z.object(
    Object.fromEntries(
      allFacts.map(({ field, fact }) => [field, fact.always ? keptAs(fact) : z.optional(keptAs(fact))]),
    ),
  ),
  z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]),
) as unknown as z.ZodMiniType<LeadFacts>;

/** The statuses of a lead. The transitions between them are in lifecycle.ts. */
export const leadStatuses = [
  "new",
  "qualified",
  "ready",
  "waiting",
  "offered",
  "escalated",
  "accepted",
  "introduced",
  "contacted",
  "closed",
  "rejected",
  "nurtured",
] as const;
export type LeadStatus = (typeof leadStatuses)[number];

export const priorities = ["hot", "warm", "cold"] as const;
export type Priority = (typeof priorities)[number];

const translations = Object.fromEntries(locales.map((locale) => [locale, z.optional(z.string())]));

/** A text of the policy's author: one for all readers, or one in each of some languages, at least one. */
export const Words = z.union([
  z.string(),
  z
    .strictObject(translations as Record<Locale, z.ZodMiniOptional<z.ZodMiniString>>)
    .check(z.refine((texts) => Object.values(texts).some(Boolean), `expected a text in one of ${locales.join(", ")}`)),
]);
export type Words = z.infer<typeof Words>;

/**
 * The text in the reader's language or, where it is not written in that, in the first of the policy's `languages` in
 * which it is; last, in whichever it has.
 * @param languages of the policy, its first being for readers of none of them
 */
export function inLocale(words: Words, locale: Locale, languages: readonly Locale[]): string {
  if (typeof words === "string") return words;
  const written = [locale, ...languages, ...locales].find((language) => words[language]);
  return (written && words[written]) ?? "";
}

/** One reason behind a decision, in the policy author's words, with what it was worth. */
const Reason = z.object({
  because: Words,
  points: z.optional(z.number()),
  /** Of a line of points, its place among those of its dimension, from 0. */
  line: z.optional(z.number()),
  /** Of a behaviour, the events that count, the latest first: when each was, and what it gives. */
  events: z.optional(z.array(z.object({ at: z.string(), points: z.number() }))),
});

export const Score = z.object({
  total: z.number(),
  max: z.number(),
  dimensions: z.array(
    z.object({ dimension: z.string(), points: z.number(), max: z.number(), reasons: z.array(Reason) }),
  ),
});
export type Score = z.infer<typeof Score>;

/** What one provider of company facts answered, without the facts themselves. */
const Lookup = z.object({
  provider: z.string(),
  outcome: z.enum(["found", "nothing", "late", "failed", "skipped"]),
  /** The facts that it filled in: those that nobody before it knew. */
  filled: z.array(z.string()),
});

/** The company account that a lead belongs to, and how sure that is. */
export const AccountMatch = z.object({
  accountId: z.string(),
  name: z.string(),
  by: z.enum(["domain", "name"]),
  /** 1 for the same domain or name, less for a name that is only similar. */
  similarity: z.number(),
  relation: z.enum(["prospect", "customer", "former"]),
  /** The rep who has the account: a customer's success manager, a prospect's seller. */
  ownerId: z.optional(z.string()),
  /** The rep who has its open opportunity. */
  opportunityOwnerId: z.optional(z.string()),
  /** What happened before, for the rep who calls; shown as text, never trusted. */
  history: z.optional(z.string()),
  /** The lead by which they became a customer, when, and the products that they asked for then. */
  won: z.optional(z.object({ leadId: z.string(), since: z.string(), products: z.optional(z.array(z.string())) })),
});
export type AccountMatch = z.infer<typeof AccountMatch>;

/** Whose the lead is before any rule is asked, and why. */
export const KnownOwner = z.object({
  repId: z.string(),
  because: z.enum(ownerKinds),
  /** The colleague's lead. */
  leadId: z.optional(z.string()),
});
export type KnownOwner = z.infer<typeof KnownOwner>;

/** An earlier lead of perhaps the same person, under another address. */
export const SamePerson = z.object({
  leadId: z.string(),
  name: z.string(),
  receivedAt: z.string(),
  /** To whom that one went, once it was known. */
  repId: z.optional(z.string()),
});
export type SamePerson = z.infer<typeof SamePerson>;

/**
 * `taken`: a colleague to whom the lead was shown at the same time was first, or a manager gave it to somebody. `given-back`: the rep had accepted it and
 * gave it back. `handed-on`: the rep had accepted it, and it went to somebody else. `withdrawn`: the lead was closed while
 * it was offered.
 */
export const offerOutcomes = [
  "accepted",
  "declined",
  "lapsed",
  "taken",
  "given-back",
  "handed-on",
  "withdrawn",
] as const;
export type OfferOutcome = (typeof offerOutcomes)[number];

/**
 * A lead shown to a rep until they answer or time is up: to one alone, holding a place of theirs, or in a round, to
 * several at once, of whom the first to claim it has it. Times are ISO 8601 in UTC.
 */
export const Offer = z.object({
  /** 1 for the first rep asked, 2 for the next… */
  attempt: z.number(),
  repId: z.string(),
  pool: z.string(),
  /** The same for offers that are open at the same time; absent when the rep is asked alone. */
  round: z.optional(z.number()),
  /** It was made after the lead's longest wait, when the pools of the policy's `after_max_wait` were asked as well. */
  waitedOut: z.optional(z.boolean()),
  /** In which further round of asking it was made: 1 for the second time that reps were asked; absent in the first. */
  again: z.optional(z.number()),
  /** It was made after the attempts, to all who may claim the lead before the manager gets it. */
  lastCall: z.optional(z.literal(true)),
  why: z.optional(Why),
  offeredAt: z.string(),
  expiresAt: z.string(),
  /** How long they have to answer, in minutes of their working time, where that is learnt of so many reassignments. */
  limit: z.optional(z.object({ minutes: z.number(), of: z.number() })),
  /** When to remind, earliest first; those already sent are counted by `reminded`. */
  remindAt: z.array(z.string()),
  reminded: z.number(),
  /** SHA-256 (base64url) of each link mailed for this offer; the links themselves are not kept. */
  linkHashes: z.array(z.string()),
  /** Effort that it takes of the rep while it is open or accepted; absent where effort was not counted. */
  points: z.optional(z.number()),
  /** Minutes that it is expected to take until it is closed, which are in flight while it is open or accepted. */
  toClose: z.optional(z.number()),
  /** The days, weeks and months of the rep's in which it counts as a new lead, where they have limits of them. */
  countedIn: z.optional(z.array(z.string())),
  outcome: z.optional(z.enum(offerOutcomes)),
  /** Who gave the lead to the rep by hand: a manager's id, or the name of who typed a command. */
  byHand: z.optional(z.string()),
  /** The person chose the rep, and a time to meet them. */
  byLead: z.optional(z.literal(true)),
  answeredAt: z.optional(z.string()),
  declineReason: z.optional(z.string()),
  /** The entry in the journal of the ledger that it was charged to; absent where it cost nothing. */
  charged: z.optional(z.object({ ledger: z.string(), entry: z.number() })),
  /** The lead went to somebody else, since its first contact was late. */
  late: z.optional(z.literal(true)),
  /** What it cost in the ledger was undone: by whom, and why. */
  creditedBack: z.optional(z.object({ at: z.string(), by: z.string(), reason: z.string() })),
  /** Since when the rep is paused, whom the lapse of this offer paused. */
  pausedAt: z.optional(z.string()),
});
export type Offer = z.infer<typeof Offer>;

/** The manager's turn, after the reps' attempts are used or nobody was available in time. */
export const Escalation = z.object({
  managerId: z.string(),
  /** `by-hand`: the manager took it, or another manager left. */
  cause: z.enum(["attempts-used", "everybody-asked", "nobody-available", "fault", "by-hand"]),
  at: z.string(),
  remindAt: z.array(z.string()),
  reminded: z.number(),
  linkHashes: z.array(z.string()),
  answeredAt: z.optional(z.string()),
  /** How many escalations of the lead there were before this one; absent for none. */
  before: z.optional(z.number()),
});
export type Escalation = z.infer<typeof Escalation>;

/** One event in a lead's timeline: what happened, when, and to whom. Never contains personal data of the lead. */
export const TimelineEvent = z.object({
  at: z.string(),
  event: z.string(),
  attempt: z.optional(z.number()),
  repId: z.optional(z.string()),
  detail: z.optional(z.string()),
  /** Who did it, where that is not the rep: a manager's id, or the name of who typed a command. */
  by: z.optional(z.string()),
});
export type TimelineEvent = z.infer<typeof TimelineEvent>;

/**
 * A fact as it was written, by its name as written: where its value says less of it, or nothing, since it is `unread`,
 * or was `claimed` by a stranger of whom we do not take it.
 */
export const AsWritten = z.object({
  field: z.string(),
  text: z.string(),
  unread: z.optional(z.literal(true)),
  claimed: z.optional(z.literal(true)),
});
export type AsWritten = z.infer<typeof AsWritten>;

/**
 * Why the lead's address gets no more mails: SES does not take them, the mailbox sent one back for good, the person
 * marked one as unwanted, or the address had such a mail already that day. `at` is ISO 8601.
 */
export const Unreachable = z.object({ at: z.string(), why: z.enum(["refused", "bounced", "complained", "limited"]) });
export type Unreachable = z.infer<typeof Unreachable>;

/** A person who asked that somebody looks at how their request was decided. */
const Look = z.object({
  at: z.string(),
  /** As it was typed; may name people. */
  note: z.optional(z.string()),
});

export const Lead = z.object({
  id: z.string(),
  /** Number of writes, for optimistic locking. */
  rev: z.number(),
  status: z.enum(leadStatuses),
  facts: LeadFacts,
  asWritten: z.optional(z.array(AsWritten)),
  /** The company's domain, by which its leads are found; absent where the address is of a public mail service. */
  companyKey: z.optional(z.string()),
  consent: z.optional(z.object({ wording: z.string(), at: z.string() })),
  /** What forms asked to agree to, and whether they did, the latest last. */
  consents: z.optional(z.array(ConsentGiven)),
  /** How the person came first. */
  from: z.optional(CameFrom),
  unreachable: z.optional(Unreachable),
  receivedAt: z.string(),
  /** The lead of the same person before this one. */
  earlier: z.optional(z.string()),
  /** How many submissions make up this lead, the first included. Each is a row beside it. */
  submissions: z.number(),
  additions: z.optional(z.array(Addition)),
  /** Something was added since it was qualified and scored. */
  stale: z.optional(z.literal(true)),
  news: z.optional(News),
  /** How many submissions of this day (UTC) were kept, in all and of each source; `more` came, and are held. */
  keptOn: z.optional(
    z.object({
      day: z.string(),
      count: z.number(),
      of: z.record(z.string(), z.number()),
      more: z.optional(z.literal(true)),
    }),
  ),
  policyVersion: z.optional(z.number()),
  /** The lookups of the company at `at`; facts that they filled in are among the lead's facts. */
  enrichment: z.optional(z.object({ at: z.string(), lookups: z.array(Lookup) })),
  account: z.optional(AccountMatch),
  knownOwner: z.optional(KnownOwner),
  /** Every known owner by kind, where there is more than the one above. */
  owners: z.optional(z.partialRecord(z.enum(ownerKinds), z.string())),
  samePerson: z.optional(SamePerson),
  /** Reps who had leads of the same company, the latest first. */
  companyReps: z.optional(z.array(z.string())),
  qualification: z.optional(z.object({ eligible: z.boolean(), reasons: z.array(Reason), callScript: z.array(Words) })),
  score: z.optional(Score),
  priority: z.optional(z.object({ level: z.enum(priorities), reasons: z.array(Reason) })),
  lane: z.optional(z.object({ lane: z.string(), because: Words })),
  rule: z.optional(
    z.object({
      rule: z.string(),
      /** The one rep who is asked before the pools are. */
      rep: z.optional(z.string()),
      /** How long the lead waits for that rep before the pools are asked, in minutes. */
      wait: z.optional(z.number()),
      pools: z.array(z.string()),
      /** The first of the pools was drawn by their parts, as the rule splits its leads. */
      split: z.optional(z.literal(true)),
      /** How long each pool is asked before the next one is as well, in minutes. */
      before_next: z.optional(z.number()),
      /** The rule's own times in minutes, in place of its priority's. */
      sla: z.optional(
        z.object({
          answer: z.optional(z.union([z.number(), z.literal("none")])),
          first_contact: z.optional(z.union([z.number(), z.literal("none")])),
        }),
      ),
      /** The rule's own preferences, in place of the pools'. */
      prefer: z.optional(z.array(z.enum(preferences))),
      because: z.optional(Words),
    }),
  ),
  /** Its expected effort, if the policy counts effort. */
  points: z.optional(z.number()),
  offers: z.array(Offer),
  /** A rep has said that it is qualified, so it went on to whom the rules ask then; absent before. */
  stage: z.optional(z.literal("qualified")),
  /** How many of the offers are no attempts any more, since the lead was handed on or reopened after them. */
  pastOffers: z.optional(z.number()),
  escalation: z.optional(Escalation),
  /** SHA-256 (base64url) of each link to the lead's page that was mailed to a manager about its owner, the latest. */
  managerLinks: z.optional(z.array(z.object({ managerId: z.string(), hash: z.string() }))),
  ownerId: z.optional(z.string()),
  acceptedAt: z.optional(z.string()),
  introducedAt: z.optional(z.string()),
  /** How many owners it had before this one; absent for none. */
  ownedBefore: z.optional(z.number()),
  /** When an owner first reached its person, who that was, and after how many minutes of their working time since it was received. */
  firstContact: z.optional(z.object({ at: z.string(), repId: z.string(), worked: z.number() })),
  /** What its owner did since the introduction, and what is due of them. */
  follow: z.optional(Follow),
  /** The last meeting that was agreed on with its owner. */
  meeting: z.optional(Meeting),
  /** Meetings with former owners, until both sides know that they are cancelled. */
  formerMeetings: z.optional(z.array(Meeting)),
  /** How often a meeting of the lead was agreed on, moved or cancelled. */
  meetingChanges: z.optional(z.number()),
  closed: z.optional(Closing),
  /** A legal hold: until it is lifted, nothing of the lead is erased. */
  hold: z.optional(z.object({ at: z.string(), by: z.string(), reason: z.string() })),
  /** When everything of its person was erased, ISO 8601; it stays for a while so that whatever works on it finds it over. */
  erased: z.optional(z.string()),
  look: z.optional(Look),
  told: z.optional(Told),
  waitingSince: z.optional(z.string()),
  /** The same for leads that get the same answer on the same board; see `waitKeyOf`. */
  waitKey: z.optional(z.string()),
  /** When it was last woken, until it has claimed a place or waits again. */
  wokenAt: z.optional(z.string()),
  /** Callback token of the task that waits for an answer. Never logged, never mailed. */
  taskToken: z.optional(z.string()),
  /** How many executions were started for this lead beyond the first. */
  restarts: z.number(),
  /** When the next action must have happened; after it the sweeper handles the lead. Absent if nothing is due. */
  dueAt: z.optional(z.string()),
  /** The latest events; `timelineMoved` earlier ones are rows beside the lead. */
  timeline: z.array(TimelineEvent),
  timelineMoved: z.optional(z.number()),
});
export type Lead = z.infer<typeof Lead>;

/** The offers that wait for an answer: one, or those of a round; none if the lead is offered to nobody. */
export function openOffers(lead: Lead): Offer[] {
  return lead.status === "offered" ? lead.offers.filter(({ outcome }) => outcome === undefined) : [];
}

/** To how many other reps the lead is offered at the same time. */
export const othersShown = (lead: Lead, { round, attempt }: Offer): number =>
  round === undefined
    ? 0
    : openOffers(lead).filter((other) => other.round === round && other.attempt !== attempt).length;

/** The offers that are attempts: those since the lead was last handed on or reopened. */
export const attemptsOf = ({ offers, pastOffers = 0 }: Pick<Lead, "offers" | "pastOffers">): Offer[] =>
  offers.slice(pastOffers);

/** The number of attempts so far; a round counts once, however many reps it had, and what comes after the attempts is none. */
export const attemptsUsed = (lead: Pick<Lead, "offers" | "pastOffers">): number => {
  const attempts = attemptsOf(lead).filter(({ lastCall }) => !lastCall);
  return new Set(attempts.map(({ attempt, round }) => (round === undefined ? `${attempt}` : `round ${round}`))).size;
};

/** Who has the lead in their hands: its owner, the reps with an open offer, or the manager; nobody while it is routed. */
export function holdersOf(lead: Lead): string[] {
  if (lead.status === "offered") return openOffers(lead).map(({ repId }) => repId);
  if (lead.status === "escalated") return lead.escalation ? [lead.escalation.managerId] : [];
  return lead.ownerId === undefined ? [] : [lead.ownerId];
}

/** The pool whose lead it is: that of its last offer, or the first of its rule; undefined before it has one. */
export const poolOf = ({ offers, rule }: Pick<Lead, "offers" | "rule">): string | undefined =>
  offers.findLast(({ lastCall }) => !lastCall)?.pool ?? rule?.pools[0];
