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
import { applyOffer, type Board, boardOf, type Charge, copyOf } from "../../routing/choice/board.ts";
import { type Choice, chooseRep as decide } from "../../routing/choice/choose-rep.ts";
import { offerAct } from "../../routing/choice/offer-act.ts";
import type { Lead, Offer } from "../../routing/lead/lead.ts";
import { move, offered } from "../../routing/lead/move-lead.ts";
import { isSynthetic } from "../../routing/lead/synthetic.ts";
import { dueAfter, secondsUntil, withDueTime } from "../../routing/lead/workflow-state.ts";
import {
  balancesIn,
  type CurrentLedger,
  currentLedgers,
  ledgerOf,
  ledgersOf,
  reassignedIn,
  sharingIn,
} from "../../routing/ledger/stored-ledger.ts";
import { lastPools, poolsFor } from "../../routing/offers/longest-wait.ts";
import { waitKeyOf } from "../../routing/offers/turn-order.ts";
import type { Policy } from "../../routing/policy/policy.ts";
import type { RepState } from "../../routing/reps/rep.ts";
import { syntheticRep } from "../../routing/reps/synthetic-rep.ts";
import { resultFor } from "../step-result.ts";
import { newWalk, noneWaiting, waitingBeforeAndAfter, wakeWaiting } from "../wake-waiting.ts";
import { keepExplanation, type Made } from "./keep-explanation.ts";
import { leadAndPolicy } from "./lead-and-policy.ts";
import { withWhoHasSame } from "./same-person.ts";

/** The most attempts at a claim while other leads of the pool win. */
export const tries = 20;
/**
 * Upper bound in ms of the random delay before each retry (full jitter). Without exponential growth, since a pool is
 * free again after one claim and leads that have lost often must not wait longer than new ones. Figures:
 * docs/claims.md.
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
 * Chooses the next rep for a lead and claims a place, or makes the lead wait or escalates it to the manager. Reads all
 * mutable state in one call, decides, and writes the result in one transaction; if it is refused, reads and decides
 * again. The written choice is explained afterwards, in a write of its own. Policy and roster are cached by version.
 * Waiting leads are read only while there are any; those with precedence get their places first.
 * @throws Contention, LeadNotFound
 */
export async function chooseRep({ leadId }: StepInput, deps: Deps): Promise<StepResult> {
  for (let attempt = 0; attempt < tries; attempt++) {
    if (attempt > 0) await randomDelay(waitMs);
    const read = await deps.claims.read(leadId);
    if (read.lead.status !== "ready" && read.lead.status !== "waiting") return resultFor(read.lead, deps.now());
    const chosen = await chooseFrom({ ...read, lead: await withWhoHasSame(read.lead, deps) }, deps);
    if (!chosen) continue;
    await keepExplanation(chosen.made, deps.traces);
    return chosen.result;
  }
  throw new Contention(`no claim for lead ${leadId} in ${tries} tries`);
}

/** Makes and writes one decision; undefined if what was read had changed before the write. */
async function chooseFrom(read: Situation, deps: Deps): Promise<{ result: StepResult; made: Made } | undefined> {
  const now = deps.now();
  const synthetic = isSynthetic(read.lead.id);
  const reps = synthetic ? [syntheticRep] : await deps.reps.roster(read.rosterVersion);
  const { lead, policy, active } = await leadAndPolicy(read, reps, now, deps.policies);
  const asked = ledgersOf(policy, [...poolsFor(lead, policy, Date.parse(now)), ...lastPools(lead, policy)]);
  const [kept, { before, after }] = await Promise.all([
    deps.claims.ledgersOf(read, asked, ledgersOf(policy, Object.keys(policy.pools))),
    read.backlog && !synthetic ? waitingBeforeAndAfter(lead, deps.leads) : noneWaiting,
  ]);
  const ledgers = currentLedgers(kept, policy, reps, now, active);
  const boardNow = () =>
    boardOf(reps, balancesIn(ledgers), { ...read, sharing: sharingIn(policy), reassigned: reassignedIn(ledgers) });
  const board = boardNow();
  const walk = newWalk(before.length > 0 ? boardNow() : board);
  await wakeWaiting(before, walk, now, deps);
  board.open.set(walk.board.open);
  board.inFlight.set(walk.board.inFlight);
  for (const [position, used] of walk.board.used) board.used.set(position, used);
  const choice = decide(lead, policy, board, now);
  // The explanation needs the board before the choice, so the choice is applied to a copy.
  const left = copyOf(board);
  const result = await settle(lead, choice, { policy, board: left, now, ledgers, read }, deps);
  if (!result) return undefined;
  // The previous rep's place was freed, so a waiting lead can probably take it.
  const frees = read.lead.status === "ready" && lead.offers.length > 0;
  if (frees) await wakeWaiting(after, { ...walk, board: left }, now, deps);
  return { result, made: { lead, policy, board, now, choice } };
}

