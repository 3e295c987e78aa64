import type { Claim, ClaimStore, Situation } from "../../adapters/claims/claim-store.ts";
import { randomDelay } from "../../adapters/dynamo.ts";
import { Contention } from "../../adapters/faults.ts";
import type { BacklogStore } from "../../adapters/leads/backlog-store.ts";
import type { LeadStore } from "../../adapters/leads/lead-store.ts";
import type { TraceStore } from "../../adapters/leads/trace-store.ts";
import type { PolicyStore } from "../../adapters/policies/policy-store.ts";
import type { RepStore } from "../../adapters/reps/rep-store.ts";
import { count, measure, type StepInput, type StepResult } from "../../adapters/step.ts";
import type { WaitingTasks } from "../../adapters/workflow.ts";
import { retryAt } from "../../routing/backlog.ts";
import { applyOffer, type Board, balancesOf, boardOf, type Charge, copyOf, sharersOf } from "../../routing/board.ts";
import { type Choice, chooseRep as decide } from "../../routing/choose-rep.ts";
import type { Lead, Offer } from "../../routing/lead/lead.ts";
import { move, offered } from "../../routing/lead/move-lead.ts";
import { dueAfter, secondsUntil, withDueTime } from "../../routing/lead/workflow-state.ts";
import { storedCharge } from "../../routing/ledger/ledger-change.ts";
import {
  balancesIn,
  type CurrentLedger,
  currentLedgers,
  ledgerOf,
  ledgersOf,
  sharingIn,
} from "../../routing/ledger/stored-ledger.ts";
import { poolsFor } from "../../routing/offers/longest-wait.ts";
import { waitKeyOf } from "../../routing/offers/turn-order.ts";
import type { Policy } from "../../routing/policy/policy.ts";
import type { RepState } from "../../routing/reps/rep.ts";
import { resultFor } from "../step-result.ts";
import { newWalk, noneWaiting, waitingBeforeAndAfter, wakeWaiting } from "../wake-waiting.ts";
import { keepExplanation, type Made } from "./keep-explanation.ts";
import { leadAndPolicy } from "./lead-and-policy.ts";

/** How often a claim is decided again when another lead of the pool was quicker. */
export const tries = 20;
/**
 * Milliseconds, of which a random part is waited before each new try. It does not grow: a pool is always free again after
 * the time of one claim, and who has waited long must not come behind who has just arrived. docs/claims.md has figures.
 */
export const waitMs = 400;

interface Deps {
  leads: Pick<LeadStore, "get" | "update" | "replace" | "waiting">;
  policies: Pick<PolicyStore, "get">;
  reps: Pick<RepStore, "roster">;
  claims: Pick<ClaimStore, "read" | "ledgersOf" | "claim">;
  traces: Pick<TraceStore, "keepOffer" | "keepLast">;
  backlog: Pick<BacklogStore, "open">;
  tasks: Pick<WaitingTasks, "wake">;
  now: () => string;
  /** Whether there is time to wake another lead first. */
  hasTime: () => boolean;
}

/**
 * Finds the next rep for a lead and claims their place, or says that it waits or goes to the manager. Reads all that
 * changes in one call, decides, and writes all of it in one transaction; when that is refused, reads and decides again.
 * The choice that was written is explained afterwards, in a write of its own.
 * Policy and roster come from memory, and are read when there is a version that is not known yet. Only while leads wait
 * are they asked for too: those whose turn comes before get their places first.
 * @throws Contention, LeadNotFound
 */
export async function chooseRep({ leadId }: StepInput, deps: Deps): Promise<StepResult> {
  for (let attempt = 0; attempt < tries; attempt++) {
    if (attempt > 0) await randomDelay(waitMs);
    const read = await deps.claims.read(leadId);
    if (read.lead.status !== "ready" && read.lead.status !== "waiting") return resultFor(read.lead, deps.now());
    const chosen = await chooseFrom(read, deps);
    if (!chosen) continue;
    await keepExplanation(chosen.made, deps.traces);
    return chosen.result;
  }
  throw new Contention(`no claim for lead ${leadId} in ${tries} tries`);
}

