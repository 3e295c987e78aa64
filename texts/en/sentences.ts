import type { Factor } from "../../routing/lead/why.ts";

/** How each language joins and compares in a sentence. Values arrive ready: translated, formatted and escaped. */
export const sentence = {
  and: "and",
  or: "or",
  /** The conjunction as it sounds before the word that follows: in Spanish, "y" before "industria" is "e". */
  before: (conjunction: string, _next: string) => conjunction,
  /** Before a choice of whole clauses: "either". */
  either: "either ",
  not: (clause: string) => `it is not so that ${clause}`,
  /** The clause that every lead fits. */
  always: "it is any lead",
  nothing: "nothing",
  unknown: "not known",
  is: "is",
  isNot: "is not",
  /** Of a list, as the products. */
  include: "include",
  includeNot: "do not include",
  atLeast: (value: string) => `is at least ${value}`,
  atMost: (value: string) => `is at most ${value}`,
  above: (value: string) => `is more than ${value}`,
  below: (value: string) => `is less than ${value}`,
  between: (low: string, high: string) => `is from ${low} to ${high}`,
  startsWith: "begins with",
  endsWith: "ends with",
  contains: "contains",
  within: (time: string) => `is at most ${time} ago`,
  olderThan: (time: string) => `is more than ${time} ago`,
  inNext: (time: string) => `is within the next ${time}`,
  dayBefore: (day: string) => `is before ${day}`,
  dayAfter: (day: string) => `is after ${day}`,
  yes: "yes",
  no: "no",
  hasWord: "has the word",
  known: (noun: string, plural: boolean) => `${noun} ${plural ? "are" : "is"} known`,
  notKnown: (noun: string, plural: boolean) => `${noun} ${plural ? "are" : "is"} not known`,
  anything: "is anything",
};

/** @param who the reps that were compared, from `available` or `bestSuited`; for `only`, the pool. @param figure what was seen */
const reasons: Record<Factor, (who: string, figure: string) => string> = {
  named: () => "the rule names you",
  account: () => "their organization is yours already",
  opportunity: () => "you have the opportunity of this account",
  colleague: () => "you have the lead of a colleague of theirs",
  "same-person": () => "you have another lead of perhaps the same person",
  chosen: () => "they chose you",
  only: (pool) => `you were the only one available in ${pool}`,
  order: (who) => `nothing told you apart from the others ${who}, and somebody had to be first`,
  owner: (who) => `you, ${who}, know them already`,
  specialist: (who) => `you list what they ask for, unlike the others ${who}`,
  "same-company": (who) => `you, ${who}, have had leads of the same organization`,
  "most-experienced": (who, figure) => `you have the most experience ${who} (${figure})`,
  "best-performer": (who, figure) => `you have the best results ${who} (${figure})`,
  "least-loaded": (who, figure) => `you have the fewest open leads ${who} (${figure})`,
  "highest-capacity-left": (who, figure) => `you have the most free places ${who} (${figure})`,
  "nearest-time-zone": (who) => `your time zone is the nearest to theirs ${who}`,
  nearest: (who, figure) => `you are the nearest to them ${who} (${figure})`,
  fairness: (who, figure) => `your turn came first ${who} (leads owed to you: ${figure})`,
};

/** The sentences of a rep: why a lead came to their group, why it is theirs, and what would have changed that. */
export const why = {
  /** Of a lead that came to a group which is none of its own. */
  waitedOut: (pool: string) =>
    `It waited its longest and nobody of its own group could take it, so it came to ${pool}.`,
  /** @param reason a clause, from `reasons` */
  yours: (reason: string) => `It is yours because ${reason}.`,
  reasons,
  /** The reps of a pool who could take a lead; those of them who were equal in all preferences so far. */
  available: (pool: string) => `of those available in ${pool}`,
  bestSuited: (pool: string) => `of the best suited in ${pool}`,
  years: (amount: string) => (amount === "1" ? "1 year" : `${amount} years`),
  /** @param of how many closed leads the share is of, where that is known */
  wins: (percent: string, of: string | undefined) =>
    of === undefined ? `${percent} won` : `${percent} won of ${of} closed`,
  /** Between a change and what would have become of the lead. */
  would: (change: string, outcome: string) => `${change}, ${outcome}.`,
  /** To the rep whose state is the change. */
  theirs: "it would have been theirs",
  toRep: (name: string) => `it would have gone to ${name}`,
  toPool: (pool: string) => `it would have gone to ${pool}`,
  outcomes: {
    wait: "it would be waiting for somebody to be available",
    escalate: "it would have gone to the manager",
    nurtured: "it would have been answered by mail, without a rep",
    rejected: "it would have been turned away",
  },
};

/** A change as the clause that begins a sentence. Nouns have their article, values are ready. */
export const change = {
  set: (noun: string, value: string) => `If ${noun} were ${value}`,
  justUnder: (noun: string, value: string) => `If ${noun} were just under ${value}`,
  justOver: (noun: string, value: string) => `If ${noun} were just over ${value}`,
  add: (noun: string, value: string) => `If ${noun} included ${value}`,
  drop: (noun: string, value: string) => `If ${noun} did not include ${value}`,
  /** Of an event that the score counts: that there was one more, and that there was none. */
  did: (event: string) => `If ${event} had happened once more just then`,
  didNot: (event: string) => `If ${event} had never happened`,
  other: (noun: string) => `If ${noun} were one that the policy does not name`,
  known: (noun: string) => `If ${noun} were known`,
  unknown: (noun: string) => `If ${noun} were not known`,
  publicMail: "If the e-mail address belonged to a public mail service",
  ownMail: "If the e-mail address belonged to an organization",
  /** `name` is empty for the reader themself, where they can be meant. */
  placeFree: (name: string) => `If ${name} had had a free place`,
  onShift: (name: string) => `If ${name} had been at work`,
  /** @param leads empty for a part of a lead too small to say */
  owed: (name: string, leads: string) => `If ${name} had been owed ${leads ? `${leads} leads` : "a little"} more`,
  skill: (name: string, need: string) => `If ${name} covered ${need}`,
  needs: {
    language: "the lead's language",
    product: "the products asked for",
    industry: "the lead's industry",
    "use-case": "the lead's use case",
    country: "the lead's country",
  },
  effortFree: (name: string) => `If ${name} had had less work in hand`,
  flightFree: (name: string) => `If ${name} had had nothing in flight`,
  quotaFree: (name: string) => `If ${name} had been given fewer new leads`,
  resumed: (name: string) => `If ${name} had not been paused`,
  active: (name: string) => `If ${name} had been active`,
  full: (name: string) => `If ${name || "you"} had had no free place`,
};

export type SentenceWords = typeof sentence;
export type WhyTexts = typeof why;
export type ChangeTexts = typeof change;
