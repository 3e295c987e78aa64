import { type Dimension, dimensionIn, type Period, readerOf } from "../../../reports/figures.ts";
import type { LeadRow } from "../../../reports/row.ts";
import type { ReportName } from "../../../reports/views/view.ts";
import { views } from "../../../reports/views/views.ts";
import { type Span, spans } from "../../../reports/volume.ts";
import { dayOf, instantOf } from "../../../routing/time/wall-clock.ts";

export const ages = ["7d", "30d", "90d"] as const;
type Age = (typeof ages)[number];

/** What is asked of a report, as the address says. */
export interface Asking {
  /** The last days, where `from` is not given. */
  since: Age;
  /** Dates of the reader's zone, both included, or instants. */
  from?: string | undefined;
  to?: string | undefined;
  /** "none" where the report would be sliced by itself. */
  by?: Dimension | "none" | undefined;
  vs: boolean;
  clock: "clock" | "worked";
  span: Span;
  measure: "leads" | "wait";
  /** Only leads with these values. */
  only: Partial<Record<Dimension, string>>;
}

const among = <Value extends string>(values: readonly Value[], text: string | null): Value | undefined =>
  values.find((value) => value === text);
const isTime = (text: string | null): text is string =>
  text !== null && /^20\d{2}-\d{2}-\d{2}(T\d{2}:\d{2}Z)?$/.test(text) && !Number.isNaN(Date.parse(text));

/** What an address asks; what it says beside that is left out. */
export function askedIn(query: URLSearchParams): Asking {
  const [from, to] = [query.get("from"), query.get("to")];
  const only = [...query].flatMap(([name, value]) => {
    const by = dimensionIn(name);
    return by !== undefined && value.length <= 120 ? [[by, value] as const] : [];
  });
  return {
    since: among(ages, query.get("since")) ?? "30d",
    ...(isTime(from) && isTime(to) && from <= to && { from, to }),
    by: query.get("by") === "none" ? "none" : dimensionIn(query.get("by")),
    vs: query.get("vs") === "before",
    clock: query.get("clock") === "worked" ? "worked" : "clock",
    span: among(spans, query.get("span")) ?? "week",
    measure: query.get("measure") === "wait" ? "wait" : "leads",
    only: Object.fromEntries(only),
  };
}

/** The same as an address has it; what is as without it is left out. */
export const queryOf = (asking: Asking): Record<string, string | undefined> => ({
  since: asking.from || asking.since === "30d" ? undefined : asking.since,
  ...{ from: asking.from, to: asking.to, by: asking.by },
  vs: asking.vs ? "before" : undefined,
  clock: asking.clock === "clock" ? undefined : asking.clock,
  span: asking.span === "week" ? undefined : asking.span,
  measure: asking.measure === "leads" ? undefined : asking.measure,
  ...asking.only,
});

/** The period that is asked for. @param now ms since 1970 */
export function periodOf({ since, from, to }: Asking, now: number, zone: string): Period {
  const time = (text: string, days: number) =>
    text.length > 10 ? Date.parse(text) : instantOf(zone, dayOf(text) + days, 0);
  if (from && to)
    return { from: new Date(time(from, 0)).toISOString(), to: new Date(Math.min(time(to, 1), now)).toISOString() };
  return {
    from: new Date(now - Number.parseInt(since, 10) * 86_400_000).toISOString(),
    to: new Date(now).toISOString(),
  };
}

/** By what the report is sliced. */
export function slicedBy({ by }: Asking, report: ReportName): Dimension | undefined {
  if (!views[report].slices || by === "none") return undefined;
  return by ?? views[report].by;
}

/** The rows that have the values which are asked for. */
export function filtered(rows: readonly LeadRow[], { only }: Asking): readonly LeadRow[] {
  const wanted = (Object.entries(only) as [Dimension, string][]).map(([by, value]) => [readerOf(by), value] as const);
  return wanted.length === 0 ? rows : rows.filter((row) => wanted.every(([read, value]) => read(row) === value));
}
