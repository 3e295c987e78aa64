import { hash } from "node:crypto";
import type { Place } from "../routing/board.ts";
import { endedBefore, type Quota, quotasAt } from "../routing/capacity.ts";
import { Pause, type Rep } from "../routing/rep.ts";
import type { Write } from "./lead-store.ts";

/**
 * Reps' places, apart from the roster's facts because they change with each lead: a fixed number of rows, so that one
 * batch reads all of them whatever the number of reps. A rep is in the row of the hash of their id, as attributes:
 * `open ID` counts their open leads, `most ID` is how many they may have, absent while they are offered nothing. A third,
 * `pause ID`, is there while they are paused, and may stay after the pause is over. `effort ID` sums the points of their open
 * leads where effort is counted. `new PERIOD ID` counts their new leads in a day, week or month, for who has a limit of
 * them: each period has a counter of its own, so that no write has to reset one, what is given back is given back where
 * it was counted, and counters of periods that are over are cleared away by a later lead.
 */
const rowCount = 16;
type Row = Record<string, unknown>;

const keyOf = (row: number) => ({ pk: `PLACES#${String(row).padStart(2, "0")}`, sk: "PLACES" });
const rowOf = (repId: string): number => hash("sha256", repId, "buffer").readUInt8(0) % rowCount;
const openOf = (repId: string): string => `open ${repId}`;
const mostOf = (repId: string): string => `most ${repId}`;
const pauseOf = (repId: string): string => `pause ${repId}`;
const effortOf = (repId: string): string => `effort ${repId}`;
const newOf = (period: string, repId: string): string => `new ${period} ${repId}`;

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

/** What one lead takes of a rep. */
export interface Taken {
  repId: string;
  /** Effort; absent where it is not counted. */
  points?: number | undefined;
}

/** What may be taken of a rep at most, beside `most`; with `now` (ISO 8601) nothing while they are paused. */
export interface TakenWithin {
  now?: string;
  /** Points in all open leads. */
  effort?: number | undefined;
  /** New leads of the periods that it is. */
  quotas?: readonly Quota[];
  /** Periods with counters that are not needed any more. */
  over?: readonly string[];
}

/** What may be taken of this rep at an instant (ISO 8601), with the counters to clear away of those that were read. */
export function takenWithin(rep: Rep, place: Pick<Place, "given"> | undefined, at: string): TakenWithin {
  const instant = Date.parse(at);
  const over = endedBefore(Object.keys(place?.given ?? {}), rep.timeZone, instant);
  return { effort: rep.effort, quotas: quotasAt(rep, instant), over: over.slice(0, 20) };
}

/**
 * One more lead in the rep's hands, refused when the rep is offered nothing, has no place left, or would be over one of
 * their other limits. So no limit is ever exceeded, whatever is written at the same time.
 */
export function takePlace(reps: string, { repId, points }: Taken, within: TakenWithin = {}): Write {
  const { now, effort, quotas = [], over = [] } = within;
  const room = effort === undefined ? undefined : effort - (points ?? 1);
  const added = [
    "#open :one",
    ...quotas.map((_, n) => `#new${n} :one`),
    ...(points === undefined ? [] : ["#effort :points"]),
  ];
  const conditions = [
    "#open < #most",
    ...(now === undefined ? [] : ["(attribute_not_exists(#pause) OR #pause.#until <= :now)"]),
    ...(room === undefined
      ? []
      : [room < 0 ? "#effort <= :room" : "(attribute_not_exists(#effort) OR #effort <= :room)"]),
    ...quotas.map((_, n) => `(attribute_not_exists(#new${n}) OR #new${n} < :most${n})`),
  ];
  return {
    Update: {
      TableName: reps,
      Key: placeKey(repId),
      UpdateExpression: [
        `ADD ${added.join(", ")}`,
        ...(over.length > 0 ? [`REMOVE ${over.map((_, n) => `#over${n}`).join(", ")}`] : []),
      ].join(" "),
      ConditionExpression: conditions.join(" AND "),
      ExpressionAttributeNames: {
        "#open": openOf(repId),
        "#most": mostOf(repId),
        ...(now !== undefined && { "#pause": pauseOf(repId), "#until": "until" }),
        ...((points ?? room) !== undefined && { "#effort": effortOf(repId) }),
        ...Object.fromEntries(quotas.map(({ period }, n) => [`#new${n}`, newOf(period, repId)])),
        ...Object.fromEntries(over.map((period, n) => [`#over${n}`, newOf(period, repId)])),
      },
      ExpressionAttributeValues: {
        ":one": 1,
        ...(now !== undefined && { ":now": now }),
        ...(points !== undefined && { ":points": points }),
        ...(room !== undefined && { ":room": room }),
        ...Object.fromEntries(quotas.map(({ most }, n) => [`:most${n}`, most])),
      },
    },
  };
}

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

/** A lead that leaves a rep's hands. With `countedIn` it is no new lead of those periods any more either. */
export interface Freed extends Taken {
  countedIn?: readonly string[] | undefined;
}

/**
 * One lead less in the hands of each of these reps, none of them twice. Always part of the write that ends their offers,
 * so it happens once. One write for each row, since a transaction takes no two of one item.
 */
export function freePlaces(reps: string, freed: readonly Freed[]): Write[] {
  return [...Map.groupBy(freed, ({ repId }) => rowOf(repId))].map(([row, some]) => ({
    Update: {
      TableName: reps,
      Key: keyOf(row),
      UpdateExpression: `ADD ${some
        .flatMap(({ points, countedIn = [] }, n) => [
          `#open${n} :less`,
          ...(points === undefined ? [] : [`#effort${n} :points${n}`]),
          ...countedIn.map((_, m) => `#new${n}x${m} :less`),
        ])
        .join(", ")}`,
      // Who is offered nothing may still be counted by an older version's row, which is added in later.
      ConditionExpression: some.map((_, n) => `(attribute_not_exists(#most${n}) OR #open${n} > :zero)`).join(" AND "),
      ExpressionAttributeNames: Object.fromEntries(
        some.flatMap(({ repId, points, countedIn = [] }, n) => [
          [`#open${n}`, openOf(repId)],
          [`#most${n}`, mostOf(repId)],
          ...(points === undefined ? [] : [[`#effort${n}`, effortOf(repId)]]),
          ...countedIn.map((period, m) => [`#new${n}x${m}`, newOf(period, repId)]),
        ]),
      ),
      ExpressionAttributeValues: {
        ":less": -1,
        ":zero": 0,
        ...Object.fromEntries(
          some.flatMap(({ points }, n) => (points === undefined ? [] : [[`:points${n}`, -points]])),
        ),
      },
    },
  }));
}

/** One lead less in the rep's hands. */
export const freePlace = (reps: string, freed: Freed): Write => freePlaces(reps, [freed])[0] as Write;

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
