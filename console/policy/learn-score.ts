import { type Learnt, learn } from "../../policy/learn/learn.ts";
import { learntScore } from "../../policy/learn/learnt-score.ts";
import { lessonOf } from "../../policy/learn/lesson.ts";
import { outcomesOf } from "../../policy/learn/outcomes.ts";
import { withLearntScore } from "../../policy/learn/write-score.ts";
import { parsePolicy } from "../../policy/read/policy-file.ts";
import type { Locale, Words } from "../../routing/lead/lead.ts";
import type { Policy } from "../../routing/policy/policy.ts";
import { nounOf } from "../../texts/condition-words.ts";
import { errorsOf } from "./remarks.ts";
import type { Doing, LineSaid } from "./work.ts";

/** Learns the score of the draft from outcomes, beside the points of the live policy, and writes the draft with it. */
export const run: Doing<"learn"> = ({ source, live, leads, locale }) => {
  const reading = parsePolicy(source, "policy");
  if (reading.kind === "problems") return { problems: errorsOf(reading.problems) };
  const { policy } = reading;
  const { outcomes, notLearnt } = outcomesOf(leads, policy);
  const today = parsePolicy(live, "policy");
  // The same leads have an outcome under either policy, in the same order.
  const by = today.kind === "problems" ? undefined : outcomesOf(leads, today.policy).outcomes;
  const learnt = learn(
    outcomes.map(({ today: _, ...outcome }, n) => {
      const points = by?.[n]?.today;
      return points === undefined ? outcome : { ...outcome, today: points };
    }),
    lessonOf(policy),
  );
  if (learnt.kind !== "learnt") return { notLearnt, learnt };
  const score = learntScore(learnt, policy);
  const text = withLearntScore(source, score);
  const written = parsePolicy(text, "policy");
  // That is no mistake of the draft's author.
  if (written.kind === "problems") throw new Error(`what was learnt is no policy: ${written.problems[0]?.path}`);
  const { kind, early, later, quality, aboveToday } = learnt;
  return {
    notLearnt,
    learnt: {
      ...{ kind, early, later, quality, text, from: source },
      ...(aboveToday && { aboveToday }),
      lines: linesSaid(learnt, score.score, locale),
      leaks: leaksOf(learnt, policy, locale),
    },
  };
};

function linesSaid({ lines }: Learnt, score: ReturnType<typeof learntScore>["score"], locale: Locale): LineSaid[] {
  return score.flatMap(({ dimension, points }) => {
    const ofDimension = lines.filter((line) => line.dimension === dimension);
    return ofDimension.map(({ give, of, won, odds, surely }, n) => {
      const because = points[n]?.because ?? "";
      return { dimension, give, of, won, odds, surely, because: inLanguage(because, locale) };
    });
  });
}

/** The reason in this language, or in the first that the policy has. */
const inLanguage = (words: Words, locale: Locale): string =>
  typeof words === "string" ? words : (words[locale] ?? Object.values(words)[0] ?? "");

const leaksOf = ({ leftOut }: Learnt, policy: Policy, locale: Locale): string[] =>
  leftOut.flatMap(({ fact, why }) => (why.kind === "leak" ? [nounOf(fact, { locale, policy })] : []));
