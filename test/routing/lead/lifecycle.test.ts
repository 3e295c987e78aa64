import { describe, expect, it } from "vitest";
import { leadStatuses } from "../../../routing/lead/lead.ts";
import { allows, isFinal, isSettled, transitions } from "../../../routing/lead/lifecycle.ts";
import { merge } from "../../../routing/lead/merge-lead.ts";
import { answered, ImpossibleMove, move, reminded } from "../../../routing/lead/move-lead.ts";
import { aLead, anOfferedLead } from "../../build/a-lead.ts";

const now = "2026-11-02T15:10:00.000Z";

describe("lifecycle", () => {
  it("has a path to a final status from every status", () => {
    for (const status of leadStatuses) {
      const reached = new Set([status]);
      for (const at of reached) for (const next of transitions[at]) reached.add(next);
      expect([...reached].some(isFinal)).toBe(true);
    }
  });

  it("is over where only a manager reopens it, and settled from the introduction on", () => {
    expect(leadStatuses.filter(isFinal).sort()).toEqual(["closed", "nurtured", "rejected"]);
    expect(leadStatuses.filter(isSettled).sort()).toEqual([
      "closed",
      "contacted",
      "introduced",
      "nurtured",
      "rejected",
    ]);
  });

  it("lets a lead stay where it is, and go nowhere but where the table says", () => {
    for (const from of leadStatuses) {
      expect(leadStatuses.filter((to) => allows(from, to)).sort()).toEqual([...transitions[from], from].sort());
    }
  });

  it("never gives an accepted lead to somebody else", () => {
    expect(["offered", "ready", "escalated", "waiting"].some((to) => allows("accepted", to as never))).toBe(false);
  });

  it("refuses a transition that the table does not have", () => {
    expect(() => move(aLead(), "accepted", { at: now, event: "accepted" })).toThrow(ImpossibleMove);
  });

  it("makes the rep who accepts the owner", () => {
    expect(answered(anOfferedLead(), 1, "accepted", now)).toMatchObject({
      status: "accepted",
      ownerId: "ana",
      acceptedAt: now,
    });
  });

  it("keeps a declined offer with its reason and is ready for the next rep", () => {
    const lead = answered(anOfferedLead(), 1, "declined", now, "no-time");
    expect(lead).toMatchObject({ status: "ready", offers: [{ outcome: "declined", declineReason: "no-time" }] });
    expect(lead.ownerId).toBeUndefined();
  });

  it("has nothing due once it is final", () => {
    const lead = move(aLead({ dueAt: now, taskToken: "secret" }), "rejected", { at: now, event: "rejected" });
    expect(lead).not.toHaveProperty("dueAt");
    expect(lead).not.toHaveProperty("taskToken");
  });

  it("skips reminders whose time has passed", () => {
    expect(reminded(anOfferedLead(), "2026-11-02T15:13:00.000Z", 1).offers[0]?.reminded).toBe(2);
  });
});

describe("merge", () => {
  it("adds what a person writes later and keeps what they wrote first", () => {
    const later = {
      ...aLead().facts,
      message: "And billing too.",
      products: ["billing"],
      size: 300,
      industry: undefined,
    };
    expect(merge(aLead(), { facts: later, asWritten: [] }, now)).toMatchObject({
      facts: { ...aLead().facts, products: ["crm", "billing"] },
      additions: [
        { field: "size", text: "300", beside: true },
        { field: "products", text: "billing" },
        { field: "message", text: "And billing too.", beside: true },
      ],
      submissions: 2,
    });
  });
});
