import { describe, expect, it } from "vitest";
import { applyOffer, balancesOf, boardOf, sharersOf } from "../../routing/choice/board.ts";
import { chooseRep } from "../../routing/choice/choose-rep.ts";
import { type Decision, decideLead } from "../../routing/decide.ts";
import { fillFacts } from "../../routing/enrich.ts";
import type { LeadFacts } from "../../routing/lead/lead.ts";
import { entryOf, replayed, sameBalances } from "../../routing/ledger/journal.ts";
import { costOf } from "../../routing/ledger/ledger-change.ts";
import { sharingIn } from "../../routing/ledger/stored-ledger.ts";
import { noClosings } from "../../routing/reps/closings.ts";
import type { RepState } from "../../routing/reps/rep.ts";
import { aLead } from "../build/a-lead.ts";
import { aPolicy } from "../build/a-policy.ts";
import { aRep } from "../build/a-rep.ts";
import { allAtWork, always, changed, decided, policy, reps, tuesday } from "./a-sample-company.ts";

const monday = "2026-11-02T15:00:00.000Z";
const ready = aLead({ status: "ready", rule: { rule: "Mexico", pools: ["latam-smb"] } });
const routed: Partial<LeadFacts> = { urgency: "now", value: 5000, products: ["payroll"] };
/** A large and urgent lead in Colombia. */
const urgent: Partial<LeadFacts> = { urgency: "now", value: 20_000, country: "CO", size: 60 };

const ownerIn = (decision: Decision): string =>
  "choice" in decision && decision.choice.kind === "offer" ? decision.choice.offer.repId : decision.kind;
const ownerOf = (...of: Parameters<typeof decided>): string => ownerIn(decided(...of));
const poolOf = (facts: Parameters<typeof decided>[0]) => {
  const decision = decided(facts);
  return "rule" in decision ? decision.rule.pools[0] : decision.kind;
};
const ruleOf = (facts: Parameters<typeof decided>[0]) => {
  const decision = decided(facts);
  return "rule" in decision ? decision.rule.rule : decision.kind;
};

/** Who gets each of so many leads of these facts, one after the other. */
function turns(count: number, facts: Partial<LeadFacts>, team: readonly RepState[] = reps, rules = policy): string[] {
  const board = boardOf(team, new Map());
  const lead = aLead({ facts: { company: undefined, industry: undefined, ...facts } });
  return Array.from({ length: count }, () => {
    const decision = decideLead(lead, rules, board, tuesday);
    if ("choice" in decision && decision.choice.kind === "offer") applyOffer(board, decision.choice);
    return ownerIn(decision);
  });
}
const times = (owners: readonly string[], repId: string) => owners.filter((owner) => owner === repId).length;

/** The team of the small policy, of whom each could have every lead. */
const three = ["ana", "beto", "caro"].map((id) => aRep({ id, capacity: 1000 }));

/** Who of these reps gets the next leads of the small policy. */
function next(board: ReturnType<typeof boardOf>, count: number): string[] {
  return Array.from({ length: count }, () => {
    const choice = chooseRep(ready, aPolicy(), board, monday);
    if (choice.kind !== "offer") return choice.kind;
    applyOffer(board, choice);
    return choice.offer.repId;
  });
}

