import { describe, expect, it } from "vitest";
import { readForm } from "../../functions/submit-lead/lead-form.ts";
import { relationsOf } from "../../routing/match-account.ts";
import { aLead } from "../build/a-lead.ts";
import { decided, policy, tuesday } from "./a-sample-company.ts";

/** What a lead was found to be, whatever becomes of it. */
function assessed(facts: Parameters<typeof decided>[0]) {
  const decision = decided(facts);
  if (!("assessment" in decision)) throw new Error("the lead is rejected");
  return decision.assessment;
}
const laneOf = (facts: Parameters<typeof decided>[0]) => assessed(facts).lane.lane;
const pointsOf = (facts: Parameters<typeof decided>[0], wanted: string) =>
  assessed(facts).score.dimensions.find(({ dimension }) => dimension === wanted)?.points;

describe("capture", () => {
  it("practice 24: takes the form as JSON or urlencoded into the process that carries it", () => {
    expect(readForm({ name: "Ada", email: "ada@example.com" }, "en", tuesday)).toMatchObject({
      facts: { name: "Ada", email: "ada@example.com", language: "en" },
    });
  });

  it("practice 62: asks for name, organisation, size, location, phone and products", () => {
    const form = { company: "Ruiz", size: "12", country: "co", region: "Antioquia", phone: "+57 601 555 0100" };
    const read = readForm({ name: "Ada", email: "ada@ruiz.example", ...form, products: ["payments"] }, "es", tuesday);
    expect(read).toMatchObject({
      facts: { company: "Ruiz", size: 12, country: "CO", region: "Antioquia", products: ["payments"] },
    });
  });

  it("practice 63: needs two fields alone; the rest may come later", () => {
    expect(readForm({ name: "Ada" }, "es", tuesday)).toMatchObject({ faults: [{ field: "email", fault: "missing" }] });
    expect(readForm({ name: "Ada", email: "ada@ruiz.example" }, "es", tuesday)).not.toHaveProperty("faults");
  });

  it("practice 53: lets the lead say how urgent it is, which makes it hot", () => {
    const facts = { value: 20_000, country: "MX" };
    expect(assessed({ ...facts, urgency: "now" }).priority.level).toBe("hot");
    expect(assessed({ ...facts, urgency: "this-year" }).priority.level).not.toBe("hot");
  });

  it("practice 27: qualifies on every channel's facts alike, whatever the source", () => {
    const facts = { message: "We sell backlinks", email: "x@gmail.com" };
    for (const source of ["web", "event", "partner"]) expect(decided({ ...facts, source }).kind).toBe("rejected");
  });
});

describe("qualify", () => {
  it("practice 25: sorts out who is no lead, with the reason, before anybody spends time", () => {
    const decision = decided({ email: "x@gmail.com", message: "crypto casino" });
    const reason = { because: { en: expect.stringMatching(/advertises/) } };
    expect(decision).toMatchObject({ kind: "rejected", qualification: { reasons: expect.anything() } });
    expect(decision.qualification.reasons).toContainEqual(
      expect.objectContaining({ because: expect.objectContaining(reason.because) }),
    );
  });

  it("practice 12: judges how likely a lead is to become a sale, point by point", () => {
    const { score } = assessed({ value: 50_000, size: 300, country: "BR", products: ["payments"], engagement: 9 });
    expect(score.total).toBeGreaterThan(assessed({ value: 500 }).score.total);
    expect(score.dimensions.flatMap(({ reasons }) => reasons).every(({ because }) => because)).toBe(true);
  });

  it("practice 14: gives reps nobody who only looks around", () => {
    expect(decided({ urgency: "exploring", size: 30 }).kind).toBe("nurtured");
  });

  it("practice 26: makes what the form did not answer the rep's call script", () => {
    const { callScript } = decided({ size: 10 }).qualification;
    const asked = policy.qualification.ask.filter(({ missing }) => missing !== "size").map(({ ask }) => ask);
    expect(callScript).toEqual(asked);
  });

  it("practice 57: has the seller qualify by script before the account goes on to its executive", () => {
    const { callScript } = decided({ country: "MX", urgency: "now" }).qualification;
    expect(callScript).toContainEqual(expect.objectContaining({ en: "Who else decides with you?" }));
  });
});

