import { describe, expect, it } from "vitest";
import { FirstAsked } from "../../../policy/replay/first-asked.ts";
import { PastLeads } from "../../../policy/replay/leads.ts";
import { outcomeDifference, type Tried } from "../../../policy/replay/outcome-difference.ts";
import { propensitiesOf } from "../../../policy/replay/propensities.ts";
import { replay } from "../../../policy/replay/run.ts";
import { boardOf } from "../../../routing/choice/board.ts";
import { chooseRep } from "../../../routing/choice/choose-rep.ts";
import { rankings } from "../../../routing/explain/rankings.ts";
import { charge, nextRep } from "../../../routing/ledger/ledger.ts";
import { sharingIn } from "../../../routing/ledger/stored-ledger.ts";
import { aLead } from "../../build/a-lead.ts";
import { aPolicy } from "../../build/a-policy.ts";
import { aRep } from "../../build/a-rep.ts";
import { noise } from "../../build/learning-company.ts";

const shares = { ana: 0.5, beto: 0.3, carla: 0.2 };
type Rep = keyof typeof shares;
const ids = Object.keys(shares) as Rep[];
/** How often each wins a lead, in truth. */
const wins = { ana: 0.1, beto: 0.3, carla: 0.5 };
const turns = ids.map((repId) => ({ repId, weight: shares[repId] }));
/** What is won when everybody has their turns. */
const byTurns = ids.reduce((sum, id) => sum + shares[id] * wins[id], 0);

/** Leads that the ledger gave out in turns, of which another side would give `after` to whom it says. */
function company(seed: number, leads: number, after: (n: number) => Tried["after"]): Tried[] {
  const random = noise(seed);
  let balances = {};
  return Array.from({ length: leads }, (_, n) => {
    const repId = nextRep(balances, turns) as Rep;
    balances = charge(balances, turns, repId);
    const asked = { repId, among: shares };
    return { won: random.next().value < wins[repId], points: 50, asked, before: asked, after: after(n) };
  });
}
const toCarla = () => ({ repId: "carla", among: { carla: 1 } });

describe("what would have come of leads", () => {
  it("is found in its interval, of twenty companies whose truth is known", () => {
    const missed = Array.from({ length: 20 }, (_, seed) => outcomeDifference(company(seed, 600, toCarla))).filter(
      (found) => {
        if (found.kind !== "told") throw new Error(found.kind);
        const { low, high } = found.difference;
        return wins.carla - byTurns < low || wins.carla - byTurns > high;
      },
    );
    expect(missed.length).toBeLessThanOrEqual(2);
  });

  it("says how many leads speak for it: those of whoever is asked", () => {
    const found = outcomeDifference(company(1, 600, toCarla));
    expect(found).toMatchObject({ kind: "told", leads: 600, effective: expect.closeTo(120, 0), uneven: false });
  });

  it("is no difference where both ask the same reps as often, whoever was asked", () => {
    const found = outcomeDifference(company(1, 600, () => ({ repId: "carla", among: shares })));
    expect(found).toEqual({ kind: "same", leads: 600, unknown: 0, unasked: 0, apart: 0 });
  });

  it("is not told of few, of reps who could not have been asked, of nobody, or where it is not known who could", () => {
    expect(outcomeDifference(company(1, 100, toCarla))).toMatchObject({
      kind: "few",
      effective: expect.closeTo(20, 0),
    });
    expect(outcomeDifference(company(1, 600, () => ({ repId: "dani", among: { dani: 1 } })))).toMatchObject({
      ...{ kind: "few", leads: 0, apart: 600 },
    });
    expect(outcomeDifference(company(1, 600, () => undefined))).toMatchObject({ kind: "few", unasked: 600 });
    const unknown = company(1, 600, toCarla).map((lead) => ({ ...lead, asked: { repId: "ana" } }));
    expect(outcomeDifference(unknown)).toMatchObject({ kind: "few", unknown: 600 });
    expect(outcomeDifference([])).toMatchObject({ kind: "few", leads: 0 });
  });

  it("counts of whom a side asks only those who could have been asked", () => {
    const half = () => ({ repId: "carla", among: { carla: 0.6, dani: 0.4 } });
    expect(outcomeDifference(company(1, 600, half))).toEqual(outcomeDifference(company(1, 600, toCarla)));
  });

  it("warns where who is asked more had leads with other points than their turns explain", () => {
    const picked = company(1, 600, toCarla).map((lead) => ({
      ...lead,
      points: lead.asked?.repId === "carla" ? 80 : 40,
    }));
    expect(outcomeDifference(picked)).toMatchObject({ kind: "told", uneven: true });
  });
});

