import { isTemporary } from "../../routing/choice/eligible.ts";
import type { Trace } from "../../routing/explain/trace.ts";
import type { Locale } from "../../routing/lead/lead.ts";
import type { Policy } from "../../routing/policy/policy.ts";
import { choiceWords } from "../../texts/by-language.ts";
import { becauseText, candidateText, decidingText, exclusionLines, whatIfLines } from "./choice-text.ts";
import { type ExplanationWriter, explanationWriter } from "./explanation-writer.ts";
import { outlookLines } from "./outlook-text.ts";
import { accountText, lookUpTexts, outcomeText, ruleName } from "./text.ts";

/** Columns of a terminal, and the most lines that a text of this kind has. */
const columns = 80;
export const mostBriefLines = 17;

/**
 * Writes an explanation for a sales manager, in at most `mostBriefLines` lines: who gets the lead, why, who was close and why
 * not, and what would change it.
 * @param names of reps by their id
 * @param width of a line in columns, beyond which a text goes on in the next or is cut; a page breaks its lines itself
 */
export function briefText(
  trace: Trace,
  policy: Policy,
  locale: Locale,
  names: ReadonlyMap<string, string>,
  width: number = columns,
): string[] {
  const lines: Lines = (text, mark, most) => brokenAt(width - mark.length, text, mark, most);
  const writer = explanationWriter(policy, locale, names);
  const { texts } = writer;
  const decided = texts.decidedAt(`${trace.at.slice(0, 16).replace("T", " ")} UTC`, trace.policyVersion);
  return [
    ...lines(outcomeText(trace.outcome, writer, trace.rankings), "", 1),
    ...lines(decided, "", 1),
    ...section(texts.brief.why, whyItems(trace, writer, outlookLines(trace.score, policy, locale)[0]), 5, lines),
    ...section(texts.brief.close, closeItems(trace, writer), 3, lines),
    ...section(texts.brief.change, whatIfLines(trace, writer), 4, lines),
  ];
}

/** A heading with its items below it, together `most` lines beside the heading; nothing without items. */
function section(heading: string, items: readonly string[], most: number, lines: Lines): string[] {
  if (items.length === 0) return [];
  const kept = items.slice(0, most);
  let spare = most - kept.length;
  const told = kept.flatMap((item) => {
    const found = lines(item, "  - ", spare > 0 ? 2 : 1);
    spare -= found.length - 1;
    return found;
  });
  return [`${heading}:`, ...told];
}

/** Puts a text into at most so many lines. */
type Lines = (text: string, mark: string, most: number) => string[];

/** The text in lines that fit into `room`, the first after `mark`; what needs more than `most` of them is cut. */
function brokenAt(room: number, text: string, mark: string, most: number): string[] {
  const found: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && line.length + 1 + word.length > room) {
      found.push(line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  found.push(line);
  const kept = found.slice(0, most).map((each) => (each.length > room ? `${each.slice(0, room - 1)}…` : each));
  if (found.length > most) kept[most - 1] = `${kept[most - 1]?.slice(0, room - 1)}…`;
  return kept.map((each, n) => (n === 0 ? mark : " ".repeat(mark.length)) + each);
}

function whyItems(trace: Trace, writer: ExplanationWriter, chance: string | undefined): string[] {
  const { texts, locale, say, number } = writer;
  const { gates, known, score, priority, lane, rule, deciding } = trace;
  const away = trace.outcome.kind === "rejected" ? gates.filter(({ failed }) => !failed) : [];
  const filled = lookUpTexts(known, writer, true);
  const reason = lane && trace.outcome.kind === "nurtured" ? `: ${say(lane.because)}` : "";
  return [
    ...away.map(({ because }) => texts.brief.turnedAway(say(because))),
    ...accountText(known, writer),
    ...(filled.length > 0 ? [`${texts.lookedUp}: ${filled.join("; ")}`] : []),
    ...(score && priority && lane
      ? [
          texts.brief.assessed(
            number(score.total),
            number(score.max),
            choiceWords[locale].priority[priority.level],
            `${lane.lane}${reason}`,
          ),
        ]
      : []),
    ...(chance === undefined ? [] : [chance]),
    ...(rule ? [texts.rule(ruleName(trace, writer))] : []),
    ...(deciding ? [`${texts.deciding}: ${decidingText(deciding, writer)}`] : []),
  ];
}

/** The next in line, and those who were left out: first those who will be there again. */
function closeItems({ rankings, outcome }: Trace, writer: ExplanationWriter): string[] {
  const { texts, rep } = writer;
  const { named, pools = [] } = rankings ?? {};
  const last = pools.at(-1);
  const next = last?.candidates.filter(({ repId }) => repId !== outcome.repId).slice(0, 2) ?? [];
  const out = pools.flatMap((ranking) =>
    exclusionLines(ranking, writer, (because) => isTemporary(because)).concat(
      exclusionLines(ranking, writer, (because) => !isTemporary(because)),
    ),
  );
  const room = 3 - next.length - (named?.because ? 1 : 0);
  return [
    ...(named?.because ? [texts.namedOut(rep(named.repId), becauseText(named.because, named, writer))] : []),
    ...next.map((candidate) => `${rep(candidate.repId)}: ${candidateText(candidate, last?.prefer ?? [], writer)}`),
    ...[...new Set(out)].slice(0, room),
  ];
}
