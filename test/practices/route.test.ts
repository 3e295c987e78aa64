import { describe, expect, it } from "vitest";
import { applyOffer, balancesOf, boardOf } from "../../routing/board.ts";
import { chooseRep } from "../../routing/choose-rep.ts";
import { fillFacts } from "../../routing/enrich.ts";
import type { LeadFacts } from "../../routing/lead/lead.ts";
import { oneLead } from "../../routing/ledger/ledger.ts";
import type { RepState } from "../../routing/reps/rep.ts";
import { aLead } from "../build/a-lead.ts";
import { aPolicy } from "../build/a-policy.ts";
import { aRep, officeHours } from "../build/a-rep.ts";
import { decided, policy, reps, tuesday } from "./a-sample-company.ts";

const monday = "2026-11-02T15:00:00.000Z";
const ready = aLead({ status: "ready", rule: { rule: "Mexico", pools: ["latam-smb"] } });
type Preferences = NonNullable<(typeof policy.rules)[number]["prefer"]>;

/** Who of these reps gets the lead, in a pool that prefers so. */
function chosen(team: RepState[], prefer: Preferences = ["fairness"], facts = {}) {
  const rules = aPolicy({ pools: { "latam-smb": { manager: "marta", prefer } } });
  const lead = { ...ready, facts: { ...ready.facts, ...facts } };
  const choice = chooseRep(lead, rules, boardOf(team, new Map()), monday);
  return choice.kind === "offer" ? choice.offer.repId : choice.kind;
}
const ruleOf = (facts: Parameters<typeof decided>[0], more: Parameters<typeof decided>[1] = {}) => {
  const decision = decided(facts, more);
  return "rule" in decision ? decision.rule.rule : decision.kind;
};
const poolOf = (facts: Parameters<typeof decided>[0]) => {
  const decision = decided(facts);
  return "rule" in decision ? decision.rule.pools[0] : decision.kind;
};
const routed: Partial<LeadFacts> = { urgency: "now", value: 5000, products: ["payroll"] };

describe("round robin", () => {
  const team = ["ana", "beto", "caro"].map((id) => aRep({ id, capacity: 1000 }));

  it("practice 1: gives the next lead to the next available rep, round and round", () => {
    const board = boardOf(team, new Map());
    const turns = Array.from({ length: 9 }, () => {
      const choice = chooseRep(ready, aPolicy(), board, monday);
      if (choice.kind !== "offer") throw new Error("nobody got it");
      applyOffer(board, choice);
      return choice.offer.repId;
    });
    expect([0, 3, 6].map((n) => new Set(turns.slice(n, n + 3)).size)).toEqual([3, 3, 3]);
  });

  it("practice 2: leaves out who is away, who owes nothing on return", () => {
    const away = aRep({ id: "dora", capacity: 1000, active: false });
    const board = boardOf([...team, away], new Map());
    for (let n = 0; n < 30; n++) {
      const choice = chooseRep(ready, aPolicy(), board, monday);
      if (choice.kind === "offer") applyOffer(board, choice);
    }
    expect(balancesOf(board, "latam-smb").dora ?? 0).toBe(0);
    const back = boardOf(
      [...team, { ...away, active: true }],
      new Map([["latam-smb", balancesOf(board, "latam-smb")]]),
    );
    const turns = Array.from({ length: 8 }, () => {
      const choice = chooseRep(ready, aPolicy(), back, monday);
      if (choice.kind !== "offer") throw new Error("nobody got it");
      applyOffer(back, choice);
      return choice.offer.repId;
    });
    expect(turns.filter((repId) => repId === "dora")).toHaveLength(2);
  });

  it("practice 44: finds the territory first, then goes round inside its team", () => {
    const facts: Partial<LeadFacts> = { ...routed, country: "BR", language: "pt" };
    const owed = (repId: string) => new Map([["brazil", { [repId]: oneLead, "joao-almeida": -oneLead }]]);
    for (const repId of ["beatriz-nunes", "thiago-moura"]) {
      const at = "2026-11-24T15:30:00.000Z";
      expect(decided(facts, { ledgers: owed(repId), at })).toMatchObject({ choice: { offer: { repId } } });
    }
  });
});

