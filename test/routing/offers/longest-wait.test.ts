import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { reserveOnBoard } from "../../../routing/backlog.ts";
import { applyOffer, balancesOf, boardOf } from "../../../routing/choice/board.ts";
import { chooseRep } from "../../../routing/choice/choose-rep.ts";
import { explainChoice } from "../../../routing/explain/explain.ts";
import { rankings } from "../../../routing/explain/rankings.ts";
import { whyForRep } from "../../../routing/explain/why-for-rep.ts";
import type { Lead } from "../../../routing/lead/lead.ts";
import { answered, offered } from "../../../routing/lead/move-lead.ts";
import { oneLead } from "../../../routing/ledger/ledger.ts";
import { managerFor } from "../../../routing/offers/escalation.ts";
import type { Policy } from "../../../routing/policy/policy.ts";
import { aLead } from "../../build/a-lead.ts";
import { aPolicy } from "../../build/a-policy.ts";
import { aRep } from "../../build/a-rep.ts";
import { instants, leads, ledgers, policies, teams } from "../../build/a-team.ts";
import { chooseByObjects } from "../../build/choice-by-objects.ts";
import { runs } from "../../build/runs.ts";

/** Monday 09:00 in Mexico City. */
const now = "2026-11-02T15:00:00.000Z";
const later = (minutes: number, than = now) => new Date(Date.parse(than) + minutes * 60_000).toISOString();
const day = 1440;

/** The reps of random teams are of `latam-smb`, of `b`, or of both. */
const withB = (policy: Policy, after_max_wait: string[]): Policy => ({
  ...policy,
  after_max_wait,
  pools: { ...policy.pools, b: policy.pools["latam-smb"] as Policy["pools"][string] },
});
const since = (lead: Lead, waitingSince: string): Lead => ({ ...lead, status: "waiting", waitingSince });

describe("any lead, if the policy has pools to ask after the longest wait", () => {
  it("ignores these pools until that wait is over", () => {
    const waited = fc.integer({ min: 0, max: day * 60_000 - 1 });
    fc.assert(
      fc.property(teams, leads, policies, instants, waited, fc.boolean(), (reps, lead, policy, at, ms, waits) => {
        const asked = waits ? since(lead, later(-ms / 60_000, at)) : lead;
        const choice = (after: string[]) => chooseRep(asked, withB(policy, after), boardOf(reps, new Map()), at);
        expect(choice(["b"])).toEqual(choice([]));
      }),
      runs(100),
    );
  });

  it("goes after that wait to the preferred rep of its own pools, then of these pools, then to the manager", () => {
    const waited = fc.integer({ min: day, max: 3 * day });
    fc.assert(
      fc.property(teams, leads, policies, ledgers, instants, waited, (reps, lead, plain, balances, at, minutes) => {
        const policy = withB(plain, ["b"]);
        const board = boardOf(reps, new Map(["latam-smb", "b"].map((pool) => [pool, balances])));
        const choice = chooseRep(since(lead, later(-minutes, at)), policy, board, at);
        const [own, more] = ["latam-smb", "b"].map((pool) => chooseByObjects(lead, pool, policy, reps, balances, at));
        const repId = own ?? more;
        if (repId === undefined) expect(choice.kind).toBe("escalate");
        else expect(choice).toMatchObject({ offer: { repId, pool: own ? "latam-smb" : "b", waitedOut: true } });
      }),
      runs(100),
    );
  });

  it("does not wait again, whoever declines, until it is accepted or escalated", () => {
    fc.assert(
      fc.property(teams, leads, policies, instants, (reps, lead, plain, at) => {
        const policy = withB(plain, ["b"]);
        let asked = since(lead, later(-day, at));
        for (let n = 0; n <= policy.attempts; n++) {
          const choice = chooseRep(asked, policy, boardOf(reps, new Map()), later(n, at));
          expect(choice.kind).not.toBe("wait");
          if (choice.kind !== "offer") return;
          const open = offered(asked, [choice.offer], later(n, at));
          asked = answered(open, choice.offer.attempt, "declined", later(n, at));
        }
        expect.unreachable("asked more often than the policy has attempts");
      }),
      runs(40),
    );
  });
});

const pools = { "latam-smb": { manager: "marta" }, backup: { manager: "rita" }, last: { manager: "marta" } };
const policy = (overrides: object = {}) => aPolicy({ pools, after_max_wait: ["backup", "last"], ...overrides });
const full = aRep({ openLeads: 10 });
const beto = aRep({ id: "beto", name: "Beto Ruiz", pools: { backup: 1 } });
const caro = aRep({ id: "caro", name: "Caro Díaz", pools: { backup: 1 } });
const dora = aRep({ id: "dora", pools: { last: 1 } });
const managers = ["marta", "rita"].map((id) => aRep({ id, role: "manager", pools: {} }));

const waited = (overrides: Partial<Lead> = {}): Lead =>
  aLead({
    status: "waiting",
    waitingSince: later(-day),
    lane: { lane: "high-touch", because: "Sales-ready" },
    rule: { rule: "Mexico", pools: ["latam-smb"] },
    ...overrides,
  });
