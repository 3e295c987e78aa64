import { hash } from "node:crypto";
import type { Place } from "../routing/board.ts";
import type { Quota } from "../routing/capacity.ts";
import type { Lapses } from "../routing/lapses.ts";
import { Pause, type Rep } from "../routing/rep.ts";
import type { Write } from "./lead-store.ts";

/**
 * Reps' places, apart from the roster's facts because they change with each lead: a fixed number of rows, so that one
 * batch reads all of them whatever the number of reps. A rep is in the row of the hash of their id, as attributes:
 * `open ID` counts their open leads, `most ID` is how many they may have, absent while they are offered nothing. A third,
 * `pause ID`, is there while they are paused, and may stay after the pause is over. `lapses ID` counts the offers in a row
 * that they let lapse. `effort ID` sums the points of their open
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
const lapsesOf = (repId: string): string => `lapses ${repId}`;
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
  /** They answered, so that no more offers lapsed in a row. */
  answered?: boolean;
}

/**
 * One more lead in the rep's hands, refused when the rep is offered nothing, has no place left, or would be over one of
 * their other limits. So no limit is ever exceeded, whatever is written at the same time.
 */
export function takePlace(reps: string, { repId, points }: Taken, within: TakenWithin = {}): Write {
  const { now, effort, quotas = [], over = [], answered = false } = within;
  const room = effort === undefined ? undefined : effort - (points ?? 1);
  const added = [
    "#open :one",
    ...quotas.map((_, n) => `#new${n} :one`),
    ...(points === undefined ? [] : ["#effort :points"]),
  ];
  const removed = [...over.map((_, n) => `#over${n}`), ...(answered ? ["#lapses"] : [])];
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
        ...(removed.length > 0 ? [`REMOVE ${removed.join(", ")}`] : []),
      ].join(" "),
      ConditionExpression: conditions.join(" AND "),
      ExpressionAttributeNames: {
        "#open": openOf(repId),
        "#most": mostOf(repId),
        ...(now !== undefined && { "#pause": pauseOf(repId), "#until": "until" }),
        ...((points ?? room) !== undefined && { "#effort": effortOf(repId) }),
        ...Object.fromEntries(quotas.map(({ period }, n) => [`#new${n}`, newOf(period, repId)])),
        ...(answered && { "#lapses": lapsesOf(repId) }),
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

/** Ends the rep's pause and the count of lapses; refused for who is not in the roster. */
export const resumePlace = (reps: string, repId: string): Write => ({
  Update: {
    TableName: reps,
    Key: placeKey(repId),
    UpdateExpression: "REMOVE #pause, #lapses",
    ConditionExpression: "attribute_exists(#open)",
    ExpressionAttributeNames: { "#open": openOf(repId), "#pause": pauseOf(repId), "#lapses": lapsesOf(repId) },
  },
});

/** Keeps the hash of one more link to return, refused when the pause that began at `since` is not the rep's any more. */
export const linkPause = (reps: string, repId: string, since: string, hash: string): Write => ({
  Update: {
    TableName: reps,
    Key: placeKey(repId),
    UpdateExpression: "SET #pause.#links = list_append(if_not_exists(#pause.#links, :none), :hash)",
    ConditionExpression: "#pause.#since = :since",
    ExpressionAttributeNames: { "#pause": pauseOf(repId), "#links": "linkHashes", "#since": "since" },
    ExpressionAttributeValues: { ":none": [], ":hash": [hash], ":since": since },
  },
});

/**
 * Ends the pause that this hash is of a link to, at `now`, and the count of lapses; refused when it is another pause. It
 * stays in the row, so that the link goes on saying that the rep is back.
 */
export const endPause = (reps: string, repId: string, hash: string, now: string): Write => ({
  Update: {
    TableName: reps,
    Key: placeKey(repId),
    UpdateExpression: "SET #pause.#until = :now REMOVE #lapses",
    ConditionExpression: "contains(#pause.#links, :hash)",
    ExpressionAttributeNames: {
      "#pause": pauseOf(repId),
      "#until": "until",
      "#links": "linkHashes",
      "#lapses": lapsesOf(repId),
    },
    ExpressionAttributeValues: { ":now": now, ":hash": hash },
  },
});

/** A lead that leaves a rep's hands. With `countedIn` it is no new lead of those periods any more either. */
export interface Freed extends Taken {
  countedIn?: readonly string[] | undefined;
  /** What it does to the offers that lapsed in a row; nothing when absent. */
  lapses?: Lapses | undefined;
}

/**
 * One lead less in the hands of each of these reps, none of them twice. Always part of the write that ends their offers,
 * so it happens once. One write for each row, since a transaction takes no two of one item. Refused when the count of
 * lapses is not where it was read.
 */
export function freePlaces(reps: string, freed: readonly Freed[]): Write[] {
  return [...Map.groupBy(freed, ({ repId }) => rowOf(repId))].map(([row, some]) => {
    const parts = some.map(freeing);
    const all = (of: (part: Part) => readonly string[]) => parts.flatMap(of);
    const clause = (verb: string, of: (part: Part) => readonly string[]) =>
      all(of).length > 0 ? [`${verb} ${all(of).join(", ")}`] : [];
    return {
      Update: {
        TableName: reps,
        Key: keyOf(row),
        UpdateExpression: [
          ...clause("ADD", ({ add }) => add),
          ...clause("SET", ({ set = [] }) => set),
          ...clause("REMOVE", ({ remove = [] }) => remove),
        ].join(" "),
        ConditionExpression: all(({ conditions }) => conditions).join(" AND "),
        ExpressionAttributeNames: Object.assign({}, ...parts.map(({ names }) => names)),
        ExpressionAttributeValues: Object.assign({ ":less": -1, ":zero": 0 }, ...parts.map(({ values }) => values)),
      },
    };
  });
}

/** What one rep's part of an update says. */
interface Part {
  add: string[];
  set?: string[];
  remove?: string[];
  conditions: string[];
  names: Record<string, string>;
  values: Record<string, unknown>;
}

function freeing({ repId, points, countedIn = [], lapses }: Freed, n: number): Part {
  const counted = lapses && lapsePart(lapses, repId, n);
  return {
    add: [
      `#open${n} :less`,
      ...(points === undefined ? [] : [`#effort${n} :points${n}`]),
      ...countedIn.map((_, m) => `#new${n}x${m} :less`),
      ...(counted?.add ?? []),
    ],
    set: counted?.set ?? [],
    remove: counted?.remove ?? [],
    // Who is offered nothing may still be counted by an older version's row, which is added in later.
    conditions: [`(attribute_not_exists(#most${n}) OR #open${n} > :zero)`, ...(counted?.conditions ?? [])],
    names: {
      [`#open${n}`]: openOf(repId),
      [`#most${n}`]: mostOf(repId),
      ...(points !== undefined && { [`#effort${n}`]: effortOf(repId) }),
      ...Object.fromEntries(countedIn.map((period, m) => [`#new${n}x${m}`, newOf(period, repId)])),
      ...counted?.names,
    },
    values: { ...(points !== undefined && { [`:points${n}`]: -points }), ...counted?.values },
  };
}

function lapsePart(lapses: Lapses, repId: string, n: number): Part {
  const names = { [`#lapses${n}`]: lapsesOf(repId) };
  if (lapses.kind === "over") return { add: [], remove: [`#lapses${n}`], conditions: [], names, values: {} };
  const add = [`#lapses${n} :once${n}`];
  if (lapses.kind === "more") {
    const conditions = [`(attribute_not_exists(#lapses${n}) OR #lapses${n} < :below${n})`];
    return { add, conditions, names, values: { [`:once${n}`]: 1, [`:below${n}`]: lapses.below } };
  }
  const { from, pause } = lapses;
  return {
    add,
    set: [`#pause${n} = :pause${n}`],
    conditions: [
      ...(from > 0 ? [`#lapses${n} >= :from${n}`] : []),
      `(attribute_not_exists(#pause${n}) OR #pause${n}.#until <= :since${n})`,
    ],
    names: { ...names, [`#pause${n}`]: pauseOf(repId), "#until": "until" },
    values: {
      [`:once${n}`]: 1,
      ...(from > 0 && { [`:from${n}`]: from }),
      [`:pause${n}`]: Pause.parse(pause),
      [`:since${n}`]: pause.since,
    },
  };
}

/** One new lead less of each of these periods: it was none that counts. */
export const uncountNew = (reps: string, repId: string, periods: readonly string[]): Write => ({
  Update: {
    TableName: reps,
    Key: placeKey(repId),
    UpdateExpression: `ADD ${periods.map((_, n) => `#new${n} :less`).join(", ")}`,
    ExpressionAttributeNames: Object.fromEntries(periods.map((period, n) => [`#new${n}`, newOf(period, repId)])),
    ExpressionAttributeValues: { ":less": -1 },
  },
});

/** Ends the count of the rep's offers that lapsed in a row. */
export const forgetLapses = (reps: string, repId: string): Write => ({
  Update: {
    TableName: reps,
    Key: placeKey(repId),
    UpdateExpression: "REMOVE #lapses",
    ExpressionAttributeNames: { "#lapses": lapsesOf(repId) },
  },
});

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
