import type { Chart } from "../../../reports/charts/draw.ts";
import { Wide } from "../../parts/wide.tsx";
import { addressOf } from "../../place.ts";
import { edit, type Work } from "../../policy/draft.ts";
import type { LearntNow, Works } from "../../policy/work.ts";
import { number } from "../../times.ts";
import { language, numberLanguage } from "../../words.ts";
import { sayPolicy } from "../policy-words.ts";
import { ChartOf } from "../reports/chart.tsx";
import { DraftLine } from "./draft-line.tsx";
import { OfPastLeads } from "./replaying.tsx";
import { WithDraft } from "./with-draft.tsx";

/** The points that outcomes speak for, beside today's, and the draft with them. */
export default function LearnView() {
  return <WithDraft>{(now) => <Learning now={now} />}</WithDraft>;
}

function Learning({ now }: { now: Work }) {
  const words = sayPolicy().learn;
  const { source, live } = now;
  return (
    <>
      <DraftLine now={now} />
      <p class="lead-in">{words.intro}</p>
      <OfPastLeads
        work="learn"
        takes={(leads) => ({ source, live: live.source, leads, locale: language() })}
        words={words}
        canRun={true}
        show={(given) => <Given given={given} now={now} />}
      />
    </>
  );
}

const percent = (part: number): string =>
  new Intl.NumberFormat(numberLanguage(), { style: "percent", maximumFractionDigits: 0 }).format(part);
