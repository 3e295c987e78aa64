import type { ClaimStore } from "../../adapters/claim-store.ts";
import { backOff } from "../../adapters/dynamo.ts";
import { Contention } from "../../adapters/faults.ts";
import type { LeadStore } from "../../adapters/lead-store.ts";
import type { LedgerStore } from "../../adapters/ledger-store.ts";
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
 * Finds the next rep for a lead and claims their place, or says that it waits or goes to the manager. Reads lead, reps
 * and ledger, decides, and writes all of it in one transaction; when that is refused, reads and decides again.
 * @throws Contention
 */
export async function chooseRep(
  { leadId }: StepInput,
  deps: {
    leads: LeadStore;
    policies: PolicyStore;
    reps: RepStore;
    ledgers: LedgerStore;
    claims: ClaimStore;
    traces: TraceStore;
    now: () => string;
  },
): Promise<StepResult> {
  for (let attempt = 0; attempt < tries; attempt++) {
    if (attempt > 0) await backOff(attempt);
    const loaded = await deps.leads.load(leadId);
    if (loaded.status !== "ready" && loaded.status !== "waiting") return goOn(loaded, deps.now());
    const { policy } = await deps.policies.get(loaded.policyVersion ?? 0);
    const now = deps.now();
    const rule = ruleFor(loaded, policy, now);
    const lead = { ...loaded, rule };
    const [reps, ledgers] = await Promise.all([deps.reps.all(), deps.ledgers.of(rule.pools)]);
    const balances = new Map([...ledgers].map(([pool, ledger]) => [pool, ledger.balances]));
    const board = boardOf(reps, balances);
    const choice = decide(lead, policy, board, now);
    const explanation = explainChoice(lead, policy, board, now, choice);
    const trace = traceOf(explanation);
    if (choice.kind !== "offer") await deps.traces.keepLast(leadId, trace);
    if (choice.kind === "escalate") return { leadId, kind: "escalate", cause: choice.cause };
    if (choice.kind === "wait") {
      const waiting = startsWaiting(lead, now);
      const saved = await deps.leads.update(leadId, ({ rev }) =>
        rev === loaded.rev ? { ...waiting, dueAt: dueAfter(choice.until) } : undefined,
      );
      if (saved.rev === loaded.rev) continue;
      return { leadId, kind: "nobody-available", waitSeconds: secondsUntil(choice.until, now) };
    }
    const why = whyOf(explanation, board);
    const offer = { ...choice.offer, ...(why && { why }) };
    const read = ledgers.get(offer.pool);
    const next = timed(offered(lead, choice.round?.offers ?? [offer], now));
    if (choice.round) {
      if (await deps.claims.show({ lead: next, attempt: offer.attempt, trace })) return goOn(next, now);
      count("ClaimConflict");
      continue;
    }
    take(board, choice);
    const after = balancesOf(board, offer.pool);
    if (read && (await deps.claims.claim({ lead: next, offer, read, after, trace }))) {
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
