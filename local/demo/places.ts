import type { Lead } from "../../routing/lead/lead.ts";
import type { RepState } from "../../routing/reps/rep.ts";

/**
 * The intervals (ms since 1970) in which the lead's offers held a place of this rep; open ones have no end. An offer to
 * a group holds a place from its acceptance, and an accepted one until the lead is closed.
 */
export function held(repId: string, { offers, closed }: Lead): [number, number][] {
  return offers
    .filter((offer) => offer.repId === repId && (offer.round === undefined || offer.outcome === "accepted"))
    .map(({ offeredAt, outcome, answeredAt, round }) => {
      const from = round === undefined ? offeredAt : (answeredAt ?? offeredAt);
      const until = outcome === "accepted" ? closed?.at : outcome && answeredAt;
      return [Date.parse(from), until === undefined ? Number.POSITIVE_INFINITY : Date.parse(until)];
    });
}

/** The maximum number of leads that a rep held at the same time. */
export function mostHeld(rep: RepState, leads: readonly Lead[]): number {
  const changes = leads
    .flatMap((lead) => held(rep.id, lead))
    .flatMap(([from, to]) => [
      { at: from, by: 1 },
      { at: to, by: -1 },
    ])
    .sort((a, b) => a.at - b.at || a.by - b.by);
  let now = 0;
  return changes.reduce((most, { by }) => {
    now += by;
    return Math.max(most, now);
  }, 0);
}

/** The number of leads that a rep held at an instant, ms since 1970. */
export const heldAt = (repId: string, leads: readonly Lead[], at: number): number =>
  leads.flatMap((lead) => held(repId, lead)).filter(([from, until]) => from <= at && at <= until).length;
