import { funnel, reassignment, stages } from "../figures.ts";
import { hours, volume } from "../volume.ts";
import { cell, dimensionName, partsOf, type Question, type View, writing } from "./view.ts";

/** The fewest leads of which a part is said in percent. */
const fewest = 10;

/** How far the leads came. */
export function funnelView(question: Question): View {
  const { rows, before, by, say } = question;
  const { count, percent } = writing(question);
  const [all, earlier] = [funnel(rows), before && funnel(before)];
  const part = (of: number, n: number) => (n < fewest ? "" : percent(of / n));
  const bars = stages.map((stage, n) => {
    const last = n === 0 ? undefined : all[stages[n - 1] ?? "received"];
    const share = last === undefined ? "" : part(all[stage], last);
    return {
      ...{ name: say.stages[stage], value: all[stage] },
      text: share ? `${count(all[stage])} (${share})` : count(all[stage]),
      share,
      ...(earlier && { before: earlier[stage] }),
    };
  });
  const byStage = bars.map(({ name, value, share, before: past }) => [
    ...[cell(name), cell(count(value), value), cell(share)],
    ...(past === undefined ? [] : [cell(count(past), past)]),
  ]);
  const bySlice = partsOf(question).map(({ name, rows: leads, href }) => {
    const counts = funnel(leads);
    return [cell(name, undefined, href), ...stages.map((stage) => cell(count(counts[stage]), counts[stage]))];
  });
  return {
    sentence: rows.length === 0 ? say.sentences.nothing : say.sentences.funnel(count(all.won), count(all.received)),
    chart: rows.length === 0 ? undefined : { kind: "bars", rows: bars, xTitle: say.axes.leads },
    head: by
      ? [dimensionName(question, by), ...stages.map((stage) => say.stages[stage])]
      : [say.columns.stage, say.columns.leads, say.columns.ofStepBefore, ...(before ? [say.columns.before] : [])],
    rows: by ? bySlice : byStage,
    definition: say.definitions.funnel,
  };
}

/** How often leads were offered until somebody took them. */
export function reassignmentView(question: Question): View {
  const { rows, before, say } = question;
  const { count, whole } = writing(question);
  const { share, attempts } = reassignment(rows);
  const earlier = before && reassignment(before).attempts;
  const numbers = [...new Set([...attempts.keys(), ...(earlier?.keys() ?? [])])].toSorted((a, b) => a - b);
  const bars = numbers.map((number) => ({
    ...{ name: say.times(String(number)), value: attempts.get(number) ?? 0, text: count(attempts.get(number) ?? 0) },
    ...(earlier && { before: earlier.get(number) ?? 0 }),
  }));
  const slicesToo = question.by
    ? partsOf(question).map(({ name, rows: leads, href }) => {
        const one = reassignment(leads).share;
        return [
          ...[
            cell(name, undefined, href),
            cell(count(one?.of ?? 0), one?.of ?? 0),
            cell(count(one?.n ?? 0), one?.n ?? 0),
          ],
          cell(one ? `${whole(one.share)}% (${whole(one.low)}–${whole(one.high)})` : "–", one?.share),
        ];
      })
    : undefined;
  return {
    sentence: share
      ? say.sentences.reassignment(count(share.of), count(share.n))
      : say.sentences.noShare(say.names.reassignment),
    chart: share && { kind: "bars", rows: bars, xTitle: say.axes.leads },
    head: question.by
      ? [dimensionName(question, question.by), say.names.reassignment, say.columns.of, say.columns.share]
      : [say.columns.attempts, say.columns.leads, ...(earlier ? [say.columns.before] : [])],
    rows:
      slicesToo ??
      bars.map(({ name, value, text, before: past }) => [
        ...[cell(name), cell(text, value)],
        ...(past === undefined ? [] : [cell(count(past), past)]),
      ]),
    definition: say.definitions.reassignment,
  };
}

