import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { applyOffer, balancesOf, boardOf } from "../../../routing/choice/board.ts";
import { chooseRep } from "../../../routing/choice/choose-rep.ts";
import { choosableReps } from "../../../routing/choice/choose-time.ts";
import type { Lead, Offer } from "../../../routing/lead/lead.ts";
import { oneLead } from "../../../routing/ledger/ledger.ts";
import type { RepState } from "../../../routing/reps/rep.ts";
import { isOnShift } from "../../../routing/time/working-time.ts";
import { aLead, anOfferedLead } from "../../build/a-lead.ts";
import { aPolicy } from "../../build/a-policy.ts";
import { aRep } from "../../build/a-rep.ts";
import { instants, leads, ledgers, policies, teams } from "../../build/a-team.ts";
import { runs } from "../../build/runs.ts";

/** Monday 09:00 in Mexico City, and the Sunday before. */
const monday = "2026-11-02T15:00:00.000Z";
const sunday = "2026-11-01T15:00:00.000Z";
const [ana, beto, caro] = [aRep(), aRep({ id: "beto" }), aRep({ id: "caro" })];
const ready = (overrides: Partial<Lead> = {}) =>
  aLead({ status: "ready", rule: { rule: "Mexico", pools: ["latam-smb"] }, ...overrides });
const always = () => true;

function choosable(
  reps: RepState[],
  {
    lead = ready(),
    policy = aPolicy(),
    now = monday,
    balances = {},
    hasTime = always as (rep: RepState) => boolean,
  } = {},
) {
  return choosableReps(lead, policy, boardOf(reps, new Map([["latam-smb", balances]])), now, hasTime);
}
const ids = (found: ReturnType<typeof choosable>) => found.map(({ rep }) => rep.id);
const offers = anOfferedLead().offers;

