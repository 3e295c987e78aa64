import { describe, expect, it } from "vitest";
import { boardOf } from "../../routing/choice/board.ts";
import { chooseRep } from "../../routing/choice/choose-rep.ts";
import type { Lead } from "../../routing/lead/lead.ts";
import type { RepState } from "../../routing/reps/rep.ts";
import { aLead, anOfferedLead } from "../build/a-lead.ts";
import { aPolicy } from "../build/a-policy.ts";
import { aRep } from "../build/a-rep.ts";

/** Monday 09:00 in Mexico City; the longest wait is a day. */
const now = "2026-11-02T15:00:00.000Z";
const later = (minutes: number) => new Date(Date.parse(now) + minutes * 60_000).toISOString();
const pool = "latam-smb";
const from = (start: number, weekday = 1) => ({ shifts: [{ weekday, start, end: 1080 }] });
const full = { openLeads: 10 };
const dayFull = { perDay: 1, given: { "2026-11-02": 1 } };
const pausedUntil = (until?: string) => ({
  paused: { since: now, ...(until !== undefined && { until }), because: "asked" as const },
});
const asked = (repId: string) => anOfferedLead().offers.map((offer) => ({ ...offer, repId }));

const policy = aPolicy({
  effort: { "high-touch": { points: 3 } },
  pools: { [pool]: { manager: "marta" }, b: { manager: "marta" } },
});
function choose(reps: Partial<RepState>[], lead: Partial<Lead> = {}, by = policy) {
  const rule = { rule: "Mexico", pools: [pool] };
  const board = boardOf(
    reps.map((rep, n) => aRep({ id: ["ana", "beto", "caro"][n] as string, ...rep })),
    new Map(),
  );
  return chooseRep(aLead({ status: "ready", rule, ...lead }), by, board, now);
}
const wait = (until: string) => ({ kind: "wait", until });
const escalate = (cause: string) => ({ kind: "escalate", cause });

describe("a lead that nobody can take now", () => {
  it.each<[string, Partial<RepState>[], string]>([
    ["the next shift", [from(600)], later(60)],
    ["a place, tried again in a quarter of an hour", [full], later(15)],
    ["the earliest of several shifts", [from(660), from(600), from(720)], later(60)],
    ["a shift that begins before a full rep is tried again", [full, from(545)], later(5)],
    ["a place rather than a later shift", [from(600), full], later(15)],
    ["the end of a pause within the shift", [pausedUntil(later(90))], later(90)],
    ["the shift after a pause that ends at night", [pausedUntil(later(14 * 60))], later(1440)],
    ["the shift after a pause, not the one before", [{ ...from(600), ...pausedUntil(later(120)) }], later(120)],
    ["the shift of somebody whose pause is over by then", [{ ...from(660), ...pausedUntil(later(60)) }], later(120)],
    ["the day on which a daily limit restarts", [dayFull], later(1440)],
    ["the later of a pause and a limit", [{ ...dayFull, ...pausedUntil(later(60)) }], later(1440)],
    ["no more than the longest wait", [from(540, 3)], later(1440)],
    ["the others, where one is paused without an end", [pausedUntil(), from(600)], later(60)],
    ["the others, where one never works", [{ ...pausedUntil(later(60)), shifts: [] }, from(600)], later(60)],
  ])("waits for %s", (_, reps, until) => {
    expect(choose(reps)).toEqual(wait(until));
  });

  it.each<[string, Partial<RepState>[]]>([
    ["is paused without an end", [pausedUntil()]],
    ["never works", [{ shifts: [] }]],
    ["never works after a pause", [{ shifts: [], ...pausedUntil(later(60)) }]],
    ["is inactive", [{ active: false }]],
    ["is in another pool", [{ pools: { b: 1 }, ...full }]],
  ])("goes to the manager at once when everybody %s", (_, reps) => {
    expect(choose(reps)).toEqual(escalate("nobody-available"));
  });

  it("waits until its longest wait is over, to the millisecond", () => {
    const waiting = (minutes: number, milliseconds = 0) => ({
      status: "waiting" as const,
      waitingSince: new Date(Date.parse(later(-minutes)) + milliseconds).toISOString(),
    });
    expect(choose([full], waiting(1440 - 10))).toEqual(wait(later(10)));
    expect(choose([full], waiting(1440, 1))).toEqual(wait("2026-11-02T15:00:00.001Z"));
    expect(choose([full], waiting(1440))).toEqual(escalate("nobody-available"));
  });

  it("says that the attempts are used only where somebody was asked and nobody else ever can", () => {
    expect(choose([{}], { offers: asked("ana") })).toEqual(escalate("everybody-asked"));
    expect(choose([{}, full], { offers: asked("ana") })).toEqual(wait(later(15)));
    const waitedOut = { waitingSince: later(-1440), offers: asked("ana") };
    expect(choose([{}, full], waitedOut)).toEqual(escalate("nobody-available"));
  });

  it("says that the attempts are used once there were as many offers as the policy has attempts", () => {
    const twice = aPolicy({ attempts: 2 });
    const offers = ["x", "y"].flatMap((repId, n) => asked(repId).map((offer) => ({ ...offer, attempt: n + 1 })));
    expect(choose([{}], { offers: offers.slice(0, 1) }, twice)).toMatchObject({ offer: { repId: "ana", attempt: 2 } });
    expect(choose([{}], { offers }, twice)).toEqual(escalate("attempts-used"));
  });

  it("waits for the first free rep in any of its pools", () => {
    const rule = { rule: "Mexico", pools: [pool, "b"] };
    expect(choose([from(720), { pools: { b: 1 }, ...from(600) }], { rule })).toEqual(wait(later(60)));
    expect(choose([from(600), { pools: { b: 1 }, ...from(720) }], { rule })).toEqual(wait(later(60)));
  });
});