/** When leads came, by day, week or month, beside what the team takes on. */
export function volumeView(question: Question): View {
  const { rows, before, period, span, zone, locale, say, team } = question;
  const { count } = writing(question);
  const all = volume(rows, period, span, zone);
  const length = Date.parse(period.to) - Date.parse(period.from);
  const earlier =
    before &&
    volume(before, { from: new Date(Date.parse(period.from) - length).toISOString(), to: period.from }, span, zone);
  const written = new Intl.DateTimeFormat(locale, {
    ...{ timeZone: "UTC", month: "short" },
    ...(span === "month" ? { year: "numeric" } : { day: "numeric" }),
  } as Intl.DateTimeFormatOptions);
  const columns = all.map(({ from, leads, partial }, n) => ({
    ...{ name: written.format(Date.parse(from)), value: leads, partial },
    ...(earlier && { before: earlier[n]?.leads ?? 0 }),
  }));
  const limit = { day: "perDay", week: "perWeek", month: "perMonth" }[span] as "perDay";
  const sellers = team.reps.filter(({ role, active }) => role === "rep" && active);
  const limits = sellers.map((rep) => rep[limit]);
  const quota = limits.every((each) => each !== undefined)
    ? limits.reduce<number>((sum, each) => sum + (each ?? 0), 0)
    : 0;
  const whole = all.filter(({ partial }) => !partial).map(({ leads }) => leads);
  const places = [
    sellers.reduce((sum, { openLeads }) => sum + openLeads, 0),
    sellers.reduce((sum, { capacity }) => sum + capacity, 0),
  ];
  const range = whole.length > 0 ? whole : all.map(({ leads }) => leads);
  const [least, most] = [Math.min(...range), Math.max(...range)];
  const sentence = say.sentences.volume(count(rows.length), count(least), count(most));
  return {
    sentence:
      rows.length === 0
        ? say.sentences.nothing
        : `${sentence} ${say.capacity(count(places[0] ?? 0), count(places[1] ?? 0))}`,
    chart:
      rows.length === 0
        ? undefined
        : {
            ...{ kind: "columns", columns, yTitle: say.axes.leads },
            steps: quota > 0 ? { name: say.quota, values: columns.map(() => quota) } : undefined,
          },
    head: [say.columns.from, say.columns.leads, say.columns.whole, ...(earlier ? [say.columns.before] : [])],
    rows: columns.map(({ name, value, partial, before: past }, n) => [
      ...[cell(name, all[n]?.from), cell(count(value), value), cell(partial ? say.notOver : say.yes)],
      ...(past === undefined ? [] : [cell(count(past), past)]),
    ]),
    definition: say.definitions.volume,
  };
}

/** When leads come in the week, and how long they wait to be offered. */
export function hoursView(question: Question): View {
  const { rows, now, zone, locale, say, measure } = question;
  const { count, tenth, minutes } = writing(question);
  const cells = hours(rows, now, zone);
  // 5 January 1970 was a Monday.
  const day = (style: "short" | "long") => {
    const written = new Intl.DateTimeFormat(locale, { weekday: style, timeZone: "UTC" });
    return Array.from({ length: 7 }, (_, n) => written.format((4 + n) * 86_400_000));
  };
  const [days, long] = [day("short"), day("long")];
  const sum = (of: (one: (typeof cells)[number]) => number) => cells.reduce((all, one) => all + of(one), 0);
  const [leads, uncovered] = [sum((one) => one.leads), sum((one) => one.uncovered)];
  return {
    sentence: leads === 0 ? say.sentences.nothing : say.sentences.hours(count(uncovered), count(leads)),
    chart:
      leads === 0
        ? undefined
        : {
            ...{ kind: "heat", days, xTitle: say.axes.hour },
            cells: cells.map(({ weekday, hour, leads: came, p50 }) => {
              const value = came === 0 ? undefined : measure === "leads" ? came : (p50 ?? undefined);
              const short = measure === "leads" ? count(came) : p50 === undefined ? "–" : count(Math.round(p50));
              const wait = p50 === undefined ? "" : `, ${minutes(p50)}`;
              return {
                ...(value !== undefined && { value }),
                text: came === 0 ? "–" : short,
                title: `${long[weekday]} ${hour}:00: ${count(came)}${wait}`,
              };
            }),
          },
    head: [say.columns.day, say.columns.hour, say.columns.leads, say.columns.uncovered, say.columns.wait],
    rows: cells
      .filter(({ leads: came }) => came > 0)
      .map(({ weekday, hour, leads: came, uncovered: missed, p50 }) => [
        ...[cell(long[weekday] ?? ""), cell(`${hour}:00`, hour), cell(count(came), came), cell(count(missed), missed)],
        p50 === undefined ? cell("–") : cell(`${tenth(p50)} min`, p50),
      ]),
    definition: say.definitions.hours,
  };
}
