import { describe, expect, it } from "vitest";
import { applyOffer, balancesOf, boardOf } from "../../../routing/choice/board.ts";
import { chooseRep } from "../../../routing/choice/choose-rep.ts";
import { rankings } from "../../../routing/explain/rankings.ts";
import type { Lead } from "../../../routing/lead/lead.ts";
import { oneLead } from "../../../routing/ledger/ledger.ts";
import type { RepState } from "../../../routing/reps/rep.ts";
import { aLead, anOfferedLead } from "../../build/a-lead.ts";
import { aPolicy } from "../../build/a-policy.ts";
import { aRep } from "../../build/a-rep.ts";

/** Monday 09:00 in Mexico City. */
const monday = "2026-11-02T15:00:00.000Z";
const ana = aRep();
const beto = aRep({ id: "beto" });
const ready = (overrides: Partial<Lead> = {}) =>
  aLead({ status: "ready", rule: { rule: "Mexico", pools: ["latam-smb"] }, ...overrides });

function choose(reps: RepState[], { lead = ready(), policy = aPolicy(), now = monday, balances = {} } = {}) {
  return chooseRep(lead, policy, boardOf(reps, new Map([["latam-smb", balances]])), now);
}

describe("choose rep", () => {
  it("offers to whom the ledger owes most", () => {
    const choice = choose([ana, beto], { balances: { ana: -oneLead, beto: oneLead } });
    expect(choice).toMatchObject({ kind: "offer", offer: { repId: "beto", attempt: 1 } });
  });

  it("charges the eligible only", () => {
    const away = aRep({ id: "caro", active: false });
    const board = boardOf([ana, beto, away], new Map());
    const choice = chooseRep(ready(), aPolicy(), board, monday);
    if (choice.kind === "offer") applyOffer(board, choice);
    expect(balancesOf(board, "latam-smb")).toEqual({ ana: -oneLead / 2, beto: oneLead / 2 });
  });

  it("never offers a lead twice to the same rep", () => {
    const lead: Lead = { ...anOfferedLead(), status: "ready", rule: { rule: "Mexico", pools: ["latam-smb"] } };
    expect(choose([ana, beto], { lead })).toMatchObject({ offer: { repId: "beto", attempt: 2 } });
  });

  it.each<[string, Partial<RepState>]>([
    ["inactive", { active: false }],
    ["language", { languages: ["pt"] }],
    ["off-shift", { shifts: [{ weekday: 7, start: 540, end: 600 }] }],
    ["full", { openLeads: 10 }],
    ["paused", { paused: { since: monday, because: "asked" } }],
  ])("leaves somebody out who is %s, and says so", (because, overrides) => {
    const board = boardOf([ana, aRep({ ...overrides, id: "beto" })], new Map());
    const choice = chooseRep(ready(), aPolicy(), board, monday);
    expect(rankings(ready(), aPolicy(), board, monday, choice).pools[0]?.leftOut).toEqual([{ repId: "beto", because }]);
  });

  it("asks for the skills that the pool needs", () => {
    const policy = aPolicy({ pools: { "latam-smb": { manager: "marta", needs: ["product"] } } });
    const choice = choose([aRep({ products: ["billing"] }), aRep({ id: "beto", products: ["CRM"] })], { policy });
    expect(choice).toMatchObject({ offer: { repId: "beto" } });
  });

  it("puts the pool's preferences before fairness", () => {
    const policy = aPolicy({ pools: { "latam-smb": { manager: "marta", prefer: ["least-loaded"] } } });
    const choice = choose([aRep({ openLeads: 3 }), aRep({ id: "beto", openLeads: 1 })], {
      policy,
      balances: { ana: oneLead, beto: -oneLead },
    });
    expect(choice).toMatchObject({ offer: { repId: "beto" } });
  });

  it("gives the lead's priority its time, in the rep's working time", () => {
    const lead = ready({ priority: { level: "hot", reasons: [] } });
    expect(choose([ana], { lead, now: "2026-11-02T23:58:00.000Z" })).toMatchObject({
      offer: {
        expiresAt: "2026-11-03T15:03:00.000Z",
        remindAt: ["2026-11-03T15:00:30.000Z", "2026-11-03T15:02:00.000Z"],
      },
    });
  });

  it("takes the next pool when nobody of the first is available", () => {
    const policy = aPolicy({ pools: { "latam-smb": { manager: "marta" }, brazil: { manager: "marta" } } });
    const lead = ready({ rule: { rule: "Mexico", pools: ["latam-smb", "brazil"] } });
    const caro = aRep({ id: "caro", pools: { brazil: 1 } });
    expect(choose([aRep({ openLeads: 10 }), caro], { lead, policy })).toMatchObject({
      offer: { repId: "caro", pool: "brazil" },
    });
  });

  it("waits for the next shift when everybody is off", () => {
    expect(choose([ana], { now: "2026-11-02T10:00:00.000Z" })).toMatchObject({
      kind: "wait",
      until: "2026-11-02T15:00:00.000Z",
    });
  });

  it("waits for a paused rep's return, and skips reps whose pause has no end", () => {
    const away = { since: monday, because: "lapses" as const };
    // Until Monday evening, so at work again on Tuesday at 09:00.
    const tonight = aRep({ paused: { ...away, until: "2026-11-03T03:00:00.000Z" } });
    const wait = { kind: "wait", until: "2026-11-03T15:00:00.000Z" };
    expect(choose([tonight])).toMatchObject(wait);
    expect(choose([tonight, aRep({ id: "beto", paused: away })])).toMatchObject(wait);
    expect(choose([aRep({ paused: away })])).toMatchObject({ kind: "escalate", cause: "nobody-available" });
    expect(choose([tonight], { now: "2026-11-03T15:00:00.000Z" })).toMatchObject({ offer: { repId: "ana" } });
  });

  it("retries in a quarter of an hour when everybody at work is full", () => {
    expect(choose([aRep({ openLeads: 10 })])).toMatchObject({ kind: "wait", until: "2026-11-02T15:15:00.000Z" });
  });

  it("goes to the manager when a lead has waited long enough", () => {
    const lead = ready({ status: "waiting", waitingSince: "2026-11-01T15:00:00.000Z" });
    expect(choose([aRep({ openLeads: 10 })], { lead })).toMatchObject({ kind: "escalate", cause: "nobody-available" });
  });

  it("goes to the manager at once when nobody could ever take it", () => {
    expect(choose([aRep({ languages: ["pt"] })])).toMatchObject({ kind: "escalate", cause: "nobody-available" });
  });

  it("goes to the manager when the attempts are used", () => {
    const lead: Lead = { ...anOfferedLead(), status: "ready" };
    expect(choose([beto], { lead, policy: aPolicy({ attempts: 1 }) })).toMatchObject({
      kind: "escalate",
      cause: "attempts-used",
    });
  });

  it("decides the same whatever the order of the roster", () => {
    expect(choose([beto, ana])).toEqual(choose([ana, beto]));
  });
});
