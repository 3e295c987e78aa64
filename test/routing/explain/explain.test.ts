import { describe, expect, it } from "vitest";
import { boardOf } from "../../../routing/choice/board.ts";
import { explain, explainChoice } from "../../../routing/explain/explain.ts";
import { whyForRep } from "../../../routing/explain/why-for-rep.ts";
import type { Lead } from "../../../routing/lead/lead.ts";
import { oneLead } from "../../../routing/ledger/ledger.ts";
import type { Policy } from "../../../routing/policy/policy.ts";
import type { RepState } from "../../../routing/reps/rep.ts";
import { aLead } from "../../build/a-lead.ts";
import { aPolicy } from "../../build/a-policy.ts";
import { aRep } from "../../build/a-rep.ts";

/** Monday 09:00 in Mexico City. */
const now = "2026-11-02T15:00:00.000Z";
const ana = aRep({ experience: 9 });
const beto = aRep({ id: "beto", name: "Beto Ruiz", experience: 4 });
const night = [{ weekday: 6, start: 0, end: 60 }];

const smallTeam = { manager: "marta" };
const policy = (pool: object = {}, rule: object = {}, before: object[] = []) =>
  aPolicy({
    rules: [
      ...(before as Policy["rules"]),
      { rule: "Brazil", when: { territory: "brazil" }, pools: ["latam-smb"] },
      { rule: "Large in Mexico", when: { territory: "mexico", size: { at_least: 200 } }, pools: ["large"] },
      { rule: "Mexico", when: { territory: "mexico" }, pools: ["latam-smb"], because: "Our market", ...rule },
    ],
    pools: { "latam-smb": { ...smallTeam, ...pool }, large: smallTeam },
  });

function explained(
  reps: RepState[],
  {
    pool = {},
    rule = {},
    lead = aLead(),
    balances = {},
    rules = [],
  }: { pool?: object; rule?: object; lead?: Lead; balances?: object; rules?: object[] } = {},
) {
  const board = boardOf(reps, new Map([["latam-smb", balances as Record<string, number>]]));
  const explanation = explain(lead, policy(pool, rule, rules), board, now);
  return { ...explanation, why: whyForRep(explanation, board) };
}

describe("the explanation of a decision", () => {
  it("says of each gate, priority, lane and rule whether it holds, and which leaf failed first", () => {
    const { gates, priorities, lanes, tried, rule, outcome } = explained([ana, beto]);
    expect(gates).toMatchObject([
      { name: "Nobody to call", failed: { attribute: "consumer_mail", asked: true, found: false } },
    ]);
    expect(priorities).toMatchObject([{ name: "hot", failed: { attribute: "urgency", found: "this-quarter" } }]);
    expect(lanes).toMatchObject([
      { name: "nurture", failed: { attribute: "score", asked: { below: 10 }, found: 42 } },
      { name: "high-touch", because: "Sales-ready" },
    ]);
    expect(lanes[1]).not.toHaveProperty("failed");
    expect(tried).toEqual([
      { rule: "Brazil", failed: { attribute: "territory", asked: "brazil", found: ["mexico"] } },
      { rule: "Large in Mexico", failed: { attribute: "size", asked: { at_least: 200 }, found: 120 } },
    ]);
    expect(rule?.rule).toBe("Mexico");
    expect(outcome).toMatchObject({ kind: "offer", repId: "ana", pool: "latam-smb", lane: "high-touch" });
  });

  it("shows the candidates with what each preference saw, the ledger before and after, and who was left out", () => {
    const full = aRep({ id: "caro", openLeads: 10 });
    const { rankings } = explained([ana, beto, full], { pool: { prefer: ["most-experienced"] } });
    expect(rankings?.pools).toMatchObject([
      {
        able: 2,
        candidates: [
          { repId: "ana", saw: { "most-experienced": 9 }, balance: 0, owed: oneLead / 2, after: -oneLead / 2 },
          { repId: "beto", saw: { "most-experienced": 4 }, owed: oneLead / 2, after: oneLead / 2 },
        ],
        leftOut: [{ repId: "caro", because: "full" }],
      },
    ]);
  });

  it("ends at the gate that rejects, and at the lane that routes nobody", () => {
    const rejected = explained([ana], { lead: aLead({ facts: { email: "x@gmail.com", company: undefined } }) });
    expect(rejected).toMatchObject({ outcome: { kind: "rejected" }, lanes: [], tried: [] });
    expect(rejected.gates[0]).not.toHaveProperty("failed");
    const poor = explained([ana], { lead: aLead({ facts: { value: 1, size: 1, country: "DE" } }) });
    expect(poor).toMatchObject({ outcome: { kind: "nurtured", lane: "nurture" }, tried: [] });
  });

  it("explains a choice by what was decided before, not by what would be decided again", () => {
    const score = { total: 99, max: 100, dimensions: [] };
    const lead = aLead({
      score,
      priority: { level: "hot", reasons: [] },
      lane: { lane: "high-touch", because: "" },
      rule: { rule: "Mexico", pools: ["latam-smb"] },
    });
    const board = boardOf([ana], new Map());
    const { lanes } = explainChoice(lead, policy(), board, now, { kind: "escalate", cause: "attempts-used" });
    expect(lanes[0]?.failed?.found).toBe(99);
  });
});

