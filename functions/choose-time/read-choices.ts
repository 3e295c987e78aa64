import type { ClaimStore } from "../../adapters/claims/claim-store.ts";
import type { TimeClaim } from "../../adapters/claims/claim-time.ts";
import type { OnboardingStore } from "../../adapters/customers/onboarding-store.ts";
import type { PolicyStore } from "../../adapters/policies/policy-store.ts";
import type { Held, HoldStore } from "../../adapters/reps/hold-store.ts";
import type { RepStore } from "../../adapters/reps/rep-store.ts";
import { boardOf, type Place } from "../../routing/choice/board.ts";
import { type Choosable, choosableReps, mayChoose } from "../../routing/choice/choose-time.ts";
import type { Lead } from "../../routing/lead/lead.ts";
import { balancesIn, currentLedgers, ledgersOf, sharingIn } from "../../routing/ledger/stored-ledger.ts";
import { poolsFor } from "../../routing/offers/longest-wait.ts";
import { callWith, type Onboarding } from "../../routing/onboarding/onboarding.ts";
import { lookAheadDays } from "../../routing/policy/after-yes.ts";
import type { Policy } from "../../routing/policy/policy.ts";
import type { RepState } from "../../routing/reps/rep.ts";
import { cellsOf, freeTimes } from "../../routing/time/free-times.ts";
import { minute } from "../../routing/time/wall-clock.ts";
import { leadAndPolicy } from "../choose-rep/lead-and-policy.ts";

export interface ReadDeps {
  claims: Pick<ClaimStore, "read" | "ledgersOf">;
  policies: Pick<PolicyStore, "get">;
  reps: Pick<RepStore, "roster">;
  holds: Pick<HoldStore, "between">;
  onboardings: Pick<OnboardingStore, "get">;
  now: () => string;
}

/** A lead, and what its person can choose at this moment. */
export interface Choices {
  lead: Lead;
  policy: Policy;
  now: string;
  /** When meetings with a rep can begin, epoch milliseconds. */
  times: (rep: RepState) => readonly number[];
  /** What each rep holds, by id. */
  held: ReadonlyMap<string, Held>;
  /**
   * `owner`: a time with whoever has the lead or, for the first call of a customer, with their success manager. `reps`: a rep and a time; what a claim needs beside those. `too-early`: it is
   * not decided yet. `none`: leads such as this one do not choose, or it is over.
   */
  among:
    | { kind: "owner"; owner: RepState; ofCustomer?: true }
    | { kind: "reps"; choosable: Choosable[]; claim: Omit<TimeClaim, "chosen" | "time"> }
    | { kind: "too-early" | "none" };
}

const dayMs = 86_400_000;

/**
 * Reads what the person of a lead can choose.
 * @param busy busy times that were read just now, by rep id, in place of the stored ones
 * @throws LeadNotFound
 */
export async function readChoices(
  leadId: string,
  deps: ReadDeps,
  busy: ReadonlyMap<string, number[]> = new Map(),
): Promise<Choices> {
  const read = await deps.claims.read(leadId);
  const now = deps.now();
  const at = Date.parse(now);
  const until = at + lookAheadDays * dayMs;
  const window = cellsOf({ start: at, end: until });
  const [stored, held] = await Promise.all([
    deps.reps.roster(read.rosterVersion),
    deps.holds.between(window[0] ?? 0, window.at(-1) ?? 0),
  ]);
  const reps = busy.size === 0 ? stored : stored.map((rep) => ({ ...rep, busy: busy.get(rep.id) ?? rep.busy }));
  // Nothing of a lead that is offered changes by being looked at: its rule stays as it was.
  const routed = read.lead.status === "ready" || read.lead.status === "waiting";
  const policyOf = async (version: number) => (await deps.policies.get(version)).policy;
  const { lead, policy, active } = routed
    ? await leadAndPolicy(read, reps, now, deps.policies)
    : {
        lead: read.lead,
        policy: await policyOf(read.lead.policyVersion ?? read.activeVersion),
        active: await policyOf(read.activeVersion),
      };
  const from = at + policy.choose.notice * minute;
  const times = memoized((rep: RepState) => {
    const others = [...(held.get(rep.id) ?? [])].filter(([, holder]) => holder !== leadId);
    return freeTimes(rep, { from, until, length: policy.choose.length }, new Set(others.map(([cell]) => cell)));
  });
  const choices = { lead, policy, now, times, held };
  if (lead.closed?.outcome === "won") return callChoices(choices, reps, await deps.onboardings.get(leadId));
  const may = mayChoose(lead, policy);
  if (may !== "yes") return { ...choices, among: { kind: may === "no" ? "none" : may } };
  const owner = lead.ownerId === undefined ? undefined : reps.find(({ id }) => id === lead.ownerId);
  if (owner) return { ...choices, among: { kind: "owner", owner } };
  const asked = ledgersOf(policy, poolsFor(lead, policy, at));
  const kept = await deps.claims.ledgersOf(read, asked, ledgersOf(policy, Object.keys(policy.pools)));
  const ledgers = currentLedgers(kept, policy, reps, now, active);
  const board = boardOf(reps, balancesIn(ledgers), { ...read, sharing: sharingIn(policy) });
  const choosable = choosableReps(lead, policy, board, now, (rep) => times(rep).length > 0).map((one) => ({
    ...one,
    rep: withPlace(one.rep, read.places.get(one.rep.id)),
  }));
  const claim = { lead, policy, active, reps, board, ledgers, now };
  return { ...choices, among: { kind: "reps", choosable, claim } };
}

/** The free times of a customer's success manager until the first call is due; later ones where there are none. */
function callChoices(choices: Omit<Choices, "among">, reps: readonly RepState[], customer?: Onboarding): Choices {
  const owner = customer && reps.find(({ id }) => id === callWith(customer));
  if (!owner) return { ...choices, among: { kind: "none" } };
  const due = Date.parse(customer.steps[0]?.dueAt ?? "");
  const times = (rep: RepState): readonly number[] => {
    const all = choices.times(rep);
    const before = all.filter((at) => at < due);
    return before.length > 0 ? before : all;
  };
  return { ...choices, times, among: { kind: "owner", owner, ofCustomer: true } };
}

/** The rep with the state that changes from lead to lead. */
const withPlace = (rep: RepState, place: Place | undefined): RepState => ({
  ...rep,
  openLeads: place?.open ?? 0,
  openEffort: place?.effort,
  inFlight: place?.inFlight,
  given: place?.given,
  recent: place?.recent,
  paused: place?.paused,
});

function memoized<Value>(of: (rep: RepState) => Value): (rep: RepState) => Value {
  const known = new Map<string, Value>();
  return (rep) => {
    const value = known.get(rep.id) ?? of(rep);
    known.set(rep.id, value);
    return value;
  };
}
