import type { LeadRow, OfferRow } from "./row.ts";
import { type Quantile, quantile, type Share, type Step, shareOf, stillLeft, type Waited } from "./statistics.ts";

/** What the leads of every company can be grouped by. */
export const dimensions = [
  ...["source", "campaign", "country", "language", "priority", "lane", "rule", "pool", "rep", "version"],
] as const satisfies (keyof LeadRow)[];
/** An attribute of the policy's own, as `own.plan`. */
export type OwnDimension = `own.${string}`;
export type Dimension = (typeof dimensions)[number] | OwnDimension;

const ownPrefix = "own.";
/** The attribute that an own dimension means; undefined for one that every company has. */
export const ownOf = (by: string): string | undefined =>
  /^own\.[a-z][a-z0-9_]*$/.test(by) ? by.slice(ownPrefix.length) : undefined;
/** What a text names that leads can be grouped by, if anything. */
export const dimensionIn = (text: string | null | undefined): Dimension | undefined =>
  text && ownOf(text) !== undefined ? (text as OwnDimension) : dimensions.find((name) => name === text);

/** What tells of leads what they have of a dimension; "" where that is nothing. */
export function readerOf(by: Dimension): (row: LeadRow) => string {
  const own = ownOf(by);
  if (own === undefined) return (row) => row[by as (typeof dimensions)[number]] ?? "";
  return ({ own: known = {} }) => (Object.hasOwn(known, own) ? (known[own] as string) : "");
}

/** From `from` on and before `to`, ISO 8601. */
export interface Period {
  from: string;
  to: string;
}

/** The leads that were received in a period. */
export const receivedIn = (rows: readonly LeadRow[], { from, to }: Period): LeadRow[] =>
  rows.filter(({ receivedAt }) => receivedAt >= from && receivedAt < to);

/** The period of the same length before another one. */
export function periodBefore({ from, to }: Period): Period {
  const start = Date.parse(from);
  return { from: new Date(2 * start - Date.parse(to)).toISOString(), to: from };
}

/** The leads by what a dimension says of them, most leads first; "" where it says nothing. */
export function slices(rows: readonly LeadRow[], by: Dimension): Map<string, LeadRow[]> {
  const groups = Map.groupBy(rows, readerOf(by));
  return new Map([...groups].toSorted(([a, one], [b, other]) => other.length - one.length || (a < b ? -1 : 1)));
}

/** How far a lead came. Each stage counts the leads that came to it or further. */
export const stages = ["received", "qualified", "routed", "accepted", "contacted", "won"] as const;
export type Stage = (typeof stages)[number];

const accepted: readonly unknown[] = ["accepted", "given-back", "handed-on"];

function stageOf(row: LeadRow): Stage {
  const { offers, rep, escalated, first, closed } = row;
  if (closed?.outcome === "won") return "won";
  if (first) return "contacted";
  if (rep !== undefined || offers.some(({ outcome }) => accepted.includes(outcome))) return "accepted";
  if (offers.length > 0 || escalated) return "routed";
  return row.lane === undefined ? "received" : "qualified";
}

/** How many leads came to each stage or further. */
export function funnel(rows: readonly LeadRow[]): Record<Stage, number> {
  const counts = Map.groupBy(rows, stageOf);
  let sum = 0;
  const from = stages.toReversed().map((stage) => {
    sum += counts.get(stage)?.length ?? 0;
    return [stage, sum] as const;
  });
  return Object.fromEntries(from.reverse()) as Record<Stage, number>;
}

const minutesBetween = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / 60_000;

/** Whether anybody is to reach a lead's person: it was neither turned away by the rules nor left to mails. */
const isToContact = ({ status, first }: LeadRow): boolean =>
  first !== undefined || (status !== "rejected" && status !== "nurtured");

/** Minutes of whoever's working time it is that lie between a lead's arrival and an instant (ISO 8601). */
export type WorkedUntil = (row: LeadRow, until: string) => number;

/**
 * How long it took until somebody reached each lead's person, in minutes, on the clock or, with `worked`, in the rep's
 * working time. Who is not reached counts with the time until now, or until the lead was closed.
 */
function waits(rows: readonly LeadRow[], now: string, worked?: WorkedUntil): Waited[] {
  return rows.filter(isToContact).map((row) => {
    const { first, closed, receivedAt } = row;
    if (first) return { time: worked ? first.worked : minutesBetween(receivedAt, first.at), happened: true };
    const until = closed?.at ?? now;
    return { time: worked ? worked(row, until) : minutesBetween(receivedAt, until), happened: false };
  });
}

/** Speed to lead. Times in minutes. */
export interface Speed {
  leads: number;
  contacted: number;
  /** By when half of them, and nine in ten, are reached. */
  p50: Quantile;
  p90: Quantile;
  steps: Step[];
}

/** Speed to lead: from a lead's arrival to the first contact by a person. Who is not reached counts with the time until now, or until the lead was closed. */
export function speed(rows: readonly LeadRow[], now: string, worked?: WorkedUntil): Speed {
  const waited = waits(rows, now, worked);
  const steps = stillLeft(waited);
  return {
    leads: waited.length,
    contacted: waited.filter(({ happened }) => happened).length,
    p50: quantile(steps, 0.5),
    p90: quantile(steps, 0.9),
    steps,
  };
}

/** A share of what is decided, and how many are still open. */
export interface Decided {
  share: Share | undefined;
  open: number;
}

/** The offers that a rep decides, or lets pass: not those that a colleague or the person took away, nor a round's that nobody took. */
const ofTheReps = (offers: readonly OfferRow[]): OfferRow[] =>
  offers.filter(
    ({ outcome, round }) =>
      outcome !== "taken" && outcome !== "withdrawn" && !(outcome === "lapsed" && round !== undefined),
  );