const noon = "2026-11-02T18:00:00.000Z";
const reps = [aRep(), aRep({ id: "beto", pools: { "latam-smb": 3 } })];
/** Who could have had a lead by this pool, as the decision keeps it. */
function decided(pool: object, kept?: number, team = reps) {
  const policy = aPolicy({ rules: [], pools: { "latam-smb": { manager: "marta", ...pool } } });
  const board = boardOf(team, new Map(), { sharing: sharingIn(policy) });
  const lead = aLead({ status: "ready" });
  const choice = chooseRep(lead, policy, board, noon);
  if (choice.kind !== "offer") throw new Error(choice.kind);
  return propensitiesOf(rankings(lead, policy, board, noon, choice, kept), choice.offer.repId);
}

describe("how likely each was to be asked", () => {
  it("is their share of the lead where turns decided", () => {
    const parts = decided({});
    expect(parts?.ana).toBeCloseTo(0.25, 6);
    expect(parts?.beto).toBeCloseTo(0.75, 6);
  });

  it("is certain where a preference or a bound decided, or there is nobody else", () => {
    const better = [aRep({ experience: 5 }), aRep({ id: "beto", experience: 2 })];
    expect(decided({ prefer: ["most-experienced"] }, undefined, better)).toEqual({ ana: 1 });
    expect(Object.keys(decided({ prefer: ["most-experienced"] }) ?? {})).toEqual(["beto", "ana"]);
    expect(decided({}, undefined, [aRep()])).toEqual({ ana: 1 });
  });

  it("is not known where not all candidates were kept, or others share who cannot be asked", () => {
    expect(decided({}, 1)).toBeUndefined();
    const full = aRep({ id: "carla", capacity: 1, openLeads: 1 });
    expect(decided({ fairness: "equal-counts" }, undefined, [...reps, full])).toBeUndefined();
    expect(decided({}, undefined, [...reps, full])).toBeDefined();
  });
});

describe("a replay of leads with outcomes", () => {
  it("tells what would have come of them if others had been asked", () => {
    const random = noise(3);
    const leads = new PastLeads();
    const asked = new Map<string, Tried["asked"]>();
    let balances = {};
    const equals = ["ana", "beto"].map((repId) => ({ repId, weight: 1 }));
    for (let n = 0; n < 400; n++) {
      const repId = nextRep(balances, equals) as string;
      balances = charge(balances, equals, repId);
      const outcome = random.next().value < (repId === "ana" ? 0.6 : 0.2) ? "won" : "lost";
      const receivedAt = new Date(Date.parse(noon) + n * 7 * 86_400_000).toISOString();
      const facts = { ...aLead().facts, phone: undefined, email: `p${n}@acme${n}.example` };
      leads.add({ ref: `${n}`, receivedAt, facts, closed: { outcome } });
      asked.set(`${n}`, { repId, among: { ana: 0.5, beto: 0.5 } });
    }
    const team = [aRep({ experience: 9, capacity: 400 }), aRep({ id: "beto", capacity: 400 })];
    const side = (prefer: string[]) => ({
      ...{ policyName: "p", rosterName: "r", reps: team },
      policy: aPolicy({ rules: [], pools: { "latam-smb": { manager: "marta", prefer } } }),
    });
    const watching = new FirstAsked(leads, (ref) => asked.get(ref));
    const usual = { openDays: 14, recorded: false };
    const { outcomes } = replay(leads, side([]), side(["most-experienced"]), usual, () => {}, watching);
    if (outcomes?.kind !== "told") throw new Error(JSON.stringify(outcomes));
    expect(outcomes.leads).toBe(400);
    expect(outcomes.difference.low).toBeGreaterThan(0.1);
    expect(outcomes.difference.high).toBeLessThan(0.3);
  });
});
