import { type Document, list, record, valueIssue } from "./any-document.ts";
import type { Issue, Path } from "./issue.ts";

/** Issues with points and durations that the schema cannot express. */
export const amountIssues = (document: Document): Issue[] => [
  ...pointIssues(list(document.score)),
  ...durationIssues(document),
  ...answerIssues(record(document.sla)),
  ...nurtureIssues(list(document.nurture)),
  ...waitIssues(list(document.rules)),
  ...roundIssues(document),
];

/** The most offers that rounds of asking may come to. */
const mostAsked = 20;

/** Further rounds of so many attempts that a lead would be offered more often than anybody can follow. */
function roundIssues({ attempts = 3, after_attempts }: Document): Issue[] {
  const { again } = record(after_attempts);
  if (typeof attempts !== "number" || typeof again !== "number" || attempts * (again + 1) <= mostAsked) return [];
  const expected = `expected at most ${mostAsked} attempts in all rounds, found ${attempts} in each of ${again + 1}`;
  return [valueIssue(["after_attempts", "again"], expected)];
}

function pointIssues(score: unknown[]): Issue[] {
  return score.flatMap((dimension, n) => {
    const { max, points, behaviour, bands } = record(dimension);
    const { of, steps } = record(bands);
    const at: Path = ["score", n, "bands"];
    const givers: [Path, unknown][] = [
      ...list(points).map((line, m): [Path, unknown] => [["score", n, "points", m], line]),
      ...list(behaviour).map((line, m): [Path, unknown] => [["score", n, "behaviour", m], line]),
      ...list(steps).map((step, m): [Path, unknown] => [[...at, "steps", m], step]),
    ];
    const froms = list(steps).map((step) => record(step).from);
    return [
      ...givers.flatMap(([path, giver]) => {
        const { give } = record(giver);
        if (typeof give !== "number" || typeof max !== "number" || give <= max) return [];
        return [valueIssue([...path, "give"], `expected at most the dimension's max of ${max}, found ${give}`)];
      }),
      ...(of === "score" ? [valueIssue([...at, "of"], "the score section is decided before score is known")] : []),
      ...froms.flatMap((from, m) =>
        typeof from === "number" && froms.indexOf(from) < m
          ? [valueIssue([...at, "steps", m, "from"], `there is another step from ${from} above`)]
          : [],
      ),
    ];
  });
}

function durationIssues(document: Document): Issue[] {
  const sla = record(document.sla);
  const durations: [Path, unknown][] = [
    ...Object.keys(sla).flatMap((level): [Path, unknown][] => {
      const { answer, first_contact } = record(sla[level]);
      return [
        [["sla", level, "answer"], answer],
        ...["at_least", "at_most"].map((key): [Path, unknown] => [["sla", level, "answer", key], record(answer)[key]]),
        [["sla", level, "first_contact"], first_contact],
      ];
    }),
    [["max_wait"], document.max_wait],
    [["in_flight"], document.in_flight],
    [["after_attempts", "wait"], record(document.after_attempts).wait],
    [["give_back", "within"], record(document.give_back).within],
    [["onboarding", "call", "within"], record(record(document.onboarding).call).within],
    ...list(record(document.onboarding).steps).map((step, n): [Path, unknown] => [
      ["onboarding", "steps", n, "after"],
      record(step).after,
    ]),
    [["follow", "contact_details"], record(document.follow).contact_details],
    ...list(document.rules).map((rule, n): [Path, unknown] => [["rules", n, "wait"], record(rule).wait]),
    ...Object.entries(record(document.effort)).flatMap(([lane, effort]): [Path, unknown][] => [
      [["effort", lane, "close"], record(effort).close],
      ...list(record(effort).bands).map((band, n): [Path, unknown] => [
        ["effort", lane, "bands", n, "close"],
        record(band).close,
      ]),
    ]),
    [["enrichment", "limit"], record(document.enrichment).limit],
    ...list(record(document.enrichment).providers).map((provider, n): [Path, unknown] => [
      ["enrichment", "providers", n, "timeout"],
      record(provider).timeout,
    ]),
  ];
  return durations
    .filter(([, text]) => /^0+(m|h|d|s|ms)$/.test(String(text)))
    .map(([path]) => valueIssue(path, "expected more than no time"));
}

/** The minutes of a time as 15m, 4h or 2d; not a number where it is none. */
function minutesIn(text: unknown): number {
  const [, amount, unit] = /^(\d+)(m|h|d)$/.exec(String(text)) ?? [];
  return Number(amount) * ({ m: 1, h: 60, d: 1440 }[unit ?? ""] ?? Number.NaN);
}

/** Times to answer whose bounds leave nothing between them. */
const answerIssues = (sla: Document): Issue[] =>
  Object.keys(sla).flatMap((level) => {
    const { at_least, at_most } = record(record(sla[level]).answer);
    return minutesIn(at_least) > minutesIn(at_most)
      ? [
          valueIssue(
            ["sla", level, "answer", "at_least"],
            `expected at most ${at_most}, which is at_most, found ${at_least}`,
          ),
        ]
      : [];
  });

/** Mails of a sequence that would come on the day of the one before, or before it. */
function nurtureIssues(steps: unknown[]): Issue[] {
  const minutes = (step: unknown) => minutesIn(record(step).after);
  return steps.flatMap((step, n) => {
    const before = n === 0 ? 0 : minutes(steps[n - 1]);
    if (!(minutes(step) < before + 1440)) return [];
    const than = n === 0 ? "the mail of the lane" : "the mail before it";
    return [
      valueIssue(["nurture", n, "after"], `expected at least a day after ${than}, found ${String(record(step).after)}`),
    ];
  });
}

const waitIssues = (rules: unknown[]): Issue[] =>
  rules.flatMap((rule, n) => {
    const { rep, wait } = record(rule);
    if (wait === undefined || rep !== undefined) return [];
    return [valueIssue(["rules", n, "wait"], "waits for nobody; expected `rep` as well, an id, `owner` or a fact")];
  });
