import type { Lead, Offer } from "../../routing/lead/lead.ts";

// The figures of the reports once more, straight from the leads and by other ways: what reports say has to agree.

const time = (at: string): number => Date.parse(at);
const had: readonly unknown[] = ["accepted", "given-back", "handed-on"];

/** How many leads came to each stage, each asked by itself. */
export function plainFunnel(leads: readonly Lead[]): Record<string, number> {
  const won = (lead: Lead) => lead.closed?.outcome === "won";
  const contacted = (lead: Lead) => won(lead) || lead.firstContact !== undefined;
  const accepted = (lead: Lead) =>
    contacted(lead) || lead.ownerId !== undefined || lead.offers.some(({ outcome }) => had.includes(outcome));
  const routed = (lead: Lead) => accepted(lead) || lead.offers.length > 0 || lead.escalation !== undefined;
  const qualified = (lead: Lead) => routed(lead) || lead.lane !== undefined;
  const stages = { received: () => true, qualified, routed, accepted, contacted, won };
  return Object.fromEntries(Object.entries(stages).map(([stage, came]) => [stage, leads.filter(came).length]));
}

/**
 * By when a part of the leads was reached, in minutes: who is not reached hands its weight on to those who waited longer
 * (Efron 1967, which is another way to Kaplan and Meier's estimate). Undefined where it is not reached.
 */
export function plainQuantile(leads: readonly Lead[], now: string, part: number): number | undefined {
  const waits = leads
    .filter(({ status, firstContact }) => firstContact || (status !== "rejected" && status !== "nurtured"))
    .map(({ receivedAt, firstContact, closed }) => ({
      minutes: (time(firstContact?.at ?? closed?.at ?? now) - time(receivedAt)) / 60_000,
      reached: firstContact !== undefined,
    }))
    // Of those at the same time who was reached comes first.
    .toSorted((a, b) => a.minutes - b.minutes || Number(b.reached) - Number(a.reached));
  let weight = 1 / waits.length;
  let sum = 0;
  for (const [n, { minutes, reached }] of waits.entries()) {
    if (!reached) {
      const left = waits.length - n - 1;
      if (left > 0) weight += weight / left;
      continue;
    }
    sum += weight;
    const isLast = waits[n + 1]?.minutes !== minutes || !waits[n + 1]?.reached;
    if (isLast && sum >= part - 1e-9) return minutes;
  }
  return undefined;
}

/** Offers that were accepted or answered in time, of those that count. */
export function plainOffers(leads: readonly Lead[], now: string) {
  const count = { accepted: 0, ended: 0, inTime: 0, due: 0, open: 0, running: 0 };
  for (const offer of leads.flatMap(({ offers }) => offers)) {
    if (!countsFor(offer)) continue;
    if (offer.outcome) count.ended += 1;
    else count.open += 1;
    if (had.includes(offer.outcome)) count.accepted += 1;
    const isOver = offer.outcome !== undefined || time(offer.expiresAt) <= time(now);
    if (isOver) count.due += 1;
    else count.running += 1;
    if (offer.outcome !== undefined && offer.outcome !== "lapsed") count.inTime += 1;
  }
  return count;
}
const countsFor = ({ outcome, round }: Offer): boolean =>
  !(outcome === "taken" || outcome === "withdrawn" || (outcome === "lapsed" && round !== undefined));

/** First contacts in time, late and not due yet, and how many leads were offered more than once. */
export function plainPromises(leads: readonly Lead[], now: string) {
  const count = { met: 0, late: 0, open: 0, lateNow: 0, routed: 0, again: 0 };
  for (const { follow, ownerId, closed, offers } of leads) {
    count.late += offers.filter(({ late }) => late).length;
    const alone = offers.filter(({ round }) => round === undefined).length;
    const rounds = new Set(offers.flatMap(({ round }) => round ?? [])).size;
    if (alone + rounds > 0) count.routed += 1;
    if (alone + rounds > 1) count.again += 1;
    if (!follow || ownerId === undefined) continue;
    const end = follow.contactedAt ?? closed?.at ?? now;
    if (time(end) > time(follow.contactBy)) {
      count.late += 1;
      if (!follow.contactedAt && !closed) count.lateNow += 1;
    } else if (follow.contactedAt) count.met += 1;
    else if (!closed) count.open += 1;
  }
  return count;
}

/** What came of leads, by their closings. */
export function plainResults(leads: readonly Lead[]) {
  const closings = leads.flatMap(({ closed }) => (closed ? [closed] : []));
  const number = (outcome: string) => closings.filter((closed) => closed.outcome === outcome).length;
  const won = closings.filter(({ outcome }) => outcome === "won");
  return {
    ...{ won: number("won"), lost: number("lost"), invalid: number("invalid"), withdrawn: number("withdrawn") },
    open: leads.length - closings.length,
    value: won.reduce((sum, { value = 0 }) => sum + value, 0),
  };
}

/** How many leads came on each date by the clocks of a zone, as `Intl` tells it. */
export function plainDays(leads: readonly Lead[], timeZone: string): Record<string, number> {
  const date = new Intl.DateTimeFormat("en-CA", { timeZone });
  const days = Map.groupBy(leads, ({ receivedAt }) => date.format(time(receivedAt)));
  return Object.fromEntries([...days].map(([day, some]) => [day, some.length]));
}