describe("the reps among whom a person may choose", () => {
  it("stand in the order in which the lead would be offered to them", () => {
    expect(ids(choosable([ana, beto, caro], { balances: { beto: oneLead, ana: -oneLead } }))).toEqual([
      "beto",
      "caro",
      "ana",
    ]);
    const policy = aPolicy({ pools: { "latam-smb": { manager: "marta", prefer: ["least-loaded"] } } });
    const loaded = [aRep({ openLeads: 3 }), aRep({ id: "beto", openLeads: 1 })];
    expect(ids(choosable(loaded, { policy }))).toEqual(["beto", "ana"]);
  });

  it("begin with whom the lead would be offered to, whoever is at work and whatever the policy prefers", () => {
    fc.assert(
      fc.property(teams, ledgers, leads, policies, instants, (reps, balances, lead, policy, now) => {
        const board = boardOf(reps, new Map([["latam-smb", balances]]));
        const fresh: Lead = {
          ...lead,
          status: "ready",
          offers: lead.offers.filter(({ outcome }) => outcome),
          waitingSince: undefined,
        };
        const choice = chooseRep(fresh, policy, board, now);
        const [first] = choosableReps(fresh, policy, board, now, (rep) => isOnShift(rep, now));
        if (choice.kind === "offer") expect(first?.rep.id).toBe(choice.offer.repId);
      }),
      runs(200),
    );
  });

  it("need no shift now, and a free time later", () => {
    expect(ids(choosable([ana, beto], { now: sunday }))).toEqual(["ana", "beto"]);
    expect(ids(choosable([ana, beto], { now: sunday, hasTime: ({ id }) => id === "beto" }))).toEqual(["beto"]);
  });

  it.each<[string, Partial<RepState>]>([
    ["is inactive", { active: false }],
    ["does not speak the lead's language", { languages: ["pt"] }],
    ["has no place left", { openLeads: 10 }],
    ["is paused", { paused: { since: sunday, because: "asked" } }],
    ["has had the leads of the day", { perDay: 1, given: { "2026-11-02": 1 } }],
  ])("are without somebody who %s", (_, overrides) => {
    expect(ids(choosable([ana, aRep({ ...overrides, id: "beto" })]))).toEqual(["ana"]);
  });

  it("share the lead: all of them are charged, and whoever is chosen pays", () => {
    const board = boardOf([ana, beto, caro], new Map());
    const [, second] = choosableReps(ready(), aPolicy(), board, sunday, always);
    if (!second?.charge) throw new Error("nobody to choose");
    const offer = { ...(offers[0] as Offer), repId: second.rep.id };
    applyOffer(board, { offer, charge: second.charge });
    const { beto: chosen, ...others } = balancesOf(board, "latam-smb");
    expect(chosen).toBeCloseTo((-oneLead * 2) / 3, -1);
    for (const balance of Object.values(others)) expect(balance).toBeCloseTo(oneLead / 3, -1);
  });

  it("are without whom the lead was offered to before, and with whom it is offered to right now", () => {
    const declined = ready({ offers: [{ ...(offers[0] as Offer), outcome: "declined" }] });
    expect(ids(choosable([ana, beto], { lead: declined }))).toEqual(["beto"]);
    const asked = anOfferedLead();
    const found = choosable([aRep({ openLeads: 10 }), beto], { lead: asked });
    expect(found.map(({ rep, open }) => [rep.id, open?.attempt])).toEqual([
      ["ana", 1],
      ["beto", undefined],
    ]);
  });

  it("are with whom it is offered to right now also where that is the last lead that their hour allows", () => {
    const [offer] = offers as [Offer];
    const asked = anOfferedLead({ offers: [{ ...offer, offeredAt: monday, countedIn: ["hour"] }] });
    const had = (...minutes: number[]) => ({ hour: minutes.map((past) => Date.parse(monday) - past * 60_000) });
    const found = (recent: RepState["recent"]) => ids(choosable([aRep({ perHour: 2, recent }), beto], { lead: asked }));
    expect(found(had(30, 0))).toEqual(["ana", "beto"]);
    expect(found(had(30, 20, 0))).toEqual(["beto"]);
  });

  it("are one alone where the rule names somebody, who shares with nobody", () => {
    const lead = ready({ rule: { rule: "Accounts", rep: "caro", pools: ["latam-smb"] } });
    const [first, ...others] = choosable([ana, beto, aRep({ id: "caro", pools: {} })], { lead, now: sunday });
    expect([first?.rep.id, first?.charge, others]).toEqual(["caro", undefined, []]);
    expect(ids(choosable([ana, aRep({ id: "caro", pools: {}, active: false })], { lead }))).toEqual(["ana"]);
  });

  it("are of the next pool where nobody of the first can be met", () => {
    const policy = aPolicy({ pools: { "latam-smb": { manager: "marta" }, brazil: { manager: "marta" } } });
    const lead = ready({ rule: { rule: "Mexico", pools: ["latam-smb", "brazil"] } });
    const reps = [ana, aRep({ id: "beto", pools: { brazil: 1 } })];
    expect(ids(choosable(reps, { policy, lead, hasTime: ({ id }) => id !== "ana" }))).toEqual(["beto"]);
  });

  it("never get more than two leads ahead, and nobody is left far behind, whomever people choose", () => {
    const reps = ["ana", "beto", "caro", "dani", "eli"].map((id) => aRep({ id, capacity: 1000 }));
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 2 }), { minLength: 50, maxLength: 200 }), fc.boolean(), (picks, sameAgain) => {
        const board = boardOf(reps, new Map());
        for (const pick of picks) {
          const shown = choosableReps(ready(), aPolicy(), board, monday, always).slice(0, 3);
          const liked = sameAgain ? shown.findLast(({ rep }) => rep.id < "dani") : undefined;
          const chosen = liked ?? shown[Math.min(pick, shown.length - 1)];
          if (!chosen?.charge) throw new Error("nobody to choose");
          const offer = { ...(offers[0] as Offer), repId: chosen.rep.id };
          applyOffer(board, { offer, charge: { ...chosen.charge } });
        }
        const balances = Object.values(balancesOf(board, "latam-smb"));
        expect(balances.reduce((sum, balance) => sum + balance, 0)).toBe(0);
        expect(Math.min(...balances)).toBeGreaterThanOrEqual(-2 * oneLead);
        expect(Math.max(...balances)).toBeLessThanOrEqual(4 * 2 * oneLead);
      }),
      runs(60),
    );
  });
});
