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
 * The whole of an explanation as lines of text, for those who run Turno: the outcome, what each line of the policy said,
 * the points, the candidates with the ledger, what decided, and what would have changed it.
 * @param names of reps by their id
 */
export function explanationText(
  trace: Trace,
  policy: Policy,
  locale: Locale,
  names: ReadonlyMap<string, string>,
): string[] {
  const teller = explanationWriter(policy, locale, names);
  const { texts } = teller;
  return [
    outcomeText(trace.outcome, teller),
    texts.decidedAt(`${trace.at.slice(0, 16).replace("T", " ")} UTC`, trace.policyVersion),
    "",
    `${texts.gates}:`,
    ...(trace.gates.length > 0 ? askedLines(trace.gates, teller) : [item(texts.noGates)]),
    ...(trace.score ? scoreLines(trace.score, teller) : []),
    ...levelLines(trace, teller),
    ...(trace.rule ? ruleLines(trace, teller) : []),
    ...choiceLines(trace, teller),
    "",
    `${texts.whatIf}:`,
    ...whatIfLines(trace, teller).map(item),
  ];
}

function outcomeText(
  { kind, repId = "", pool = "", until = "", cause, lane = "" }: DecisionOutcome,
  teller: ExplanationWriter,
): string {
  const { texts } = teller;
  switch (kind) {
    case "offer":
      return texts.offered(teller.rep(repId), teller.pool(pool));
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

/** What a `not` denies: its leaf keeps the test as JSON. */
function deniedIn(asked: FailedTest["asked"]): { test: unknown } | undefined {
  const text = typeof asked === "object" && "is_not" in asked ? asked.is_not : undefined;
  if (typeof text !== "string" || !/^["[{\dtf-]/.test(text)) return undefined;
  try {
    return { test: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

const askedLines = (lines: readonly CheckedLine[], teller: ExplanationWriter): string[] =>
  lines.map(({ name, because, failed }) => {
    const level = priorities.find((known) => known === name);
    const called = level ? choiceWords[teller.locale].priority[level] : name;
    return item(`${called} (${teller.say(because)}): ${failed ? failedText(failed, teller) : teller.texts.holds}`);
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

/** Priority and lane, each with the lines that were asked for it. */
function levelLines({ priority, priorities, lane, lanes }: Trace, teller: ExplanationWriter): string[] {
  const { texts, locale } = teller;
  const level = priority && choiceWords[locale].priority[priority.level];
  return [
    ...(level ? ["", texts.priority(level), ...askedLines(priorities, teller)] : []),
    ...(lane ? ["", texts.lane(lane.lane), ...askedLines(lanes, teller)] : []),
  ];
}

function ruleLines({ rule, tried, triedMore = 0 }: Trace, teller: ExplanationWriter): string[] {
  const { texts, say } = teller;
  const name =
    rule?.rule === "otherwise" ? texts.otherwise : `${rule?.rule}${rule?.because ? ` (${say(rule.because)})` : ""}`;
  return [
    "",
    texts.rule(name),
    ...(tried.length > 0 ? [`${texts.tried}:`] : []),
    ...tried.map(({ rule, failed }) => item(`${rule}: ${failedText(failed, teller)}`)),
    ...(triedMore > 0 ? [item(texts.triedMore(triedMore))] : []),
  ];
}