describe("round robin", () => {
  it("practice 1: gives the next lead to the next available rep, round and round", () => {
    const owners = next(boardOf(three, new Map()), 9);
    expect([0, 3, 6].map((n) => new Set(owners.slice(n, n + 3)).size)).toEqual([3, 3, 3]);
  });

  it("practice 1: notes each turn with what everybody was owed, from which the turns add up again", () => {
    const board = boardOf(three, new Map());
    const entries = Array.from({ length: 7 }, (_, version) => {
      const choice = chooseRep(ready, aPolicy(), board, monday);
      if (choice.kind !== "offer" || !choice.charge) throw new Error("expected an offer");
      applyOffer(board, choice);
      const { pool, repId, attempt } = choice.offer;
      const cost = costOf(sharersOf(board, choice.charge), repId);
      return entryOf(
        { version, balances: {} },
        { kind: "offer", leadId: `${version}`, attempt, pool, ...cost },
        monday,
      );
    });
    const own = entries.map((entry, n) => (n === 0 ? entry : { ...entry, opening: undefined }));
    expect(sameBalances(replayed(own), balancesOf(board, "latam-smb"))).toBe(true);
  });

  it("practice 2: leaves out who is away, who owes nothing on return", () => {
    const away = aRep({ id: "dora", capacity: 1000, active: false });
    const board = boardOf([...three, away], new Map());
    expect(times(next(board, 30), "dora")).toBe(0);
    expect(balancesOf(board, "latam-smb").dora ?? 0).toBe(0);
    const kept = new Map([["latam-smb", balancesOf(board, "latam-smb")]]);
    expect(times(next(boardOf([...three, { ...away, active: true }], kept), 8), "dora")).toBe(2);
    const holidays = { at: "2026-12-09T15:00:00.000Z" };
    expect(ownerOf(urgent)).toBe("camila-osorio");
    expect(ownerOf(urgent, holidays)).toBe("mateo-herrera");
  });

  it("practice 44: finds the territory first, then goes round inside its team, by each one's weight", () => {
    const brazilian = { ...routed, country: "BR", language: "pt", size: 30 } as const;
    const owners = turns(8, brazilian, allAtWork);
    expect(["joao-almeida", "beatriz-nunes", "thiago-moura"].map((id) => times(owners, id))).toEqual([4, 2, 2]);
  });
});

describe("groups", () => {
  it("practice 3: has groups by role and by performance", () => {
    const large = { ...routed, country: "MX", size: 500, value: 90_000 };
    expect(poolOf({ customerType: "customer" })).toBe("customer-success");
    expect(poolOf(large)).toBe("enterprise");
    expect(poolOf({ ...routed, country: "MX" })).toBe("latam-smb");
    for (const best of ["sofia-navarro", "rafael-costa", "camila-osorio"])
      expect(ownerOf(large, { team: changed({ [best]: { won: 95, lost: 5 } }) })).toBe(best);
  });

  it("practice 5: comes from the group down to one rep", () => {
    const decision = decided({ ...routed, country: "BR", language: "pt" });
    const { pools } = reps.find(({ id }) => id === ownerIn(decision)) ?? {};
    expect(decision).toMatchObject({ rule: { pools: ["brazil"] }, choice: { offer: { pool: "brazil" } } });
    expect(decision).not.toHaveProperty("choice.round");
    expect(pools).toHaveProperty("brazil");
  });

  it("practice 8: has for each type of lead a team of its own size, whose members may give it a part of their time", () => {
    const team = (pool: string) => reps.filter(({ pools }) => pool in pools).length;
    expect(["latam-smb", "latam-mid", "brazil", "enterprise", "customer-success"].map(team)).toEqual([4, 5, 3, 3, 2]);
    const owners = turns(8, { ...urgent, country: "US", size: 300, urgency: undefined }, allAtWork);
    expect([...new Set(owners)].sort()).toEqual([
      ...["camila-osorio", "ignacio-vega", "lucia-quispe", "mateo-herrera", "tomas-ferrari"],
    ]);
    expect(["camila-osorio", "mateo-herrera", "tomas-ferrari"].map((id) => times(owners, id))).toEqual([2, 2, 2]);
    expect(["ignacio-vega", "lucia-quispe"].map((id) => times(owners, id))).toEqual([1, 1]);
  });

  it("practice 13: splits a small team in two, and merges it again, by the roster alone", () => {
    const halves = aPolicy({
      pools: { north: { manager: "marta" }, south: { manager: "marta" } },
      rules: [{ rule: "Mexico", when: { country: "MX" }, pools: ["north"] }],
      otherwise: { pools: ["south"] },
    });
    const north = aRep({ pools: { north: 1 } });
    const south = aRep({ id: "beto", pools: { south: 1 } });
    const owners = (team: readonly RepState[], country: string) => turns(4, { country, value: 24_000 }, team, halves);
    expect(owners([north, south], "MX")).toEqual(["ana", "ana", "ana", "ana"]);
    expect(owners([north, south], "BR")).toEqual(["beto", "beto", "beto", "beto"]);
    const merged = [north, south].map((rep) => ({ ...rep, pools: { north: 1, south: 1 } }));
    for (const country of ["MX", "BR"]) expect(times(owners(merged, country), "beto")).toBe(2);
  });

  it("practice 13: lets two pools that keep one ledger share out their leads as one team", () => {
    const weights = { ana: 2, beto: 1 };
    const shares = (ledger?: string) => {
      const pool = { manager: "marta", ...(ledger && { ledger }) };
      const rules = aPolicy({
        pools: { north: pool, south: pool },
        rules: [{ rule: "Mexico", when: { country: "MX" }, pools: ["north"] }],
        otherwise: { pools: ["south"] },
      });
      const team = Object.entries(weights).map(([id, weight]) => aRep({ id, pools: { north: weight, south: weight } }));
      const board = boardOf(team, new Map(), { sharing: sharingIn(rules) });
      return ["MX", "BR"].map((country) => {
        const decision = decideLead(aLead({ facts: { country } }), rules, board, monday);
        if ("choice" in decision && decision.choice.kind === "offer") applyOffer(board, decision.choice);
        return ownerIn(decision);
      });
    };
    expect(shares()).toEqual(["ana", "ana"]);
    expect(shares("latam")).toEqual(["ana", "beto"]);
  });
});

