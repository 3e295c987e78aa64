import { hash } from "node:crypto";
import * as z from "zod/mini";
import type { Place } from "../../routing/choice/board.ts";
import { isHour } from "../../routing/reps/capacity.ts";
import { type Closings, type ClosingsByKind, noClosings, together } from "../../routing/reps/closings.ts";
import { GaveBack, Pause } from "../../routing/reps/rep.ts";

/**
 * The reps' places. They are stored apart from the roster's facts, because they change with every lead, in a fixed
 * number of rows, so that one batch reads them all whatever the number of reps. A hash of a rep's id selects the row.
 * Attributes:
 *
 * - `open ID`: number of open leads.
 * - `most ID`: how many open leads they may have; absent while they receive no offers. While a roster is replaced it is
 *   the higher of the old and the new number, and the roster itself has the exact one.
 * - `pause ID`: their pause; may remain after it has ended.
 * - `lapses ID`: number of their offers in a row that lapsed.
 * - `back ID`: how many leads they gave back in the week that it names.
 * - `effort ID`: points of their open leads, if effort is counted.
 * - `flight ID`: minutes to close that their open leads are expected to take.
 * - `new PERIOD ID`: number of new leads in a day, week or month, for reps with such a limit. Every period has its own
 *   counter, so that nothing is reset and a lead is given back where it was counted. A later lead removes expired ones.
 * - `hour ID`, `hour@POOL ID`: when they had the last new leads, epoch milliseconds, for reps and pools with a limit by the
 *   hour. Any sixty minutes count, so it is times and no counter, and no more of them than the limit.
 * - `won ID`, `lost ID`, `value ID`, `minutes ID`: their leads that were closed, as `Closings` says.
 * - `kind-won KIND`, `kind-lost KIND` …: the same of one kind of lead, of this row's reps. A kind's closings are the sum
 *   over all rows, so that a closing writes one row.
 */
const rowCount = 16;
const times = z.array(z.number());
type Row = Record<string, unknown>;

/** The number of the row that the rep is in. */
export const rowOf = (repId: string): number => hash("sha256", repId, "buffer").readUInt8(0) % rowCount;
/** The key of the row with this number. */
export const rowKey = (row: number) => ({ pk: `PLACES#${String(row).padStart(2, "0")}`, sk: "PLACES" });

export const openAttribute = (repId: string): string => `open ${repId}`;
export const mostAttribute = (repId: string): string => `most ${repId}`;
export const pauseAttribute = (repId: string): string => `pause ${repId}`;
export const lapsesAttribute = (repId: string): string => `lapses ${repId}`;
export const gaveBackAttribute = (repId: string): string => `back ${repId}`;
export const effortAttribute = (repId: string): string => `effort ${repId}`;
export const inFlightAttribute = (repId: string): string => `flight ${repId}`;
export const hourAttribute = (period: string, repId: string): string => `${period} ${repId}`;
export const newLeadsAttribute = (period: string, repId: string): string => `new ${period} ${repId}`;

const counters = ["won", "lost", "value", "minutes"] as const satisfies (keyof Closings)[];
export const closingsAttribute = (counter: keyof Closings, repId: string): string => `${counter} ${repId}`;
export const kindAttribute = (counter: keyof Closings, kind: string): string => `kind-${counter} ${kind}`;

/** The keys of all rows. */
export const placeKeys = Array.from({ length: rowCount }, (_, row) => rowKey(row));
/** The key of the row that the rep is in. */
export const placeKey = (repId: string) => rowKey(rowOf(repId));

/** The places in these items, by rep id; other items are ignored. */
export function placesIn(items: readonly Row[]): Map<string, Place> {
  const places = new Map<string, Place>();
  for (const item of items) {
    for (const [name, value] of Object.entries(item)) {
      if (name.startsWith("open ")) placeOf(places, name.slice(5)).open = Number(value);
      if (name.startsWith("most ")) placeOf(places, name.slice(5)).most = Number(value);
      if (name.startsWith("pause ")) placeOf(places, name.slice(6)).paused = Pause.parse(value);
      if (name.startsWith("lapses ")) placeOf(places, name.slice(7)).lapses = Number(value);
      if (name.startsWith("back ")) placeOf(places, name.slice(5)).gaveBack = GaveBack.parse(value);
      if (name.startsWith("effort ")) placeOf(places, name.slice(7)).effort = Number(value);
      if (name.startsWith("flight ")) placeOf(places, name.slice(7)).inFlight = Number(value);
      if (name.startsWith("new ")) {
        const [, period = "", repId = ""] = name.split(" ");
        const place = placeOf(places, repId);
        place.given = { ...place.given, [period]: Number(value) };
      }
      if (name.startsWith("hour")) {
        const [period = "", repId = ""] = name.split(" ");
        const place = placeOf(places, repId);
        if (isHour(period)) place.recent = { ...place.recent, [period]: times.parse(value) };
      }
      const [counter, repId] = counterIn(name, "");
      if (counter) {
        const place = placeOf(places, repId);
        place.closings = { ...(place.closings ?? noClosings), [counter]: Number(value) };
      }
    }
  }
  return places;
}

/** The closings of each kind of lead, over all of these items. */
export function closingsIn(items: readonly Row[]): ClosingsByKind {
  const kinds = new Map<string, Closings>();
  for (const item of items) {
    for (const [name, value] of Object.entries(item)) {
      const [counter, kind] = counterIn(name, "kind-");
      if (counter)
        kinds.set(kind, together(kinds.get(kind) ?? noClosings, { ...noClosings, [counter]: Number(value) }));
    }
  }
  return kinds;
}

/** Which counter of closings an attribute is, and of whom or what. */
function counterIn(attribute: string, prefix: string): [counter: keyof Closings | undefined, of: string] {
  const space = attribute.indexOf(" ");
  const said = attribute.slice(0, Math.max(0, space));
  return [counters.find((counter) => said === `${prefix}${counter}`), attribute.slice(space + 1)];
}

function placeOf(places: Map<string, Place>, repId: string): Place {
  const place = places.get(repId) ?? { open: 0 };
  places.set(repId, place);
  return place;
}