describe("groups", () => {
  it("practice 3: has groups by role and by performance", () => {
    expect(Object.keys(policy.pools)).toEqual(expect.arrayContaining(["enterprise", "latam-smb", "customer-success"]));
    expect(chosen([aRep({ won: 1, lost: 9 }), aRep({ id: "beto", won: 9, lost: 1 })], ["best-performer"])).toBe("beto");
  });

  it("practice 5: comes from the group down to one rep", () => {
    expect(decided({ ...routed, country: "BR", language: "pt" })).toMatchObject({
      rule: { pools: ["brazil"] },
      choice: { kind: "offer", offer: { pool: "brazil" } },
    });
  });

  it("practice 7: shows a lead to a small group, of whom one pulls it", () => {
    const decision = decided({ customerType: "customer", language: "es" });
    expect(decision).toMatchObject({ choice: { round: { offers: [{ round: 1 }, { round: 1 }] } } });
  });

  it("practice 8: has for each type of lead a team of its own size", () => {
    const sizes = Object.keys(policy.pools).map((id) => reps.filter(({ pools }) => id in pools).length);
    expect(new Set(sizes).size).toBeGreaterThan(1);
    expect(poolOf({ size: 2000 })).not.toBe(poolOf({ size: 20, ...routed, country: "AR" }));
  });

  it("practice 13: splits a small team in two, and merges it again, by the roster alone", () => {
    const halves = aPolicy({
      pools: { north: { manager: "marta" }, south: { manager: "marta" } },
      rules: [{ rule: "Mexico", when: { country: "MX" }, pools: ["north"] }],
      otherwise: { pools: ["south"] },
    });
    const lead = { ...ready, rule: { rule: "Mexico", pools: ["north"] } };
    const split = [aRep({ pools: { north: 1 } }), aRep({ id: "beto", pools: { south: 1 } })];
    expect(chooseRep(lead, halves, boardOf(split, new Map()), monday)).toMatchObject({ offer: { repId: "ana" } });
    const merged = split.map((rep) => ({ ...rep, pools: { "latam-smb": 1 } }));
    expect(chosen(merged)).toBe("ana");
  });
});

describe("rules", () => {
  it("practice 6: follow region, skill and other traits", () => {
    expect(ruleOf({ ...routed, country: "BR" })).toMatch(/^Brazil/);
    expect(ruleOf({ ...routed, country: "AR", products: ["inventory"], industry: "retail" })).toMatch(/stock/);
    expect(chosen([aRep({ products: ["billing"] }), aRep({ id: "beto" })], ["fairness"])).toBe("ana");
  });

  it("practice 19: give each territory its team", () => {
    expect(poolOf({ ...routed, country: "BR" })).toBe("brazil");
    expect(poolOf({ ...routed, country: "CL", size: 100, value: 20_000 })).toBe("latam-mid");
  });

  it("practice 40: name territories once, before any rule: countries, regions, postal codes and accounts", () => {
    expect(Object.keys(policy.territories).length).toBeGreaterThanOrEqual(8);
    expect(ruleOf({ ...routed, country: "CO", email: "compras@grupomunoz89.example" })).toBe("Named accounts");
    const names = new Set(policy.rules.flatMap(({ when }) => [when.territory].flat()).filter(Boolean));
    expect([...names].every((name) => String(name) in policy.territories)).toBe(true);
  });

  it("practice 46: send a use case or an industry to who knows it", () => {
    const facts = { ...routed, products: ["payments"], useCase: "Marketplace payouts", value: 20_000, country: "MX" };
    expect(ruleOf(facts)).toBe("Payments for marketplaces and fintech");
  });

  it("practice 47: put the best reps on large deals and specialists on niches", () => {
    const large = policy.rules.find(({ rule }) => rule.startsWith("Deals of 80 000"));
    expect(large?.prefer?.[0]).toBe("best-performer");
    expect(policy.pools.enterprise?.needs).toContain("product");
  });

  it("practice 20: give high-priority leads to top performers", () => {
    const team = [aRep({ won: 30, lost: 70 }), aRep({ id: "beto", won: 45, lost: 55 }), aRep({ id: "new", won: 1 })];
    expect(chosen(team, ["best-performer"])).toBe("beto");
  });

  it("practice 18: give urgent leads to the most experienced", () => {
    const decision = decided({ urgency: "now", value: 20_000, country: "CO", size: 60 });
    expect(decision).toMatchObject({
      rule: { rule: "Spanish America, urgent", prefer: ["most-experienced", "fairness"] },
    });
    expect(decision).toMatchObject({ choice: { offer: { repId: "camila-osorio" } } });
  });

  it("practice 28: ask for competence, availability and experience together", () => {
    const team = [
      aRep({ languages: ["pt"], experience: 30 }),
      aRep({ id: "beto", experience: 20, shifts: [{ weekday: 7, start: 0, end: 60 }] }),
      aRep({ id: "caro", experience: 10 }),
      aRep({ id: "dora", experience: 5 }),
    ];
    expect(chosen(team, ["most-experienced"])).toBe("caro");
  });

  it("practice 42: prefer the same time zone", () => {
    const team = [aRep({ timeZone: "Europe/Madrid" }), aRep({ id: "beto", timeZone: "America/Bogota" })];
    expect(chosen(team, ["nearest-time-zone"], { timeZone: "America/Lima" })).toBe("beto");
  });

  it("practice 43: prefer who is near enough to visit", () => {
    const monterrey = { lat: 25.67, lon: -100.31 };
    const team = [
      aRep({ place: { lat: 19.43, lon: -99.13 } }),
      aRep({ id: "beto", place: { lat: 25.7, lon: -100.2 } }),
      aRep({ id: "caro" }),
    ];
    expect(chosen(team, ["nearest"], { place: monterrey })).toBe("beto");
  });

  it("practice 45: pair by what both know, once the company was looked up", () => {
    const found = [{ provider: "companies", outcome: "found" as const, facts: { industry: "fintech" } }];
    const { facts } = fillFacts({ ...ready.facts, industry: undefined }, found);
    const team = [aRep({ industries: ["retail"] }), aRep({ id: "beto", industries: ["fintech"] })];
    const rules = aPolicy({ pools: { "latam-smb": { manager: "marta", needs: ["industry"] } } });
    const choice = chooseRep({ ...ready, facts }, rules, boardOf(team, new Map()), monday);
    expect(choice).toMatchObject({ offer: { repId: "beto" } });
  });

  it("practice 38: fill in size and value before routing, and never over what the form says", () => {
    const answers = [{ provider: "companies", outcome: "found" as const, facts: { size: 2000, value: 50_000 } }];
    const { facts } = fillFacts({ name: "Ada", email: "ada@ruiz.example", language: "es", value: 900 }, answers);
    expect(facts).toMatchObject({ size: 2000, value: 900 });
    expect(poolOf(facts)).toBe("enterprise");
  });

  it("practice 16: match what is needed with who knows the product", () => {
    const team = [aRep({ products: ["billing"] }), aRep({ id: "beto", products: ["crm"] })];
    const rules = aPolicy({ pools: { "latam-smb": { manager: "marta", needs: ["product"] } } });
    const choice = chooseRep(ready, rules, boardOf(team, new Map()), monday);
    expect(choice).toMatchObject({ offer: { repId: "beto" } });
  });
});

