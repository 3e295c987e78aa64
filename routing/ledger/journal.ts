import * as z from "zod/mini";
import { preferences } from "../lead/why.ts";
import { type Balances, oneLead } from "./ledger.ts";
import { applyChanges, faded } from "./ledger-change.ts";
import { Reassignment } from "./reassigned.ts";
import type { CurrentLedger } from "./stored-ledger.ts";

/** Billionths of a lead by rep id. */
const Amounts = z.record(z.string(), z.number());

/** What is said of each act of a ledger, whatever its kind. */
const about = { reason: z.string(), by: z.string(), changes: Amounts };
const Act = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("offer"),
    leadId: z.string(),
    attempt: z.number(),
    pool: z.string(),
    /** Who was charged the lead. */
    chosen: z.string(),
    /** In which order the eligible were preferred; fairness alone where it is absent. */
    prefer: z.optional(z.array(z.enum(preferences))),
    /** It was shown to all of them, of whom the chosen one claimed it first. */
    claimed: z.optional(z.literal(true)),
    /** Somebody assigned it by hand to the chosen one, whatever the order. */
    byHand: z.optional(z.literal(true)),
    /** It was won, and they are its success manager: `attempt` is the number of that assignment, and not of an offer. */
    customer: z.optional(z.literal(true)),
    /** The person chose them among reps who share it. */
    byLead: z.optional(z.literal(true)),
    /** Another rep had it before and did not take it. */
    again: z.optional(Reassignment),
    /** The share of every eligible rep, `oneLead` in sum; and the weights that are not 1. */
    shares: Amounts,
    weights: z.optional(Amounts),
  }),
  z.object({ kind: z.literal("credit-back"), leadId: z.string(), attempt: z.number(), ...about }),
  z.object({ kind: z.literal("correction"), ...about }),
  /** Nothing but what comes before each act: decay, and the departure of members. */
  z.object({ kind: z.literal("upkeep") }),
]);
/** What changes a ledger, exactly: all amounts of it sum to zero. */
export type LedgerAct = z.infer<typeof Act>;

/**
 * One entry of a ledger's journal: how the ledger became its version `number`. First half-lives pass, then who left
 * hands on their balance, then comes the act.
 */
export const JournalEntry = z.object({
  number: z.number(),
  /** ISO 8601. */
  at: z.string(),
  act: Act,
  /** Idempotency key of the write. */
  id: z.optional(z.string()),
  /** What is left of each balance that was read, in parts of `grain`; absent where nothing decays. */
  factor: z.optional(z.number()),
  /** The hour up to which the ledger has decayed. */
  decayedAt: z.optional(z.string()),
  /** The distribution of what who left was owed. */
  left: z.optional(Amounts),
  /** The balances right before the act, on some of the entries: from there on, older ones are not needed. */
  opening: z.optional(Amounts),
});
export type JournalEntry = z.infer<typeof JournalEntry>;

/** The most entries after which the balances are noted again. */
const openingEvery = 64;

/** The entry of an act on a ledger as it was read. @param at ISO 8601 */
export function entryOf(read: CurrentLedger, act: LedgerAct, at: string): JournalEntry {
  const number = read.version + 1;
  // Every day's first as well, so that a ledger with few leads has one among the entries that are still kept.
  const opens = read.version % openingEvery === 0 || read.at?.slice(0, 10) !== at.slice(0, 10);
  return {
    number,
    at,
    act,
    ...(read.factor !== undefined && { factor: read.factor }),
    ...(read.decayedAt !== undefined && { decayedAt: read.decayedAt }),
    ...(read.leaving && { left: Object.fromEntries(read.leaving) }),
    ...(opens && { opening: read.balances }),
  };
}

/** The changes of an act by rep id, without those that are nothing. */
export function changesOf(act: LedgerAct): Map<string, number> {
  if (act.kind === "upkeep") return new Map();
  if (act.kind !== "offer") return new Map(Object.entries(act.changes).filter(([, by]) => by !== 0));
  const changes = new Map(Object.entries(act.shares));
  return changes.set(act.chosen, (changes.get(act.chosen) ?? 0) - oneLead);
}

/** The balances right before the act of an entry. @param balances after the entry before it */
export function beforeAct({ opening, factor, left = {} }: JournalEntry, balances: Balances): Balances {
  if (opening) return opening;
  const now = factor === undefined ? balances : faded(balances, factor);
  return applyChanges(now, new Map(Object.entries(left)));
}

/**
 * The balances after these entries, which follow each other without a gap; the first is that of version 1, or one with
 * an opening. Lines of nothing may differ from those of the ledger.
 */
export function replayed(entries: readonly JournalEntry[]): Balances {
  return entries.reduce<Balances>(
    (balances, entry) => applyChanges(beforeAct(entry, balances), changesOf(entry.act)),
    {},
  );
}

/** Whether both say the same of every rep; who has no line has nothing. */
export const sameBalances = (one: Balances, other: Balances): boolean =>
  [...Object.keys(one), ...Object.keys(other)].every((repId) => (one[repId] ?? 0) === (other[repId] ?? 0));
