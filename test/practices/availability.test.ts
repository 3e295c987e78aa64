import { describe, expect, it } from "vitest";
import { applyOffer, boardOf, noteReassigned } from "../../routing/choice/board.ts";
import { chooseRep } from "../../routing/choice/choose-rep.ts";
import type { Lead, LeadFacts } from "../../routing/lead/lead.ts";
import { type ClosingsByKind, noClosings } from "../../routing/reps/closings.ts";
import type { RepState } from "../../routing/reps/rep.ts";
import { aLead } from "../build/a-lead.ts";
import { aPolicy } from "../build/a-policy.ts";
import { aRep } from "../build/a-rep.ts";
import { BacklogWorld } from "../build/backlog-world.ts";
import { changed, decided, reps, tuesday } from "./a-sample-company.ts";

const monday = "2026-11-02T15:00:00.000Z";
const ready = aLead({ status: "ready", rule: { rule: "Mexico", pools: ["latam-smb"] } });
/** A large and urgent lead in Colombia. */
const urgent: Partial<LeadFacts> = { urgency: "now", value: 20_000, country: "CO", size: 60 };

/** Who of these reps gets the lead. */
function chosen(...team: RepState[]): string {
  const choice = chooseRep(ready, aPolicy(), boardOf(team, new Map()), monday);
  return choice.kind === "offer" ? choice.offer.repId : choice.kind;
}
const offerOf = (...of: Parameters<typeof decided>) => {
  const decision = decided(...of);
  return "choice" in decision && decision.choice.kind === "offer" ? decision.choice.offer : undefined;
};