/** Offers that were accepted, of those that ended. */
export function acceptance(offers: readonly OfferRow[]): Decided {
  const asked = ofTheReps(offers);
  const ended = asked.filter(({ outcome }) => outcome !== undefined);
  return {
    share: shareOf(ended.filter(({ outcome }) => accepted.includes(outcome)).length, ended.length),
    open: asked.length - ended.length,
  };
}

/** Offers that were answered in time, of those whose time is over or that were answered. */
export function answeredInTime(offers: readonly OfferRow[], now: string): Decided {
  const asked = ofTheReps(offers);
  const late = asked.filter(({ outcome, until }) => outcome === "lapsed" || (outcome === undefined && until <= now));
  const open = asked.filter(({ outcome, until }) => outcome === undefined && until > now).length;
  const due = asked.length - open;
  return { share: shareOf(due - late.length, due), open };
}

/** Whether a lead's present owner reached the person by when it was promised. */
function contactOf({ contactBy, contactedAt, closed, rep }: LeadRow, now: string): "met" | "late" | "open" | undefined {
  if (contactBy === undefined || rep === undefined) return undefined;
  if (contactedAt !== undefined) return contactedAt <= contactBy ? "met" : "late";
  if ((closed?.at ?? now) > contactBy) return "late";
  return closed ? undefined : "open";
}

/** First contacts by when they were promised, of those that are due or made; each owner of a lead who let it pass counts. */
export function contactedInTime(rows: readonly LeadRow[], now: string): Decided {
  const each = rows.map((row) => contactOf(row, now));
  const count = (what: string) => each.filter((one) => one === what).length;
  const handedOn = rows.flatMap(({ offers }) => offers).filter(({ late }) => late).length;
  return { share: shareOf(count("met"), count("met") + count("late") + handedOn), open: count("open") };
}

/** The leads whose first contact is late or was, the one longest after its time first. Minutes. */
export function breaches(rows: readonly LeadRow[], now: string): { row: LeadRow; late: number }[] {
  return rows
    .filter((row) => contactOf(row, now) === "late")
    .map((row) => {
      const until = row.contactedAt ?? row.closed?.at ?? now;
      return { row, late: minutesBetween(row.contactBy ?? until, until) };
    })
    .toSorted((a, b) => b.late - a.late);
}

/** How often a lead was offered: once for each rep asked alone, once for each round. */
const attemptsOf = ({ offers }: LeadRow): number =>
  new Set(offers.map(({ round }, n) => (round === undefined ? `${n}` : `round ${round}`))).size;

/** How many leads took how many attempts, and the share of those with more than one. */
export function reassignment(rows: readonly LeadRow[]): { share: Share | undefined; attempts: Map<number, number> } {
  const routed = rows.map(attemptsOf).filter((attempts) => attempts > 0);
  const attempts = new Map<number, number>();
  for (const count of routed.toSorted((a, b) => a - b)) attempts.set(count, (attempts.get(count) ?? 0) + 1);
  return { share: shareOf(routed.filter((count) => count > 1).length, routed.length), attempts };
}

/** What came of leads. `value` in the policy's currency. */
export interface Results {
  won: number;
  lost: number;
  invalid: number;
  withdrawn: number;
  /** Not closed yet. */
  open: number;
  value: number;
  /** Won of those that were won or lost. */
  winRate: Share | undefined;
  /** Won of those that qualified. */
  conversion: Share | undefined;
  /** Days from arrival to closing of those that were won. */
  daysToClose: Quantile;
}

/** What came of leads. */
export function results(rows: readonly LeadRow[]): Results {
  const ended = rows.flatMap(({ closed }) => closed ?? []);
  const count = (what: string) => ended.filter(({ outcome }) => outcome === what).length;
  const [won, lost] = [count("won"), count("lost")];
  const days = rows.flatMap(({ receivedAt, closed }) =>
    closed?.outcome === "won" ? [{ time: minutesBetween(receivedAt, closed.at) / 1440, happened: true }] : [],
  );
  return {
    ...{ won, lost, invalid: count("invalid"), withdrawn: count("withdrawn"), open: rows.length - ended.length },
    value: ended.reduce((sum, { outcome, value = 0 }) => sum + (outcome === "won" ? value : 0), 0),
    winRate: shareOf(won, won + lost),
    conversion: shareOf(won, funnel(rows).qualified),
    daysToClose: quantile(stillLeft(days), 0.5),
  };
}

/** The fewest wins of which a return is told: of fewer, one more or less would change it too much. */
const fewestWins = 5;

/** What a campaign cost and brought, in one currency. `back`: (value won − spent) ÷ spent, of at least five wins. */
export interface CampaignResult {
  campaign: string;
  leads: number;
  won: number;
  value: number;
  spent?: number;
  perLead?: number;
  back?: number;
}

/** Each campaign's leads with what was spent on it, most leads first; one without leads is told as well. */
export function campaigns(rows: readonly LeadRow[], spent: ReadonlyMap<string, number>): CampaignResult[] {
  const groups = slices(rows, "campaign");
  for (const campaign of spent.keys()) if (!groups.has(campaign)) groups.set(campaign, []);
  groups.delete("");
  return [...groups].map(([campaign, leads]) => {
    const { won, value } = results(leads);
    const cost = spent.get(campaign);
    const perLead = cost === undefined || leads.length === 0 ? undefined : cost / leads.length;
    const back = cost !== undefined && cost > 0 && won >= fewestWins ? (value - cost) / cost : undefined;
    return {
      ...{ campaign, leads: leads.length, won, value },
      ...(cost !== undefined && { spent: cost }),
      ...(perLead !== undefined && { perLead }),
      ...(back !== undefined && { back }),
    };
  });
}