describe("what decided", () => {
  it.each<[string, RepState[], Parameters<typeof explained>[1], object]>([
    ["the rule that names the rep", [ana, beto], { rule: { rep: "beto" } }, { factor: "named" }],
    [
      "who has the account",
      [ana, beto],
      { rule: { rep: "owner" }, lead: aLead({ knownOwner: { repId: "beto", because: "account" } }) },
      { factor: "account" },
    ],
    [
      "who has a colleague's lead",
      [ana, beto],
      { rule: { rep: "owner" }, lead: aLead({ knownOwner: { repId: "beto", because: "colleague" } }) },
      { factor: "colleague" },
    ],
    ["that nobody else could", [ana, aRep({ id: "beto", active: false })], {}, { factor: "only", among: 1 }],
    [
      "the first preference that tells the chosen from the next",
      [ana, beto],
      { pool: { prefer: ["least-loaded", "most-experienced"] } },
      { factor: "most-experienced", saw: 9, next: { repId: "beto", saw: 4 }, narrowed: true },
    ],
    [
      "whose turn it is by the ledger, in leads",
      [ana, beto],
      { balances: { ana: 0.9 * oneLead, beto: -0.9 * oneLead } },
      { factor: "fairness", saw: 1.4, next: { repId: "beto", saw: -0.4 } },
    ],
    ["nothing, where all are equal", [ana, aRep({ id: "beto" })], {}, { factor: "order" }],
  ])("is %s", (_, reps, situation, deciding) => {
    expect(explained(reps, situation).deciding).toMatchObject(deciding);
  });

  it("is nothing for a lead that waits", () => {
    expect(explained([aRep({ shifts: night })]).deciding).toBeUndefined();
  });
});