/** One decision on what was read; undefined when that was no longer so when it came to writing. */
async function chooseFrom(read: Situation, deps: Deps): Promise<{ result: StepResult; made: Made } | undefined> {
  const now = deps.now();
  const reps = await deps.reps.roster(read.rosterVersion);
  const { lead, policy, active } = await leadAndPolicy(read, reps, now, deps.policies);
  const asked = ledgersOf(policy, poolsFor(lead, policy, Date.parse(now)));
  const [kept, { before, after }] = await Promise.all([
    deps.claims.ledgersOf(read, asked, ledgersOf(policy, Object.keys(policy.pools))),
    read.backlog ? waitingBeforeAndAfter(lead, deps.leads) : noneWaiting,
  ]);
  const ledgers = currentLedgers(kept, policy, reps, now, active);
  const boardNow = () => boardOf(reps, balancesIn(ledgers), read.places, sharingIn(policy));
  const board = boardNow();
  const walk = newWalk(before.length > 0 ? boardNow() : board);
  await wakeWaiting(before, walk, now, deps);
  board.open.set(walk.board.open);
  for (const [position, used] of walk.board.used) board.used.set(position, used);
  const choice = decide(lead, policy, board, now);
  // The choice is explained by the board on which it was made, so what it takes is taken on a copy.
  const left = copyOf(board);
  const result = await settle(lead, choice, { policy, board: left, now, ledgers, read }, deps);
  if (!result) return undefined;
  // The place of whoever had the lead until now is free, and most likely for another.
  const frees = read.lead.status === "ready" && lead.offers.length > 0;
  if (frees) await wakeWaiting(after, { ...walk, board: left }, now, deps);
  return { result, made: { lead, policy, board, now, choice } };
}

/** Writes a choice and takes it on the board; undefined when what was read was no longer so. */
async function settle(
  lead: Lead,
  choice: Choice,
  { policy, board, now, ledgers, read }: Standpoint,
  deps: Deps,
): Promise<StepResult | undefined> {
  if (choice.kind === "escalate") return { leadId: lead.id, kind: "escalate", cause: choice.cause };
  if (choice.kind === "wait") {
    const waiting = { ...startsWaiting(lead, now), waitKey: waitKeyOf(lead, policy, choice.waitsFor) };
    // Also where somebody waits already: the mark that was read may be taken away before this lead is seen to wait.
    await deps.backlog.open(now);
    if (!(await deps.leads.replace(waiting))) return undefined;
    const until = retryAt(waiting, choice, policy, now);
    return { leadId: lead.id, kind: "nobody-available", waitSeconds: secondsUntil(until, now) };
  }
  const { offer, round } = choice;
  const next = withDueTime(offered(lead, round?.offers ?? [offer], now));
  if (round) {
    // Shown to several: nobody's place and no ledger changes before one of them claims it.
    if (await deps.leads.replace(next)) return resultFor(next, now);
    count("ClaimConflict");
    return undefined;
  }
  applyOffer(board, choice);
  const charged = choice.charge && chargedBy(choice.charge, offer, board, policy, ledgers);
  const rep = board.roster.reps[board.roster.positionOf.get(offer.repId) as number] as RepState;
  const place = read.places.get(rep.id);
  if (await deps.claims.claim({ rep, place, lead: next, offer, ...(charged && { charged }) })) {
    const last = lead.offers.at(-1);
    if (last) measure("ReassignmentSeconds", (Date.parse(now) - Date.parse(last.offeredAt)) / 1000);
    return resultFor(next, now);
  }
  count("ClaimConflict");
  return undefined;
}

/** The ledger once the offer was taken on the board, and what it says to the offer. */
function chargedBy(
  charge: Charge,
  { pool, repId }: Offer,
  board: Board,
  policy: Policy,
  ledgers: ReadonlyMap<string, CurrentLedger>,
): Claim["charged"] {
  const read = ledgers.get(pool);
  const ledger = ledgerOf(policy, pool);
  if (!read) return undefined;
  const kept = storedCharge(ledger, sharersOf(board, charge), repId, read.decayedAt);
  return { ledger, read, after: balancesOf(board, pool), charge: kept };
}

interface Standpoint {
  policy: Policy;
  board: Board;
  now: string;
  ledgers: ReadonlyMap<string, CurrentLedger>;
  read: Situation;
}

/** The lead as it waits from now on, or still. Its task has yet to say with which token; until then it is soon overdue. */
function startsWaiting(lead: Lead, now: string): Lead {
  const { taskToken: _, wokenAt: __, ...rest } = lead;
  const waiting =
    lead.status === "waiting" ? rest : move(rest, "waiting", { at: now, event: "waiting" }, { waitingSince: now });
  return { ...waiting, dueAt: dueAfter(now) };
}
