import { Document, isCollection, isMap, isNode, isScalar, type Pair, parseDocument, visit } from "yaml";
import type { LearntScore } from "./learnt-score.ts";

/** What is written above the section, so that whoever reads the file knows where its lines are from. */
const note = ({ chance: { leads, won, from, to } }: LearntScore): string =>
  `# Learnt from ${leads} leads from ${from} to ${to}, of which ${won} were won: turno learn.\n`;

const earlierNote = /# Learnt from .*: turno learn\.\n *$/;

/**
 * The text of a policy with these sections in place of its own. All else stands as it was, to the letter, comments as well;
 * only a policy that is written in one pair of braces is written anew. `source` is a policy without mistakes.
 */
export function withLearntScore(source: string, learnt: LearntScore): string {
  const document = parseDocument(source);
  const { contents } = document;
  const sections = { score: learnt.score, chance: learnt.chance };
  if (!isMap(contents) || contents.flow) {
    for (const [name, section] of Object.entries(sections)) document.set(name, section);
    return document.toString({ lineWidth: 0 });
  }
  const indent = contents.range ? columnOf(source, contents.range[0]) : 0;
  const written = (of: object) => indented(inLines(of), indent);
  const spans = contents.items.flatMap((pair) => {
    const name = isScalar(pair.key) ? String(pair.key.value) : "";
    return name === "score" || name === "chance" ? [{ name, ...spanOf(source, pair) }] : [];
  });
  // From the end, so that what stands before keeps its place.
  return spans
    .toSorted((a, b) => b.from - a.from)
    .reduce((text, { name, from, to }) => {
      const section = written(sections);
      const before = text.slice(0, from);
      if (name === "chance") return before.slice(0, from - indent) + text.slice(to);
      return before.replace(earlierNote, "") + note(learnt) + " ".repeat(indent) + section + text.slice(to);
    }, source);
}

/** As YAML, with each condition in one line. */
function inLines(sections: object): string {
  const document = new Document(sections, { aliasDuplicateObjects: false });
  visit(document, {
    Pair: (_, { key, value }) => {
      const name = isScalar(key) ? key.value : undefined;
      if ((name === "when" || name === "steps") && isCollection(value)) {
        for (const one of name === "when" ? [value] : value.items) if (isCollection(one)) one.flow = true;
        return visit.SKIP;
      }
      return undefined;
    },
  });
  return document.toString({ lineWidth: 0 });
}

/** From where to where the lines of a section stand, without comments that belong to what comes after it. */
function spanOf(source: string, { key, value }: Pair): { from: number; to: number } {
  const from = isNode(key) ? (key.range?.[0] ?? 0) : 0;
  const end = isNode(value) ? (value.range?.[2] ?? source.length) : source.length;
  const column = columnOf(source, from);
  const lines = source.slice(from, end).split(/(?<=\n)/);
  // Lines at the end that are empty, or a comment no deeper than the section's name, are not the section's.
  while (lines.length > 1 && isApart(lines.at(-1) ?? "", column)) lines.pop();
  return { from, to: from + lines.join("").length };
}

const isApart = (line: string, column: number): boolean =>
  line.trim() === "" || (line.trimStart().startsWith("#") && line.length - line.trimStart().length <= column);

const columnOf = (source: string, at: number): number => at - (source.lastIndexOf("\n", at - 1) + 1);

const indented = (text: string, by: number): string =>
  by === 0 ? text : text.replaceAll(/\n(?=.)/g, `\n${" ".repeat(by)}`);
