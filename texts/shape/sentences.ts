import type { Factor } from "../../routing/lead/why.ts";
import type { Need } from "../../routing/policy/needs.ts";

/** How each language joins and compares in a sentence. Values arrive ready: translated, formatted and escaped. */
export interface SentenceWords {
  and: string;
  or: string;
  /** The conjunction as it sounds before the word that follows: in Spanish, "y" before "industria" is "e". */
  before: (conjunction: string, next: string) => string;
  /** Before a choice of whole clauses: "either". */
  either: string;
  not: (clause: string) => string;
  /** The clause that every lead fits. */
  always: string;
  nothing: string;
  unknown: string;
  is: string;
  isNot: string;
  /** Of a list, as the products. */
  include: string;
  includeNot: string;
  atLeast: (value: string) => string;
  atMost: (value: string) => string;
  above: (value: string) => string;
  below: (value: string) => string;
  between: (low: string, high: string) => string;
  startsWith: string;
  contains: string;
  known: (noun: string, plural: boolean) => string;
  notKnown: (noun: string, plural: boolean) => string;
  anything: string;
}

/** The sentences of a rep: why a lead came to their group, why it is theirs, and what would have changed that. */
export interface WhyTexts {
  /** Of a lead that came to a group which is none of its own. */
  waitedOut: (pool: string) => string;
  /** @param reason a clause, from `reasons` */
  yours: (reason: string) => string;
  /** @param who the reps that were compared, from `available` or `bestSuited`; for `only`, the pool. @param figure what was seen */
  reasons: Record<Factor, (who: string, figure: string) => string>;
  /** The reps of a pool who could take a lead; those of them who were equal in all preferences so far. */
  available: (pool: string) => string;
  bestSuited: (pool: string) => string;
  years: (amount: string) => string;
  wins: (percent: string) => string;
  /** Between a change and what would have become of the lead. */
  would: (change: string, outcome: string) => string;
  toRep: (name: string) => string;
  /** To the rep whose state is the change. */
  theirs: string;
  toPool: (pool: string) => string;
  outcomes: Record<"wait" | "escalate" | "nurtured" | "rejected", string>;
}

/** A change as the clause that begins a sentence. Nouns have their article, values are ready. */
export interface ChangeTexts {
  set: (noun: string, value: string) => string;
  justUnder: (noun: string, value: string) => string;
  justOver: (noun: string, value: string) => string;
  add: (noun: string, value: string) => string;
  drop: (noun: string, value: string) => string;
  other: (noun: string) => string;
  known: (noun: string) => string;
  unknown: (noun: string) => string;
  publicMail: string;
  ownMail: string;
  /** `name` is empty for the reader themself, where they can be meant. */
  placeFree: (name: string) => string;
  onShift: (name: string) => string;
  /** @param leads empty for a part of a lead too small to say */
  owed: (name: string, leads: string) => string;
  skill: (name: string, need: string) => string;
  needs: Record<Need, string>;
  effortFree: (name: string) => string;
  quotaFree: (name: string) => string;
  resumed: (name: string) => string;
  active: (name: string) => string;
  full: (name: string) => string;
}
