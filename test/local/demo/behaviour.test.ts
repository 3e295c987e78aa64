import { describe, expect, it } from "vitest";
import { beginningOf } from "../../../local/demo/beginnings.ts";
import { decisionAfter, defaultManagers } from "../../../local/demo/managers.ts";
import { defaultOwners, sayings } from "../../../local/demo/owners.ts";
import { defaultPersons, wishes } from "../../../local/demo/persons.ts";

const leads = Array.from({ length: 2000 }, (_, n) => `lead-${n}`);
const part = (holds: (lead: string) => boolean): number => leads.filter(holds).length / leads.length;
const wants = (kind: string, lead: string, attempt = 1) =>
  wishes(defaultPersons, { kind, lead, attempt }).map(({ act }) => act);

describe("the people of the demo", () => {
  it("do after the first mail what their part of the people does, and the same again with the same seed", () => {
    for (const act of ["choose", "correct", "look", "withdraw"] as const) {
      expect(part((lead) => wants("acknowledgement", lead).includes(act))).toBeCloseTo(defaultPersons[act], 1);
    }
    expect(leads.map((lead) => wants("acknowledgement", lead))).toEqual(
      leads.map((lead) => wants("acknowledgement", lead)),
    );
  });

  it("move or cancel a meeting after its first invitation and after no other, so that they come to an end", () => {
    expect(part((lead) => wants("invitation", lead).length === 1)).toBeCloseTo(0.45, 1);
    expect(part((lead) => wants("invitation", lead, 2).length > 0)).toBe(0);
    expect(part((lead) => wants("introduction", lead, 2).length > 0)).toBe(0);
  });

  it("choose the time of their first call where their success manager does not call at once", () => {
    for (const lead of leads) {
      expect(wants("welcome", lead)).toEqual(beginningOf(defaultPersons.seed, lead) === "chooses" ? ["choose"] : []);
    }
  });

  it("press nothing twice where they are told not to", () => {
    const once = wishes(
      { ...defaultPersons, twice: false, choose: 1 },
      { kind: "acknowledgement", lead: "1", attempt: 1 },
    );
    expect(once.map(({ times }) => times)).toEqual(once.map(() => 1));
    expect(
      part((lead) => wishes(defaultPersons, { kind: "welcome", lead, attempt: 1 })[0]?.times === 2),
    ).toBeGreaterThan(0.05);
  });
});

describe("the managers of the demo", () => {
  const decides = (kind: string, lead: string) => decisionAfter(defaultManagers, { kind, lead, attempt: "1" });

  it("take, give or turn away an escalated lead, and take what they are reminded of", () => {
    const all = leads.map((lead) => decides("escalation", lead));
    for (const decision of ["accept", "give", "reject", undefined] as const) expect(all).toContain(decision);
    expect(new Set(leads.map((lead) => decides("escalation-reminder", lead)))).toEqual(new Set(["accept"]));
  });

  it("answer every wish to give a lead back, and leave other mails alone", () => {
    expect(new Set(leads.map((lead) => decides("give-back", lead)))).toEqual(new Set(["give", "hand-on"]));
    expect(decides("receipt", "lead-1")).toBeUndefined();
  });
});

describe("the owners of the demo", () => {
  it("give much more back where they are fussy, and call as many fewer", () => {
    const said = (fussy: number) => {
      const all = leads.map((lead) =>
        sayings({ ...defaultOwners, fussy }, { kind: "details", lead, by: "ana" }, () => 0).map(({ act }) => act),
      );
      return all.filter((acts) => acts.includes("give-back")).length / leads.length;
    };
    expect(said(0)).toBeCloseTo(defaultOwners.giveBack, 1);
    expect(said(1)).toBeCloseTo(0.3, 1);
  });

  it("agree on a meeting at the time that they are free, and ask for it then alone", () => {
    const at = Date.parse("2026-12-20T15:30:00.000Z");
    for (const lead of leads.slice(0, 200)) {
      let asked = 0;
      const said = sayings(defaultOwners, { kind: "details", lead, by: "ana" }, () => {
        asked += 1;
        return at;
      });
      const meetings = said.filter(({ act }) => act === "meeting");
      expect(meetings.map(({ fields }) => fields.at)).toEqual(meetings.map(() => "2026-12-20T15:30Z"));
      expect(asked).toBe(meetings.length);
    }
  });
});
