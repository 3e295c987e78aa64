import type { Condition } from "../../routing/conditions/condition.ts";
import { choiceWords } from "../../texts/by-language.ts";
import { conditionWords, nounOf } from "../../texts/condition-words.ts";
import { valueWords } from "../../texts/value-words.ts";
import { lengthOf } from "../../texts/when.ts";
import { bullets, ended, numbered, safe, sentence, strong, table } from "./markdown.ts";
import type { PolicyPage } from "./policy-page.ts";

/** The section on qualification: which leads are rejected, and the questions that the rep asks the others. */
export function qualificationSection(page: PolicyPage): string[] {
  const { policy, texts, words, reader } = page;
  const { reject, ask } = policy.qualification;
  const gates = reject.map(({ gate, when, because }) =>
    [strong(ended(safe(gate))), ended(asked(when, page)), sentence(texts.because(words(because)))].join(" "),
  );
  const questions = ask.map(({ missing, ask }) => sentence(`${nounOf(missing, reader)}: ${words(ask)}`));
  return [
    `## ${texts.qualification}`,
    ...(gates.length > 0 ? [texts.rejects, bullets(gates)] : [texts.rejectsNobody]),
    ...(questions.length > 0 ? [texts.asks, numbered(questions)] : []),
  ];
}

/** "When the country is Brazil", or "Every lead". */
const asked = (condition: Condition, { texts, reader }: PolicyPage): string =>
  Object.keys(condition).length === 0 ? texts.everyLead : texts.when(conditionWords(condition, reader));

/** The section on the score: points and bands of each dimension. */
export function scoreSection(page: PolicyPage): string[] {
  const { policy, texts, number } = page;
  const most = policy.score.reduce((sum, { max, weight }) => sum + max * weight, 0);
  return [
    `## ${texts.score}`,
    texts.scoreUpTo(number(most)),
    ...policy.score.flatMap((dimension) => dimensionLines(dimension, page)),
    ...chanceLines(page),
    ...learnLines(page),
  ];
}

/** The chance of a win by points, where the policy has a table of it. */
function chanceLines({ policy: { chance }, texts, number, percent }: PolicyPage): string[] {
  if (!chance) return [];
  const rows = chance.steps.map((step) => [number(step.points), percent(step.chance)]);
  return [texts.chance(number(chance.leads), chance.from, chance.to), table(texts.chanceHead, rows)];
}

/** What points may be learnt from, as far as the policy says it. */
function learnLines({ policy: { learn }, texts, reader, and }: PolicyPage): string[] {
  const nouns = (names: readonly string[]) => and(names.map((name) => nounOf(name, reader)));
  return (
    [
      [learn.never, texts.learnNever],
      [learn.allow, texts.learnAllow],
      [learn.rising, texts.learnRising],
      [learn.falling, texts.learnFalling],
    ] as const
  ).flatMap(([names, say]) => (names.length > 0 ? [sentence(say(nouns(names)))] : []));
}

type Dimension = PolicyPage["policy"]["score"][number];

function dimensionLines({ dimension, max, weight, points, behaviour, bands }: Dimension, page: PolicyPage): string[] {
  const { texts, words, number, reader, locale } = page;
  const lines = points.map(({ when, give, because }) => [asked(when, page), number(give), words(because)]);
  const steps = (bands?.steps ?? [])
    .toSorted((a, b) => b.from - a.from)
    .map(({ from, give, because }) => [
      texts.fromStep(valueWords(bands?.of ?? "", from, reader)),
      number(give),
      words(because),
    ]);
  const did = behaviour.map(({ event, give, at_most, half_life, because }) => [
    safe(event),
    `${number(give)} ${texts.behaviourCounts(number(at_most), half_life === undefined ? undefined : lengthOf(half_life, locale))}`,
    because === undefined ? "" : words(because),
  ]);
  return [
    `### ${(texts.dimensions as Readonly<Record<string, string>>)[dimension] ?? safe(dimension)}`,
    weight === 1 ? texts.upTo(number(max)) : texts.weighs(number(weight), number(max)),
    ...(lines.length > 0 ? [table(texts.pointsHead, lines)] : []),
    ...(did.length > 0 ? [texts.behaviour, table(texts.behaviourHead, did)] : []),
    ...(bands ? [texts.bandsBy(nounOf(bands.of, reader)), table(texts.pointsHead, steps)] : []),
  ];
}

export function prioritySection({ policy, locale, texts, words, when }: PolicyPage): string[] {
  const levels = policy.priority.map(({ priority, when: condition, because }) => {
    const level = choiceWords[locale].priority[priority];
    return `${strong(sentence(level))} ${ended(when(condition))} ${sentence(texts.because(words(because)))}`;
  });
  return [`## ${texts.priority}`, texts.firstMatch, ...(levels.length > 0 ? [numbered(levels)] : []), texts.elseCold];
}
