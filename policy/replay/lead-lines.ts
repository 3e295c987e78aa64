import type { OwnFact } from "../../routing/facts.ts";
import type { LeadFacts } from "../../routing/lead/lead.ts";
import { type Line, readFields, readStored } from "./lead-fields.ts";
import { Submissions } from "./submissions.ts";

/** Reads up to the first character that is not white space to tell JSON from CSV. `chunks` is the text from its start. */
export async function detectFormat(
  pieces: AsyncIterable<string>,
): Promise<{ chunks: AsyncIterable<string>; json: boolean }> {
  const rest = pieces[Symbol.asyncIterator]();
  let begin = "";
  while (begin.trim() === "") {
    const { value, done } = await rest.next();
    if (done) break;
    begin += value;
  }
  const chunks = (async function* () {
    yield begin;
    for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
  })();
  return { chunks, json: /^\s*[{[]/.test(begin) };
}

/** Reads each line of an NDJSON file; empty lines are skipped. */
export async function* jsonLines(
  chunks: AsyncIterable<string>,
  language: LeadFacts["language"],
  own: readonly OwnFact[],
): AsyncGenerator<Line> {
  const submissions = new Submissions();
  let line = 0;
  let rest = "";
  const readOne = (text: string): Line[] => {
    line += 1;
    return text.trim() === "" ? [] : [{ line, ...readObject(text, { language, own, submissions }) }];
  };
  for await (const chunk of chunks) {
    const lines = (rest + chunk).split("\n");
    rest = lines.pop() ?? "";
    for (const text of lines) yield* readOne(text);
  }
  yield* readOne(rest);
}

interface As {
  language: LeadFacts["language"];
  own: readonly OwnFact[];
  submissions: Submissions;
}

function readObject(text: string, { language, own, submissions }: As): Omit<Line, "line"> {
  const wrong = (expected: string) => ({ read: { issues: [{ field: "", expected }] } });
  let record: unknown;
  try {
    record = JSON.parse(text);
  } catch {
    return wrong("is not JSON; expected one whole JSON object on the line");
  }
  if (typeof record !== "object" || record === null || Array.isArray(record))
    return wrong("expected a JSON object on each line");
  if ("form" in record) return submissions.read(record, language, own);
  if (!("facts" in record)) return { read: readFields(record, language, own) };
  return { read: readStored(record), lookedUp: "enrichment" in record };
}
