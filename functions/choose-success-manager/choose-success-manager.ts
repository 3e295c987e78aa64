import type { ClaimStore, Situation } from "../../adapters/claims/claim-store.ts";
import type { CustomerClaim, CustomerClaims } from "../../adapters/customers/customer-claims.ts";
import type { OnboardingStore } from "../../adapters/customers/onboarding-store.ts";
import { randomDelay } from "../../adapters/dynamo.ts";
import { Contention } from "../../adapters/faults.ts";
import type { PolicyStore } from "../../adapters/policies/policy-store.ts";
import type { RepStore } from "../../adapters/reps/rep-store.ts";
import type { StepInput, StepResult } from "../../adapters/step.ts";
import { type Board, boardOf, sharersOf } from "../../routing/choice/board.ts";
import type { Choice } from "../../routing/choice/choose-rep.ts";
import { chooseSuccessManager as decide } from "../../routing/choice/choose-success-manager.ts";
import { preferencesFor } from "../../routing/choice/preferences.ts";
import type { Lead } from "../../routing/lead/lead.ts";
import { dueAfter, secondsUntil } from "../../routing/lead/workflow-state.ts";
import { costOf } from "../../routing/ledger/ledger-change.ts";
import {
  balancesIn,
  type CurrentLedger,
  currentLedgers,
  ledgerOf,
  ledgersOf,
  sharingIn,
} from "../../routing/ledger/stored-ledger.ts";
import { assigned, ended, type Onboarding } from "../../routing/onboarding/onboarding.ts";
import { withOnboardingDue } from "../../routing/onboarding/onboarding-state.ts";
import type { Plan } from "../../routing/onboarding/plan.ts";
import type { Policy } from "../../routing/policy/policy.ts";
import type { RepState } from "../../routing/reps/rep.ts";
import { onboardingResult } from "../onboarding-result.ts";

/** The most attempts at a claim while others of the pool win. */
const tries = 20;
/** Upper bound of the random delay before each retry, in milliseconds. */
const waitMs = 400;

interface Deps {
  onboardings: Pick<OnboardingStore, "load" | "update">;
  policies: Pick<PolicyStore, "active" | "get">;
  reps: Pick<RepStore, "roster">;
  claims: Pick<ClaimStore, "read" | "ledgersOf">;
  customerClaims: Pick<CustomerClaims, "claim">;
  now: () => string;
}

/**
 * Chooses who has a customer, and claims their place, or makes the customer wait; the pool's manager has them once the
 * longest wait is over. As for a lead, all that a choice depends on is read together, and the result is one write, after
 * which it is decided again when something had changed. A plan that the policy has no more ends. @throws Contention
 */
export async function chooseSuccessManager({ leadId }: StepInput, deps: Deps): Promise<StepResult> {
  for (let attempt = 0; attempt < tries; attempt++) {
    if (attempt > 0) await randomDelay(waitMs);
    const onboarding = await deps.onboardings.load(leadId);
    const now = deps.now();
    if (onboarding.status !== "choosing") return onboardingResult(onboarding, now);
    const { policy, version, plan } = await planFor(onboarding, deps.policies);
    if (!plan) {
      const over = await deps.onboardings.update(leadId, (read) => ended(read, "unfinished", now));
      return onboardingResult(over, now);
    }
    const result = await chooseFrom(onboarding, { policy, version, plan }, now, deps);
    if (result) return result;
  }
  throw new Contention(`no claim for the customer ${leadId} in ${tries} tries`);
}

/** The plan by which the customer began or, for one who has not, the active policy's. */
async function planFor({ policyVersion }: Onboarding, policies: Deps["policies"]) {
  const { policy, version } =
    policyVersion === undefined
      ? await policies.active()
      : { policy: (await policies.get(policyVersion)).policy, version: policyVersion };
  return { policy, version, plan: policy.onboarding };
}

interface Planned {
  policy: Policy;
  version: number;
  plan: Plan;
}

/** Makes and writes one decision; undefined if what was read had changed before the write. */
async function chooseFrom(
  onboarding: Onboarding,
  { policy, version, plan }: Planned,
  now: string,
  deps: Deps,
): Promise<StepResult | undefined> {
  const read = await deps.claims.read(onboarding.leadId);
  const { lead } = read;
  const reps = await deps.reps.roster(read.rosterVersion);
  const kept = await deps.claims.ledgersOf(read, ledgersOf(policy, [plan.pool]), []);
  const ledgers = currentLedgers(kept, policy, reps, now);
  const board = boardOf(reps, balancesIn(ledgers), { ...read, sharing: sharingIn(policy) });
  const choice = decide(lead, onboarding, policy, board, now);
  if (choice.kind === "wait") {
    const waiting = { ...onboarding, waitingSince: onboarding.waitingSince ?? now, dueAt: dueAfter(choice.until) };
    const saved = await deps.onboardings.update(onboarding.leadId, (current) =>
      current.rev === onboarding.rev ? waiting : undefined,
    );
    if (saved.rev !== onboarding.rev + 1) return undefined;
    return { leadId: lead.id, kind: "nobody-available", waitSeconds: secondsUntil(choice.until, now) };
  }
  const taken =
    choice.kind === "offer" ? takenBy(choice, onboarding, { lead, policy, board, ledgers, read }) : undefined;
  const managerId = taken?.offer.repId ?? (policy.pools[plan.pool]?.manager as string);
  const held = taken && {
    points: taken.offer.points,
    ...(taken.charged && { charged: { ledger: taken.charged.ledger, entry: taken.charged.read.version + 1 } }),
  };
  const next = withOnboardingDue(
    assigned(onboarding, { repId: managerId, ...(held && { held }) }, plan, version, now),
    now,
  );
  const claim = { lead, onboarding: next, managerId, now, ...(taken && { place: taken }) };
  return (await deps.customerClaims.claim(claim)) ? onboardingResult(next, now) : undefined;
}

interface Standpoint {
  lead: Lead;
  policy: Policy;
  board: Board;
  ledgers: ReadonlyMap<string, CurrentLedger>;
  read: Situation;
}

/** What the chosen one takes, with the ledger's change for it. */
function takenBy(
  { offer, charge }: Extract<Choice, { kind: "offer" }>,
  { assignments }: Onboarding,
  { lead, policy, board, ledgers, read }: Standpoint,
): NonNullable<CustomerClaim["place"]> {
  const rep = board.roster.reps[board.roster.positionOf.get(offer.repId) as number] as RepState;
  const ledger = charge && ledgers.get(charge.pool);
  const { rule: _, ...unruled } = lead;
  const prefer = charge && preferencesFor(unruled, charge.pool, policy);
  const charged = charge &&
    ledger && {
      ledger: ledgerOf(policy, charge.pool),
      read: ledger,
      keep: policy.receipts.keep,
      act: {
        ...{
          kind: "offer" as const,
          leadId: lead.id,
          attempt: assignments + 1,
          pool: charge.pool,
          customer: true as const,
        },
        ...costOf(sharersOf(board, charge), offer.repId),
        ...(prefer && prefer[0] !== "fairness" && { prefer: [...prefer] }),
      },
    };
  return { rep, read: read.places.get(rep.id), offer, ...(charged && { charged }) };
}
