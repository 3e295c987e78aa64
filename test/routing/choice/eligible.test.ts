import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { boardOf, poolBoard } from "../../../routing/choice/board.ts";
import {
  type Exclusion,
  eligibleIn,
  exclusionOf,
  exclusionsIn,
  isTemporary,
} from "../../../routing/choice/eligible.ts";
import type { RepState } from "../../../routing/reps/rep.ts";
import { aLead, anOfferedLead } from "../../build/a-lead.ts";
import { aPolicy } from "../../build/a-policy.ts";
import { aRep } from "../../build/a-rep.ts";
import { instants, leads, policies, teams } from "../../build/a-team.ts";
import { runs } from "../../build/runs.ts";

/** Monday 09:00 in Mexico City. */
const now = Date.parse("2026-11-02T15:00:00.000Z");
const pool = "latam-smb";
const since = "2026-10-20T00:00:00.000Z";
const asked = anOfferedLead().offers;
const needy = aPolicy({
  pools: { [pool]: { manager: "marta", needs: ["language", "product", "industry", "use-case", "country"] } },
  effort: { slow: { points: 1, close: "10d" } },
  in_flight: "15d",
});
const days = 1440;

/** What excludes a rep, the first reason first, and whether it ends by itself. `asked` is about the lead. */
const reasons: [because: Exclusion, temporary: boolean, rep: Partial<RepState>][] = [
  ["inactive", false, { active: false }],
  ["already-asked", false, {}],
  ["language", false, { languages: ["pt"] }],
  ["product", false, { products: ["billing"] }],
  ["industry", false, { industries: ["health"] }],
  ["use-case", false, { useCases: ["hotels"] }],
  ["country", false, { countries: ["BR"] }],
  ["too-much", false, { effort: 0.5 }],
  ["paused", true, { paused: { since, because: "asked" } }],
  ["full", true, { openLeads: 10 }],
  ["effort-full", true, { effort: 5, openEffort: 4.5 }],
  ["day-full", true, { perDay: 1, given: { "2026-11-02": 1 } }],
  ["week-full", true, { perWeek: 1, given: { "2026-W45": 1 } }],
  ["month-full", true, { perMonth: 1, given: { "2026-11": 1 } }],
  ["in-flight", true, { inFlight: 141 * days }],
  ["off-shift", true, { shifts: [] }],
];
const leadThat = (wasAsked: boolean) =>
  aLead({
    ...{ status: "ready", facts: { useCase: "stores" }, lane: { lane: "slow", because: "so" } },
    ...(wasAsked && { offers: asked }),
  });
const excluded = (rep: Partial<RepState>, wasAsked = false) =>
  exclusionsIn(boardOf([aRep(rep)], new Map()), pool, needy, leadThat(wasAsked), now);

describe("who is eligible", () => {
  it("is every rep whom no reason excludes", () => {
    expect(excluded({})).toEqual([undefined]);
  });

  it.each(reasons)("is not who is %s, which ends by itself: %s", (because, temporary, rep) => {
    expect(excluded(rep, because === "already-asked")).toEqual([because]);
    expect(isTemporary(because)).toBe(temporary);
  });

  const given = (both: Partial<RepState>[]) => Object.assign({}, ...both.map((rep) => rep.given));
  const pairs = reasons.flatMap(([because, , rep], n) =>
    reasons
      .slice(n + 1)
      // One limit of effort cannot be both too small for the lead and used up.
      .filter(([other]) => !(because === "too-much" && other === "effort-full"))
      .map(([other, , more]) => [because, other, { ...rep, ...more, given: given([rep, more]) }] as const),
  );
  it.each(pairs)("hears %s before %s", (because, other, rep) => {
    expect(excluded(rep, because === "already-asked" || other === "already-asked")).toEqual([because]);
  });

  it.each<[string, Partial<RepState>]>([
    ["whose pause has not begun", { paused: { since: "2026-11-02T15:00:00.001Z", because: "asked" } }],
    ["whose pause ends now", { paused: { since, until: "2026-11-02T15:00:00.000Z", because: "asked" } }],
    ["who has one place left", { openLeads: 9 }],
    ["whose points just suffice", { effort: 5, openEffort: 4 }],
    ["whose only limit is of points, as many as the lead takes", { effort: 1 }],
    ["who has just as much time to close left", { inFlight: 140 * days }],
    ["who may have one more today", { perDay: 2, given: { "2026-11-02": 1 } }],
  ])("is a rep %s", (_, rep) => {
    const board = boardOf([aRep(rep)], new Map());
    expect(excluded(rep)).toEqual([undefined]);
    expect([...eligibleIn(board, pool, needy, leadThat(false), now)]).toEqual([0]);
  });

  it("is exactly every rep without a reason for exclusion, for any team, lead, policy and instant", () => {
    fc.assert(
      fc.property(teams, leads, policies, instants, (reps, lead, policy, iso) => {
        const at = Date.parse(iso);
        const without = exclusionsIn(boardOf(reps, new Map()), pool, policy, lead, at).flatMap((because, member) =>
          because === undefined ? [member] : [],
        );
        expect([...eligibleIn(boardOf(reps, new Map()), pool, policy, lead, at)]).toEqual(without);
      }),
      runs(100),
    );
  });

  it("is somebody else after somebody of another roster was asked", () => {
    const board = boardOf([aRep(), aRep({ id: "beto" })], new Map());
    const lead = aLead({ offers: asked.map((offer) => ({ ...offer, repId: "zoe" })) });
    expect([...eligibleIn(board, pool, needy, lead, now)]).toEqual([0, 1]);
    expect([...eligibleIn(board, pool, needy, aLead({ offers: asked }), now)]).toEqual([1]);
  });

  it("is asked at the instant that is given, also where the clock of the board was never set", () => {
    const sunday = Date.parse("2026-11-01T15:00:00.000Z");
    const board = () => boardOf([aRep({ id: `rep-${Math.abs(sunday)}` })], new Map());
    expect(exclusionOf(board(), 0, aLead(), needy, sunday, pool)).toBe("off-shift");
    expect(exclusionOf(board(), 0, aLead(), needy, now, pool)).toBeUndefined();
    expect([...eligibleIn(board(), pool, needy, aLead(), sunday)]).toEqual([]);
    expect([...eligibleIn(board(), pool, needy, aLead(), now)]).toEqual([0]);
  });

  it.each([1, 31, 32, 33, 64])("are all of %i members, each once and in order", (size) => {
    const team = Array.from({ length: size }, (_, n) => aRep({ id: `rep-${String(n).padStart(2, "0")}` }));
    const members = Array.from({ length: size }, (_, n) => n);
    expect([...eligibleIn(boardOf(team, new Map()), pool, needy, aLead(), now)]).toEqual(members);
    const without = boardOf([aRep({ ...team[0], active: false }), ...team.slice(1)], new Map());
    expect([...eligibleIn(without, pool, needy, aLead(), now)]).toEqual(members.slice(1));
  });

  it("is not who has no places at all, who is full rather than inactive", () => {
    expect(excluded({ capacity: 0 })).toEqual(["full"]);
  });

  it("is nobody in a pool without members, and an error in one that the policy has not", () => {
    const board = boardOf([aRep({ pools: {} })], new Map());
    expect([...eligibleIn(board, pool, needy, aLead(), now)]).toEqual([]);
    expect(exclusionsIn(board, pool, needy, aLead(), now)).toEqual([]);
    expect(() => eligibleIn(board, "elsewhere", needy, aLead(), now)).toThrow('the policy has no pool "elsewhere"');
    expect(poolBoard(board, pool).members).toHaveLength(0);
  });
});
