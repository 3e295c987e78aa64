import { globSync, readFileSync } from "node:fs";
import { stripTypeScriptTypes } from "node:module";
import { join } from "node:path";
import jsTokens from "js-tokens";
import { analyse } from "scslre";
import { describe, expect, it } from "vitest";
import { root } from "./synthesised.ts";

/** The patterns in a file's code, as they are written. */
function patternsIn(code: string): { source: string; flags: string }[] {
  return [...jsTokens(code)].flatMap(({ type, value }) => {
    const end = value.lastIndexOf("/");
    return type === "RegularExpressionLiteral" ? [{ source: value.slice(1, end), flags: value.slice(end + 1) }] : [];
  });
}

/** Whether a text can be made on which the pattern takes more than twice the steps when it is twice as long. */
const isSlow = ({ source, flags }: { source: string; flags: string }): boolean =>
  analyse({ source, flags }).reports.length > 0;

describe("the patterns by which texts from outside are read", () => {
  it("take steps in proportion to the text, whatever it is, in every file that such a text reaches", () => {
    const files = globSync("{functions,routing,adapters,texts,policy,reports,look,cli}/**/*.{ts,js}", { cwd: root });
    const all = files.flatMap((file) => {
      const code = readFileSync(join(root, file), "utf8");
      const patterns = patternsIn(file.endsWith(".ts") ? stripTypeScriptTypes(code) : code);
      return patterns.map((pattern) => ({ file, ...pattern }));
    });
    expect(all.length).toBeGreaterThan(200);
    expect(all.filter(isSlow)).toEqual([]);
  });

  it.each([/\s+$/, /[ \t]+\n/g, /^\s*(no|)\s*$/, /\d+\.?\d*x/, /(a+)+b/, /:\s*(?:mailto:)?\s*(\S+@\S+)$/])(
    "would not, were there %s",
    (pattern) => {
      expect(isSlow(pattern)).toBe(true);
    },
  );
});
