import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { periodBefore, receivedIn } from "../../../reports/figures.ts";
import {
  type Cell,
  type Question,
  type ReportName,
  reportNames,
  type Slice,
  type View,
} from "../../../reports/views/view.ts";
import { views } from "../../../reports/views/views.ts";
import { turnoNow } from "../../api.ts";
import { me } from "../../me.ts";
import { FailureNote } from "../../parts/failure.tsx";
import { addressOf, place } from "../../place.ts";
import { dayOf, number } from "../../times.ts";
import { language } from "../../words.ts";
import { type Asking, askedIn, filtered, periodOf, slicedBy } from "./asking.ts";
import { ChartOf } from "./chart.tsx";
import { Controls, ReportLinks, reportAddress } from "./controls.tsx";
import { CopyLink, CostsFile, SaveCsv } from "./kept.tsx";
import { type Counted, monthsOf, useCounted } from "./report-rows.ts";
import { sayPage, sayReports } from "./reports-words.ts";

/** One report a page: the answer as a sentence, the chart, its table and how it is counted. */
export default function Reports({ below: [name] }: { below: readonly string[] }) {
  const report = reportNames.find((known) => known === name) ?? "funnel";
  const asking = askedIn(place.value.query);
  const zone = me.value?.timeZone ?? "UTC";
  const asked = periodOf(asking, turnoNow(), zone);
  const months = monthsOf(asking.vs ? { from: periodBefore(asked).from, to: asked.to } : asked);
  const { counted, failure, slow, again } = useCounted(months);
  const [spent, setSpent] = useState<ReadonlyMap<string, number>>();
  return (
    <>
      <header class="bar">
        <h1>{sayReports().names[report]}</h1>
      </header>
      <ReportLinks report={report} asking={asking} />
      <Controls report={report} asking={asking} team={counted?.team} />
      {report === "campaigns" && <CostsFile spent={spent} onRead={setSpent} />}
      {failure && <FailureNote failure={failure} again={again} />}
      {counted && <Report report={report} asking={asking} counted={counted} spent={spent} />}
      {!counted && !failure && slow && <Outline />}
    </>
  );
}

interface Shown {
  report: ReportName;
  asking: Asking;
  counted: Counted;
  spent: ReadonlyMap<string, number> | undefined;
}

/** Rows are counted again with each question, all of them, in this browser. */
function Report({ report, asking, counted: { rows, team, now }, spent }: Shown) {
  const say = sayReports();
  const words = sayPage();
  const zone = me.value?.timeZone ?? "UTC";
  const period = periodOf(asking, now, zone);
  const all = filtered(rows, asking);
  const received = receivedIn(all, period);
  const href = ({ by, value }: Slice) => {
    if (by === "rep") return addressOf("/leads", { holder: value, status: "all", since: "90d" });
    if (by === "pool") return addressOf("/leads", { pool: value, status: "all", since: "90d" });
    return reportAddress(report, asking, { only: { ...asking.only, [by]: value }, by: "none" });
  };
  const question: Question = {
    ...{ rows: received, period, team, zone, say, href, spent },
    ...(asking.vs && { before: receivedIn(all, periodBefore(period)) }),
    ...{ now: new Date(now).toISOString(), by: slicedBy(asking, report), locale: language() },
    ...{ clock: asking.clock, span: asking.span, measure: asking.measure },
    hrefOfLead: (id) => addressOf(`/leads/${id}`),
  };
  const view = views[report].view(question);
  const isEmpty = received.length === 0 && report !== "fairness";
  if (isEmpty && Object.keys(asking.only).length + Number(asking.since !== "90d") > 0)
    return (
      <section class="note">
        <p>{words.nothing}</p>
        {Object.keys(asking.only).length > 0 ? (
          <a href={reportAddress(report, asking, { only: {} })}>{words.clear}</a>
        ) : (
          <a href={reportAddress(report, asking, { since: "90d", from: undefined, to: undefined })}>{words.longer}</a>
        )}
      </section>
    );
  return (
    <article class="report" aria-label={say.names[report]}>
      <p class="answer">{view.sentence}</p>
      {report !== "fairness" && (
        <p class="quiet">{words.counted(number(received.length), dayOf(period.from), dayOf(period.to))}</p>
      )}
      <div class={view.head.length > 3 || report === "volume" ? "below" : "beside"}>
        {view.chart && <ChartOf chart={view.chart} title={view.sentence} />}
        {view.rows.length > 0 && <Table view={view} />}
      </div>
      <p class="takes">
        <SaveCsv report={report} view={view} period={period} />
        <CopyLink address={reportAddress(report, asking, { from: minuteOf(period.from), to: minuteOf(period.to) })} />
      </p>
      <p class="quiet definition">{view.definition}</p>
    </article>
  );
}

/** An instant as an address has it. */
const minuteOf = (at: string): string => `${at.slice(0, 16)}Z`;

const Table = ({ view: { head, rows } }: { view: View }) => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keys
  <section class="scrolls" tabIndex={0} aria-label={head.filter(Boolean).join(", ")}>
    <table>
      <thead>
        <tr>
          {head.map((name, n) => (
            <th key={n} scope="col" class={n > 0 ? "number" : undefined}>
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, n) => (
          <tr key={n}>
            {row.map((cell, column) =>
              column === 0 ? (
                <th key={column} scope="row">
                  <CellOf cell={cell} />
                </th>
              ) : (
                <td key={column} class="number">
                  <CellOf cell={cell} />
                </td>
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  </section>
);

const CellOf = ({ cell: { text, href } }: { cell: Cell }): JSX.Element | string =>
  href === undefined ? text : <a href={href}>{text}</a>;

/** The outline of a report that is still on its way. */
const Outline = () => (
  <div class="report outline" role="status" aria-label={sayPage().loading}>
    <div class="line" />
    <div class="chart" />
  </div>
);
