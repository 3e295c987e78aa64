import { describe, expect, it } from "vitest";
import { applyOffer, balancesOf, boardOf } from "../../routing/choice/board.ts";
import { chooseRep } from "../../routing/choice/choose-rep.ts";
import { rankings } from "../../routing/explain/rankings.ts";
import type { Lead } from "../../routing/lead/lead.ts";
import type { RepState } from "../../routing/reps/rep.ts";
import { aLead, anOfferedLead } from "../build/a-lead.ts";
import { aPolicy } from "../build/a-policy.ts";
import { aRep } from "../build/a-rep.ts";

/** Monday 09:00 in Mexico City. */
const now = "2026-11-02T15:00:00.000Z";
const later = (minutes: number) => new Date(Date.parse(now) + minutes * 60_000).toISOString();
const policy = aPolicy();
/** Beto is of another pool and speaks another language. */
const named = (overrides: Partial<RepState> = {}) =>
  aRep({ id: "beto", pools: { brazil: 1 }, languages: ["pt"], ...overrides });

function choose(beto: RepState, { wait, at = now, ...lead }: Partial<Lead> & { wait?: number; at?: string } = {}) {
  const rule = { rule: "Accounts", rep: "beto", ...(wait !== undefined && { wait }), pools: ["latam-smb"] };
  const board = boardOf([aRep({ shifts: [{ weekday: 1, start: 0, end: 1440 }] }), beto], new Map());
  const asked = aLead({ status: "ready", rule, ...lead });
  const choice = chooseRep(asked, policy, board, at);
  return { choice, board, ranked: rankings(asked, policy, board, at, choice) };
}

describe("the rep whom a rule names", () => {
  it("is asked before the pools, whatever the pools need", () => {
    const { choice, ranked } = choose(named());
    expect(choice).toMatchObject({ kind: "offer", offer: { repId: "beto", pool: "latam-smb", attempt: 1 } });
    expect(ranked).toEqual({ named: { repId: "beto", outside: true }, pools: [] });
  });

  it("shares with nobody, so that no ledger changes", () => {
    const { choice, board } = choose(named());
    if (choice.kind !== "offer") throw new Error("no offer");
    applyOffer(board, choice);
    expect(balancesOf(board, "latam-smb")).toEqual({});
    expect(board.open[board.roster.positionOf.get("beto") ?? -1]).toBe(1);
  });

  it.each<[string, Partial<RepState>]>([
    ["inactive", { active: false }],
    ["a manager", { role: "manager" }],
    ["full, and the rule does not wait", { openLeads: 10 }],
    ["off shift, and the rule does not wait", { shifts: [{ weekday: 2, start: 540, end: 600 }] }],
  ])("leaves the lead to the pools at once when %s", (_, beto) => {
    expect(choose(named(beto)).choice).toMatchObject({ offer: { repId: "ana" } });
  });

  it("leaves it to the pools when nobody has that id", () => {
    const { choice, ranked } = choose(aRep({ id: "zoe", pools: {} }));
    expect(choice).toMatchObject({ offer: { repId: "ana" } });
    expect(ranked).toMatchObject({ named: { repId: "beto", because: "unknown" }, pools: [{ pool: "latam-smb" }] });
  });

  it("is not asked twice", () => {
    const asked = anOfferedLead().offers.map((offer) => ({ ...offer, repId: "beto", outcome: "declined" as const }));
    expect(choose(named(), { offers: asked, wait: 60 }).choice).toMatchObject({ offer: { repId: "ana", attempt: 2 } });
  });

  it("is waited for until their shift begins", () => {
    const beto = named({ shifts: [{ weekday: 1, start: 9 * 60 + 30, end: 1080 }] });
    const { choice, ranked } = choose(beto, { wait: 60 });
    expect(choice).toEqual({ kind: "wait", until: later(30), waitsFor: "beto" });
    expect(ranked).toEqual({ named: { repId: "beto", because: "off-shift", outside: true }, pools: [] });
  });

  it("is looked at again every quarter of an hour while full, and no longer than the rule waits", () => {
    const full = named({ openLeads: 10 });
    expect(choose(full, { wait: 60 }).choice).toMatchObject({ kind: "wait", until: later(15) });
    expect(choose(full, { wait: 10 }).choice).toMatchObject({ kind: "wait", until: later(10) });
  });

  it("loses their turn once the rule's time is over, counted from when the lead began to wait", () => {
    const full = named({ openLeads: 10 });
    const lead = { status: "waiting", waitingSince: now, wait: 60 } as const;
    expect(choose(full, { ...lead, at: later(59) }).choice).toMatchObject({ kind: "wait", until: later(60) });
    expect(choose(full, { ...lead, at: later(60) }).choice).toMatchObject({ offer: { repId: "ana" } });
  });

  it("is not waited for when they are back only after that time", () => {
    const tomorrow = named({ shifts: [{ weekday: 2, start: 540, end: 1080 }] });
    expect(choose(tomorrow, { wait: 60 }).choice).toMatchObject({ offer: { repId: "ana" } });
  });

  it("is never waited for longer than any lead waits", () => {
    const lead = { status: "waiting", waitingSince: later(-policy.max_wait), wait: 100_000 } as const;
    expect(choose(named({ openLeads: 10 }), lead).choice).toMatchObject({ offer: { repId: "ana" } });
  });

  it("keeps the lead from the manager while they could still take it", () => {
    const off = named({ shifts: [{ weekday: 1, start: 600, end: 1080 }] });
    const rule = { rule: "Accounts", rep: "beto", pools: ["latam-smb"] };
    const board = boardOf([aRep({ active: false }), off], new Map());
    expect(chooseRep(aLead({ status: "ready", rule }), policy, board, now)).toEqual({ kind: "wait", until: later(60) });
  });
});
