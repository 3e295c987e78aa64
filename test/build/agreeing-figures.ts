import { expect } from "vitest";
import { columnsOf, rowsIn } from "../../reports/columns.ts";
import { slices } from "../../reports/figures.ts";
import { rowOf } from "../../reports/row.ts";
import { summaryOf } from "../../reports/summary.ts";
import { volume } from "../../reports/volume.ts";
import type { Lead } from "../../routing/lead/lead.ts";
import { manyFrom, manyUntil } from "./many-leads.ts";
import { plainDays, plainFunnel, plainOffers, plainPromises, plainQuantile, plainResults } from "./plain-figures.ts";

const now = new Date(manyUntil + 5 * 86_400_000).toISOString();

/** Holds what reports count from rows, as they are sent to a browser, against what is counted from the leads themselves. */
export function expectAgreement(leads: readonly Lead[]): void {
  const rows = rowsIn(JSON.parse(JSON.stringify(columnsOf(leads.map((lead) => rowOf(lead))))));
  expectSame(leads, rows);
  const bySource = slices(rows, "source");
  for (const [source, some] of Map.groupBy(leads, ({ facts }) => facts.source ?? ""))
    expectSame(some, bySource.get(source) ?? []);
}

function expectSame(leads: readonly Lead[], rows: ReturnType<typeof rowsIn>): void {
  const { funnel, speed, acceptance, answered, reassigned, contacted, lateNow, results } = summaryOf(rows, {
    now,
    reps: [],
  });
  expect(funnel).toEqual(plainFunnel(leads));
  expect(speed.p50.time).toBeCloseTo(plainQuantile(leads, now, 0.5) ?? Number.NaN, 6);
  const nine = plainQuantile(leads, now, 0.9);
  if (nine === undefined) expect(speed.p90.time).toBeUndefined();
  else expect(speed.p90.time).toBeCloseTo(nine, 6);
  const offers = plainOffers(leads, now);
  expect([acceptance.share?.of, acceptance.share?.n, acceptance.open]).toEqual([
    offers.accepted,
    offers.ended,
    offers.open,
  ]);
  expect([answered.share?.of, answered.share?.n, answered.open]).toEqual([offers.inTime, offers.due, offers.running]);
  const promises = plainPromises(leads, now);
  expect([reassigned?.of, reassigned?.n]).toEqual([promises.again, promises.routed]);
  expect([contacted.share?.of, contacted.share?.n]).toEqual([promises.met, promises.met + promises.late]);
  expect([contacted.open, lateNow]).toEqual([promises.open, promises.lateNow]);
  expect(results).toMatchObject(plainResults(leads));
  const zone = "America/Sao_Paulo";
  const period = { from: new Date(manyFrom).toISOString(), to: new Date(manyUntil).toISOString() };
  const days = volume(rows, period, "day", zone).filter((day) => day.leads > 0);
  expect(Object.fromEntries(days.map((day) => [day.from, day.leads]))).toEqual(plainDays(leads, zone));
}
