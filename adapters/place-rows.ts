import { hash } from "node:crypto";
import type { Place } from "../routing/board.ts";
import { Pause, type Rep } from "../routing/rep.ts";
import type { Write } from "./lead-store.ts";

/**
 * Reps' places, apart from the roster's facts because they change with each lead: a fixed number of rows, so that one
 * batch reads all of them whatever the number of reps. A rep is in the row of the hash of their id, as attributes:
 * `open ID` counts their open leads, `most ID` is how many they may have, absent while they are offered nothing. A third,
 * `pause ID`, is there while they are paused, and may stay after the pause is over.
 */
const rowCount = 16;
type Row = Record<string, unknown>;

const keyOf = (row: number) => ({ pk: `PLACES#${String(row).padStart(2, "0")}`, sk: "PLACES" });
const rowOf = (repId: string): number => hash("sha256", repId, "buffer").readUInt8(0) % rowCount;
const openOf = (repId: string): string => `open ${repId}`;
const mostOf = (repId: string): string => `most ${repId}`;
const pauseOf = (repId: string): string => `pause ${repId}`;

/** The keys of all rows. */
export const placeKeys = Array.from({ length: rowCount }, (_, row) => keyOf(row));
/** The key of the row that the rep is in. */
export const placeKey = (repId: string) => keyOf(rowOf(repId));

/** How many leads a rep may have; undefined for who is offered none. */
export const mostFor = ({ role, active, capacity }: Rep): number | undefined =>
  role === "rep" && active ? capacity : undefined;

/** The places in these rows, by rep id. Items that are no rows of places hold none. */
export function placesIn(items: readonly Row[]): Map<string, Place> {
  const places = new Map<string, Place>();
  for (const item of items) {
    for (const [name, value] of Object.entries(item)) {
      if (name.startsWith("open ")) placeOf(places, name.slice(5)).open = Number(value);
      if (name.startsWith("most ")) placeOf(places, name.slice(5)).most = Number(value);
      if (name.startsWith("pause ")) placeOf(places, name.slice(6)).paused = Pause.parse(value);
    }
  }
  return places;
}

function placeOf(places: Map<string, Place>, repId: string): Place {
  const place = places.get(repId) ?? { open: 0 };
  places.set(repId, place);
  return place;
}

/**
 * One more lead in the rep's hands, refused when the rep is offered nothing or has no place left; with `now` (ISO 8601)
 * also while they are paused.
 */
export const takePlace = (reps: string, repId: string, now?: string): Write => ({
  Update: {
    TableName: reps,
    Key: placeKey(repId),
    UpdateExpression: "ADD #open :one",
    ConditionExpression: `#open < #most${now === undefined ? "" : " AND (attribute_not_exists(#pause) OR #pause.#until <= :now)"}`,
    ExpressionAttributeNames: {
      "#open": openOf(repId),
      "#most": mostOf(repId),
      ...(now !== undefined && { "#pause": pauseOf(repId), "#until": "until" }),
    },
    ExpressionAttributeValues: { ":one": 1, ...(now !== undefined && { ":now": now }) },
  },
});

/** Pauses the rep, in place of a pause that they have; refused for who is not in the roster. */
export const pausePlace = (reps: string, repId: string, pause: Pause): Write => ({
  Update: {
    TableName: reps,
    Key: placeKey(repId),
    UpdateExpression: "SET #pause = :pause",
    ConditionExpression: "attribute_exists(#open)",
    ExpressionAttributeNames: { "#open": openOf(repId), "#pause": pauseOf(repId) },
    ExpressionAttributeValues: { ":pause": Pause.parse(pause) },
  },
});

/** Ends the rep's pause; refused for who is not in the roster. */
export const resumePlace = (reps: string, repId: string): Write => ({
  Update: {
    TableName: reps,
    Key: placeKey(repId),
    UpdateExpression: "REMOVE #pause",
    ConditionExpression: "attribute_exists(#open)",
    ExpressionAttributeNames: { "#open": openOf(repId), "#pause": pauseOf(repId) },
  },
});

/**
 * One lead less in the hands of each of these reps. Always part of the write that ends their offers, so it happens once.
 * One write for each row, since a transaction takes no two of one item.
 */
export function freePlaces(reps: string, repIds: readonly string[]): Write[] {
  return [...Map.groupBy(repIds, rowOf)].map(([row, ids]) => ({
    Update: {
      TableName: reps,
      Key: keyOf(row),
      UpdateExpression: `ADD ${ids.map((_, n) => `#open${n} :less`).join(", ")}`,
      // Who is offered nothing may still be counted by an older version's row, which is added in later.
      ConditionExpression: ids.map((_, n) => `(attribute_not_exists(#most${n}) OR #open${n} > :zero)`).join(" AND "),
      ExpressionAttributeNames: Object.fromEntries(
        ids.flatMap((id, n) => [
          [`#open${n}`, openOf(id)],
          [`#most${n}`, mostOf(id)],
        ]),
      ),
      ExpressionAttributeValues: { ":less": -1, ":zero": 0 },
    },
  }));
}

/** One lead less in the rep's hands. */
export const freePlace = (reps: string, repId: string): Write => freePlaces(reps, [repId])[0] as Write;

/** Reps whose places one write can set: an update takes 300 operators and 4 KB. */
const mostInOneWrite = 50;

/** Sets how many leads these reps, all of one row, may have, and adds `open` to how many they have. */
export function setPlaces(reps: string, of: readonly { id: string; most: number | undefined; open: number }[]): Write {
  const some = of.flatMap(({ most }, n) => (most === undefined ? [] : [n]));
  const none = of.flatMap(({ most }, n) => (most === undefined ? [n] : []));
  const [first] = of;
  if (!first) throw new Error("a write needs something to write");
  return {
    Update: {
      TableName: reps,
      Key: placeKey(first.id),
      UpdateExpression: [
        `ADD ${of.map((_, n) => `#open${n} :open${n}`).join(", ")}`,
        ...(some.length > 0 ? [`SET ${some.map((n) => `#most${n} = :most${n}`).join(", ")}`] : []),
        ...(none.length > 0 ? [`REMOVE ${none.map((n) => `#most${n}`).join(", ")}`] : []),
      ].join(" "),
      ExpressionAttributeNames: Object.fromEntries(
        of.flatMap(({ id }, n) => [
          [`#open${n}`, openOf(id)],
          [`#most${n}`, mostOf(id)],
        ]),
      ),
      ExpressionAttributeValues: {
        ...Object.fromEntries(of.map(({ open }, n) => [`:open${n}`, open])),
        ...Object.fromEntries(some.map((n) => [`:most${n}`, of[n]?.most])),
      },
    },
  };
}

/** These reps by row, at most `mostInOneWrite` together. */
export function byRow<R extends { id: string }>(reps: readonly R[]): R[][] {
  return [...Map.groupBy(reps, ({ id }) => rowOf(id)).values()].flatMap((all) =>
    Array.from({ length: Math.ceil(all.length / mostInOneWrite) }, (_, n) =>
      all.slice(n * mostInOneWrite, (n + 1) * mostInOneWrite),
    ),
  );
}
