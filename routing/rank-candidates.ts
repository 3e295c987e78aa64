import type { Lead } from "./lead.ts";
import { type Balances, claims, type Sharer } from "./ledger.ts";
import type { Policy } from "./policy.ts";
import type { RepState } from "./rep.ts";
import { isOnShift } from "./working-time.ts";

/** Why a rep of the pool does not get this lead. Only the last two pass with time. */
export type LeftOut =
  | "inactive"
  | "already-asked"
  | "language"
  | "product"
  | "industry"
  | "use-case"
  | "country"
  | "off-shift"
  | "full";

export interface Ranking {
  pool: string;
  /** Best first, with what each preference saw. */
  candidates: { repId: string; weight: number; owed: number; openLeads: number }[];
  leftOut: { repId: string; because: LeftOut }[];
}

type Need = Policy["pools"][string]["needs"][number];

const includes = (list: readonly string[], wanted: string): boolean =>
  list.some((item) => item.toLowerCase() === wanted.toLowerCase());

/** What a rep lists, an empty list meaning "no limit", against what the lead needs, unknown meaning "anything". */
const skills: Record<Need, (rep: RepState, lead: Lead) => boolean> = {
  language: (rep, { facts }) => rep.languages.length === 0 || includes(rep.languages, facts.language),
  product: (rep, { facts }) =>
    rep.products.length === 0 || (facts.products ?? []).every((product) => includes(rep.products, product)),
  industry: (rep, { facts }) =>
    rep.industries.length === 0 || !facts.industry || includes(rep.industries, facts.industry),
  "use-case": (rep, { facts }) => rep.useCases.length === 0 || !facts.useCase || includes(rep.useCases, facts.useCase),
  country: (rep, { facts }) => rep.countries.length === 0 || !facts.country || includes(rep.countries, facts.country),
};

/** The first reason, lasting ones before passing ones, that keeps this rep from this lead now. */
function leftOut(rep: RepState, lead: Lead, required: readonly Need[], now: string): LeftOut | undefined {
  if (!rep.active || rep.role !== "rep") return "inactive";
  if (lead.offers.some(({ repId }) => repId === rep.id)) return "already-asked";
  const missing = required.find((need) => !skills[need](rep, lead));
  if (missing) return missing;
  if (rep.openLeads >= rep.capacity) return "full";
  if (!isOnShift(rep, now)) return "off-shift";
  return undefined;
}

type Candidate = Ranking["candidates"][number] & { rep: RepState };
type Preference = Policy["pools"][string]["prefer"][number];

/** Leads that every rep is credited with at the pool's rate, so that few results say little (additive smoothing). */
const assumedResults = 10;
const winRate = ({ rep }: Candidate): number =>
  (rep.won + assumedResults * 0.25) / (rep.won + rep.lost + assumedResults);

/** Negative puts `a` first. */
const preferring: Record<Preference, (a: Candidate, b: Candidate, lead: Lead) => number> = {
  owner: (a, b, { knownOwner }) => Number(b.repId === knownOwner?.repId) - Number(a.repId === knownOwner?.repId),
  "same-company": (a, b, { companyReps = [] }) =>
    Number(companyReps.includes(b.repId)) - Number(companyReps.includes(a.repId)),
  "most-experienced": (a, b) => (b.rep.experience ?? 0) - (a.rep.experience ?? 0),
  "best-performer": (a, b) => winRate(b) - winRate(a),
  "least-loaded": (a, b) => a.openLeads - b.openLeads,
  "highest-capacity-left": (a, b) => b.rep.capacity - b.openLeads - (a.rep.capacity - a.openLeads),
  "nearest-time-zone": () => 0,
  nearest: () => 0,
  fairness: (a, b) => b.owed - a.owed,
};

/**
 * Who of a pool may have this lead now, best first by the pool's preferences, the fairness ledger after them, the rep's
 * id last so that the order never depends on the order of the roster.
 */
export function rankCandidates(
  lead: Lead,
  poolId: string,
  policy: Policy,
  reps: readonly RepState[],
  balances: Balances,
  now: string,
): Ranking {
  const pool = policy.pools[poolId];
  if (!pool) throw new Error(`the policy has no pool "${poolId}"`);
  const members = reps.filter((rep) => (rep.pools[poolId] ?? 0) > 0);
  const judged = members.map((rep) => ({ rep, because: leftOut(rep, lead, pool.needs, now) }));
  const able = judged.filter(({ because }) => because === undefined).map(({ rep }) => rep);
  const owed = claims(balances, sharers(able, poolId));
  const prefer = lead.rule?.prefer ?? pool.prefer;
  const order: Preference[] = prefer.includes("fairness") ? prefer : [...prefer, "fairness"];
  const candidates = able
    .map((rep) => ({
      rep,
      repId: rep.id,
      weight: rep.pools[poolId] ?? 0,
      owed: owed.get(rep.id) ?? 0,
      openLeads: rep.openLeads,
    }))
    .sort((a, b) => {
      for (const preference of order) {
        const difference = preferring[preference](a, b, lead);
        if (difference !== 0) return difference;
      }
      return a.repId < b.repId ? -1 : 1;
    });
  return {
    pool: poolId,
    candidates: candidates.map(({ rep: _, ...candidate }) => candidate),
    leftOut: judged.flatMap(({ rep, because }) => (because ? [{ repId: rep.id, because }] : [])),
  };
}

const sharers = (reps: readonly RepState[], poolId: string): Sharer[] =>
  reps.map((rep) => ({ repId: rep.id, weight: rep.pools[poolId] ?? 0 })).sort((a, b) => (a.repId < b.repId ? -1 : 1));
