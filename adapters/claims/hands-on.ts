import { boardOf, poolBoard, sharersOf } from "../../routing/choice/board.ts";
import { eligibleIn, sharersIn } from "../../routing/choice/eligible.ts";
import { decidedAgain } from "../../routing/decide-again.ts";
import { followResult } from "../../routing/follow/follow-up.ts";
import { type Handed, type HandsOn, handle, type Refusal, type RejectReason } from "../../routing/follow/hands-on.ts";
import { type Lead, type Offer, poolOf } from "../../routing/lead/lead.ts";
import { isFinal } from "../../routing/lead/lifecycle.ts";
import { secondsUntil, workflowState } from "../../routing/lead/workflow-state.ts";
import { costOf } from "../../routing/ledger/ledger-change.ts";
import { currentLedgers, ledgerOf } from "../../routing/ledger/stored-ledger.ts";
import { escalationTo, managerFor } from "../../routing/offers/escalation.ts";
import { offerByHand } from "../../routing/offers/offer.ts";
import type { Policy } from "../../routing/policy/policy.ts";
import type { ClosingsByKind } from "../../routing/reps/closings.ts";
import type { RepState } from "../../routing/reps/rep.ts";
import { memberOf, rosterOf } from "../../routing/reps/roster.ts";
import type { CustomerStore } from "../customers/customer-store.ts";
import { reopenedWith } from "../customers/won-writes.ts";
import type { Write } from "../dynamo.ts";
import { type LeadChange, ownOf } from "../leads/lead-store.ts";
import { afterAct, type LedgerChange } from "../ledgers/ledger-store.ts";
import { placeWrites } from "../reps/free-places.ts";
import { claimLimits } from "../reps/take-place.ts";
import { creditsOf, writesOf } from "./credit-back.ts";
import { type ActDeps, wakeWaiting } from "./end-lead.ts";

/** What a manager asks for. `give` to a rep, and `take` by the manager `to`, whoever has it. */
export type Asked =
  | { kind: "assign" | "transfer" | "give" | "take"; to: string }
  | { kind: "hand-on"; from: string }
  | { kind: "reject"; reason: RejectReason; note?: string | undefined }
  | { kind: "reopen" };

/** What came of it, and the lead as it is now. `nobody`: the roster has no such rep or manager. */
export interface HandsOnLead {
  result: Refusal | "done" | "nobody";
  lead: Lead;
  /** The task that could not be woken; it times out. */
  notWoken?: Error | undefined;
}

/** With who is a customer, since a lead that was won can be reopened. */
export type HandsOnDeps = ActDeps & { customers: Pick<CustomerStore, "of"> };

/** Everything that an act is judged by, as it was read. */
interface Read {
  lead: Lead;
  /** The policy that the lead was decided with, and the active one, which says who shares in a ledger. */
  policy: Policy;
  version: number;
  active: Policy;
  reps: readonly RepState[];
  closings: ClosingsByKind;
  by: string;
  now: string;
}

/**
 * Writes what somebody does with a lead that is not theirs: the lead, the places, effort and counts of both reps, and what it
 * costs and credits in the ledger are one transaction, on condition that nobody wrote the lead in between, so repeating it,
 * even concurrently, has one outcome. Then the tasks that wait are woken; a lead whose workflow is over is due at once.
 * @param by who does so: a manager's id, or the name of who typed a command
 * @throws LeadNotFound, Contention
 */
