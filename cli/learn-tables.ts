import Table from "cli-table3";
import type { Learnt, LeftOut, TooLittle } from "../policy/learn/learn.ts";
import type { Figure } from "../policy/learn/measures.ts";
import type { NotLearnt } from "../policy/learn/outcomes.ts";
import type { Quality } from "../policy/learn/quality.ts";
import type { Policy } from "../routing/policy/policy.ts";
import { conditionWords } from "../texts/condition-words.ts";
import { oneLine } from "../texts/legible.ts";

const percent = (part: number, digits = 0): string => `${(part * 100).toFixed(digits)}%`;
const day = (at: number): string => new Date(at).toISOString().slice(0, 10);
const between = ({ value, low, high }: Figure, digits = 3): string =>
  `${value.toFixed(digits)} (${low.toFixed(digits)} to ${high.toFixed(digits)})`;
const leads = (count: number): string => `${count} ${count === 1 ? "lead" : "leads"}`;

/** Why nothing was learnt, and what would help. */
export function tooLittleText(why: TooLittle): string {
  switch (why.kind) {
    case "few":
      return `Too few outcomes: ${leads(why.leads)}, ${why.won} of them won. It takes ${why.needed.leads} leads, among the earlier of which ${why.needed.ofEach} were won and ${why.needed.ofEach} were not, and 10 of each among the later. Nothing was learnt.`;
    case "one-outcome":
      return `All ${leads(why.leads)} have the same outcome: ${why.won === 0 ? "none was won" : "all were won"}. There is nothing to tell apart, so nothing was learnt.`;
    case "one-time":
      return `All ${leads(why.leads)} came at the same instant, so that none is later than what would be learnt from. Give the file a column received_at, or leave it out everywhere where its lines stand in the order of time.`;
    case "no-fact":
      return `No fact tells these ${leads(why.leads)} apart: ${why.leftOut.map(({ fact }) => oneLine(fact)).join(", ")}. Nothing was learnt.`;
    case "no-line":
      return `Nothing that is known of these ${leads(why.leads)} tells those that are won apart better than chance does: no line is worth having. Nothing was learnt.`;
  }
}

/** Of leads without an outcome, how many and what that means. */
export function notLearntLines({ open, withdrawn, neverOffered, backwards }: NotLearnt, known: number): string[] {
  const all = known + open + withdrawn + neverOffered + backwards;
  return [
    ...(open > 0
      ? [
          `${leads(open)} without an outcome are left out.${open > all / 5 ? " Among the latest, those that closed soon stand for all: what takes long looks worse than it is." : ""}`,
        ]
      : []),
    ...(withdrawn > 0 ? [`${leads(withdrawn)} that withdrew are left out.`] : []),
    ...(neverOffered > 0
      ? [
          `${leads(neverOffered)} never came to a rep, turned away or answered by mail: nobody knows what would have come of them, and nothing here can say it. What is learnt is true of leads such as those that are offered.`,
        ]
      : []),
    ...(backwards > 0 ? [`${leads(backwards)} closed before they came: one of the two times is wrong. Left out.`] : []),
  ];
}

const leftOutText = ({ fact, why }: LeftOut): string =>
  why.kind === "same"
    ? `${oneLine(fact)}: nearly all leads are alike in it`
    : `${oneLine(fact)}: gives the outcome away (alone it tells ${percent(why.auc)} of the pairs apart; ${why.won} of ${why.of} won). If it is known before anybody calls, name it in the policy's learn.allow`;

/** What was learnt, how sure it is, and how it compares with today's points. */
export function learntText(learnt: Learnt, policy: Policy, thresholds: readonly Threshold[]): string {
  const { early, later, leftOut, unknown, lines, quality, aboveToday, drift } = learnt;
  const { points, unrounded, today } = quality;
  const same = leftOut.filter(({ why }) => why.kind === "same");
  const leaks = leftOut.filter(({ why }) => why.kind === "leak");
  const missing = unknown.filter(({ part }) => part >= 0.05);
  const drifted = drift.filter(({ psi }) => psi >= 0.1);
  return [
    `Learnt from ${leads(early.leads)} from ${day(early.from)} to ${day(early.to)}, of which ${early.won} were won (${percent(early.won / early.leads)}).`,
    `Tried on ${leads(later.leads)} from ${day(later.from)} to ${day(later.to)}, of which ${later.won} were won (${percent(later.won / later.leads)}); nothing is fitted to them.`,
    lineTable(learnt, policy),
    `${lines.length} lines. Odds are those of a win, all else being equal, beside leads that get nothing for that fact; the interval is what the leads say, 95%.`,
    qualityTable([
      ["learnt points", points],
      ["without rounding", unrounded],
      ...(today ? [["today's points", today] as const] : []),
    ]),
    ...(points.auc.low <= 0.5
      ? [
          "On later leads it is not sure that the learnt points tell anything: they may put a lead that is won above one that is not no more often than chance would.",
        ]
      : []),
    ...(aboveToday ? [comparison(aboveToday, points, today)] : []),
    calibrationTable(points),
    ...thresholdLines(thresholds),
    ...(leaks.length > 0
      ? [list("Left out, since they would tell what happened and not what will:", leaks.map(leftOutText))]
      : []),
    ...(missing.length > 0
      ? [
          list(
            "Not known of many leads, which counts as a value of its own:",
            missing.map(({ fact, part }) => `${oneLine(fact)}: of ${percent(part)}`),
          ),
        ]
      : []),
    ...(drifted.length > 0
      ? [
          list(
            "The later leads are others than the earlier ones (population stability index; from 0.25 on much):",
            drifted.map(({ fact, psi }) => `${oneLine(fact)}: ${psi.toFixed(2)}`),
          ),
        ]
      : []),
    ...(same.length > 0
      ? [`Say nothing, since nearly all leads are alike in them: ${same.map(({ fact }) => oneLine(fact)).join(", ")}.`]
      : []),
  ].join("\n\n");
}