describe("a lead whose rule names a rep", () => {
  const away = { pools: { b: 1 } };
  const choices = (ana: Partial<RepState>, minutes: number | undefined, beto: Partial<RepState> = {}, more = {}) =>
    choose([{ ...away, ...ana }, beto], {
      rule: { rule: "Accounts", rep: "ana", ...(minutes !== undefined && { wait: minutes }), pools: [pool] },
      ...more,
    });
  const lane = { lane: { lane: "high-touch", because: "so" } };

  it.each<[string, Partial<RepState>, number, string]>([
    ["until their shift begins", from(600), 90, later(60)],
    ["also where their shift begins just when that time ends", from(600), 60, later(60)],
    ["and looks again while they are full", full, 60, later(15)],
    ["and no longer than the rule says while they are full", full, 5, later(5)],
    ["and no longer while their points are used up", { effort: 4, openEffort: 3 }, 5, later(5)],
    ["until their pause ends", pausedUntil(later(30)), 60, later(30)],
  ])("waits for them %s", (_, ana, minutes, until) => {
    expect(choices(ana, minutes, {}, lane)).toEqual({ ...wait(until), waitsFor: "ana" });
  });

  it.each<[string, Partial<RepState>, number | undefined]>([
    ["their shift begins a minute too late", from(601), 60],
    ["their pause ends too late", pausedUntil(later(61)), 60],
    ["their limit of today is reached", dayFull, 60],
    ["they are inactive", { active: false }, 60],
    ["the lead is too much for them", { effort: 2 }, 60],
    ["the rule does not wait", from(600), undefined],
    ["the rule waits for no time at all", full, 0],
  ])("goes to the pools at once where %s", (_, ana, minutes) => {
    expect(choices(ana, minutes, {}, lane)).toMatchObject({ kind: "offer", offer: { repId: "beto" } });
  });

  it("waits for them at last like for anybody, where the pools have nobody", () => {
    expect(choices(from(600), undefined, from(720))).toEqual(wait(later(60)));
    expect(choices(from(720), undefined, from(600))).toEqual(wait(later(60)));
    expect(choices({ active: false }, undefined, from(600))).toEqual(wait(later(60)));
    expect(choices(from(600), undefined, { active: false })).toEqual(wait(later(60)));
    expect(choices({ active: false }, undefined, { active: false })).toEqual(escalate("nobody-available"));
  });

  it("is offered to them as of the first of the rule's pools, or of none", () => {
    const offered = (pools: string[]) => choose([away], { rule: { rule: "Accounts", rep: "ana", pools } });
    expect(offered(["b", pool])).toEqual({
      kind: "offer",
      offer: expect.objectContaining({ repId: "ana", pool: "b" }),
    });
    expect(offered([])).toMatchObject({ offer: { repId: "ana", pool: "" } });
  });
});