describe("score", () => {
  it("practice 49: counts value, geography, use case, engagement and size", () => {
    const dimensions = assessed({}).score.dimensions.map(({ dimension }) => dimension);
    expect(dimensions).toEqual(["value", "geography", "use-case", "engagement", "size"]);
  });

  it("practice 34: lets several factors decide together, each held by its cap", () => {
    const best = assessed({
      ...{ value: 1e6, country: "BR", products: ["payments"], useCase: "marketplace", industry: "fintech" },
      ...{ engagement: 50, source: "referral", size: 5000 },
    });
    expect(best.score.total).toBe(best.score.max);
    expect(best.score.dimensions.every(({ points, max }) => points === max)).toBe(true);
  });

  it("practice 35: gives a larger deal more points", () => {
    expect([500, 5000, 20_000, 90_000].map((value) => pointsOf({ value }, "value"))).toEqual([3, 10, 20, 30]);
  });

  it("practice 22: gives a larger organisation more points", () => {
    expect([3, 10, 50, 500, 5000].map((size) => pointsOf({ size }, "size"))).toEqual([0, 5, 10, 15, 20]);
  });

  it("practice 50: picks nurture, low-touch or high-touch by the score", () => {
    const mid = { value: 5000, country: "MX", products: ["payroll"], size: 30 };
    expect(laneOf({ value: 5000 })).toBe("nurture");
    expect(laneOf(mid)).toBe("low-touch");
    expect(laneOf({ ...mid, value: 90_000, size: 500 })).toBe("high-touch");
  });

  it("practice 72: is a tool of its own: the score stands on the lead with every reason", () => {
    const { score } = assessed({ value: 20_000, country: "CO" });
    const sum = score.dimensions.reduce((total, { points }) => total + points, 0);
    expect(score.total).toBe(sum);
    expect(sum).toBe(32);
  });

  it("practice 52: sets the priority by value, position, purchasing power, engagement and products", () => {
    expect(assessed({ value: 20_000, urgency: "now" }).priority.level).toBe("hot");
    expect(assessed({ revenue: 3e7, engagement: 6 }).priority.level).toBe("hot");
    const decides = { size: 500, value: 20_000, country: "MX", products: ["payments"] };
    expect(assessed({ ...decides, role: "Directora general" }).priority.level).toBe("hot");
    expect(assessed({ ...decides, role: "Analista" }).priority.level).toBe("warm");
    expect(assessed({}).priority.level).toBe("cold");
  });
});

describe("lanes", () => {
  it("practice 33: keeps self-service, transactional and enterprise apart", () => {
    expect(laneOf({ size: 4, value: 900 })).toBe("self-service");
    expect(laneOf({ size: 30, value: 5000, country: "MX", products: ["payroll"] })).toBe("low-touch");
    expect(laneOf({ size: 2000 })).toBe("high-touch");
  });

  it("practice 36: answers low value by mail, not by a person", () => {
    expect(decided({ size: 4, value: 900 })).toMatchObject({
      kind: "nurtured",
      assessment: { action: "self-service" },
    });
  });

  it("practice 37: gives high value to enterprise sales", () => {
    expect(decided({ size: 2000, country: "MX" })).toMatchObject({ rule: { pools: ["enterprise"] } });
  });

  it("practice 51: assigns only leads that are ready for a conversation", () => {
    expect(decided({ urgency: "exploring" }).kind).toBe("nurtured");
    expect(decided({ urgency: "now", value: 20_000, country: "MX" }).kind).toBe("offer");
  });
});

describe("accounts", () => {
  const account = { accountId: "flor.example", name: "Flor", by: "domain", similarity: 1 } as const;

  it("practice 56: gives an existing customer to their success manager", () => {
    const found = relationsOf(aLead(), { ...account, relation: "customer", ownerId: "paula-contreras" }, [], policy);
    const { customerType, knownOwner } = found;
    const decision = decided({ customerType, language: "es" }, { lead: { knownOwner } });
    expect(decision).toMatchObject({ kind: "offer", choice: { offer: { repId: "paula-contreras" } } });
  });

  it("practice 58: has a lane for former customers, whose history the rep sees", () => {
    const history = "Left in 2024 over prices";
    const found = relationsOf(aLead(), { ...account, relation: "former", history }, [], policy);
    expect(found.account?.history).toBe(history);
    expect(laneOf({ customerType: found.customerType })).toBe("win-back");
  });

  it("practice 60: brings a colleague of an open lead to who knows the account", () => {
    const colleague = { leadId: "other", receivedAt: "2026-11-01T00:00:00.000Z", ownerId: "tomas-ferrari" };
    const { knownOwner } = relationsOf(aLead(), undefined, [colleague], policy);
    const decision = decided({ urgency: "now", country: "MX", value: 20_000 }, { lead: { knownOwner } });
    expect(decision).toMatchObject({ choice: { offer: { repId: "tomas-ferrari" } } });
  });
});
