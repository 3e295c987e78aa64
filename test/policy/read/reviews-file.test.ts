import { describe, expect, it } from "vitest";
import { renderProblem } from "../../../policy/read/problem.ts";
import { parseReviews } from "../../../policy/read/reviews-file.ts";

const today = "2026-11-24";
const reps = ["ana", "beto"];
const header = "rep,text,author,source,date,state";
const read = (row: string) => parseReviews(`${header}\n${row}\n`, "r.csv", today, reps);
const problems = (row: string) => {
  const reading = read(row);
  return reading.kind === "problems" ? reading.problems.map(renderProblem) : [];
};

describe("reviews in a file", () => {
  it("are read with their source and date, and pending where the file says nothing", () => {
    const reading = parseReviews(
      `${header}\nana,"Listened,\nand called back.",Lucía F.,Google,2026-10-01,\nbeto,Fine,M.,Survey,2026-11-24,Published\n`,
      "r.csv",
      today,
      reps,
    );
    expect(reading).toEqual({
      kind: "reviews",
      reviews: [
        {
          repId: "ana",
          text: "Listened, and called back.",
          author: "Lucía F.",
          source: "Google",
          date: "2026-10-01",
          state: "pending",
        },
        { repId: "beto", text: "Fine", author: "M.", source: "Survey", date: "2026-11-24", state: "published" },
      ],
    });
  });

  it("keep nothing that steers a display", () => {
    const reading = read("ana,\u202eevil\u0007 <b>bold</b>,A\u200b.,G,2026-10-01,");
    expect(reading).toMatchObject({ reviews: [{ text: "evil <b>bold</b>", author: "A." }] });
  });

  it.each([
    ["no author", "ana,Fine,,Google,2026-10-01,", "r.csv:2: author: is empty; expected a value"],
    ["no source", "ana,Fine,M.,,2026-10-01,", "r.csv:2: source: is empty; expected a value"],
    ["no date", "ana,Fine,M.,Google,,", "r.csv:2: date: is empty; expected a value"],
    [
      "a day that is none",
      "ana,Fine,M.,Google,2026-02-30,",
      'r.csv:2: date: expected a day such as 2026-11-24, found "2026-02-30"',
    ],
    [
      "a day of another kind",
      "ana,Fine,M.,Google,1/10/2026,",
      'r.csv:2: date: expected a day such as 2026-11-24, found "1/10/2026"',
    ],
    [
      "tomorrow",
      "ana,Fine,M.,Google,2026-11-25,",
      'r.csv:2: date: expected no day after today, 2026-11-24, found "2026-11-25"',
    ],
    ["a stranger", "anna,Fine,M.,Google,2026-10-01,", 'r.csv:2: rep: the roster has no "anna"; did you mean "ana"?'],
    [
      "an unknown state",
      "ana,Fine,M.,Google,2026-10-01,public",
      'r.csv:2: state: expected pending, published or hidden, found "public"',
    ],
    [
      "too much text",
      `ana,${"a".repeat(601)},M.,Google,2026-10-01,`,
      "r.csv:2: text: expected at most 600 characters, found 601",
    ],
    ["nothing but steering", "ana,\u200b\u200b,M.,Google,2026-10-01,", "r.csv:2: text: holds nothing that can be read"],
    [
      "the same one twice",
      "ana,Fine,M.,Google,2026-10-01,\nana,Fine,M.,Google,2026-10-01,hidden",
      "r.csv:3: text: line 2 is the same review; expected one row for each",
    ],
  ])("may not have %s", (_, row, said) => {
    expect(problems(row)).toEqual([said]);
  });

  it("are at least one", () => {
    expect(parseReviews(`${header}\n`, "r.csv", today)).toMatchObject({ kind: "problems" });
  });
});
