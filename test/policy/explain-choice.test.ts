import { describe, expect, it } from "vitest";
import { explanationText } from "../../policy/explain/text.ts";
import { boardOf } from "../../routing/choice/board.ts";
import { explain } from "../../routing/explain/explain.ts";
import { traceOf } from "../../routing/explain/trace.ts";
import type { Locale } from "../../routing/lead/lead.ts";
import type { RepState } from "../../routing/reps/rep.ts";
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

describe("the explanation of how a rule asks", () => {
  const now = "2026-11-02T15:00:00.000Z";
  const two = (more: object = {}) => ({
    pools: { north: { manager: "marta", ...more }, south: { manager: "marta", ...more } },
  });
  const textOf = (policy: Parameters<typeof aPolicy>[0], reps: RepState[], locale: Locale = "en") =>
    explanationText(
      traceOf(explain(aLead(), aPolicy(policy), boardOf(reps, new Map()), now)),
      aPolicy(policy),
      locale,
      new Map(),
    ).join("\n");
  const inNorth = aRep({ pools: { north: 1 } });
  const inSouth = aRep({ id: "beto", pools: { south: 1 } });

  it("says for which group a lead was drawn where the rule splits its leads, and nothing of it elsewhere", () => {
    const rule = { rule: "Both", when: {}, pools: ["north", "south"] };
    const split = (parts: object) => textOf({ ...two(), rules: [{ ...rule, ...parts }] } as never, [inNorth, inSouth]);
    expect(split({ split: { north: 1, south: 1e9 } })).toContain("drawn for the group south");
    expect(split({ split: { north: 1e9, south: 1 } })).toContain("drawn for the group north");
    expect(split({})).not.toContain("drawn");
  });

  it("says until when a group is asked alone", () => {
    const rules = [{ rule: "North first", when: {}, pools: ["north", "south"], before_next: "3h" }];
    const full = aRep({ pools: { north: 1 }, openLeads: 99 });
    for (const [locale, said] of Object.entries({ en: "asked alone", es: "solo a este grupo", pt: "só este grupo" }))
      expect(textOf({ ...two(), rules } as never, [full, inSouth], locale as Locale)).toMatch(
        new RegExp(`${said}.*2026-11-02 18:00 UTC`),
      );
  });

  it("says of whom the group lets no further ahead that the others come first", () => {
    const pool = { manager: "marta", prefer: ["best-performer"], most_ahead: 0 };
    const policy = { pools: { north: pool }, rules: [], otherwise: { pools: ["north"] } } as never;
    const reps = [aRep({ won: 9, lost: 1, pools: { north: 1 } }), aRep({ id: "beto", pools: { north: 1 } })];
    const board = boardOf(reps, new Map([["north", { ana: -2e9, beto: 2e9 }]]));
    const said = explanationText(
      traceOf(explain(aLead(), aPolicy(policy), board, now)),
      aPolicy(policy),
      "en",
      new Map(),
    );
    expect(said.join("\n")).toMatch(/1\. beto\n.*\n {2}2\. ana\n.*would be further ahead of their fair share/);
  });
});