/** Writes a choice and applies it to the board; undefined if what was read had changed. */
async function settle(
  lead: Lead,
  choice: Choice,
  { policy, board, now, ledgers, read }: Standpoint,
  deps: Deps,
): Promise<StepResult | undefined> {
  if (choice.kind === "escalate") return { leadId: lead.id, kind: "escalate", cause: choice.cause };
  if (choice.kind === "wait") {
    const waiting = { ...startsWaiting(lead, now), waitKey: waitKeyOf(lead, policy, choice.waitsFor) };
    // Set even if it was set when read: it may be removed before this lead is in the index.
    await deps.backlog.open(now);
    if (!(await deps.leads.replace(waiting))) return undefined;
    const until = retryAt(waiting, choice, policy, now);
    return { leadId: lead.id, kind: "nobody-available", waitSeconds: secondsUntil(until, now) };
  }
  const { round } = choice;
  if (round) {
    const next = withDueTime(offered(lead, round.offers, now));
    // Shown to a group: places and ledgers change only when a member claims it.
    if (await deps.leads.replace(next)) return resultFor(next, now);
    count("ClaimConflict");
    return undefined;
  }
  applyOffer(board, choice);
  // A synthetic lead is nobody's turn.
  const charged =
    !isSynthetic(lead.id) && choice.charge && chargedBy(choice.charge, lead, choice.offer, { board, policy, ledgers });
  const entry = charged && { charged: { ledger: charged.ledger, entry: charged.read.version + 1 } };
  const offer = { ...choice.offer, ...entry };
  const next = withDueTime(offered(lead, [offer], now));
  const rep = board.roster.reps[board.roster.positionOf.get(offer.repId) as number] as RepState;
  const place = read.places.get(rep.id);
  if (await deps.claims.claim({ rep, place, lead: next, offer, policy, ...(charged && { charged }) })) {
    const last = lead.offers.at(-1);
    if (last) measure("ReassignmentSeconds", (Date.parse(now) - Date.parse(last.offeredAt)) / 1000);
    return resultFor(next, now);
  }
  count("ClaimConflict");
  return undefined;
}

/** The ledger's change for this offer. */
function chargedBy(
  charge: Charge,
  lead: Lead,
  offer: Offer,
  { board, policy, ledgers }: Pick<Standpoint, "board" | "policy" | "ledgers">,
): Claim["charged"] {
  const read = ledgers.get(offer.pool);
  if (!read) return undefined;
  const act = offerAct(charge, lead, offer, board, policy);
  return { ledger: ledgerOf(policy, offer.pool), read, act, keep: policy.receipts.keep };
}

interface Standpoint {
  policy: Policy;
  board: Board;
  now: string;
  ledgers: ReadonlyMap<string, CurrentLedger>;
  read: Situation;
}

/** The lead in status waiting. It is soon overdue until its task has stored a token. */
function startsWaiting(lead: Lead, now: string): Lead {
  const { taskToken: _, wokenAt: __, ...rest } = lead;
  const waiting =
    lead.status === "waiting" ? rest : move(rest, "waiting", { at: now, event: "waiting" }, { waitingSince: now });
  return { ...waiting, dueAt: dueAfter(now) };
}
