import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { LeadList } from "../../adapters/leads/lead-list.ts";
import type { Follow } from "../../routing/lead/follow.ts";
import { aHeld } from "../build/a-held.ts";
import { actingPolicy, actingTeam, useActing } from "../build/acting.ts";
import { metered } from "../build/metered.ts";
import { storesOf } from "../build/open-tables.ts";
import { useSteps } from "../build/steps.ts";
import { useTables } from "../build/tables.ts";

const tables = useTables();
const steps = useSteps(tables);
const acting = useActing(tables, steps);
const { ask, act, aLeadThatIs, holderOf, clock } = acting;
const start = "2026-11-02T16:00:00.000Z";
const now = async (who = "marta", query: Record<string, string> = {}) =>
  (await ask("GET /api/now", who, { query })).said;
const idsOf = (rows: { id: string }[]) => rows.map(({ id }) => id);

beforeAll(() => tables.open(actingTeam, actingPolicy));
beforeEach(() => {
  clock.now = start;
});

describe("now", () => {
  it("has promises that are late or will be within the hour, the oldest first, and no others", async () => {
    const first = await aLeadThatIs("introduced");
    clock.now = "2026-11-02T16:10:00.000Z";
    const second = await aLeadThatIs("introduced");
    const reached = await aLeadThatIs("contacted");
    const { by } =
      (await now()).late[0] ?? (await tables.leads.load(first).then(({ follow }) => ({ by: follow?.contactBy })));
    clock.now = new Date(Date.parse(by ?? "") - 59 * 60_000).toISOString();
    expect(idsOf((await now()).late)).toEqual([first]);
    clock.now = new Date(Date.parse(by ?? "") + 3 * 3_600_000).toISOString();
    expect(idsOf((await now()).late)).toEqual([first, second]);
    expect(idsOf((await now()).late)).not.toContain(reached);
    await act("marta", first, "contacted", { body: { how: "phone" } });
    expect(idsOf((await now()).late)).toEqual([second]);
  });

  it("has what is offered with its end, what waits, what is with a manager, and how many of each", async () => {
    const offered = await aLeadThatIs("offered");
    const escalated = await aLeadThatIs("escalated");
    const waiting = await aLeadThatIs("ready");
    await tables.leads.update(waiting, (lead) => ({
      ...lead,
      status: "waiting",
      waitingSince: clock.now,
      waitKey: "so",
    }));
    const said = await now();
    expect(said.offered).toMatchObject([{ id: offered, by: expect.any(String), holders: [await holderOf(offered)] }]);
    expect(idsOf(said.escalated)).toEqual([escalated]);
    expect(said.waiting).toMatchObject([{ id: waiting, waitingSince: clock.now }]);
    expect(said.counts).toMatchObject({ offered: 1, escalated: 1, waiting: 1 });
    expect([said.mine, said.pools]).toEqual([["all"], ["all", "others"]]);
    const others = await now("marta", { pool: "others" });
    expect([others.offered, others.waiting, others.escalated, others.late]).toEqual([[], [], [], []]);
  });

  it("has leads that nobody moves, once the sweeper should have, and what is held for a look", async () => {
    const stuck = await aLeadThatIs("offered");
    await tables.leads.update(stuck, (lead) => ({ ...lead, dueAt: "2026-11-02T15:30:00.000Z" }));
    await tables.held.hold(aHeld({ leadId: "held-1", heldAt: clock.now }));
    const said = await now("olga");
    expect(said.faults).toMatchObject([{ id: stuck, since: "2026-11-02T15:30:00.000Z" }]);
    expect(said.held).toMatchObject([{ id: "held-1", reason: "too-soon", turn: expect.any(String) }]);
    expect(JSON.stringify(said.held)).not.toContain("@");
    clock.now = "2026-11-02T15:33:00.000Z";
    expect((await now("olga")).faults).toEqual([]);
  });

  it("has apart from what is late what nobody asks about any more, in the order in which it was given up", async () => {
    const [first, second, asked] = [
      await aLeadThatIs("introduced"),
      await aLeadThatIs("contacted"),
      await aLeadThatIs("introduced"),
    ];
    const followed = async (id: string, change: Partial<Follow>) =>
      tables.leads.update(id, (lead) => ({ ...lead, follow: { ...(lead.follow as Follow), ...change } }));
    const before = await now();
    expect([before.unresolved, before.counts.unresolved]).toEqual([[], 0]);
    await followed(second, { unresolvedAt: "2026-11-02T16:02:00.000Z" });
    await followed(first, { unresolvedAt: "2026-11-02T16:01:00.000Z" });
    const late = (await tables.leads.load(first)).follow?.contactBy ?? "";
    clock.now = new Date(Date.parse(late) + 60_000).toISOString();
    const said = await now();
    expect([idsOf(said.unresolved), said.counts.unresolved]).toEqual([[first, second], 2]);
    expect(said.unresolved[1]).toMatchObject({ unresolvedAt: "2026-11-02T16:02:00.000Z" });
    expect(idsOf(said.late)).toContain(asked);
    expect(idsOf(said.late)).not.toContain(first);
    expect((await now("marta", { pool: "others" })).counts.unresolved).toBe(0);
    await act("marta", first, "contacted", { body: { how: "phone" } });
    expect(idsOf((await now()).unresolved)).toEqual([second]);
  });

  it("does not exist for a rep", async () => {
    expect((await ask("GET /api/now", "ana")).status).toBe(404);
  });

  it("says nothing again that has not changed", async () => {
    const { headers } = await ask("GET /api/now", "marta");
    const again = await ask("GET /api/now", "marta", { headers: { "if-none-match": String(headers.ETag) } });
    expect([again.status, again.text]).toEqual([304, ""]);
  });

  it("costs twenty read units at most, with some hundred open leads of its people", async () => {
    const made = await aLeadThatIs("introduced");
    const lead = await tables.leads.load(made);
    for (let n = 0; n < 100; n++)
      await tables.leads.create(
        { ...lead, id: `many-${n}`, rev: 0, facts: { ...lead.facts, email: `m${n}@a.example` } },
        undefined,
      );
    const client = tables.connect();
    const list = new LeadList(client, "leads");
    const { showNow } = await import("../../functions/answer-console/show-now.ts");
    const deps = { ...acting.world(), ...storesOf(client), list };
    const person = { ...(actingTeam.find(({ id }) => id === "marta") as (typeof actingTeam)[number]) };
    await showNow(person, {} as Parameters<typeof showNow>[1], deps);
    const { units } = metered(client);
    await showNow(person, {} as Parameters<typeof showNow>[1], deps);
    expect(units()).toBeLessThanOrEqual(20);
  });
});
