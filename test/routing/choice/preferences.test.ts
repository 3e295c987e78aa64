import { describe, expect, it } from "vitest";
import { boardOf, poolBoard } from "../../../routing/choice/board.ts";
import { chooseRep } from "../../../routing/choice/choose-rep.ts";
import { preferencesFor, preferred } from "../../../routing/choice/preferences.ts";
import { rankings } from "../../../routing/explain/rankings.ts";
import type { Lead } from "../../../routing/lead/lead.ts";
import type { preferences } from "../../../routing/lead/why.ts";
import { oneLead } from "../../../routing/ledger/ledger.ts";
import type { RepState } from "../../../routing/reps/rep.ts";
import { smoothedWinRates } from "../../../routing/reps/win-rate.ts";
import { aLead } from "../../build/a-lead.ts";
import { aPolicy } from "../../build/a-policy.ts";
import { aRep } from "../../build/a-rep.ts";

type Preference = (typeof preferences)[number];

/** Monday 09:00 in Mexico City, 12:00 in São Paulo. */
const now = "2026-11-02T15:00:00.000Z";

/** Ana and Beto, of whom Ana comes first by id and by the ledger, so that only what is asked for puts Beto first. */
function choose(prefer: Preference[], ana: Partial<RepState>, beto: Partial<RepState>, lead: Partial<Lead> = {}) {
  const policy = aPolicy({ pools: { "latam-smb": { manager: "marta", prefer } } });
  const asked = aLead({ status: "ready", ...lead });
  const ledger = { ana: oneLead, beto: -oneLead };
  const board = boardOf([aRep(ana), aRep({ ...beto, id: "beto" })], new Map([["latam-smb", ledger]]));
  const choice = chooseRep(asked, policy, board, now);
  const [ranking] = rankings(asked, policy, board, now, choice).pools;
  return {
    chosen: choice.kind === "offer" ? choice.offer.repId : choice.kind,
    saw: Object.fromEntries(ranking?.candidates.map(({ repId, saw }) => [repId, saw]) ?? []),
    order: ranking?.candidates.map(({ repId }) => repId),
  };
}

const mexicoCity = { lat: 19.4326, lon: -99.1332 };
const saoPaulo = { lat: -23.5505, lon: -46.6333 };
const santos = { lat: -23.9608, lon: -46.3336 };
const always = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, start: 0, end: 1440 }));
const facts = (some: Partial<Lead["facts"]>): Partial<Lead> => ({ facts: aLead({ facts: some }).facts });

