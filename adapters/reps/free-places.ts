import type { Closing } from "../../routing/lead/follow.ts";
import { isHour } from "../../routing/reps/capacity.ts";
import { type Closings, closingsOf } from "../../routing/reps/closings.ts";
import type { Lapses } from "../../routing/reps/lapses.ts";
import { type GaveBack, Pause } from "../../routing/reps/rep.ts";
import type { Write } from "../dynamo.ts";
import {
  closingsAttribute,
  effortAttribute,
  gaveBackAttribute,
  inFlightAttribute,
  kindAttribute,
  lapsesAttribute,
  newLeadsAttribute,
  openAttribute,
  pauseAttribute,
  rowKey,
  rowOf,
} from "./place-rows.ts";
import { RowUpdate } from "./row-update.ts";
import { type ClaimLimits, type Taken, take } from "./take-place.ts";

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

/** A closing that is counted now, or, with −1, is not any more; nothing for one that counts for nobody. */
export interface ClosingChange {
  closing: Closing | undefined;
  by: 1 | -1;
}

/**
 * Frees one place for each of these. Must be part of the write that ends their offers, so that it happens once. Returns one
 * write per row, since a transaction may not write an item twice. Refused when a rep has no open lead, or a count of lapses
 * has changed since it was read.
 */
export const freePlaces = (reps: string, freed: readonly Freed[]): Write[] => placeWrites(reps, { freed });

/** Frees one place of the rep. */
export const freePlace = (reps: string, freed: Freed): Write => freePlaces(reps, [freed])[0] as Write;

/** Frees these places, takes that one and counts these closings, all of which may be in the same row. */
export function placeWrites(
  reps: string,
  {
    freed,
    taken,
    closings = [],
  }: {
    freed: readonly Freed[];
    taken?: { offer: Taken; within: ClaimLimits } | undefined;
    closings?: readonly ClosingChange[];
  },
): Write[] {
  const rows = new Map<number, RowUpdate>();
  const rowFor = (repId: string): RowUpdate => {
    const update = rows.get(rowOf(repId)) ?? new RowUpdate();
    rows.set(rowOf(repId), update);
    return update;
  };
  for (const one of freed) free(rowFor(one.repId), one);
  if (taken) take(rowFor(taken.offer.repId), taken.offer, taken.within);
  for (const { closing, by } of closings) if (closing?.counted) count(rowFor(closing.counted.repId), closing, by);
  return [...rows].map(([row, update]) => ({ Update: { TableName: reps, Key: rowKey(row), ...update.parts() } }));
}

function free(row: RowUpdate, { repId, points, toClose, countedIn = [], lapses, gaveBack, countOnly }: Freed): void {
  for (const period of countedIn.filter((one) => !isHour(one))) row.add(newLeadsAttribute(period, repId), -1);
  if (countOnly) return;
  const open = openAttribute(repId);
  row.add(open, -1);
  row.when(`${row.name(open)} > ${row.value(0)}`);
  if (points !== undefined) row.add(effortAttribute(repId), -points);
  if (toClose !== undefined) row.add(inFlightAttribute(repId), -toClose);
  if (gaveBack) countGivenBack(row, repId, gaveBack);
  else if (lapses) countLapses(row, repId, lapses);
}

/** Counts a closing for its rep and its kind. */
function count(row: RowUpdate, closing: Closing, by: 1 | -1): void {
  const { repId = "", kind } = closing.counted ?? {};
  for (const [counter, amount] of Object.entries(closingsOf(closing)) as [keyof Closings, number][]) {
    if (amount === 0) continue;
    row.add(closingsAttribute(counter, repId), by * amount);
    if (kind !== undefined) row.add(kindAttribute(counter, kind), by * amount);
  }
}

/** Counts a lead that is given back: refused when another one was counted since `gaveBack` was read. */
function countGivenBack(row: RowUpdate, repId: string, { week, count }: GaveBack): void {
  const attribute = gaveBackAttribute(repId);
  const name = row.name(attribute);
  row.set(attribute, { week, count: count + 1 });
  row.when(
    count === 0
      ? `(attribute_not_exists(${name}) OR ${name}.${row.name("week")} <> ${row.value(week)})`
      : `${name} = ${row.value({ week, count })}`,
  );
}

function countLapses(row: RowUpdate, repId: string, lapses: Lapses): void {
  const attribute = lapsesAttribute(repId);
  const name = row.name(attribute);
  switch (lapses.kind) {
    case "over":
      row.remove(attribute);
      break;
    case "more":
      row.add(attribute, 1);
      row.when(`(attribute_not_exists(${name}) OR ${name} < ${row.value(lapses.below)})`);
      break;
    case "pause": {
      const { from, pause } = lapses;
      const paused = pauseAttribute(repId);
      const [pauses, until] = [row.name(paused), row.name("until")];
      row.add(attribute, 1);
      row.set(paused, Pause.parse(pause));
      if (from > 0) row.when(`${name} >= ${row.value(from)}`);
      row.when(`(attribute_not_exists(${pauses}) OR ${pauses}.${until} <= ${row.value(pause.since)})`);
    }
  }
}
