import type { Condition, FailedTest } from "../../routing/conditions/condition.ts";
import type { CheckedLine } from "../../routing/explain/explain-rules.ts";
import type { Trace } from "../../routing/explain/trace.ts";
import type { DecisionOutcome } from "../../routing/explain/what-if.ts";
import { type Locale, priorities, type Score } from "../../routing/lead/lead.ts";
import type { Policy } from "../../routing/policy/policy.ts";
import { choiceWords, policyTexts, sentenceWords } from "../../texts/by-language.ts";
import { conditionWords, testWords } from "../../texts/condition-words.ts";
import { foundWords } from "../../texts/value-words.ts";
import { choiceLines, whatIfLines } from "./choice-text.ts";
import { type ExplanationWriter, explanationWriter, inner, item } from "./explanation-writer.ts";

/**
 * Writes an explanation as lines of text, for operators: the outcome, the lines of the policy, the points, the candidates
 * with the ledger, the deciding factor, and what would have changed the decision.
 * @param names of reps by their id
 */
export function explanationText(
  trace: Trace,
  policy: Policy,
  locale: Locale,
  names: ReadonlyMap<string, string>,
): string[] {
  const writer = explanationWriter(policy, locale, names);
  const { texts } = writer;
  return [
    outcomeText(trace.outcome, writer),
    texts.decidedAt(`${trace.at.slice(0, 16).replace("T", " ")} UTC`, trace.policyVersion),
    "",
    `${texts.gates}:`,
    ...(trace.gates.length > 0 ? checkedLines(trace.gates, writer) : [item(texts.noGates)]),
    ...(trace.score ? scoreLines(trace.score, writer) : []),
    ...levelLines(trace, writer),
    ...(trace.rule ? ruleLines(trace, writer) : []),
    ...choiceLines(trace, writer),
    "",
    `${texts.whatIf}:`,
    ...whatIfLines(trace, writer).map(item),
  ];
}

function outcomeText(
  { kind, repId = "", pool = "", until = "", cause, lane = "" }: DecisionOutcome,
  writer: ExplanationWriter,
): string {
  const { texts } = writer;
  switch (kind) {
    case "offer":
      return texts.offered(writer.rep(repId), writer.pool(pool));
    case "wait":
      return texts.waits(`${until.slice(0, 16).replace("T", " ")} UTC`);
    case "escalate":
      return texts.escalated(texts.causes[cause ?? "fault"]);
    case "nurtured":
      return texts.nurtured(lane);
    case "rejected":
      return texts.rejected;
  }
}

function failedText({ attribute, asked, found }: FailedTest, { texts, reader, locale }: ExplanationWriter): string {
  const denied = deniedIn(asked);
  if (attribute === "any" && !denied) return texts.never;
  const clause = denied
    ? sentenceWords[locale].not(conditionWords({ [attribute]: denied.test } as Condition, reader))
    : testWords(attribute, asked, reader);
  const yesNo = typeof found === "boolean" ? (found ? texts.yes : texts.no) : foundWords(attribute, found, reader);
  return texts.fails(clause, yesNo);
}

/** The test that a `not` negates, which the failed test has as JSON; undefined for other tests. */
function deniedIn(asked: FailedTest["asked"]): { test: unknown } | undefined {
  const text = typeof asked === "object" && "is_not" in asked ? asked.is_not : undefined;
  if (typeof text !== "string" || !/^["[{\dtf-]/.test(text)) return undefined;
  try {
    return { test: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

const checkedLines = (lines: readonly CheckedLine[], writer: ExplanationWriter): string[] =>
  lines.map(({ name, because, failed }) => {
    const level = priorities.find((known) => known === name);
    const called = level ? choiceWords[writer.locale].priority[level] : name;
    return item(`${called} (${writer.say(because)}): ${failed ? failedText(failed, writer) : writer.texts.holds}`);
  });

function scoreLines({ total, max, dimensions }: Score, { texts, locale, say, number }: ExplanationWriter): string[] {
  const names: Readonly<Record<string, string>> = policyTexts[locale].dimensions;
  return [
    "",
    texts.score(number(total), number(max)),
    ...dimensions.flatMap(({ dimension, points, max, reasons }) => [
      item(`${names[dimension] ?? dimension}: ${texts.points(number(points), number(max))}`),
      ...reasons.map(({ because, points = 0 }) => inner(`${points < 0 ? "" : "+"}${number(points)} ${say(because)}`)),
    ]),
  ];
}

/** Priority and lane, each with the lines that were evaluated for it. */
function levelLines({ priority, priorities, lane, lanes }: Trace, writer: ExplanationWriter): string[] {
  const { texts, locale } = writer;
  const level = priority && choiceWords[locale].priority[priority.level];
  return [
    ...(level ? ["", texts.priority(level), ...checkedLines(priorities, writer)] : []),
    ...(lane ? ["", texts.lane(lane.lane), ...checkedLines(lanes, writer)] : []),
  ];
}

function ruleLines({ rule, tried, triedMore = 0 }: Trace, writer: ExplanationWriter): string[] {
  const { texts, say } = writer;
  const name =
    rule?.rule === "otherwise" ? texts.otherwise : `${rule?.rule}${rule?.because ? ` (${say(rule.because)})` : ""}`;
  return [
    "",
    texts.rule(name),
    ...(tried.length > 0 ? [`${texts.tried}:`] : []),
    ...tried.map(({ rule, failed }) => item(`${rule}: ${failedText(failed, writer)}`)),
    ...(triedMore > 0 ? [item(texts.triedMore(triedMore))] : []),
  ];
}
