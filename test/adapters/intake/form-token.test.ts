import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formToken, proofOf, tokenLifetime } from "../../../adapters/intake/form-token.ts";
import { formKey as key } from "../../build/doors.ts";
import { runs } from "../../build/runs.ts";

const shown = Date.parse("2026-11-02T15:00:00.000Z");
const token = formToken(key, "form-1", shown);

describe("the token of a form", () => {
  it.each([
    ["a person has had the form for a minute", 60_000, "proven"],
    ["it comes as soon as a person may be done", 2000, "proven"],
    ["it comes sooner than a person types", 1999, "too-soon"],
    ["it comes at once", 0, "too-soon"],
    ["our clocks differ a little", -3000, "too-soon"],
    ["it is from the future", -60_000, "forged"],
    ["the form was open for a day", tokenLifetime, "proven"],
    ["the form was open for longer", tokenLifetime + 1, "expired"],
  ])("when %s (%i ms) is %s: %s", (_, after, proof) => {
    expect(proofOf(token, "form-1", { key, now: shown + after })).toBe(proof);
  });

  it.each<[string, unknown, string | undefined]>([
    ["of another form", token, "form-2"],
    ["without the form's id", token, undefined],
    ["made with another key", formToken("another key", "form-1", shown), "form-1"],
    ["with an earlier time written into it", token.replace(/^\w+/, (shown - 60_000).toString(36)), "form-1"],
    ["without its proof", token.split(".")[0], "form-1"],
    ["that is no text", { $ne: "" }, "form-1"],
    ["given twice", [token, token], "form-1"],
    ["with something behind it", `${token}=`, "form-1"],
  ])("%s is forged", (_, given, submissionId) => {
    expect(proofOf(given, submissionId, { key, now: shown + 60_000 })).toBe("forged");
  });

  it.each([undefined, null, ""])("is absent as %s", (given) => {
    expect(proofOf(given, "form-1", { key, now: shown + 60_000 })).toBe("absent");
  });

  it("is never guessed", () => {
    fc.assert(
      fc.property(fc.anything(), fc.string(), (given, submissionId) => {
        expect(["forged", "absent"]).toContain(proofOf(given, submissionId, { key, now: shown }));
      }),
      runs(100),
    );
  });
});
