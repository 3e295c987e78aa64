import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { lintPolicy } from "../../../policy/lint/lint-policy.ts";
import { parsePolicyFile } from "../../../policy/read/policy-file.ts";
import { renderYaml } from "../../../policy/read/policy-yaml.ts";
import { World } from "../../../policy/replay/world.ts";
import { applyOffer, boardOf } from "../../../routing/choice/board.ts";
import { chooseRep } from "../../../routing/choice/choose-rep.ts";
import { explain } from "../../../routing/explain/explain.ts";
import { rankings } from "../../../routing/explain/rankings.ts";
import type { Lead, Offer } from "../../../routing/lead/lead.ts";
import { answered, offered } from "../../../routing/lead/move-lead.ts";
import { waitKeyOf } from "../../../routing/offers/turn-order.ts";
import type { RepState } from "../../../routing/reps/rep.ts";
import { aLead } from "../../build/a-lead.ts";
import { aPolicy } from "../../build/a-policy.ts";
import { aRep } from "../../build/a-rep.ts";

/** Monday 09:00 in Mexico City. */
const now = "2026-11-02T15:00:00.000Z";
const pool = "latam-smb";
const policy = (overrides: object = {}) =>
  aPolicy({
    attempts: 2,
    pause_after: 0,
    pools: { [pool]: { manager: "marta" }, anyone: { manager: "rita" } },
    after_attempts: { again: 1 },
    ...overrides,
  } as never);
const team = (ids: readonly string[], more: Partial<RepState> = {}) => ids.map((id) => aRep({ id, ...more }));
const ready = (offers: Offer[] = [], more: Partial<Lead> = {}): Lead =>
  aLead({ status: "ready", rule: { rule: "Mexico", pools: [pool] }, offers, ...more });
const choose = (lead: Lead, by = policy(), reps = team(["ana", "beto", "caro"])) =>
  chooseRep(lead, by, boardOf(reps, new Map()), now);

type Answer = "lapsed" | "declined";
/** Asks until somebody has it or the manager does; who was asked, in which round, and why it ended. */
function asked(answers: Readonly<Record<string, Answer>>, by = policy(), reps = team(Object.keys(answers))) {
  let lead = ready();
  const said: string[] = [];
  for (let n = 0; n < 60; n++) {
    const choice = choose(lead, by, reps);
    if (choice.kind !== "offer") return [...said, choice.kind === "wait" ? "waits" : choice.cause];
    const offers = choice.round?.offers ?? [choice.offer];
    said.push(...offers.map(({ repId, again = 0, lastCall }) => `${repId} ${lastCall ? "last" : again}`));
    lead = offered(lead, offers, now);
    for (const { attempt, repId } of offers) lead = answered(lead, attempt, answers[repId] ?? "lapsed", now, "busy");
  }
  throw new Error("it never ends");
}