describe("availability", () => {
  it("practice 21: offers nothing to who is not at work", () => {
    const sundays = [{ weekday: 7, start: 540, end: 1080 }];
    expect(chosen([aRep({ shifts: sundays }), aRep({ id: "beto" })])).toBe("beto");
    expect(chosen([aRep({ shifts: sundays })])).toBe("wait");
  });

  it("practice 54: skips the busy", () => {
    expect(chosen([aRep({ openLeads: 10 }), aRep({ id: "beto" })])).toBe("beto");
  });

  it("practice 55: knows hours and days off in each rep's own zone", () => {
    const off = aRep({ shifts: officeHours, daysOff: ["2026-11-02"] });
    expect(chosen([off, aRep({ id: "beto" })])).toBe("beto");
    expect(reps.filter(({ role }) => role === "rep").every(({ shifts }) => shifts.length > 0)).toBe(true);
  });

  it("practice 23: gives hot leads the shortest time to answer", () => {
    const { hot, warm, cold } = policy.sla;
    expect([hot.answer, warm.answer, cold.answer]).toEqual([5, 15, 60]);
    const decision = decided({ urgency: "now", value: 20_000, country: "CO", size: 60 });
    const offer = "choice" in decision && decision.choice.kind === "offer" ? decision.choice.offer : undefined;
    expect(offer?.expiresAt).toBe(new Date(Date.parse(tuesday) + 5 * 60_000).toISOString());
  });

  it("practice 64: goes on to the next rep, never to the same, and to the manager after the last", () => {
    const asked = (n: number) => aLead({ ...ready, offers: ["ana", "beto", "caro"].slice(0, n).map(lapsed) });
    const team = ["ana", "beto", "caro", "dora"].map((id) => aRep({ id }));
    const next = (n: number) => chooseRep(asked(n), aPolicy(), boardOf(team, new Map()), monday);
    expect(next(1)).toMatchObject({ offer: { attempt: 2, repId: "beto" } });
    expect(next(3)).toEqual({ kind: "escalate", cause: "attempts-used" });
  });
});

const lapsed = (repId: string, n: number) => ({
  ...{ attempt: n + 1, repId, pool: "latam-smb", offeredAt: monday, expiresAt: monday, remindAt: [], reminded: 0 },
  ...{ linkHashes: [], outcome: "lapsed" as const },
});
