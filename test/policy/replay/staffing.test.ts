import { describe, expect, it } from "vitest";
import { PastLeads } from "../../../policy/replay/leads.ts";
import { replay } from "../../../policy/replay/run.ts";
import { copyOf, staffed } from "../../../policy/replay/staffing.ts";
import { aLead } from "../../build/a-lead.ts";
import { aPolicy } from "../../build/a-policy.ts";
import { aRep } from "../../build/a-rep.ts";

const rep = (id: string) => ({ ...aRep({ id, pools: { "latam-smb": 1 }, capacity: 2, won: 7 }), openLeads: 0 });
const reps = [rep("ana"), rep("beto")];
const policy = aPolicy();

/** Twelve leads of one working day, replayed with another staff. */
function withStaff(away: string[], added: string[]) {
  const leads = new PastLeads();
  for (let n = 0; n < 12; n++) {
    const receivedAt = new Date(Date.parse("2026-11-02T15:00:00.000Z") + n * 60_000).toISOString();
    leads.add({ ref: `lead-${n}`, receivedAt, facts: { ...aLead().facts, email: `a@company-${n}.example` } });
  }
  const side = (roster: typeof reps) => ({ policyName: "p", rosterName: "r", policy, reps: roster });
  const { before, after } = replay(leads, side(reps), side(staffed(reps, { away, added })), {
    openDays: 14,
    recorded: false,
  });
  const all = after.waits.find(({ priority }) => priority === "all");
  return { before, after, leads: Object.fromEntries(after.reps.map(({ repId, leads }) => [repId, leads])), all };
}

describe("a replay with another staff", () => {
  it("gives nothing to whoever is away, and leaves more to the manager", () => {
    const { before, after, leads } = withStaff(["ana"], []);
    expect(leads.ana).toBe(0);
    expect(after.escalated).toBeGreaterThan(before.escalated);
  });

  it("gives to whoever is added as to those they are like, each on their own", () => {
    const { before, after, leads } = withStaff([], ["ana", "ana"]);
    expect(leads).toMatchObject({ "ana-new": 2, "ana-new2": 2 });
    expect(after.escalated).toBeLessThan(before.escalated);
  });

  it("says how long leads wait then, in the middle and for one of ten", () => {
    expect(withStaff(["ana"], []).all).toMatchObject({ median: expect.any(Number), p90: expect.any(Number) });
  });

  it("does not change the roster, and a newcomer has won nothing yet", () => {
    const before = structuredClone(reps);
    const added = staffed(reps, { away: ["beto"], added: ["ana", "nobody"] });
    expect(reps).toEqual(before);
    expect(added.map(({ id, active, won }) => [id, active, won])).toEqual([
      ["ana", true, 7],
      ["beto", false, 7],
      ["ana-new", true, 0],
    ]);
    expect([copyOf("ana-new2"), copyOf("ana")]).toEqual([{ of: "ana", n: "2" }, undefined]);
  });
});