describe("preferences", () => {
  it.each<[Preference, Partial<RepState>, Partial<RepState>, Partial<Lead>, unknown, unknown]>([
    ["owner", {}, {}, { knownOwner: { repId: "beto", because: "account" } }, false, true],
    ["same-company", {}, {}, { companyReps: ["zoe", "beto"] }, false, true],
    ["most-experienced", { experience: 4 }, { experience: 9 }, {}, 4, 9],
    ["best-performer", { won: 2, lost: 8 }, { won: 6, lost: 4 }, {}, 0.3, 0.5],
    ["least-loaded", { openLeads: 3 }, { openLeads: 2 }, {}, 3, 2],
    ["highest-capacity-left", { capacity: 5, openLeads: 0 }, { capacity: 20, openLeads: 9 }, {}, 5, 11],
    ["nearest-time-zone", {}, { timeZone: "America/Sao_Paulo" }, facts({ timeZone: "America/Bahia" }), 180, 0],
    ["nearest", { place: mexicoCity }, { place: saoPaulo }, facts({ place: santos }), 7474, 54.9],
  ])("puts first by %s", (preference, ana, beto, lead, seenOfAna, seenOfBeto) => {
    const { chosen, saw } = choose([preference], ana, beto, lead);
    expect(chosen).toBe("beto");
    expect(saw.beto?.[preference]).toEqual(seenOfBeto);
    const ofAna = saw.ana?.[preference];
    if (typeof seenOfAna === "number" && seenOfAna > 1000) expect(ofAna).toBeCloseTo(seenOfAna, -2);
    else expect(ofAna).toEqual(seenOfAna);
  });

  it.each<[Preference, Partial<RepState>]>([
    ["owner", {}],
    ["same-company", {}],
    ["best-performer", {}],
    ["nearest-time-zone", { timeZone: "America/Sao_Paulo" }],
    ["nearest", { place: saoPaulo }],
  ])("leave it to the ledger where %s says nothing of the lead or of anybody", (preference, beto) => {
    expect(choose([preference], {}, beto).chosen).toBe("ana");
  });

  it.each<[Preference, Partial<Lead>]>([
    ["owner", {}],
    ["same-company", {}],
    ["same-company", { companyReps: [] }],
    ["nearest-time-zone", {}],
    ["nearest", {}],
  ])("are not said to have been looked at where %s says nothing of the lead", (preference, lead) => {
    const { saw } = choose([preference], {}, {}, lead);
    expect([saw.ana, saw.beto].map((seen) => Object.keys(seen ?? {}))).toEqual([["fairness"], ["fairness"]]);
  });

  it("count as capacity left what open leads, points and the quotas of the period leave, whichever is least", () => {
    const effort = { "high-touch": { points: 3 } };
    const lane = { lane: "high-touch", because: "so" };
    const left = (rep: Partial<RepState>) => {
      const policy = aPolicy({
        effort,
        pools: { "latam-smb": { manager: "marta", prefer: ["highest-capacity-left"] } },
      });
      const asked = aLead({ status: "ready", lane });
      const board = boardOf([aRep(rep), aRep({ id: "beto", capacity: 1 })], new Map());
      const choice = chooseRep(asked, policy, board, now);
      const [ana] = rankings(asked, policy, board, now, choice).pools[0]?.candidates ?? [];
      return [ana?.repId, ana?.saw["highest-capacity-left"]];
    };
    expect(left({ openLeads: 2 })).toEqual(["ana", 8]);
    expect(left({ openLeads: 2, effort: 20, openEffort: 2 })).toEqual(["ana", 6]);
    expect(left({ openLeads: 8, effort: 20, openEffort: 2 })).toEqual(["ana", 2]);
    expect(left({ perDay: 5, given: { "2026-11-02": 1 } })).toEqual(["ana", 4]);
    expect(left({ perDay: 5, openLeads: 7 })).toEqual(["ana", 3]);
  });

  it("keep all equal reps for the next preference, after any number of earlier ones", () => {
    const years = [1, 3, 2, 3, 3, 1];
    const loads = [0, 2, 0, 1, 1, 0];
    const reps = years.map((experience, n) => aRep({ id: `rep-${n}`, experience, openLeads: loads[n] as number }));
    const first = (prefer: Preference[]) => {
      const policy = aPolicy({ pools: { "latam-smb": { manager: "marta", prefer } } });
      const choice = chooseRep(aLead({ status: "ready" }), policy, boardOf(reps, new Map()), now);
      return choice.kind === "offer" && choice.offer.repId;
    };
    expect(first([])).toBe("rep-0");
    expect(first(["most-experienced"])).toBe("rep-1");
    expect(first(["most-experienced", "least-loaded"])).toBe("rep-3");
    expect(first(["least-loaded", "most-experienced"])).toBe("rep-2");
  });

  it("rank reps without a known place behind those who are near", () => {
    const lead = facts({ place: santos });
    expect(choose(["nearest"], {}, { place: mexicoCity }, lead)).toMatchObject({ order: ["beto", "ana"] });
  });

  it("think no zone near that does not exist", () => {
    expect(choose(["nearest-time-zone"], {}, {}, facts({ timeZone: "Mars/Olympus" })).chosen).toBe("ana");
  });

  it("count the hours between clocks, not the days", () => {
    const beto = { timeZone: "Pacific/Auckland", shifts: always };
    const lead = facts({ timeZone: "Pacific/Pago_Pago" });
    expect(choose(["nearest-time-zone"], { shifts: always }, beto, lead)).toMatchObject({
      chosen: "beto",
      saw: { beto: { "nearest-time-zone": 0 } },
    });
  });

  it("give a single lucky result little weight", () => {
    const [steady = 0, lucky = 0, poor = 0] = smoothedWinRates(Float64Array.of(40, 1, 10), Float64Array.of(10, 0, 39));
    expect([steady > lucky, lucky > poor]).toEqual([true, true]);
    // 51 of the pool's hundred results are won, and each member is credited with ten more at that rate.
    expect(steady).toBeCloseTo((40 + 10 * 0.51) / 60);
    expect([...smoothedWinRates(Float64Array.of(0, 0), Float64Array.of(0, 0))]).toEqual([0, 0]);
  });

  it("use the next preference where the previous one does not distinguish", () => {
    const ana = { experience: 5, openLeads: 4 };
    const beto = { experience: 5, openLeads: 2 };
    expect(choose(["most-experienced", "least-loaded"], ana, beto).chosen).toBe("beto");
    expect(choose(["least-loaded", "most-experienced"], { ...ana, openLeads: 1 }, beto).chosen).toBe("ana");
  });

  it("let the ledger come before others where the policy says so", () => {
    expect(choose(["fairness", "most-experienced"], { experience: 1 }, { experience: 9 }).chosen).toBe("ana");
  });

  it("are those of the rule where it has its own", () => {
    const rule = { rule: "Urgent", pools: ["latam-smb"], prefer: ["most-experienced" as const] };
    expect(choose(["fairness"], { experience: 1 }, { experience: 9 }, { rule }).chosen).toBe("beto");
  });

  it("are the rule's own, else the pool's, with fairness at the end where neither names it", () => {
    const order = (pool: Preference[], rule?: Preference[]) => {
      const policy = aPolicy({ pools: { "latam-smb": { manager: "marta", prefer: pool } } });
      const of = { rule: { rule: "Urgent", pools: ["latam-smb"], ...(rule && { prefer: rule }) } };
      return preferencesFor(aLead(of), "latam-smb", policy);
    };
    expect(order([])).toEqual(["fairness"]);
    expect(order(["owner"])).toEqual(["owner", "fairness"]);
    expect(order(["fairness", "owner"])).toEqual(["fairness", "owner"]);
    expect(order(["owner"], ["nearest"])).toEqual(["nearest", "fairness"]);
    expect(order(["owner"], [])).toEqual(["fairness"]);
    expect(preferencesFor(aLead(), "elsewhere", aPolicy())).toEqual(["fairness"]);
  });

  it("prefer nobody where nobody is eligible", () => {
    const board = boardOf([aRep()], new Map());
    const pool = poolBoard(board, "latam-smb");
    const question = { lead: aLead(), policy: aPolicy(), board, pool, now: Date.parse(now) };
    expect(preferred(["fairness"], { ...question, eligible: Int32Array.of() })).toBeUndefined();
    expect(preferred(["fairness"], { ...question, eligible: Int32Array.of(0) })).toBe(0);
  });

  it("leave no id the first of equals in every pool", () => {
    const names = Array.from({ length: 30 }, (_, n) => `territory-${n + 1}`);
    const pools = Object.fromEntries(names.map((id) => [id, { manager: "marta" }]));
    const both = ["ana", "beto"].map((id) => aRep({ id, pools: Object.fromEntries(names.map((name) => [name, 1])) }));
    const chosen = names.map((id) => {
      const lead = aLead({ status: "ready", rule: { rule: "R", pools: [id] } });
      const choice = chooseRep(
        lead,
        aPolicy({ pools, rules: [], otherwise: { pools: [id] } }),
        boardOf(both, new Map()),
        now,
      );
      return choice.kind === "offer" ? choice.offer.repId : choice.kind;
    });
    const first = chosen.filter((id) => id === "ana").length;
    expect([first >= 10, first <= 20, chosen.includes("wait")]).toEqual([true, true, false]);
  });

  it("end with the pool's name, so that the order of the roster never matters", () => {
    const policy = aPolicy();
    const both = [aRep(), aRep({ id: "beto" })];
    for (const reps of [both, both.toReversed()]) {
      const choice = chooseRep(aLead({ status: "ready" }), policy, boardOf(reps, new Map()), now);
      expect(choice).toMatchObject({ offer: { repId: "ana" } });
    }
  });
});
