import { describe, expect, it } from "vitest";
import type { Lead } from "../../../routing/lead/lead.ts";
import { contactOf, promisedBy } from "../../../routing/offers/promise.ts";
import { aLead, anOfferedLead } from "../../build/a-lead.ts";
import { aPolicy } from "../../build/a-policy.ts";
import { aRep, officeHours } from "../../build/a-rep.ts";

const policy = aPolicy();
const ana = aRep();
const marta = aRep({ id: "marta", role: "manager", pools: {}, shifts: officeHours });
const reps = [ana, marta];
const now = "2026-11-02T15:00:20.000Z";
const warm = { priority: { level: "warm" as const, reasons: [] } };

describe("who answers to a person", () => {
  it("is their rep, and until there is one the manager of the pool", () => {
    expect(contactOf(anOfferedLead({ ownerId: "ana" }), policy, reps).id).toBe("ana");
    expect(contactOf(anOfferedLead(), policy, reps).id).toBe("marta");
  });

  it("is another manager where that one has left", () => {
    const nora = aRep({ id: "nora", role: "manager", pools: {} });
    const two = aPolicy({ pools: { "latam-smb": { manager: "marta" }, other: { manager: "nora" } } });
    expect(contactOf(aLead(), two, [{ ...marta, active: false }, nora]).id).toBe("nora");
  });
});

describe("by when a person is contacted", () => {
  it("is what remains to the rep who is asked, if they accept at the last moment", () => {
    expect(promisedBy(anOfferedLead(), policy, reps, now)).toBe("2026-11-02T16:15:10.000Z");
  });

  it("is the latest of those who are asked at once, since any of them may be the one", () => {
    const [offer] = anOfferedLead().offers;
    const offers = [1, 2].map((attempt) => ({ ...offer, attempt, round: 1, repId: attempt === 1 ? "ana" : "bob" }));
    const bob = aRep({ id: "bob", timeZone: "America/Los_Angeles" });
    const lead = anOfferedLead({ offers: offers as Lead["offers"] });
    expect(promisedBy(lead, policy, [...reps, bob], now)).toBe("2026-11-02T18:00:00.000Z");
  });

  it("is the owner's deadline once there is one", () => {
    const lead = anOfferedLead({ ownerId: "ana", acceptedAt: "2026-11-02T15:05:00.000Z" });
    expect(promisedBy(lead, policy, reps, now)).toBe("2026-11-02T16:05:00.000Z");
  });

  it("is of whoever in the pool could do it first while nobody is asked, and later is not put off", () => {
    const early = aRep({ id: "early", timeZone: "Europe/Madrid", languages: ["pt"] });
    const night = "2026-11-02T03:00:00.000Z";
    const later = "2026-11-02T14:00:00.000Z";
    const lead = aLead({ ...warm, status: "waiting", waitingSince: night });
    expect(promisedBy(lead, policy, [ana, early], later)).toBe("2026-11-02T16:15:00.000Z");
    expect(promisedBy(lead, policy, [ana, { ...early, languages: [] }], later)).toBe("2026-11-02T09:15:00.000Z");
  });

  it("is the manager's own time once they have it", () => {
    const escalation = { managerId: "marta", cause: "attempts-used" as const, at: now, remindAt: [], reminded: 0 };
    const lead = aLead({ ...warm, status: "escalated", escalation: { ...escalation, linkHashes: [] } });
    expect(promisedBy(lead, policy, reps, now)).toBe("2026-11-02T16:15:20.000Z");
  });

  it("is not said where nobody works, or nobody will", () => {
    expect(promisedBy(aLead(warm), policy, [{ ...ana, shifts: [] }], now)).toBeUndefined();
    for (const status of ["contacted", "closed", "rejected", "nurtured"] as const) {
      expect(promisedBy(aLead({ status }), policy, reps, now)).toBeUndefined();
    }
  });
});