describe("availability", () => {
  it("practice 21: offers nothing to who is not at work", () => {
    const sundays = [{ weekday: 7, start: 540, end: 1080 }];
    expect(chosen(aRep({ shifts: sundays }), aRep({ id: "beto" }))).toBe("beto");
    expect(chosen(aRep({ shifts: sundays }))).toBe("wait");
  });

  it.each<[string, Partial<RepState>]>([
    ["open leads", { openLeads: 10 }],
    ["leads of the day", { perDay: 2, given: { "2026-11-02": 2 } }],
    ["leads of the week", { perWeek: 2, given: { "2026-W45": 2 } }],
    ["leads of the month", { perMonth: 2, given: { "2026-11": 2 } }],
    ["points of effort", { effort: 2, openEffort: 2 }],
  ])("practice 54: skips who has all the %s that they may have", (_, full) => {
    expect(chosen(aRep(full), aRep({ id: "beto" }))).toBe("beto");
    expect(chosen(aRep(full))).toBe("wait");
    expect(chosen(aRep(), aRep({ id: "beto" }))).toBe("ana");
  });

  it("practice 39: estimates the time to close, and gives no lead to who has as much in flight as they may", () => {
    const rules = aPolicy({ effort: { large: { points: 1, close: "40d" } }, in_flight: "10d" });
    const large = aLead({ ...ready, lane: { lane: "large", because: "so" } });
    const closed = (days: number) => new Map([["large", { ...noClosings, lost: 10, minutes: 10 * days * 1440 }]]);
    /** Whom so many of these leads go to, one after the other: each rep may have leads of 100 days. */
    const taken = (closings: ClosingsByKind, ...team: RepState[]) => {
      const board = boardOf(team, new Map(), { closings });
      return Array.from({ length: 6 }, () => {
        const choice = chooseRep(large, rules, board, monday);
        if (choice.kind === "offer") applyOffer(board, choice);
        return choice.kind === "offer" ? choice.offer.repId : choice.kind;
      });
    };
    const team = [aRep(), aRep({ id: "beto" })];
    expect(taken(new Map(), ...team)).toEqual(["ana", "beto", "ana", "beto", "wait", "wait"]);
    expect(taken(closed(20), ...team)).toEqual(["ana", "beto", "ana", "beto", "ana", "beto"]);
    expect(taken(closed(80), ...team)).toEqual(["ana", "beto", "wait", "wait", "wait", "wait"]);
  });

  it("practice 55: knows hours and days off in each rep's own zone", () => {
    const small: Partial<LeadFacts> = { urgency: "now", value: 5000, products: ["payroll"], country: "AR" };
    const inMadridAlone = { at: "2026-11-24T08:00:00.000Z" };
    expect(offerOf(small, inMadridAlone)?.repId).toBe("ignacio-vega");
    const away = changed({ "ignacio-vega": { daysOff: ["2026-11-24"] } });
    expect(offerOf(small, { ...inMadridAlone, team: away })?.repId).toBe(undefined);
    expect(offerOf(small, { at: "2026-11-25T03:00:00.000Z", team: away })?.repId).toBe("lucia-quispe");
    expect(reps.filter(({ role }) => role === "rep").every(({ shifts }) => shifts.length > 0)).toBe(true);
  });

  it("practice 23: gives hot leads the shortest time to answer", () => {
    const minutes = (facts: Partial<LeadFacts>) => {
      const { expiresAt = tuesday } = offerOf(facts) ?? {};
      return (Date.parse(expiresAt) - Date.parse(tuesday)) / 60_000;
    };
    const warm = { value: 5000, country: "MX", products: ["payroll"], size: 30 };
    expect([minutes(urgent), minutes(warm), minutes({ ...warm, size: 10 })]).toEqual([5, 15, 60]);
  });

  it("practice 23: gives a place that becomes free to the hottest lead that waits, then to the oldest", async () => {
    const world = new BacklogWorld();
    for (const level of ["cold", "warm", "cold", "cold", "warm", "hot", "cold", "hot"] as const)
      await world.arrive(level, "es");
    const waiting = world.waiting().map(({ priority, receivedAt }) => [priority?.level, receivedAt]);
    expect(world.offered()).toHaveLength(3);
    expect(waiting.map(([level]) => level)).toEqual(["hot", "hot", "warm", "cold", "cold"]);
    const order: (string | undefined)[][] = [];
    world.onClaim = ({ priority, receivedAt }) => order.push([priority?.level, receivedAt]);
    for (let n = 0; n < waiting.length; n++) {
      world.close(world.offered()[0] as Lead);
      await world.minute(false);
    }
    expect(order).toEqual(waiting);
    expect((order[0]?.[1] as string) < (order[1]?.[1] as string)).toBe(true);
  });

  it("practice 64: goes on to the next rep, never to the same, and to the manager after the last", () => {
    const asked = (n: number) => aLead({ ...ready, offers: ["ana", "beto", "caro"].slice(0, n).map(lapsed) });
    const team = ["ana", "beto", "caro", "dora"].map((id) => aRep({ id }));
    const next = (n: number) => chooseRep(asked(n), aPolicy(), boardOf(team, new Map()), monday);
    expect(next(1)).toMatchObject({ offer: { attempt: 2, repId: "beto" } });
    expect(next(2)).toMatchObject({ offer: { attempt: 3, repId: "caro" } });
    expect(next(3)).toEqual({ kind: "escalate", cause: "attempts-used" });
  });
});

describe("the mean time to reassignment", () => {
  it("practice 65: sets how long a rep has to answer, never outside the policy's bounds", () => {
    const learns = { answer: { from: "reassignments", at_least: "15m", at_most: "60m" }, first_contact: "4h" };
    const rules = aPolicy({ sla: { hot: learns, warm: learns, cold: learns } });
    /** The minutes to answer the next offer, after ten reassignments that took so many minutes each. */
    const minutes = (took: number, count = 10) => {
      const board = boardOf([aRep()], new Map());
      for (let n = 0; n < count; n++) noteReassigned(board, "latam-smb", { priority: "cold", minutes: took });
      const choice = chooseRep(ready, rules, board, monday);
      const { expiresAt = monday } = choice.kind === "offer" ? choice.offer : {};
      return (Date.parse(expiresAt) - Date.parse(monday)) / 60_000;
    };
    expect([minutes(20, 0), minutes(20), minutes(20, 50)]).toEqual([60, 40, 27]);
    expect([minutes(500, 50), minutes(0, 500)]).toEqual([60, 15]);
  });
});

const lapsed = (repId: string, n: number) => ({
  ...{ attempt: n + 1, repId, pool: "latam-smb", offeredAt: monday, expiresAt: monday, remindAt: [], reminded: 0 },
  ...{ linkHashes: [], outcome: "lapsed" as const },
});
