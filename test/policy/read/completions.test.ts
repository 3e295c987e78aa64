import { describe, expect, it } from "vitest";
import { completionsAt } from "../../../policy/read/completions.ts";

/** What is offered where `|` stands. */
const offered = (text: string) =>
  completionsAt(text.replace("|", ""), text.indexOf("|")).options.map(({ label }) => label);

describe("completions of a policy's text", () => {
  it("are the keys of the policy at its left edge", () => {
    expect(offered("turno: 1\nru|")).toEqual(expect.arrayContaining(["rules", "pools", "territories"]));
  });

  it("are the keys of a rule in a rule, also of one that is just begun", () => {
    expect(offered("rules:\n  - ru|")).toEqual(expect.arrayContaining(["rule", "when", "pools"]));
    expect(offered("rules:\n  - rule: Brazil\n    p|")).toEqual(expect.arrayContaining(["pools", "prefer"]));
  });

  it("are facts in a condition, in a block and in braces", () => {
    expect(offered("rules:\n  - rule: Brazil\n    when:\n      co|")).toEqual(
      expect.arrayContaining(["country", "size"]),
    );
    expect(offered("rules:\n  - rule: Brazil\n    when: { co|")).toEqual(expect.arrayContaining(["country", "size"]));
  });

  it("are the values of a fact that has few, and the names that the text gives", () => {
    expect(offered("rules:\n  - rule: A\n    when:\n      urgency: |")).toEqual(
      expect.arrayContaining(["now", "exploring"]),
    );
    const text = "territories:\n  brazil: { country: BR }\npools:\n  smb: { manager: a }\n  mid: { manager: a }\n";
    expect(offered(`${text}rules:\n  - rule: A\n    pools: [|`)).toEqual(["smb", "mid"]);
    expect(offered(`${text}rules:\n  - rule: A\n    when:\n      territory: |`)).toContain("brazil");
  });

  it("replace the word that is typed", () => {
    expect(completionsAt("turno: 1\nru", 11).from).toBe(9);
  });
});
