import { hash } from "node:crypto";
import type { Place } from "../../routing/board.ts";
import { Pause } from "../../routing/reps/rep.ts";

/**
 * Reps' places, apart from the roster's facts because they change with each lead: a fixed number of rows, so that one
 * batch reads all of them whatever the number of reps. A rep is in the row of the hash of their id, as attributes:
 *
 * - `open ID` counts their open leads.
 * - `most ID` is how many they may have; absent while they are offered nothing.
 * - `pause ID` is there while they are paused, and may stay after the pause is over.
 * - `lapses ID` counts the offers in a row that they let lapse.
 * - `effort ID` sums the points of their open leads, where effort is counted.
 * - `new PERIOD ID` counts their new leads in a day, week or month, for who has a limit of them. Each period has a counter
 *   of its own, so that no write has to reset one, what is given back is given back where it was counted, and counters of
 *   periods that are over are cleared away by a later lead.
 */
const rowCount = 16;
type Row = Record<string, unknown>;

/** The number of the row that the rep is in. */
export const rowOf = (repId: string): number => hash("sha256", repId, "buffer").readUInt8(0) % rowCount;
/** The key of the row with this number. */
export const rowKey = (row: number) => ({ pk: `PLACES#${String(row).padStart(2, "0")}`, sk: "PLACES" });

export const openAttribute = (repId: string): string => `open ${repId}`;
export const mostAttribute = (repId: string): string => `most ${repId}`;
export const pauseAttribute = (repId: string): string => `pause ${repId}`;
export const lapsesAttribute = (repId: string): string => `lapses ${repId}`;
export const effortAttribute = (repId: string): string => `effort ${repId}`;
export const newLeadsAttribute = (period: string, repId: string): string => `new ${period} ${repId}`;

/** The keys of all rows. */
export const placeKeys = Array.from({ length: rowCount }, (_, row) => rowKey(row));
/** The key of the row that the rep is in. */
export const placeKey = (repId: string) => rowKey(rowOf(repId));

/** The places in these rows, by rep id. Items that are no rows of places hold none. */
export function placesIn(items: readonly Row[]): Map<string, Place> {
  const places = new Map<string, Place>();
  for (const item of items) {
    for (const [name, value] of Object.entries(item)) {
      if (name.startsWith("open ")) placeOf(places, name.slice(5)).open = Number(value);
      if (name.startsWith("most ")) placeOf(places, name.slice(5)).most = Number(value);
      if (name.startsWith("pause ")) placeOf(places, name.slice(6)).paused = Pause.parse(value);
      if (name.startsWith("lapses ")) placeOf(places, name.slice(7)).lapses = Number(value);
      if (name.startsWith("effort ")) placeOf(places, name.slice(7)).effort = Number(value);
      if (name.startsWith("new ")) {
        const [, period = "", repId = ""] = name.split(" ");
        const place = placeOf(places, repId);
        place.given = { ...place.given, [period]: Number(value) };
      }
    }
  }
  return places;
}

function placeOf(places: Map<string, Place>, repId: string): Place {
  const place = places.get(repId) ?? { open: 0 };
  places.set(repId, place);
  return place;
}