describe("what would have changed it", () => {
  it("names the number at which the policy decides otherwise", () => {
    const { whatIf } = explained([ana, aRep({ id: "beto", pools: { large: 1 } })]);
    expect(whatIf).toMatchObject({
      smallest: "fact",
      fact: {
        change: { attribute: "size", how: "set", to: 200 },
        becomes: { kind: "offer", repId: "beto", pool: "large", rule: "Large in Mexico" },
      },
    });
  });

  it("says just under where the number itself is not enough", () => {
    const large = aLead({ facts: { size: 210 } });
    const { whatIf } = explained([ana, aRep({ id: "beto", pools: { large: 1 } })], { lead: large });
    expect(whatIf.fact?.change).toMatchObject({ attribute: "size", to: 199, near: 200 });
  });

  it.each<[string, Partial<RepState>, string]>([
    ["a free place", { openLeads: 10, experience: 20 }, "place-free"],
    ["being at work", { shifts: night, experience: 20 }, "on-shift"],
  ])("puts %s of one rep before any fact of the lead", (_, state, how) => {
    const { whatIf } = explained([ana, aRep({ id: "beto", ...state })], { pool: { prefer: ["most-experienced"] } });
    expect(whatIf).toMatchObject({
      smallest: "rep",
      rep: { change: { repId: "beto", how }, becomes: { repId: "beto" } },
    });
  });

  it.each<[string, Partial<RepState>, object]>([
    ["what the ledger owes the next in line", { experience: 9 }, { how: "owed", by: 1e-6 }],
    ["a skill that is missing", { languages: ["pt"], experience: 20 }, { how: "skill", need: "language" }],
    ["being active", { active: false, experience: 20 }, { how: "active" }],
    ["the chosen one's own places", { active: false, experience: 1 }, { repId: "ana", how: "full" }],
  ])("goes on to %s", (_, state, change) => {
    const { whatIf } = explained([ana, aRep({ id: "beto", ...state })], { pool: { prefer: ["most-experienced"] } });
    expect(whatIf.rep?.change).toMatchObject(change);
  });

  it("says who would have had a lead that waits", () => {
    const { outcome, whatIf } = explained([aRep({ shifts: night })]);
    expect(outcome.kind).toBe("wait");
    expect(whatIf.rep).toMatchObject({ change: { repId: "ana", how: "on-shift" }, becomes: { repId: "ana" } });
  });

  it("says nothing of a choice that the facts do not lead to any more", () => {
    const board = boardOf([ana, beto], new Map());
    const lead = aLead({ lane: { lane: "high-touch", because: "" }, rule: { rule: "Mexico", pools: ["latam-smb"] } });
    const { whatIf } = explainChoice(lead, policy(), board, now, { kind: "escalate", cause: "nobody-available" });
    expect(whatIf).toEqual({ tried: 1, complete: false });
  });

  it("tells the rep of a fact where one would have changed it, with the name of who would have had the lead", () => {
    const large = aRep({ id: "beto", name: "Beto Ruiz", pools: { large: 1 } });
    const { why } = explained([ana, large, aRep({ id: "caro", openLeads: 10 })]);
    expect(why).toMatchObject({
      factor: "only",
      instead: { change: { kind: "fact", to: 200 }, kind: "offer", repId: "beto", name: "Beto Ruiz", pool: "large" },
    });
  });

  it("tells the rep of the next fact that they can verify, and operators of the one that is smaller", () => {
    const rival = { rule: "Rival", when: { email_domain: "rival.example" }, pools: ["large"] };
    const lead = aLead({ facts: { size: undefined } });
    const { whatIf, why } = explained([ana, aRep({ id: "beto", pools: { large: 1 } })], { lead, rules: [rival] });
    expect(whatIf.fact?.change).toMatchObject({ attribute: "email_domain", to: "rival.example" });
    expect(whatIf.toVerify?.change).toMatchObject({ attribute: "size", to: 200 });
    expect(why?.instead).toMatchObject({ change: { attribute: "size", to: 200 }, repId: "beto" });
  });

  it.each([
    { email_domain: "rival.example" },
    { consumer_mail: true },
    { phone: "+52 1" },
    { message: { contains: "urgent" } },
    { source: "fair" },
    { campaign: "spring" },
    { company: "Rival" },
    { language: "pt" },
  ])("tells the rep of a colleague in place of %o, which is no fact that they can verify", (when) => {
    const pools = { "latam-smb": smallTeam, large: smallTeam };
    const asking = aPolicy({ rules: [{ rule: "Other", when, pools: ["large"] }] as Policy["rules"], pools });
    const board = boardOf([ana, beto, aRep({ id: "caro", languages: [], pools: { large: 1 } })], new Map());
    const explanation = explain(aLead({ facts: { campaign: "autumn" } }), asking, board, now);
    expect(explanation.whatIf.fact?.change).toMatchObject({ attribute: Object.keys(when)[0] });
    expect(whyForRep(explanation, board)?.instead?.change).toMatchObject({ kind: "rep", repId: "beto" });
  });
});
