import type { Lapses } from "../../routing/reps/lapses.ts";
import { type GaveBack, Pause } from "../../routing/reps/rep.ts";
import type { Write } from "../dynamo.ts";
import {
  effortAttribute,
  gaveBackAttribute,
  lapsesAttribute,
  newLeadsAttribute,
  openAttribute,
  pauseAttribute,
  rowKey,
  rowOf,
} from "./place-rows.ts";
import type { Taken } from "./take-place.ts";

/** What a lead gives back when it leaves a rep; with `countedIn` also its count as a new lead of those periods. */
export interface Freed extends Taken {
  /** They hold no place of it any more: only its count as a new lead is given back. */
  countOnly?: true;
  countedIn?: readonly string[] | undefined;
  /** How it changes the count of offers that lapsed in a row; absent for no change. */
  lapses?: Lapses | undefined;
  /** What they gave back this week before this one, as it was read: then this one is counted too. */
  gaveBack?: GaveBack | undefined;
}

/**
 * Frees one place of each of these reps, none of whom may occur twice. Must be part of the write that ends their
 * offers, so that it happens once. Returns one write per row, since a transaction may not write an item twice. Refused
 * when a rep has no open lead, or a count of lapses has changed since it was read.
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
        Key: rowKey(row),
        UpdateExpression: [
          ...clause("ADD", ({ add }) => add),
          ...clause("SET", ({ set = [] }) => set),
          ...clause("REMOVE", ({ remove = [] }) => remove),
        ].join(" "),
        ...(all(({ conditions }) => conditions).length > 0 && {
          ConditionExpression: all(({ conditions }) => conditions).join(" AND "),
        }),
        ExpressionAttributeNames: Object.assign({}, ...parts.map(({ names }) => names)),
        ExpressionAttributeValues: Object.assign({ ":less": -1 }, ...parts.map(({ values }) => values)),
      },
    };
  });
}

/** Frees one place of the rep. */
export const freePlace = (reps: string, freed: Freed): Write => freePlaces(reps, [freed])[0] as Write;

/** One rep's part of an update. */
interface Part {
  add: string[];
  set?: string[];
  remove?: string[];
  conditions: string[];
  names: Record<string, string>;
  values: Record<string, unknown>;
}

function freeing({ repId, points, countedIn = [], lapses, gaveBack, countOnly }: Freed, n: number): Part {
  if (countOnly) return uncounting(repId, countedIn, n);
  const counted = gaveBack ? gaveBackPart(gaveBack, repId, n) : lapses && lapsePart(lapses, repId, n);
  return {
    add: [
      `#open${n} :less`,
      ...(points === undefined ? [] : [`#effort${n} :points${n}`]),
      ...countedIn.map((_, m) => `#new${n}x${m} :less`),
      ...(counted?.add ?? []),
    ],
    set: counted?.set ?? [],
    remove: counted?.remove ?? [],
    conditions: [`#open${n} > :zero`, ...(counted?.conditions ?? [])],
    names: {
      [`#open${n}`]: openAttribute(repId),
      ...(points !== undefined && { [`#effort${n}`]: effortAttribute(repId) }),
      ...Object.fromEntries(countedIn.map((period, m) => [`#new${n}x${m}`, newLeadsAttribute(period, repId)])),
      ...counted?.names,
    },
    values: { ":zero": 0, ...(points !== undefined && { [`:points${n}`]: -points }), ...counted?.values },
  };
}

const uncounting = (repId: string, periods: readonly string[], n: number): Part => ({
  add: periods.map((_, m) => `#new${n}x${m} :less`),
  conditions: [],
  names: Object.fromEntries(periods.map((period, m) => [`#new${n}x${m}`, newLeadsAttribute(period, repId)])),
  values: {},
});

/** Counts a lead that is given back: refused when another one was counted since `gaveBack` was read. */
function gaveBackPart({ week, count }: GaveBack, repId: string, n: number): Part {
  const unchanged = count === 0 ? `(attribute_not_exists(#back${n}) OR #back${n}.#week <> :week${n})` : "";
  return {
    add: [],
    set: [`#back${n} = :back${n}`],
    conditions: [unchanged || `#back${n} = :before${n}`],
    names: { [`#back${n}`]: gaveBackAttribute(repId), ...(count === 0 && { "#week": "week" }) },
    values: {
      [`:back${n}`]: { week, count: count + 1 },
      ...(count === 0 ? { [`:week${n}`]: week } : { [`:before${n}`]: { week, count } }),
    },
  };
}

function lapsePart(lapses: Lapses, repId: string, n: number): Part {
  const names = { [`#lapses${n}`]: lapsesAttribute(repId) };
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
    names: { ...names, [`#pause${n}`]: pauseAttribute(repId), "#until": "until" },
    values: {
      [`:once${n}`]: 1,
      ...(from > 0 && { [`:from${n}`]: from }),
      [`:pause${n}`]: Pause.parse(pause),
      [`:since${n}`]: pause.since,
    },
  };
}
