import type { Random } from "../../bench/random.ts";
import type { Lead } from "../../routing/lead/lead.ts";
import type { Rep } from "../../routing/reps/rep.ts";
import { company } from "./a-company.ts";

/** A roster with the moments, on Turno's clock, between which it came into force; ms since 1970. */
export interface Imported {
  reps: readonly Rep[];
  begun: number;
  ended: number;
}

/** Twenty reps of one pool, some away today, with weights and capacities by chance; and their manager. */
export function someRoster(random: Random, most: number, today: string): Rep[] {
  const [rep] = company;
  if (!rep) throw new Error("a company has reps");
  const reps = Array.from({ length: 20 }, (_, n): Rep => {
    const id = `rep-${String(n).padStart(2, "0")}`;
    return {
      ...rep,
      id,
      name: id,
      email: `${id}@andina.example`,
      pools: { "latam-smb": random.whole(1, 5) },
      capacity: random.whole(1, most),
      daysOff: random.chance(0.3) ? [today] : [],
    };
  });
  return [...reps, ...company.filter(({ role }) => role === "manager")];
}

/**
 * The moments at which a rep had more leads in hand than any capacity that was in force then, by the timelines: a place is
 * taken with an offer and given back when the offer ends without them. Around an import the greater capacity counts.
 */
export function overCapacity(leads: readonly Lead[], rosters: readonly Imported[], margin: number): string[] {
  const changes = leads
    .flatMap(({ offers }) =>
      offers.flatMap(({ repId, offeredAt, answeredAt, outcome }) => [
        { repId, at: Date.parse(offeredAt), by: 1 },
        ...(outcome && outcome !== "accepted" ? [{ repId, at: Date.parse(answeredAt ?? ""), by: -1 }] : []),
      ]),
    )
    .toSorted((a, b) => a.at - b.at || a.by - b.by);
  const held = new Map<string, number>();
  return changes.flatMap(({ repId, at, by }) => {
    const now = (held.get(repId) ?? 0) + by;
    held.set(repId, now);
    const inForce = rosters.filter(({ begun }, n) => {
      const until = rosters[n + 1]?.ended ?? Number.POSITIVE_INFINITY;
      return begun - margin <= at && at <= until + margin;
    });
    const most = Math.max(...inForce.map(({ reps }) => reps.find(({ id }) => id === repId)?.capacity ?? 0));
    return by > 0 && now > most ? [`${repId} had ${now} of ${most} at ${new Date(at).toISOString()}`] : [];
  });
}
