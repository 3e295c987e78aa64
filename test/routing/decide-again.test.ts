import { describe, expect, it } from "vitest";
import { decidedAgain, hasNobodyLeft } from "../../routing/decide-again.ts";
import { rosterOf } from "../../routing/reps/roster.ts";
import { aLead, anOfferedLead } from "../build/a-lead.ts";
import { aPolicy } from "../build/a-policy.ts";
import { aRep } from "../build/a-rep.ts";

const now = "2026-11-02T15:00:00.000Z";
const pools = { north: { manager: "marta" }, south: { manager: "marta" } };

describe("a lead whose policy was replaced", () => {
  it("has somebody left as long as one active rep works in one of its pools", () => {
    const roster = rosterOf([
      aRep({ id: "ana", pools: { north: 1 } }),
      aRep({ id: "beto", pools: { south: 1 }, active: false }),
      aRep({ id: "marta", pools: { world: 1 }, role: "manager" }),
    ]);
    expect(hasNobodyLeft(aLead(), ["south", "north"], roster)).toBe(false);
    expect(hasNobodyLeft(aLead(), ["south", "world", "gone"], roster)).toBe(true);
  });

  it("has the rep left whom its rule names, while they are active", () => {
    const roster = rosterOf([aRep({ id: "ana", pools: {} }), aRep({ id: "beto", pools: {}, active: false })]);
    const named = (rep: string) => aLead({ rule: { rule: "Named", rep, pools: ["gone"] } });
    expect(["ana", "beto", "zoe"].map((id) => hasNobodyLeft(named(id), ["gone"], roster))).toEqual([false, true, true]);
  });

  it("gets score, priority, lane and rule of the new version, and keeps its status, offers and waiting time", () => {
    const lead = anOfferedLead({ status: "waiting", waitingSince: now });
    const policy = aPolicy({
      pools,
      otherwise: { pools: ["south"] },
      rules: [{ rule: "Anew", when: { lane: "anew" }, pools: ["north"] }],
      lanes: [{ lane: "anew", when: {}, action: "nurture", because: "All" }],
    });
    const { status, offers, waitingSince, rule, lane, policyVersion, timeline } = decidedAgain(
      lead,
      policy,
      7,
      rosterOf([]),
      now,
    );
    expect({ status, offers, waitingSince }).toEqual({ status: "waiting", offers: lead.offers, waitingSince: now });
    expect({ rule: rule?.rule, pools: rule?.pools, lane: lane?.lane, policyVersion }).toEqual({
      rule: "Anew",
      pools: ["north"],
      lane: "anew",
      policyVersion: 7,
    });
    expect(timeline.at(-1)).toEqual({ at: now, event: "decided-again", detail: "version 7" });
  });
});