export async function handleLead(leadId: string, asked: Asked, by: string, deps: HandsOnDeps): Promise<HandsOnLead> {
  const told: { result: HandsOnLead["result"]; before?: Lead } = { result: "nobody" };
  const lead = await deps.leads.update(leadId, async (lead): Promise<LeadChange> => {
    const read = await readFor(lead, by, deps);
    const act = actOf(asked, read);
    const handed: Handed | { result: "nobody" } = act ? handle(lead, act, read) : { result: "nobody" };
    const reopening = handed.result === "done" && asked.kind === "reopen" ? await reopeningOf(lead, deps) : [];
    told.result = reopening ? handed.result : "another";
    if (handed.result !== "done" || !reopening) return undefined;
    told.before = lead;
    const change = await changeOf(handed, read, deps);
    return { ...change, also: [...change.also, ...reopening] };
  });
  const { result, before } = told;
  if (result !== "done") return { result, lead };
  const { policy, now } = await readFor(lead, by, deps);
  // One more look of the workflow that followed the owner, who is told that the lead is theirs no more.
  const follow = { ...followResult(lead, before?.ownedBefore ?? 0, policy, now), kind: "due" as const };
  const stillOffered = before?.status === "offered" && lead.status === "offered";
  return {
    result,
    lead,
    notWoken: stillOffered ? undefined : await wakeWaiting(before, { route: routeOf(lead, now), follow }, deps),
  };
}

/** What the task that waited answers: where the lead stands now. */
function routeOf(lead: Lead, now: string) {
  const { kind, ...state } = workflowState(lead);
  return { leadId: lead.id, kind, ...("wakeAt" in state && { waitSeconds: secondsUntil(state.wakeAt, now) }) };
}

async function readFor(lead: Lead, by: string, deps: ActDeps): Promise<Read> {
  const [{ version: activeVersion, policy: active }, { reps, closings }] = await Promise.all([
    deps.policies.active(),
    deps.reps.team(),
  ]);
  const version = lead.policyVersion ?? activeVersion;
  const policy = version === activeVersion ? active : (await deps.policies.get(version)).policy;
  return { lead, policy, version, active, reps, closings, by, now: deps.now() };
}

function actOf(asked: Asked, { lead, policy, active, reps, closings, now }: Read): HandsOn | undefined {
  const rep = (id: string | undefined) => reps.find((one) => one.id === id);
  switch (asked.kind) {
    case "assign":
    case "transfer":
    case "give":
    case "take": {
      const to = rep(asked.to);
      if (!to || (asked.kind === "take") !== (to.role === "manager")) return undefined;
      const whoever = lead.ownerId === undefined ? "assign" : "transfer";
      const kind = asked.kind === "take" || asked.kind === "give" ? whoever : asked.kind;
      return { kind, to, offer: offerByHand(lead, to, poolFor(lead, to, policy), policy, now, closings) };
    }
    case "hand-on": {
      if (lead.status !== "escalated") return asked;
      const { escalation, ...free } = lead;
      const manager = nextManager(free, active, reps, asked.from);
      return { ...asked, ...(manager && { escalation: escalationTo(manager, escalation?.cause, policy, lead, now) }) };
    }
    case "reopen":
      return { kind: "reopen", owner: rep(lead.ownerId) };
    case "reject":
      return asked;
  }
}

/** The pool by which a lead is given to a rep: the first of the lead's in which they work, else the lead's own. */
function poolFor(lead: Lead, { pools }: RepState, policy: Policy): string {
  const own = [poolOf(lead), ...(lead.rule?.pools ?? []), ...policy.otherwise.pools].filter(
    (pool) => pool !== undefined && policy.pools[pool] !== undefined,
  ) as string[];
  return own.find((pool) => (pools[pool] ?? 0) > 0) ?? own[0] ?? "";
}

/** Another manager for the lead, by the active policy. */
function nextManager(lead: Lead, active: Policy, reps: readonly RepState[], from: string): RepState | undefined {
  const usual = active.pools[poolOf(lead) ?? ""] ? managerFor(lead, active, reps) : undefined;
  const others = [...active.otherwise.pools, ...Object.keys(active.pools)].map((pool) => active.pools[pool]?.manager);
  const ids = [usual?.id, ...others].filter((id) => id !== undefined && id !== from);
  return ids.flatMap((id) => reps.filter((rep) => rep.id === id && rep.active))[0];
}

/**
 * What is written with a lead that is reopened, so that it is its person's from then on. Undefined where they have another
 * one that is open: none is reopened beside it.
 */
