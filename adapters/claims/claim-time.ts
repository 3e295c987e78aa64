import { type Board, sharersOf } from "../../routing/choice/board.ts";
import type { Choosable } from "../../routing/choice/choose-time.ts";
import { preferencesFor } from "../../routing/choice/preferences.ts";
import { type ChosenTime, chosen } from "../../routing/follow/chosen.ts";
import type { Handed } from "../../routing/follow/hands-on.ts";
import type { Lead } from "../../routing/lead/lead.ts";
import { meetingEnd, meetingOf, meetingsOf } from "../../routing/lead/meeting.ts";
import { costOf } from "../../routing/ledger/ledger-change.ts";
import { type CurrentLedger, currentLedger, ledgerOf } from "../../routing/ledger/stored-ledger.ts";
import type { Policy } from "../../routing/policy/policy.ts";
import type { RepState } from "../../routing/reps/rep.ts";
import { cellsOf } from "../../routing/time/free-times.ts";
import type { Write } from "../dynamo.ts";
import type { LeadStore } from "../leads/lead-store.ts";
import { afterAct, type LedgerChange, type LedgerStore } from "../ledgers/ledger-store.ts";
import { placeWrites } from "../reps/free-places.ts";
import { type Held, type HoldStore, holdWrites } from "../reps/hold-store.ts";
import { claimLimits } from "../reps/take-place.ts";
import { creditsOf, writesOf } from "./credit-back.ts";

/** The stores that a claim writes. */
export interface ClaimTimeDeps {
  leads: Pick<LeadStore, "replace">;
  ledgers: LedgerStore;
  repsTable: string;
  cursorsTable: string;
}

/** A lead without an owner whose person chose a rep, with everything that was read when it was decided. */
export interface TimeClaim {
  lead: Lead;
  chosen: Choosable;
  time: ChosenTime;
  /** The policy that the lead was decided with, and the active one, by which offers are credited. */
  policy: Policy;
  active: Policy;
  reps: readonly RepState[];
  board: Board;
  /** Pool id → its ledger as of now. */
  ledgers: ReadonlyMap<string, CurrentLedger>;
  now: string;
}

/** What came of a claim: written, with the lead as it is then; refused by the lead itself; or by what changed meanwhile. */
export type TimeClaimed =
  | { kind: "claimed"; lead: Lead; taken: Handed & { result: "done" } }
  | { kind: "refused" | "changed" };

/**
 * Claims a rep and a time with them for a lead: the rep's place, effort and count, the ledger's charge, the time, and the
 * lead are one write, together with what whoever was asked before gets back. Nothing is written if any of it has changed
 * since it was read.
 */
export async function claimTime(claim: TimeClaim, deps: ClaimTimeDeps): Promise<TimeClaimed> {
  const { lead, chosen: one, time, policy, active, reps, board, now } = claim;
  const handed = chosen(lead, one, time, policy, now, board.closings);
  if (handed.result !== "done") return { kind: "refused" };
  const why = { reason: "chosen" as const, by: "lead", at: now };
  const credits = await creditsOf(handed.lead, handed.credited, why, { ...deps, policy: active, reps });
  const { taken } = handed;
  const change = taken && chargeOf(claim, taken.offer.attempt, credits.changes);
  if (change) credits.changes.set(change.ledger, [...(credits.changes.get(change.ledger) ?? []), change]);
  const charged = change && { charged: { ledger: change.ledger, entry: change.read.version + 1 } };
  const offers = credits.lead.offers.map((offer) =>
    offer.attempt === taken?.offer.attempt ? { ...offer, ...charged } : offer,
  );
  const after = { ...credits.lead, offers };
  const places = placeWrites(deps.repsTable, {
    freed: [...handed.freed, ...credits.uncounted],
    taken: taken && {
      offer: taken.offer,
      within: { now, ...claimLimits(one.rep, one.rep, policy, now, taken.offer.pool) },
    },
  });
  const also = [
    ...places,
    ...timeWrites(deps.repsTable, { repId: one.rep.id, leadId: lead.id }, time, undefined),
    ...writesOf(credits.changes, deps.cursorsTable, now),
  ];
  const written = await deps.leads.replace(after, also);
  return written ? { kind: "claimed", lead: after, taken: handed } : { kind: "changed" };
}

