import { describe, expect, it } from "vitest";
import { explanationText } from "../../policy/explain/text.ts";
import { boardOf } from "../../routing/choice/board.ts";
import { explain } from "../../routing/explain/explain.ts";
import { traceOf } from "../../routing/explain/trace.ts";
import { aLead } from "../build/a-lead.ts";
import { aPolicy } from "../build/a-policy.ts";
import { aRep } from "../build/a-rep.ts";

describe("the explanation of an offer to a rep whom the rule names", () => {
  const policy = aPolicy({ rules: [{ rule: "Ana", when: {}, rep: "ana", pools: ["latam-smb"] }] });
  const text = (pools: Record<string, number>) => {
    const reps = [aRep({ id: "ana", name: "Ana", pools }), aRep({ id: "beto", pools: { "latam-smb": 1 } })];
    const board = boardOf(
      reps.map((rep) => ({ ...rep, openLeads: 0 })),
      new Map(),
    );
    const said = explain(aLead(), policy, board, "2026-11-02T15:00:00.000Z");
    return explanationText(traceOf(said), policy, "en", new Map([["ana", "Ana"]])).join("\n");
  };

  it("says that they are in no group of the rule, where that is so", () => {
    expect(text({ other: 1 })).toMatch(/Offered to Ana \(ana\), whom the rule names; Ana \(ana\) is not in /);
    expect(text({ other: 1 })).toContain("without being in any group of the rule");
  });

  it("says in which group they were asked, where they are in it", () => {
    expect(text({ "latam-smb": 1 })).toMatch(/Offered to Ana \(ana\), in /);
    expect(text({ "latam-smb": 1 })).not.toContain("without being in any group");
  });
});
