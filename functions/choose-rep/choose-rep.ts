import type { ClaimStore } from "../../adapters/claim-store.ts";
import { backOff } from "../../adapters/dynamo.ts";
import { Contention } from "../../adapters/faults.ts";
import type { LeadStore } from "../../adapters/lead-store.ts";
import type { PolicyStore } from "../../adapters/policy-store.ts";
import type { RepStore } from "../../adapters/rep-store.ts";
import { count, measure, type StepInput, type StepResult } from "../../adapters/step.ts";
import { type TraceStore, traceOf } from "../../adapters/trace-store.ts";
import { balancesOf, boardOf, take } from "../../routing/board.ts";
import { chooseRep as decide } from "../../routing/choose-rep.ts";
import { explainChoice, whyOf } from "../../routing/explain.ts";
import type { Lead } from "../../routing/lead.ts";
import { ruleFor } from "../../routing/match-rule.ts";
import { move, offered } from "../../routing/move-lead.ts";
import { dueAfter, secondsUntil, timed } from "../../routing/standing.ts";
import { goOn } from "../step-result.ts";

/** How often a claim is decided again when another lead of the pool was quicker. */
const tries = 12;

/**
 * Finds the next rep for a lead and claims their place, or says that it waits or goes to the manager. Reads all that
 * changes in one call, decides, and writes all of it in one transaction; when that is refused, reads and decides again.
 * Policy and roster come from memory, and are read when there is a version that is not known yet.
 * @throws Contention, LeadNotFound
 */
export async function chooseRep(
  { leadId }: StepInput,
  deps: {
    leads: LeadStore;
    policies: PolicyStore;
    reps: RepStore;
    claims: ClaimStore;
    traces: TraceStore;
    now: () => string;
  },
): Promise<StepResult> {
  for (let attempt = 0; attempt < tries; attempt++) {
    if (attempt > 0) await backOff(attempt);
    const read = await deps.claims.read(leadId);
    if (read.lead.status !== "ready" && read.lead.status !== "waiting") return goOn(read.lead, deps.now());
    const { policy } = await deps.policies.get(read.lead.policyVersion ?? 0);
    const now = deps.now();
    const rule = ruleFor(read.lead, policy, now);
    const lead = { ...read.lead, rule };
    const [reps, ledgers] = await Promise.all([
      deps.reps.roster(read.rosterVersion),
      deps.claims.ledgersOf(read, rule.pools, Object.keys(policy.pools)),
    ]);
    if (!reps) continue;
    const balances = new Map([...ledgers].map(([pool, ledger]) => [pool, ledger.balances]));
    const board = boardOf(reps, balances, read.places);
    const choice = decide(lead, policy, board, now);
    const explanation = explainChoice(lead, policy, board, now, choice);
    const trace = traceOf(explanation);
    if (choice.kind !== "offer") await deps.traces.keepLast(leadId, trace);
    if (choice.kind === "escalate") return { leadId, kind: "escalate", cause: choice.cause };
    if (choice.kind === "wait") {
      const waiting = { ...startsWaiting(lead, now), dueAt: dueAfter(choice.until) };
      if (!(await deps.leads.replace(waiting))) continue;
      return { leadId, kind: "nobody-available", waitSeconds: secondsUntil(choice.until, now) };
    }
    const why = whyOf(explanation, board);
    const offer = { ...choice.offer, ...(why && { why }) };
    const next = timed(offered(lead, choice.round?.offers ?? [offer], now));
    if (choice.round) {
      if (await deps.claims.show({ lead: next, attempt: offer.attempt, trace })) return goOn(next, now);
      count("ClaimConflict");
      continue;
    }
    take(board, choice);
    const ledger = choice.charge && ledgers.get(choice.charge.pool);
    const charged = ledger && { read: ledger, after: balancesOf(board, offer.pool) };
    if (await deps.claims.claim({ lead: next, offer, ...(charged && { charged }), trace })) {
      const last = lead.offers.at(-1);
      if (last) measure("ReassignmentSeconds", (Date.parse(now) - Date.parse(last.offeredAt)) / 1000);
      return goOn(next, now);
    }
    count("ClaimConflict");
  }
  throw new Contention(`no claim for lead ${leadId} in ${tries} tries`);
}

const startsWaiting = (lead: Lead, now: string): Lead =>
  lead.status === "waiting" ? lead : move(lead, "waiting", { at: now, event: "waiting" }, { waitingSince: now });