function comparison(above: Figure, points: Quality, today: Quality | undefined): string {
  const said = `by ${above.value.toFixed(3)} (${above.low.toFixed(3)} to ${above.high.toFixed(3)}) of the area`;
  if (above.low > 0) return `The learnt points tell later leads apart better than today's, ${said}.`;
  if (above.high < 0) return `The learnt points tell later leads apart WORSE than today's, ${said}. Keep today's.`;
  const lower = today && points.brier.value < today.brier.value ? ", though their chances are closer" : "";
  return `It is not sure that the learnt points are better than today's on later leads: ${said}${lower}.`;
}

const list = (head: string, items: readonly string[]): string => [head, ...items.map((item) => `  ${item}`)].join("\n");

function table(head: string[], rows: (string | number)[][]): string {
  const made = new Table({
    head,
    style: { head: [], border: [] },
    chars: { mid: "", "left-mid": "", "mid-mid": "", "right-mid": "" },
    colAligns: head.map((_, n) => (n === 0 ? "left" : "right")),
  });
  made.push(...rows);
  return made.toString();
}

const lineTable = ({ lines }: Learnt, policy: Policy): string =>
  table(
    ["when", "points", "won", "of", "odds", "surely"],
    lines.map(({ when, give, won, of, odds, surely }) => [
      shortened(oneLine(conditionWords(when, { locale: "en", policy }))),
      ...[give, won, of, `× ${odds.toFixed(1)}`, `${surely.low.toFixed(1)} to ${surely.high.toFixed(1)}`],
    ]),
  );

const shortened = (text: string): string => (text.length > 72 ? `${text.slice(0, 71)}…` : text);

const qualityTable = (rows: readonly (readonly [string, Quality])[]): string =>
  table(
    ["on later leads", "AUC", "Brier", "lift of the top tenth"],
    rows.map(([name, { auc, brier, lift }]) => [name, between(auc), between(brier), lift ? between(lift, 1) : ""]),
  );

const calibrationTable = ({ calibration }: Quality): string =>
  table(
    ["chance by the points", "leads", "won", "interval"],
    calibration.map(({ expected, happened }) => [
      percent(expected, 1),
      happened.n,
      percent(happened.share, 1),
      `${percent(happened.low)} to ${percent(happened.high)}`,
    ]),
  );

/** What a number of points that the policy asks for meant for later leads, and with learnt points would. */
export interface Threshold {
  points: number;
  /** The part of later leads that reach it. */
  today: number;
  learnt: number;
  /** The learnt points that as large a part reaches. */
  alike: number;
}

/** What becomes of the points that the policy's conditions ask for. */
export function thresholdsOf(asked: readonly number[], { laterPoints: { today, learnt } }: Learnt): Threshold[] {
  if (!today) return [];
  const part = (of: readonly number[], points: number) => of.filter((one) => one >= points).length / of.length;
  const sorted = learnt.toSorted((a, b) => b - a);
  return asked
    .toSorted((a, b) => b - a)
    .map((points) => {
      const now = part(today, points);
      const place = Math.round(now * sorted.length);
      return {
        ...{ points, today: now, learnt: part(learnt, points) },
        alike: place === 0 ? (sorted[0] ?? 0) + 1 : (sorted[place - 1] ?? 0),
      };
    });
}

const thresholdLines = (thresholds: readonly Threshold[]): string[] =>
  thresholds.length === 0
    ? []
    : [
        list("Points that the policy asks for elsewhere, which you may want to move as well:", [
          ...thresholds.map(
            ({ points, today, learnt, alike }) =>
              `${points}: reached by ${percent(today)} of later leads today, by ${percent(learnt)} with the learnt points; as many reach ${alike} of these`,
          ),
        ]),
      ];