describe("another round of asking", () => {
  it("asks who let it lapse once more, with as many attempts, and then the manager has it", () => {
    expect(asked({ ana: "lapsed", beto: "lapsed" })).toEqual(["ana 0", "beto 0", "ana 1", "beto 1", "attempts-used"]);
    expect(asked({ ana: "lapsed" })).toEqual(["ana 0", "ana 1", "everybody-asked"]);
    expect(asked({ ana: "lapsed" }, policy({ after_attempts: undefined }))).toEqual(["ana 0", "everybody-asked"]);
  });

  it("asks nobody who declined, and those who were not asked yet", () => {
    const said = asked({ ana: "declined", beto: "lapsed", caro: "lapsed", davi: "lapsed" });
    expect(said.filter((one) => one.startsWith("ana"))).toEqual(["ana 0"]);
    expect(said).toHaveLength(5);
    expect(asked({ ana: "declined", beto: "declined" })).toEqual(["ana 0", "beto 0", "attempts-used"]);
  });

  it("comes as often as the policy says, before the pool that is shown it", () => {
    expect(asked({ ana: "lapsed" }, policy({ after_attempts: { again: 3 } }))).toEqual([
      ...["ana 0", "ana 1", "ana 2", "ana 3"],
      "everybody-asked",
    ]);
    const both = policy({ after_attempts: { again: 1, pools: ["anyone"] } });
    const reps = [...team(["ana"]), aRep({ id: "zoe", pools: { anyone: 1 } })];
    expect(asked({ ana: "lapsed" }, both, reps)).toEqual(["ana 0", "ana 1", "zoe last", "everybody-asked"]);
  });

  it("waits for who may be asked again where they are not there now", () => {
    const lapsed = offered(ready(), [(choose(ready(), policy(), team(["ana"])) as { offer: Offer }).offer], now);
    const lead = answered(lapsed, 1, "lapsed", now);
    const away = team(["ana"], { shifts: [{ weekday: 1, start: 600, end: 1080 }] });
    expect(choose(lead, policy(), away)).toEqual({ kind: "wait", until: "2026-11-02T16:00:00.000Z", again: 1 });
    const ranked = rankings(lead, policy(), boardOf(away, new Map()), now, choose(lead, policy(), away));
    expect(ranked).toMatchObject({ again: 1, pools: [{ leftOut: [{ repId: "ana", because: "off-shift" }] }] });
    expect(waitKeyOf(lead, policy())).not.toBe(
      waitKeyOf({ ...lead, offers: lead.offers.map((one) => ({ ...one, outcome: "declined" as const })) }, policy()),
    );
  });

  it("says in the explanation in which round it was made", () => {
    const first = choose(ready(), policy(), team(["ana"]));
    if (first.kind !== "offer") throw new Error("offered");
    const lead = answered(offered(ready(), [first.offer], now), 1, "lapsed", now);
    const only = { ...policy(), rules: [], otherwise: { pools: [pool] } };
    const said = explain(lead, only, boardOf(team(["ana"]), new Map()), now);
    expect(said).toMatchObject({ outcome: { kind: "offer", repId: "ana" }, rankings: { again: 1 } });
    expect(said.rankings?.pools[0]?.candidates.map(({ repId }) => repId)).toEqual(["ana"]);
  });

  it("begins anew for a lead that was handed on", () => {
    const first = choose(ready(), policy(), team(["ana"]));
    if (first.kind !== "offer") throw new Error("offered");
    const back = ready([{ ...first.offer, again: 1, outcome: "handed-on" }], { pastOffers: 1 });
    expect(choose(back, policy(), team(["ana"]))).toMatchObject({ kind: "escalate" });
    const next = choose(back, policy(), team(["ana", "beto"]));
    expect(next.kind === "offer" && [next.offer.repId, next.offer.again]).toEqual(["beto", undefined]);
  });

  it("is for a lead that was handed on, too, where all who are left were asked before", () => {
    const first = choose(ready(), policy(), team(["ana"]));
    if (first.kind !== "offer") throw new Error("offered");
    const gone = { ...first.offer, attempt: 2, repId: "beto", outcome: "handed-on" as const };
    const back = (outcome: Answer) => ready([{ ...first.offer, outcome }, gone], { pastOffers: 2 });
    expect(choose(back("lapsed"), policy(), team(["ana"]))).toMatchObject({ offer: { repId: "ana", again: 1 } });
    expect(choose(back("declined"), policy(), team(["ana"]))).toEqual({ kind: "escalate", cause: "everybody-asked" });
    const last = policy({ after_attempts: { pools: ["anyone"] } });
    const reps = [...team(["ana"]), aRep({ id: "zoe", pools: { anyone: 1 } })];
    expect(choose(back("declined"), last, reps)).toMatchObject({ offer: { repId: "zoe", lastCall: true } });
  });

  it("never asks anybody twice in a round, nor who declined, and ends within its attempts", () => {
    const some = fc.array(fc.constantFrom<Answer>("lapsed", "declined"), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(some, fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 3 }), (answers, attempts, again) => {
        const by = policy({ attempts, after_attempts: { again } });
        const of = Object.fromEntries(answers.map((answer, n) => [`rep-${n}`, answer]));
        const said = asked(of, by);
        const offers = said.slice(0, -1);
        expect(["attempts-used", "everybody-asked"]).toContain(said.at(-1));
        expect(new Set(offers).size).toBe(offers.length);
        expect(offers.length).toBeLessThanOrEqual(attempts * (again + 1));
        for (const [id, answer] of Object.entries(of))
          if (answer === "declined")
            expect(offers.filter((one) => one.startsWith(`${id} `)).length).toBeLessThanOrEqual(1);
      }),
    );
  });

  it("charges and counts like any other", () => {
    const reps = team(["ana"], { perDay: 5 });
    const board = boardOf(reps, new Map());
    const first = chooseRep(ready(), policy(), board, now);
    if (first.kind !== "offer") throw new Error("offered");
    applyOffer(board, first);
    const lead = answered(offered(ready(), [first.offer], now), 1, "lapsed", now);
    const again = chooseRep(lead, policy(), board, now);
    expect(again).toMatchObject({
      kind: "offer",
      offer: { repId: "ana", attempt: 2, again: 1, countedIn: ["2026-11-02"] },
    });
    expect(again.kind === "offer" && again.charge?.pool).toBe(pool);
  });

  it("is refused where it would be too many offers, and warned of where it asks nobody", () => {
    const problems = (overrides: object) => {
      const read = parsePolicyFile(renderYaml(policy(overrides)), "p.yaml");
      return read.kind === "problems" ? read.problems.map(({ path, expected }) => `${path}: ${expected}`) : [];
    };
    expect(problems({ attempts: 5, after_attempts: { again: 3 } })).toEqual([]);
    expect(problems({ attempts: 7, after_attempts: { again: 2 } })).toEqual([
      "after_attempts.again: expected at most 20 attempts in all rounds, found 7 in each of 3",
    ]);
    const found = lintPolicy(policy({ pause_after: 1 }), undefined).filter(({ check }) => check === "limit");
    expect(found.map(({ path }) => path.join("."))).toEqual(["after_attempts.again"]);
  });

  it("is what a replay does with those who let a lead lapse before", () => {
    const by = { ...policy(), rules: [], otherwise: { pools: [pool] } };
    const ended: unknown[] = [];
    const said: string[] = [];
    const reps = [...team(["ana"]), aRep({ id: "marta", role: "manager" })];
    const world = new World(
      { policyName: "p", rosterName: "r", policy: by, reps } as never,
      { openDays: 1, recorded: true },
      {
        offered: ({ offer }) => said.push(`${offer.repId} ${offer.again ?? 0}`),
        settled: (_, __, { kind, cause }) => ended.push([kind, cause]),
      },
    );
    const refusals = [{ repId: "ana", outcome: "lapsed" as const, minutes: 5 }];
    world.arrive(0, { ref: "a", receivedAt: now, facts: aLead().facts, refusals });
    world.finish();
    expect([said, ended]).toEqual([["ana 0", "ana 1"], [["escalated", "everybody-asked"]]]);
  });
});