describe("rules", () => {
  it("practice 6: follow region, skill and other traits", () => {
    expect(ruleOf({ ...routed, country: "BR" })).toBe("Brazil");
    expect(ruleOf({ ...routed, country: "AR", products: ["inventory"], industry: "retail" })).toMatch(/stock/);
    expect(ruleOf({ ...routed, country: "AR", products: ["inventory"], industry: "health" })).not.toMatch(/stock/);
    const english = turns(6, { ...routed, country: "BR", language: "en", size: 30 }, allAtWork);
    expect([...new Set(english)].sort()).toEqual(["beatriz-nunes", "thiago-moura"]);
  });

  it("practice 19: give each territory its team", () => {
    expect(decided({ ...urgent, country: "BR" })).toMatchObject({ rule: { pools: ["brazil", "enterprise"] } });
    for (const country of ["MX", "CO", "PE", "EC", "BO", "AR", "CL", "UY", "PY"])
      expect(ruleOf({ ...urgent, country })).toBe("Spanish America, urgent");
    expect(ruleOf({ ...urgent, country: "ES" })).not.toMatch(/Spanish America/);
  });

  it("practice 40: name territories once, before any rule: countries, regions, postal codes and accounts", () => {
    const large = { ...routed, country: "BR", size: 300, value: 50_000 };
    expect(ruleOf({ ...large, region: "São Paulo" })).toBe("São Paulo, in person");
    expect(ruleOf({ ...large, postalCode: "01310-100" })).toBe("São Paulo, in person");
    expect(ruleOf({ ...large, region: "Recife", postalCode: "50030-230" })).toBe("Brazil, high-touch");
    expect(ruleOf({ ...routed, country: "CO", email: "compras@grupomunoz89.example" })).toBe("Named accounts");
    const moved = {
      ...policy,
      territories: { ...policy.territories, "sao-paulo": { country: "BR", region: "Recife" } },
    };
    expect(decided({ ...large, region: "Recife" }, { rules: moved })).toMatchObject({
      rule: { rule: "São Paulo, in person" },
    });
  });

  it("practice 46: send a use case or an industry to who knows it", () => {
    const payments = { ...urgent, products: ["payments"] };
    expect(ruleOf({ ...payments, useCase: "Marketplace payouts" })).toBe("Payments for marketplaces and fintech");
    expect(ruleOf({ ...payments, industry: "fintech" })).toBe("Payments for marketplaces and fintech");
    expect(ruleOf({ ...payments, useCase: "Rent" })).toBe("Spanish America, urgent");
  });

  it("practice 47: put the best reps on large deals and specialists on niches", () => {
    const large = { ...routed, country: "MX", size: 500, value: 90_000 };
    expect(ownerOf(large)).toBe("rafael-costa");
    expect(ownerOf(large, { team: changed({ "rafael-costa": { won: 2, lost: 50 } }) })).toBe("sofia-navarro");
    const sellsStock = changed({
      "rafael-costa": { products: ["inventory"] },
      "camila-osorio": { products: ["inventory"] },
    });
    expect(ownerOf(large, { team: sellsStock })).toBe("sofia-navarro");
  });

  it("practice 20: give high-priority leads to top performers", () => {
    const hot = { ...routed, country: "MX", size: 300, value: 90_000 };
    expect(decided(hot)).toMatchObject({ assessment: { priority: { level: "hot" } } });
    const records = { "rafael-costa": { won: 30, lost: 70 }, "sofia-navarro": { won: 45, lost: 55 } };
    const once = { "camila-osorio": { won: 1, lost: 0 } };
    expect(ownerOf(hot, { team: changed({ ...records, ...once }) })).toBe("sofia-navarro");
    const best = { "camila-osorio": { won: 60, lost: 40 } };
    expect(ownerOf(hot, { team: changed({ ...records, ...best }) })).toBe("camila-osorio");
    const wonHere = { "camila-osorio": { won: 1, lost: 0, closings: { ...noClosings, won: 59, lost: 40 } } };
    expect(ownerOf(hot, { team: changed({ ...records, ...wonHere }) })).toBe("camila-osorio");
  });

  it("practice 18: give urgent leads to the most experienced", () => {
    expect(decided(urgent)).toMatchObject({ rule: { rule: "Spanish America, urgent" } });
    expect(ownerOf(urgent)).toBe("camila-osorio");
    expect(ownerOf(urgent, { team: changed({ "tomas-ferrari": { experience: 30 } }) })).toBe("tomas-ferrari");
  });

  it("practice 28: ask for competence, availability and experience together", () => {
    const team = [
      aRep({ languages: ["pt"], experience: 30 }),
      aRep({ id: "beto", experience: 20, shifts: [{ weekday: 7, start: 0, end: 60 }] }),
      aRep({ id: "caro", experience: 5 }),
      aRep({ id: "dora", experience: 10 }),
    ];
    const rules = aPolicy({ pools: { "latam-smb": { manager: "marta", prefer: ["most-experienced"] } } });
    expect(chooseRep(ready, rules, boardOf(team, new Map()), monday)).toMatchObject({ offer: { repId: "dora" } });
  });

  it("practice 42: prefer the same time zone", () => {
    const large = { value: 50_000, size: 300, country: "PE", products: ["payroll"] };
    expect(ruleOf(large)).toBe("Spanish America, high-touch");
    for (const [timeZone, near] of [
      ["America/Lima", "camila-osorio"],
      ["America/Mexico_City", "mateo-herrera"],
      ["America/Argentina/Buenos_Aires", "tomas-ferrari"],
      ["Europe/Madrid", "ignacio-vega"],
    ])
      expect(ownerOf({ ...large, timeZone }, { team: changed({ "ignacio-vega": { shifts: always } }) })).toBe(near);
  });

  it("practice 43: prefer who is near enough to visit", () => {
    const large = { size: 2000, products: ["payroll"] };
    const places = { "sofia-navarro": { lat: 19, lon: -98 }, "rafael-costa": { lat: -23, lon: -46 } };
    for (const [near, place] of Object.entries(places))
      expect(ownerOf({ ...large, place }, { team: allAtWork })).toBe(near);
    expect(ownerOf({ ...large, place: { lat: 5, lon: -74 } }, { team: allAtWork })).toBe("camila-osorio");
  });

  it("practice 45: pair by what both know, once the company was looked up", () => {
    const found = [{ provider: "companies", outcome: "found" as const, facts: { industry: "fintech" } }];
    const { facts } = fillFacts({ ...ready.facts, industry: undefined }, found);
    const team = [aRep({ industries: ["retail"] }), aRep({ id: "beto", industries: ["fintech"] })];
    const rules = aPolicy({ pools: { "latam-smb": { manager: "marta", needs: ["industry"] } } });
    expect(chooseRep({ ...ready, facts }, rules, boardOf(team, new Map()), monday)).toMatchObject({
      offer: { repId: "beto" },
    });
  });

  it("practice 16: match what is needed with who knows the product", () => {
    const team = [aRep({ products: ["billing"] }), aRep({ id: "beto", products: ["crm"] })];
    const rules = aPolicy({ pools: { "latam-smb": { manager: "marta", needs: ["product"] } } });
    const choice = chooseRep(ready, rules, boardOf(team, new Map()), monday);
    expect(choice).toMatchObject({ offer: { repId: "beto" } });
  });
});
