import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readNote } from "../../../routing/lead/clean-text.ts";

describe("a note of a person", () => {
  it("is kept without what steers a display, and is none where nothing can be read", () => {
    expect(readNote("  no\u202E budget\u0007\nthis year ")).toBe("no budget this year");
    expect([readNote(undefined), readNote(""), readNote("\u200b \n")]).toEqual([undefined, undefined, undefined]);
  });

  it("has at most 500 characters and half of none, whatever is sent", () => {
    expect(readNote(`${"x".repeat(499)}😀`)).toBe("x".repeat(499));
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 1200 }), (text) => {
        const note = readNote(text) ?? "";
        return note.length <= 500 && note.isWellFormed();
      }),
    );
  });
});