async function reopeningOf(lead: Lead, { leads }: ActDeps): Promise<Write[] | undefined> {
  const theirs = await leads.ofPerson(lead.facts);
  if (!theirs) return [];
  const own = ownOf(theirs);
  const other = own === lead.id ? undefined : await leads.get(own);
  return other && !isFinal(other.status) ? undefined : leads.reopening(lead, theirs);
}

/** The lead and what is written with it. */
async function changeOf(
  handed: Handed & { result: "done" },
  read: Read,
  deps: HandsOnDeps,
): Promise<{ lead: Lead; also: Write[] }> {
  const { policy, version, active, reps, by, now } = read;
  const why = {
    reason: read.lead.status !== "closed" && handed.lead.closed ? "invalid" : "by-hand",
    by,
    at: now,
  } as const;
  const credits = await creditsOf(handed.lead, handed.credited, why, { ...deps, policy: active, reps });
  const { taken } = handed;
  const rep = taken && reps.find(({ id }) => id === taken.offer.repId);
  const change = rep && taken.charged ? await chargeFor(taken.offer, rep, read, credits.changes, deps) : undefined;
  if (change) credits.changes.set(change.ledger, [...(credits.changes.get(change.ledger) ?? []), change]);
  const charged = change && { ledger: change.ledger, entry: change.read.version + 1 };
  const scored = credits.lead.lane || credits.lead.status !== "ready";
  const lead = scored ? credits.lead : decidedAgain(credits.lead, policy, version, rosterOf(reps), now);
  const offers = lead.offers.map((offer) =>
    offer.attempt === taken?.offer.attempt && charged ? { ...offer, charged } : offer,
  );
  // What counted as a new lead when it came is not counted again.
  const within = rep && {
    now,
    ...claimLimits(rep, rep, policy, now, taken.offer.pool),
    ...(taken.charged ? {} : { quotas: [] }),
  };
  const customer = await reopenedWith(read.lead, now, deps);
  const places = placeWrites(deps.repsTable, {
    freed: [...handed.freed, ...credits.uncounted, ...customer.freed],
    taken: taken && within && { offer: taken.offer, within },
    // Reopened, it is neither won nor lost; an open one has no closing.
    closings: [{ closing: read.lead.closed, by: -1 }],
  });
  const ledgers = writesOf(credits.changes, deps.cursorsTable, now);
  return { lead: { ...lead, offers }, also: [...places, ...ledgers, ...customer.writes] };
}

/**
 * What the lead costs who is given it by hand: a turn, which all share who could have had it now. Undefined for somebody who
 * is no member of its pool, and shares with nobody.
 */
async function chargeFor(
  offer: Offer,
  rep: RepState,
  { lead, policy, active, reps, closings, now }: Read,
  changes: ReadonlyMap<string, readonly LedgerChange[]>,
  { ledgers }: ActDeps,
): Promise<LedgerChange | undefined> {
  const { pool, repId, attempt } = offer;
  const board = boardOf(reps, new Map(), { closings });
  const chosen = memberOf(poolBoard(board, pool), board.roster.positionOf.get(repId));
  if (chosen === undefined || !((rep.pools[pool] ?? 0) > 0)) return undefined;
  const able = eligibleIn(board, pool, policy, lead, Date.parse(now));
  const eligible = Int32Array.from(new Set([...able, chosen])).sort();
  const sharers = sharersIn(board, pool, policy, lead, Date.parse(now), eligible);
  const ledger = ledgerOf(policy, pool);
  const last = changes.get(ledger)?.at(-1);
  const stored = last ? new Map([[ledger, afterAct(last, now)]]) : await ledgers.of([ledger]);
  const read = currentLedgers(stored, policy, reps, now, active).get(pool);
  if (!read) return undefined;
  const cost = costOf(sharersOf(board, { pool, eligible, chosen, sharers }), repId);
  return {
    ledger,
    read,
    act: { kind: "offer", leadId: lead.id, attempt, pool, byHand: true, ...cost },
    keep: active.receipts.keep,
  };
}