function choose(reps = [full, beto, caro, dora], lead = waited(), by = policy()) {
  const board = boardOf(reps, new Map());
  const choice = chooseRep(lead, by, board, now);
  return { board, choice, ranked: rankings(lead, by, board, now, choice) };
}

describe("a lead that has waited its longest", () => {
  it("is charged to the pool's own ledger", () => {
    const { board, choice } = choose();
    if (choice.kind === "offer") applyOffer(board, choice);
    expect(balancesOf(board, "backup")).toEqual({ beto: -oneLead / 2, caro: oneLead / 2 });
    expect(balancesOf(board, "latam-smb")).toEqual({});
  });

  it("is offered in these pools in order, and only once in a pool that is also its own", () => {
    const away = { active: false };
    expect(choose([full, aRep({ ...beto, ...away }), dora]).choice).toMatchObject({ offer: { repId: "dora" } });
    const both = policy({ after_max_wait: ["latam-smb", "last", "last"] });
    expect(choose([full, dora], waited(), both).ranked.pools.map(({ pool }) => pool)).toEqual(["latam-smb", "last"]);
  });

  it("goes to its own pools first if somebody there is free by then", () => {
    expect(choose([aRep(), beto]).choice).toMatchObject({ offer: { repId: "ana", waitedOut: true } });
  });

  it("is shown to several reps if the pool does so", () => {
    const rounds = policy({ pools: { ...pools, backup: { manager: "rita", show_to: 2 } } });
    const { choice } = choose(undefined, waited(), rounds);
    expect(choice).toMatchObject({ round: { offers: [{ repId: "beto", waitedOut: true }, { repId: "caro" }] } });
  });

  it("is not held for the rep whom its rule names, who is still full after a decline", () => {
    const rule = { rule: "Accounts", rep: "ana", wait: 60, pools: ["latam-smb"] };
    const first = choose([full, beto, caro], waited({ rule })).choice;
    if (first.kind !== "offer") throw new Error("no offer");
    const lead = answered(offered(waited({ rule }), [first.offer], now), 1, "lapsed", now);
    expect(lead.waitingSince).toBeUndefined();
    expect(choose([full, beto, caro], lead).choice).toMatchObject({ offer: { repId: "caro", attempt: 2 } });
  });

  it("goes to the manager of the pool that was asked last, or of its own pool if nobody was asked", () => {
    const lead = waited();
    expect(choose([full]).choice).toEqual({ kind: "escalate", cause: "nobody-available" });
    expect(managerFor(lead, policy(), managers).id).toBe("marta");
    const { choice } = choose([full, beto]);
    if (choice.kind !== "offer") throw new Error("no offer");
    const declined = answered(offered(lead, [choice.offer], now), 1, "declined", now);
    expect(choose([full, beto], declined).choice).toEqual({ kind: "escalate", cause: "nobody-available" });
    expect(managerFor(declined, policy(), managers).id).toBe("rita");
    expect(choose([beto], declined).choice).toEqual({ kind: "escalate", cause: "everybody-asked" });
  });

  it("may wait again after an offer if the policy has no such pools", () => {
    const plain = policy({ after_max_wait: [] });
    const { choice } = choose([aRep()], waited(), plain);
    if (choice.kind !== "offer") throw new Error("no offer");
    expect(choice.offer).not.toHaveProperty("waitedOut");
    const declined = answered(offered(waited(), [choice.offer], now), 1, "declined", now);
    expect(choose([aRep(), aRep({ id: "zoe", openLeads: 10 })], declined, plain).choice.kind).toBe("wait");
  });

  it("takes a place in these pools from the backlog, and a lead that still waits takes none", () => {
    const board = boardOf([full, aRep({ ...beto, capacity: 1 })], new Map());
    const turn = (lead: Lead) => reserveOnBoard(lead, policy(), board, now);
    expect(turn(waited({ waitingSince: later(-day + 1) }))).toBe("not-yet");
    expect(turn(waited())).toBe("now");
    expect(chooseRep(waited(), policy(), board, now).kind).toBe("escalate");
  });
});

describe("the explanation of an offer after the longest wait", () => {
  const lead = waited({ score: { total: 42, max: 60, dimensions: [] } });
  const board = boardOf([full, beto, caro], new Map());
  const explained = explainChoice(lead, policy(), board, now, chooseRep(lead, policy(), board, now));

  it("names the candidates of the pool, and says of it alone that it is none of the lead's own", () => {
    expect(explained.rankings?.pools).toMatchObject([
      { pool: "latam-smb", able: 0, leftOut: [{ repId: "ana", because: "full" }] },
      { pool: "backup", waitedOut: true, candidates: [{ repId: "beto" }, { repId: "caro" }] },
    ]);
    expect(explained.rankings?.pools[0]).not.toHaveProperty("waitedOut");
    expect(whyForRep(explained, board)).toMatchObject({ factor: "order", waitedOut: true });
  });

  it("knows what would have kept the lead in its own pool, and who would have had it else", () => {
    const { rep } = explained.whatIf;
    expect(rep).toMatchObject({ change: { repId: "ana", how: "place-free" }, becomes: { pool: "latam-smb" } });
  });
});
