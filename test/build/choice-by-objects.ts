import { clocksApart, distance } from "../../routing/lead/geography.ts";
import type { Lead } from "../../routing/lead/lead.ts";
import { turnOf } from "../../routing/lead/turn-of.ts";
import type { preferences } from "../../routing/lead/why.ts";
import { type Balances, claimsOf, oneLead } from "../../routing/ledger/ledger.ts";
import type { Policy } from "../../routing/policy/policy.ts";
import type { RepState } from "../../routing/reps/rep.ts";
import { utcOffset } from "../../routing/time/wall-clock.ts";
import { isOnShift } from "../../routing/time/working-time.ts";

type Preference = (typeof preferences)[number];
type Need = Policy["pools"][string]["needs"][number];

/** An empty list takes anything; what the lead does not say asks for nothing. */
const lists = (list: readonly string[], wanted: string | undefined): boolean =>
  list.length === 0 || !wanted || list.some((item) => item.toLowerCase() === wanted.toLowerCase());

const skills: Record<Need, (rep: RepState, lead: Lead) => boolean> = {
  language: (rep, { facts }) => lists(rep.languages, facts.language),
  product: (rep, { facts }) => (facts.products ?? []).every((product) => lists(rep.products, product)),
  industry: (rep, { facts }) => lists(rep.industries, facts.industry),
  "use-case": (rep, { facts }) => lists(rep.useCases, facts.useCase),
  country: (rep, { facts }) => lists(rep.countries, facts.country),
};

/** The calendar of a zone, written the Swedish way: 2026-11-02. Each takes some 100 KB, so it is made once. */
const calendars = new Map<string, Intl.DateTimeFormat>();
function calendarOf(timeZone: string): Intl.DateTimeFormat {
  const made = calendars.get(timeZone) ?? new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short" });
  calendars.set(timeZone, made);
  return made;
}

/** A simple chooser as one would write it first: filters objects, then sorts all that are left by the preferences. */
export function chooseByObjects(
  lead: Lead,
  poolId: string,
  policy: Policy,
  reps: readonly RepState[],
  balances: Balances,
  now: string,
): string | undefined {
  const pool = policy.pools[poolId];
  const { value = 0 } = lead.facts;
  const points = lead.lane?.lane === "high-touch" ? (value >= 50_000 ? 4.5 : 2) : 1;
  const days = lead.lane?.lane === "high-touch" ? (value >= 50_000 ? 30 : 10) : 0;
  /** Whether so many leads like this one fit beside what the rep has in flight, which one always does beside nothing. */
  const fits = (rep: RepState, leads: number): boolean => {
    const most = rep.capacity * (policy.in_flight ?? 1e9);
    const has = rep.inFlight ?? 0;
    return days === 0 || has + leads * days * 1440 <= most || (has === 0 && leads === 1);
  };
  /** Whether the rep's limits leave room for so many leads like this one. */
  const more = (rep: RepState, leads: number): boolean => {
    const day = calendarOf(rep.timeZone).format(new Date(now));
    const inWeek = day >= "2026-11-02" && day <= "2026-11-08";
    const inHour = (rep.recent?.hour ?? []).filter((at) => at > Date.parse(now) - 3_600_000).length;
    const given = [inHour, rep.given?.[day], inWeek ? rep.given?.["2026-W45"] : 0, rep.given?.[day.slice(0, 7)]];
    const most = [rep.perHour, rep.perDay, rep.perWeek, rep.perMonth];
    return (
      (rep.openEffort ?? 0) + leads * points <= (rep.effort ?? 1e9) &&
      fits(rep, leads) &&
      most.every((limit, n) => (given[n] ?? 0) + leads <= (limit ?? 1e9))
    );
  };
  const members = reps.filter((rep) => (rep.pools[poolId] ?? 0) > 0);
  const able = members.filter(
    (rep) =>
      rep.active &&
      rep.role === "rep" &&
      !lead.offers.some(({ repId }) => repId === rep.id) &&
      pool?.needs.every((need) => skills[need](rep, lead)) &&
      rep.openLeads < rep.capacity &&
      more(rep, 1) &&
      !(rep.paused && (rep.paused.until ?? "9") > now) &&
      isOnShift(rep, now),
  );
  const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1);
  const sharers = able.toSorted(byId).map((rep) => ({ repId: rep.id, weight: rep.pools[poolId] ?? 0 }));
  const owed = claimsOf(balances, sharers);
  const total = sharers.reduce((sum, { weight }) => sum + weight, 0);
  const wonBy = ({ won, closings }: RepState) => won + (closings?.won ?? 0);
  const closedBy = (rep: RepState) => wonBy(rep) + rep.lost + (rep.closings?.lost ?? 0);
  const won = members.reduce((sum, rep) => sum + wonBy(rep), 0);
  const results = members.reduce((sum, rep) => sum + closedBy(rep), 0);
  const instant = Date.parse(now);
  const offset = lead.facts.timeZone === undefined ? undefined : utcOffset(lead.facts.timeZone, instant);
  const { place } = lead.facts;

  /** The greatest is preferred. */
  const values: Record<Preference, (rep: RepState) => number> = {
    owner: ({ id }) => Number(id === lead.knownOwner?.repId),
    "same-company": ({ id }) => Number(lead.companyReps?.includes(id) ?? false),
    specialist: ({ products, industries, useCases, countries }) => {
      const { facts } = lead;
      const asked = [facts.products ?? [], [facts.industry], [facts.useCase], [facts.country]];
      const own = [products, industries, useCases, countries];
      return Number(
        own.some((list, n) => list.some((one) => asked[n]?.some((want) => want?.toLowerCase() === one.toLowerCase()))),
      );
    },
    "most-experienced": ({ experience }) => experience ?? 0,
    "best-performer": (rep) => (wonBy(rep) + (results > 0 ? (10 * won) / results : 0)) / (closedBy(rep) + 10),
    "least-loaded": ({ openLeads }) => -openLeads,
    "highest-capacity-left": (rep) => {
      let left = 0;
      while (left < rep.capacity - rep.openLeads && more(rep, left + 1)) left += 1;
      return left;
    },
    "nearest-time-zone": ({ timeZone }) =>
      offset === undefined ? 0 : -clocksApart(offset, utcOffset(timeZone, instant) ?? 0),
    nearest: (rep) => (!place ? 0 : rep.place ? -distance(place, rep.place) : Number.NEGATIVE_INFINITY),
    fairness: ({ id, pools }) =>
      Math.round(((owed.get(id) ?? 0) - ((pools[poolId] ?? 0) * 20 < total ? oneLead / 4 : 0)) / 1000),
  };
  const prefer = lead.rule?.prefer ?? pool?.prefer ?? [];
  const order: Preference[] = [...prefer, "fairness"];
  const sorted = able.toSorted((a, b) => {
    for (const preference of order) {
      const [one, other] = [values[preference](a), values[preference](b)];
      if (one !== other) return one > other ? -1 : 1;
    }
    return byId(a, b);
  });
  const [first] = sorted;
  const equal = sorted.filter((rep) => first && order.every((by) => values[by](rep) === values[by](first)));
  return equal[turnOf(poolId) % equal.length]?.id;
}
