import { describe, expect, it } from "vitest";
import { mergeIntervals, subtractIntervals } from "../../../routing/time/absences.ts";

/** `spans("1-3 5-9")`: these intervals. */
const spans = (text: string) =>
  text
    .split(" ")
    .filter((span) => span !== "")
    .map((span) => {
      const [start = 0, end = 0] = span.split("-").map(Number);
      return { start, end };
    });
const written = (intervals: Iterable<{ start: number; end: number }>) =>
  [...intervals].map(({ start, end }) => `${start}-${end}`).join(" ");

describe("merged intervals", () => {
  it.each([
    ["none", "", ""],
    ["apart, in order", "1-2 3-4 5-6 7-8", "1-2 3-4 5-6 7-8"],
    ["apart, in any order", "7-8 3-4 1-2 5-6", "1-2 3-4 5-6 7-8"],
    ["that touch", "1-2 2-3", "1-3"],
    ["that overlap", "1-3 2-4", "1-4"],
    ["one inside another", "1-9 2-3 4-5", "1-9"],
    ["that begin together", "1-2 1-5 1-3", "1-5"],
    ["the last of many that overlap", "1-2 4-5 7-8 10-12 11-13", "1-2 4-5 7-8 10-13"],
    ["an empty one", "1-2 5-5 7-8", "1-2 7-8"],
    ["one that ends before it begins", "1-2 6-5 7-8", "1-2 7-8"],
    ["an empty one that touches", "1-2 2-2", "1-2"],
  ])("are %s", (_, given, merged) => {
    expect(written(mergeIntervals(spans(given)))).toBe(merged);
  });

  it("are new objects, so that the input is not changed", () => {
    const given = spans("1-3 2-4");
    mergeIntervals(given);
    expect(written(given)).toBe("1-3 2-4");
  });
});

describe("an interval without others", () => {
  it.each([
    ["whole where there are none", "10-20", "", "10-20"],
    ["cut in two", "10-20", "12-14", "10-12 14-20"],
    ["cut in many", "10-20", "11-12 14-15 18-19", "10-11 12-14 15-18 19-20"],
    ["later where one begins with it", "10-20", "10-12", "12-20"],
    ["later where one began before it", "10-20", "8-12", "12-20"],
    ["shorter where one ends with it", "10-20", "18-20", "10-18"],
    ["shorter where one ends after it", "10-20", "18-22", "10-18"],
    ["nothing where one is the same", "10-20", "10-20", ""],
    ["nothing where one is longer", "10-20", "9-21", ""],
    ["nothing where two that touch cover it", "10-20", "10-15 15-20", ""],
    ["untouched by those before", "10-20", "1-2 8-10", "10-20"],
    ["untouched by those after", "10-20", "20-22 25-26", "10-20"],
    ["nothing where it is empty", "10-10", "12-14", ""],
  ])("is %s", (_, whole, others, left) => {
    const [interval = { start: 0, end: 0 }] = spans(whole);
    expect(written(subtractIntervals(interval, spans(others), 0))).toBe(left);
  });

  it("leaves out those before the one that it begins with", () => {
    expect(written(subtractIntervals({ start: 10, end: 20 }, spans("11-12 14-15"), 1))).toBe("10-14 15-20");
  });
});
