import type { Condition, FailedTest } from "../../routing/conditions/condition.ts";
import type { CheckedLine } from "../../routing/explain/explain-rules.ts";
import type { Trace } from "../../routing/explain/trace.ts";
import type { DecisionOutcome } from "../../routing/explain/what-if.ts";
import { allFacts } from "../../routing/facts.ts";
import { type Locale, priorities, type Score } from "../../routing/lead/lead.ts";
import type { PassedOn } from "../../routing/match-rule.ts";
import type { Policy } from "../../routing/policy/policy.ts";
import { choiceWords, policyTexts, sentenceWords } from "../../texts/by-language.ts";
import { conditionWords, nounOf, testWords } from "../../texts/condition-words.ts";
import { oneLine } from "../../texts/legible.ts";
import { foundWords } from "../../texts/value-words.ts";
import { dayOf, lengthOf } from "../../texts/when.ts";
import { choiceLines, whatIfLines } from "./choice-text.ts";
import { type ExplanationWriter, explanationWriter, inner, item } from "./explanation-writer.ts";
import { outlookLines } from "./outlook-text.ts";

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
    outcomeText(trace.outcome, writer, trace.rankings),
    texts.decidedAt(`${trace.at.slice(0, 16).replace("T", " ")} UTC`, trace.policyVersion),
    ...(trace.answer ? [texts.answer(lengthOf(trace.answer.minutes, locale), trace.answer.of)] : []),
    ...knownLines(trace, writer),
    "",
    `${texts.gates}:`,
    ...(trace.gates.length > 0 ? checkedLines(trace.gates, writer) : [item(texts.noGates)]),
    ...(trace.score ? scoreLines(trace.score, writer) : []),
    ...outlookLines(trace.score, policy, locale).map(item),
    ...levelLines(trace, writer),
    ...(trace.rule ? ruleLines(trace, writer) : []),
    ...choiceLines(trace, writer),
    "",
    `${texts.whatIf}:`,
    ...whatIfLines(trace, writer).map(item),
  ];
}

/** What was looked up before the decision, and the account that was found. */
function knownLines({ known }: Trace, writer: ExplanationWriter): string[] {
  const found = [...lookUpTexts(known, writer), ...accountText(known, writer)];
  return found.length > 0 ? ["", `${writer.texts.lookedUp}:`, ...found.map(item)] : [];
}

/** @param filledOnly without look-ups that filled nothing in */
export function lookUpTexts(known: Trace["known"], { texts, reader }: ExplanationWriter, filledOnly = false): string[] {
  const { lookups = [], placeBy = "country" } = known ?? {};
  return lookups
    .filter(({ filled }) => !filledOnly || filled.length > 0)
    .map(({ provider, filled }) =>
      texts.lookUp(
        provider,
        filled.map((field) => (field === "place" ? texts.place[placeBy] : nounOf(nameOf(field), reader))).join(", "),
      ),
    );
}

export const accountText = (known: Trace["known"], { texts, rep }: ExplanationWriter): string[] =>
  known?.account
    ? [
        texts.accountOf(
          oneLine(known.account.name),
          known.account.by,
          known.account.ownerId && rep(known.account.ownerId),
        ),
      ]
    : [];

/** A field of a lead by the name of its fact. */
const nameOf = (field: string): string => allFacts.find((fact) => fact.field === field)?.name ?? field;

/** @param rankings behind it: whether the rep is of the pool, or only named by the rule */
export function outcomeText(
  { kind, repId = "", pool = "", byLead, until = "", cause, lane = "" }: DecisionOutcome,
  writer: ExplanationWriter,
  rankings?: Trace["rankings"],
): string {
  const { texts } = writer;
  const isOutside = rankings?.named?.outside === true && rankings.named.repId === repId;
  switch (kind) {
    case "offer":
      return (byLead ? texts.chosenByPerson : isOutside ? texts.offeredOutside : texts.offered)(
        writer.rep(repId),
        writer.pool(pool),
      );
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

const passedText = ({ because, repId }: PassedOn, { texts, rep }: ExplanationWriter): string =>
  texts.passedOn[because](repId === undefined ? "" : rep(repId));

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
  const signed = (points: number) => `${points < 0 ? "" : "+"}${number(points)}`;
  const one = ({ at, points }: { at: string; points: number }) =>
    texts.eventPoints(signed(points), dayOf(at, { locale, timeZone: "UTC" }));
  return [
    "",
    texts.score(number(total), number(max)),
    ...dimensions.flatMap(({ dimension, points, max, reasons }) => [
      item(`${names[dimension] ?? dimension}: ${texts.points(number(points), number(max))}`),
      ...reasons.map(({ because, points = 0, events = [] }) =>
        inner(`${signed(points)} ${say(because)}${events.length > 0 ? ` (${events.map(one).join(", ")})` : ""}`),
      ),
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

/** The rule that matched, with its author's reason. */
export const ruleName = ({ rule }: Trace, { texts, say }: ExplanationWriter): string =>
  rule?.rule === "otherwise" ? texts.otherwise : `${rule?.rule}${rule?.because ? ` (${say(rule.because)})` : ""}`;

function ruleLines(trace: Trace, writer: ExplanationWriter): string[] {
  const { texts } = writer;
  const { tried, triedMore = 0 } = trace;
  return [
    "",
    texts.rule(ruleName(trace, writer)),
    ...(tried.length > 0 ? [`${texts.tried}:`] : []),
    ...tried.map((line) =>
      item(`${line.rule}: ${"failed" in line ? failedText(line.failed, writer) : passedText(line.passed, writer)}`),
    ),
    ...(triedMore > 0 ? [item(texts.triedMore(triedMore))] : []),
  ];
}