/** The charge to the pool's ledger, which all share among whom the person could choose. */
function chargeOf(
  { lead, chosen: { rep, pool, charge }, policy, active, reps, board, ledgers, now }: TimeClaim,
  attempt: number,
  changes: ReadonlyMap<string, readonly LedgerChange[]>,
): LedgerChange | undefined {
  if (!charge) return undefined;
  const ledger = ledgerOf(policy, pool);
  const last = changes.get(ledger)?.at(-1);
  const read = last ? currentLedger(afterAct(last, now), ledger, active, reps, now) : ledgers.get(pool);
  if (!read) return undefined;
  const prefer = preferencesFor(lead, pool, policy);
  const act = {
    ...{ kind: "offer" as const, leadId: lead.id, attempt, pool, byLead: true as const },
    ...costOf(sharersOf(board, charge), rep.id),
    ...(prefer[0] !== "fairness" && { prefer: [...prefer] }),
  };
  return { ledger, read, act, keep: active.receipts.keep };
}

/** The cells of a time. */
const cellsIn = (time: ChosenTime | undefined): number[] =>
  time ? cellsOf({ start: Date.parse(time.at), end: Date.parse(meetingEnd(time)) }) : [];

/**
 * The writes by which a rep holds the time that they agreed on with the person of a lead, in place of the one before: as
 * far as no other lead has it, since who meets whom is theirs to say.
 * @param before what they had agreed on until then
 */
export async function agreedTimeWrites(
  of: { repId: string; leadId: string },
  { before, after }: { before: ChosenTime | undefined; after: ChosenTime | undefined },
  { holds, repsTable }: { holds: Pick<HoldStore, "of">; repsTable: string },
): Promise<Write[]> {
  const [old, cells] = [cellsIn(before), cellsIn(after)];
  const held = await holds.of(of.repId, [...old, ...cells]);
  return holdWrites(repsTable, {
    ...of,
    take: cells.filter((cell) => !held.has(cell)),
    free: old.filter((cell) => held.get(cell) === of.leadId && !cells.includes(cell)),
  });
}

/**
 * The writes by which the times of meetings that are cancelled are free again, apart from one that the same two agreed on
 * anew. Part of the write of the lead, so that nothing is freed that was agreed on in the meantime.
 */
export async function freedTimeWrites(
  lead: Lead,
  { holds, repsTable }: { holds: Pick<HoldStore, "of">; repsTable: string },
): Promise<Write[]> {
  const stands = meetingOf(lead);
  const ended = meetingsOf(lead).filter(({ cancelledAt }) => cancelledAt !== undefined);
  const writes = [...Map.groupBy(ended, ({ repId }) => repId)].map(async ([repId, some]) => {
    const cells = [...new Set(some.flatMap(cellsIn))];
    const held = await holds.of(repId, cells);
    const kept = stands?.repId === repId ? cellsIn(stands) : [];
    const free = cells.filter((cell) => held.get(cell) === lead.id && !kept.includes(cell));
    return holdWrites(repsTable, { repId, leadId: lead.id, take: [], free });
  });
  return (await Promise.all(writes)).flat();
}

/**
 * The writes by which a rep holds a time for a lead, in place of the one that they held for it before.
 * @param held what the rep holds, as it was read
 */
export function timeWrites(
  reps: string,
  of: { repId: string; leadId: string },
  time: ChosenTime | undefined,
  held: Held | undefined,
): Write[] {
  const cells = cellsIn(time);
  const own = [...(held ?? [])].flatMap(([cell, leadId]) => (leadId === of.leadId ? [cell] : []));
  return holdWrites(reps, {
    ...of,
    take: cells.filter((cell) => !own.includes(cell)),
    free: own.filter((cell) => !cells.includes(cell)),
  });
}
