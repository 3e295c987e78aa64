import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { LeadList } from "../../adapters/leads/lead-list.ts";
import { RosterPeople } from "../../adapters/reps/roster-people.ts";
import { showDesk } from "../../functions/answer-console/show-desk.ts";
import { actingPolicy, actingTeam, useActing } from "../build/acting.ts";
import { metered } from "../build/metered.ts";
import { storesOf } from "../build/open-tables.ts";
import { useSteps } from "../build/steps.ts";
import { useTables } from "../build/tables.ts";

const tables = useTables();
const steps = useSteps(tables);
const acting = useActing(tables, steps);
const { ask, act, aLeadThatIs, holderOf, clock } = acting;
const desk = async (who: string) => (await ask("GET /api/desk", who)).said;
const say = (who: string, name: string, body: object = {}) =>
  ask("POST /api/desk/{act}", who, { path: { act: name }, body });

beforeAll(() => tables.open(actingTeam, actingPolicy));
beforeEach(() => {
  clock.now = "2026-11-02T16:00:00.000Z";
});

describe("the desk", () => {
  it("has offers to answer with what they are about, by when, and what an answer brings about", async () => {
    const id = await aLeadThatIs("offered");
    const who = await holderOf(id);
    const { offers, share } = await desk(who);
    expect(offers).toMatchObject([
      { id, by: expect.any(String), facts: { company: expect.any(String) }, others: 0, turn: expect.any(String) },
    ]);
    expect(offers[0].acts.map((one: { act: string }) => one.act)).toEqual(["accept", "decline"]);
    expect(JSON.stringify(offers)).not.toContain("@a.example");
    expect(share).toMatchObject([{ pool: "all", of: 3 }]);
    expect((await act(who, id, "accept", { turn: offers[0].turn })).status).toBe(200);
    const after = await desk(who);
    expect([after.offers, after.mine.map((one: { id: string }) => one.id)]).toEqual([[], [id]]);
  });

  it("has what a rep keeps, what is to be done first before all else, and nothing of others or over", async () => {
    const id = await aLeadThatIs("introduced");
    const who = await holderOf(id);
    const row = (await desk(who)).mine.find((one: { id: string }) => one.id === id);
    expect(row.next).toEqual({ do: "contact", at: (await tables.leads.load(id)).follow?.contactBy });
    await act(who, id, "meeting", { body: { at: "2026-11-05T15:30" } });
    const met = (await desk(who)).mine.find((one: { id: string }) => one.id === id);
    expect(met.next).toEqual({ do: "meet", at: (await tables.leads.load(id)).meeting?.at });
    const times = (await desk(who)).mine.map((one: { next?: { at: string } }) => one.next?.at ?? "~");
    expect(times).toEqual([...times].sort());
    for (const other of ["ana", "beto", "caro"].filter((one) => one !== who))
      expect((await desk(other)).mine.map((one: { id: string }) => one.id)).not.toContain(id);
    await act(who, id, "won");
    expect((await desk(who)).mine.map((one: { id: string }) => one.id)).not.toContain(id);
  });

  it("lets a rep be away until they say, and back again", async () => {
    expect((await say("ana", "pause", { until: "2026-11-02T18:00" })).status).toBe(200);
    expect((await desk("ana")).availability.paused).toEqual({ because: "asked", until: "2026-11-03T00:00:00.000Z" });
    expect((await tables.reps.get("ana"))?.paused?.because).toBe("asked");
    await say("ana", "resume");
    await say("ana", "resume");
    expect((await desk("ana")).availability.paused).toBeUndefined();
    expect((await say("ana", "pause", { until: "2026-11-01T18:00" })).status).toBe(422);
  });

  it("lets a rep be off for days or half of one, said twice as once, and take it back", async () => {
    const whole = { from: "2026-12-24", to: "2026-12-26" };
    const half = { from: "2026-11-04T00:00", to: "2026-11-04T12:00" };
    for (const off of [whole, half, whole]) expect((await say("beto", "time-off", off)).status).toBe(200);
    expect((await desk("beto")).availability.timeOff).toEqual([half, whole]);
    await Promise.all([
      say("beto", "no-time-off", half),
      say("beto", "time-off", { from: "2026-11-09", to: "2026-11-09" }),
    ]);
    expect((await desk("beto")).availability.timeOff).toEqual([{ from: "2026-11-09", to: "2026-11-09" }, whole]);
    for (const [from, to] of [
      ["2026-12-26", "2026-12-24"],
      ["2020-01-01", "2020-01-02"],
      ["soon", "later"],
      ["2026-02-30", "2026-12-01"],
    ])
      expect((await say("beto", "time-off", { from, to })).status).toBe(422);
    expect((await tables.reps.get("beto"))?.timeOff).toHaveLength(2);
  });

  it("is of reps alone, and changes nobody else", async () => {
    for (const who of ["marta", "olga"]) {
      expect((await ask("GET /api/desk", who)).status).toBe(404);
      expect((await say(who, "pause")).status).toBe(404);
    }
    expect((await say("ana", "constructor")).status).toBe(404);
  });

  it("costs twelve read units at most with fifty leads, whatever others have", async () => {
    const lead = await tables.leads.load(await aLeadThatIs("introduced"));
    for (let n = 0; n < 150; n++) {
      const one = { ...lead, id: `many-${n}`, rev: 0, ownerId: n % 3 === 0 ? "ana" : "beto" };
      await tables.leads.create({ ...one, facts: { ...lead.facts, email: `m${n}@a.example` } }, undefined);
    }
    const client = tables.connect();
    const people = new RosterPeople(client, "reps");
    const deps = { ...acting.world(), ...storesOf(client), list: new LeadList(client, "leads"), people };
    await people.get("ana");
    const ana = actingTeam[0] as (typeof actingTeam)[number];
    await showDesk(ana, {} as Parameters<typeof showDesk>[1], deps);
    const { units } = metered(client);
    expect((await showDesk(ana, {} as Parameters<typeof showDesk>[1], deps))?.mine.length).toBeGreaterThanOrEqual(50);
    expect(units()).toBeLessThanOrEqual(12);
    const before = units();
    const page = await deps.list.page(
      { statuses: ["introduced", "contacted", "offered"], holder: "ana" },
      { most: 50 },
    );
    expect(page.leads.length).toBe(50);
    expect(units() - before).toBeLessThanOrEqual(8);
  });
});
