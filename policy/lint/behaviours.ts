import { type LeadEvent, withEvents } from "../../routing/lead/events.ts";
import type { Behaviour } from "../../routing/policy/assessing.ts";
import type { Policy } from "../../routing/policy/policy.ts";
import { pointsOfTenths } from "../../routing/score.ts";
import { cell, type Declare } from "./cells.ts";
import { type Domains, indexOfOnly } from "./formula.ts";

/** The tenths of an event that may count in all: every one where events fade, whole events where they do not. */
const tenthsOf = ({ at_most, half_life }: Behaviour): number[] =>
  half_life === undefined
    ? Array.from({ length: at_most + 1 }, (_, n) => n * 10)
    : Array.from({ length: at_most * 10 + 1 }, (_, n) => n);

/** What a behaviour of a dimension with this weight gives, by the cells of its variable. */
export const givesOf = (behaviour: Behaviour, weight: number): number[] =>
  tenthsOf(behaviour).map((tenths) => pointsOfTenths(behaviour.give * weight, tenths));

/** A variable for what each behaviour counts, by dimension. Whatever a person did, and when, is one cell of each. */
export const behaviourVariables = ({ score }: Policy, declare: Declare): number[][] =>
  score.map(({ behaviour }) =>
    behaviour.map((one) => {
      const cells = tenthsOf(one).map((tenths) => cell(tenths));
      return declare({ attribute: `events ${one.event}`, cells, plain: cells.map((_, n) => n) });
    }),
  );

/** Events of which at `at` (ISO 8601) as much counts as the cells say; where two behaviours count one event, as the first says. */
export function eventsFor(
  { score }: Policy,
  behaviours: readonly (readonly number[])[],
  chosen: Domains,
  at: string,
): LeadEvent[] {
  const seen = new Set<string>();
  const events = score.flatMap(({ behaviour }, n) =>
    behaviour.flatMap((one, m): LeadEvent[] => {
      const tenths = tenthsOf(one)[indexOfOnly(chosen[behaviours[n]?.[m] ?? 0] ?? 1)] ?? 0;
      if (seen.has(one.event)) return [];
      seen.add(one.event);
      const part = tenths % 10;
      const whole = Array.from({ length: Math.floor(tenths / 10) }, (_, k) => minutesBefore(at, k / 60));
      const faded = part > 0 ? [minutesBefore(at, (one.half_life ?? 0) * Math.log2(10 / part))] : [];
      return [...whole, ...faded].map((time) => ({ event: one.event, at: time }));
    }),
  );
  return withEvents([], events);
}

const minutesBefore = (at: string, minutes: number): string =>
  `${new Date(Date.parse(at) - minutes * 60_000).toISOString().slice(0, 19)}Z`;