const figure = (value: number, digits: number): string =>
  new Intl.NumberFormat(numberLanguage(), { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(
    value,
  );

type GivenNow = Exclude<Works["learn"]["gives"], { problems: unknown }>;

function Given({ given: { learnt, notLearnt }, now }: { given: GivenNow; now: Work }) {
  const left = leftOut(notLearnt);
  return (
    <section aria-live="polite">
      {learnt.kind === "learnt" ? <Score learnt={learnt} now={now} /> : <p class="note">{tooLittle(learnt)}</p>}
      {left && <p class="quiet">{left}</p>}
    </section>
  );
}

/** Of which leads nothing is learnt, and why; nothing where there are none. */
function leftOut({ open, withdrawn, neverOffered, backwards }: GivenNow["notLearnt"]): string | undefined {
  const words = sayPolicy().learn;
  const parts = [
    [open, words.open] as const,
    [withdrawn + backwards, words.apart] as const,
    [neverOffered, words.neverOffered] as const,
  ].flatMap(([count, say]) => (count > 0 ? [say(number(count))] : []));
  return parts.length > 0 ? words.without(parts.join("; ")) : undefined;
}

function tooLittle(why: Exclude<GivenNow["learnt"], LearntNow>): string {
  const words = sayPolicy().learn;
  switch (why.kind) {
    case "few":
      return words.few(number(why.leads), number(why.won), number(why.needed.leads), number(why.needed.ofEach));
    case "one-outcome":
      return words.oneOutcome(number(why.leads));
    case "one-time":
      return words.oneTime(number(why.leads));
    case "no-fact":
      return words.noFact(number(why.leads));
    case "no-line":
      return words.noLine(number(why.leads));
  }
}

function Score({ learnt, now }: { learnt: LearntNow; now: Work }) {
  const words = sayPolicy().learn;
  const { early, later, quality, aboveToday, leaks } = learnt;
  const isWorse = aboveToday !== undefined && aboveToday.high < 0;
  return (
    <>
      <h2>{words.sentence(number(early.leads), number(early.won), number(later.leads), number(later.won))}</h2>
      {aboveToday && <p>{verdict(aboveToday)}</p>}
      {quality.points.auc.low <= 0.5 && <p class="note">{words.unsure}</p>}
      {leaks.length > 0 && <p class="note">{words.leaks(leaks.join(", "))}</p>}
      <Taking learnt={learnt} now={now} isWorse={isWorse} />
      <Fifths quality={quality} />
      <Figures quality={quality} />
      <Chances quality={quality} />
      <Lines learnt={learnt} />
    </>
  );
}

function verdict({ low, high }: { low: number; high: number }): string {
  const words = sayPolicy().learn;
  if (low > 0) return words.better;
  return high < 0 ? words.worse : words.alike;
}

/** Puts what was learnt into the draft for which it was learnt. */
function Taking({ learnt: { from, text }, now, isWorse }: { learnt: LearntNow; now: Work; isWorse: boolean }) {
  const words = sayPolicy().learn;
  if (now.source === text)
    return (
      <p class="note" role="status">
        {words.taken} <a href={addressOf("/policy/replay")}>{sayPolicy().parts.replay}</a>
      </p>
    );
  if (now.source !== from) return <p class="note">{words.changed}</p>;
  return (
    <p>
      <button type="button" class={isWorse ? undefined : "button"} onClick={() => edit({ source: text })}>
        {words.take}
      </button>
    </p>
  );
}

type OfQuality = { quality: LearntNow["quality"] };

/** What part of each fifth was won, with its table. */
function Fifths({ quality: { points, today } }: OfQuality) {
  const words = sayPolicy().learn;
  const chart: Chart = {
    kind: "bars",
    rows: points.fifths.map((part, n) => {
      const before = today?.fifths[n];
      return {
        ...{ name: words.fifths[n] ?? "", value: part * 100, text: percent(part) },
        ...(before !== undefined && { before: before * 100 }),
      };
    }),
    xTitle: today ? words.barsBoth : words.bars,
  };
  return (
    <>
      <h2>{words.byFifths}</h2>
      <ChartOf chart={chart} title={words.byFifths} />
      <Wide label={words.byFifths}>
        <table class="figures">
          <thead>
            <tr>
              <th scope="col">{words.fifth}</th>
              <th scope="col">{words.learnt}</th>
              {today && <th scope="col">{words.today}</th>}
            </tr>
          </thead>
          <tbody>
            {points.fifths.map((part, n) => (
              <tr key={words.fifths[n]}>
                <th scope="row">{words.fifths[n]}</th>
                <td>{percent(part)}</td>
                {today && <td>{percent(today.fifths[n] ?? 0)}</td>}
              </tr>
            ))}
          </tbody>
        </table>
      </Wide>
    </>
  );
}

/** How good both are on later leads. */
function Figures({ quality: { points, today } }: OfQuality) {
  const words = sayPolicy().learn;
  const sides = [[words.learnt, points] as const, ...(today ? [[words.today, today] as const] : [])];
  const said = (of: { value: number; low: number; high: number } | undefined, digits: number) =>
    of ? words.between(figure(of.value, digits), figure(of.low, digits), figure(of.high, digits)) : "–";
  return (
    <>
      <h2>{words.quality}</h2>
      <p>{words.figures}</p>
      <Wide label={words.quality}>
        <table class="figures">
          <thead>
            <tr>
              <th scope="col">{words.points}</th>
              <th scope="col">AUC</th>
              <th scope="col">Brier</th>
              <th scope="col">{words.lift}</th>
            </tr>
          </thead>
          <tbody>
            {sides.map(([name, { auc, brier, lift }]) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td>{said(auc, 3)}</td>
                <td>{said(brier, 3)}</td>
                <td>{said(lift, 1)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Wide>
    </>
  );
}

/** What the learnt points expect, and what happened. */
function Chances({ quality: { points } }: OfQuality) {
  const words = sayPolicy().learn;
  return (
    <>
      <h2>{words.chances}</h2>
      <Wide label={words.chances}>
        <table class="figures">
          <thead>
            <tr>
              <th scope="col">{words.expected}</th>
              <th scope="col">{words.leads}</th>
              <th scope="col">{words.won}</th>
            </tr>
          </thead>
          <tbody>
            {points.calibration.map(({ expected, happened: { share, low, high, n } }) => (
              <tr key={expected}>
                <th scope="row">{percent(expected)}</th>
                <td>{number(n)}</td>
                <td>{words.between(percent(share), percent(low), percent(high))}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Wide>
    </>
  );
}

/** Each line with its points and its reason. */
function Lines({ learnt: { lines } }: { learnt: LearntNow }) {
  const words = sayPolicy().learn;
  return (
    <>
      <h2>{words.lines(lines.length, number(lines.length))}</h2>
      <Wide label={words.lines(lines.length, number(lines.length))}>
        <table class="reasons">
          <thead>
            <tr>
              <th scope="col">{words.points}</th>
              <th scope="col">{words.because}</th>
              <th scope="col">{words.dimension}</th>
              <th scope="col">{words.surely}</th>
            </tr>
          </thead>
          <tbody>
            {lines.map(({ because, dimension, give, surely }) => (
              <tr key={`${dimension} ${because}`}>
                <td>{number(give)}</td>
                <th scope="row">{because}</th>
                <td>{dimension}</td>
                <td>{words.range(figure(surely.low, 1), figure(surely.high, 1))}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Wide>
    </>
  );
}
