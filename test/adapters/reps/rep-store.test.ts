import { describe, expect, it } from "vitest";
import { freePlace, freePlaces } from "../../../adapters/reps/free-places.ts";
import { RepStore } from "../../../adapters/reps/rep-store.ts";
import { rosterVersionIn } from "../../../adapters/reps/roster-version.ts";
import { claimLimits, takePlace } from "../../../adapters/reps/take-place.ts";
import { aLead } from "../../build/a-lead.ts";
import { aRep } from "../../build/a-rep.ts";
import { useDatabase } from "../../build/tables.ts";

const tables = useDatabase();
let count = 0;
/** Writes places as a step does: together with a lead. */
async function write(...also: ReturnType<typeof takePlace>[]) {
  count += 1;
  const id = `lead-${count}`;
  await tables.leads.create(aLead({ id, facts: { email: `${id}@a.example` } }), undefined);
  await tables.leads.update(id, (lead) => ({ lead, also }));
}
const open = async (id: string) => (await tables.reps.get(id))?.openLeads;
const roster = async () => rosterVersionIn(await tables.items("reps"));

describe("places", () => {
  const refused = { name: "Contention" };

  it("cannot be taken from a rep who is full, inactive, a manager or unknown", async () => {
    await tables.reps.importRoster([
      aRep({ id: "full", capacity: 1 }),
      aRep({ id: "away", active: false }),
      aRep({ id: "marta", role: "manager" }),
    ]);
    await write(takePlace("reps", { repId: "full" }));
    await Promise.all(
      ["full", "away", "marta", "nobody"].map((id) =>
        expect(write(takePlace("reps", { repId: id }))).rejects.toMatchObject(refused),
      ),
    );
    expect(await open("full")).toBe(1);
  });

  it("follow capacity and activity with the next import, open leads kept", async () => {
    await tables.reps.importRoster([aRep({ id: "full", capacity: 2 }), aRep({ id: "away" })]);
    await write(takePlace("reps", { repId: "full" }), takePlace("reps", { repId: "away" }));
    await tables.reps.importRoster([aRep({ id: "full", capacity: 2 })]);
    await expect(write(takePlace("reps", { repId: "away" }))).rejects.toMatchObject(refused);
    expect([await open("full"), await open("away")]).toEqual([2, 1]);
  });

  it("cannot be taken from a paused rep until the pause is over or ended", async () => {
    const now = "2026-11-02T15:00:00.000Z";
    const pause = { since: now, until: "2026-11-02T16:00:00.000Z", because: "asked", note: "at a fair" } as const;
    await tables.reps.importRoster([aRep({ id: "eva" })]);
    expect(await tables.reps.pause("eva", pause)).toBe(true);
    expect(await tables.reps.get("eva")).toMatchObject({ paused: pause });
    await expect(write(takePlace("reps", { repId: "eva" }, { now: now }))).rejects.toMatchObject(refused);
    await write(takePlace("reps", { repId: "eva" }, { now: "2026-11-02T16:00:00.000Z" }));
    await tables.reps.importRoster([aRep({ id: "eva", capacity: 3 })]);
    expect(await tables.reps.get("eva")).toMatchObject({ paused: pause, capacity: 3, openLeads: 1 });
    await tables.reps.pause("eva", { since: now, because: "lapses" });
    await expect(write(takePlace("reps", { repId: "eva" }, { now: "2030-01-01T00:00:00.000Z" }))).rejects.toMatchObject(
      refused,
    );
    expect(await tables.reps.resume("eva")).toBe(true);
    expect(await tables.reps.resume("eva")).toBe(true);
    await write(takePlace("reps", { repId: "eva" }, { now: now }));
    expect(await tables.reps.get("eva")).not.toHaveProperty("paused");
    expect([await tables.reps.pause("nobody", pause), await tables.reps.resume("nobody")]).toEqual([false, false]);
  });

  describe("within limits", () => {
    const now = "2026-11-02T15:00:00.000Z";
    const day = "2026-11-02";
    const takeOne = async (id: string, points: number, at = now) => {
      const rep = await tables.reps.get(id);
      if (!rep) throw new Error(`no rep ${id}`);
      await write(takePlace("reps", { repId: id, points }, claimLimits(rep, rep, {}, at)));
    };

    it("never exceed the limits of day, week and points when fifty claims come at once", async () => {
      const limits = { capacity: 50, perDay: 6, perWeek: 9, effort: 20 };
      await tables.reps.importRoster([aRep({ id: "lia", ...limits }), aRep({ id: "leo", ...limits, effort: 5 })]);
      const all = await Promise.allSettled(
        Array.from({ length: 50 }, (_, n) => takeOne(n % 2 ? "lia" : "leo", n % 3 ? 1 : 0.5)),
      );
      const [lia, leo] = [await tables.reps.get("lia"), await tables.reps.get("leo")];
      expect(lia?.given).toEqual({ [day]: 6, "2026-W45": 6 });
      expect(leo?.openEffort).toBeLessThanOrEqual(5);
      expect(leo?.given?.[day]).toBe(leo?.openLeads);
      expect(all.filter(({ status }) => status === "fulfilled")).toHaveLength(
        (lia?.openLeads ?? 0) + (leo?.openLeads ?? 0),
      );
      await Promise.allSettled(Array.from({ length: 20 }, () => takeOne("lia", 1, "2026-11-03T15:00:00.000Z")));
      expect((await tables.reps.get("lia"))?.given).toEqual({ [day]: 6, "2026-11-03": 3, "2026-W45": 9 });
    });

    it("never exceed an hour's limit or a pool's when many claims come at once, and count what was given back", async () => {
      await tables.reps.importRoster([aRep({ id: "hera", capacity: 90, perHour: 4 })]);
      const by = { pools: { large: { per_rep: { hour: 2, day: 3 } } } } as never;
      const take = async (at: string, pool: string) => {
        const rep = await tables.reps.get("hera");
        if (!rep) throw new Error("no rep hera");
        await write(takePlace("reps", { repId: "hera" }, { now: at, ...claimLimits(rep, rep, by, at, pool) }));
      };
      const many = (at: string, pool: string) =>
        Promise.allSettled(Array.from({ length: 12 }, () => take(at, pool).catch(() => take(at, pool))));
      const at = (time: string) => `2026-11-02T${time}:00.000Z`;
      const ms = (time: string) => Date.parse(at(time));
      await many(at("15:00"), "large");
      expect(await tables.reps.get("hera")).toMatchObject({
        openLeads: 2,
        given: { "2026-11-02@large": 2 },
        recent: { hour: [ms("15:00"), ms("15:00")], "hour@large": [ms("15:00"), ms("15:00")] },
      });
      await many(at("15:30"), "small");
      expect(await open("hera")).toBe(4);
      await write(freePlace("reps", { repId: "hera", countedIn: ["hour"] }));
      await many(at("15:59"), "small");
      expect(await open("hera")).toBe(3);
      await many(at("16:00"), "large");
      // The day's limit of the pool allows one of the two that left the hour.
      expect(await tables.reps.get("hera")).toMatchObject({
        openLeads: 4,
        given: { "2026-11-02@large": 3 },
        recent: { hour: [ms("15:30"), ms("15:30"), ms("16:00")], "hour@large": [ms("16:00")] },
      });
    });

    it("are refused for a rep who could never take so many points", async () => {
      await tables.reps.importRoster([aRep({ id: "small", effort: 2 })]);
      await expect(takeOne("small", 2.5)).rejects.toMatchObject(refused);
      await takeOne("small", 2);
      expect(await tables.reps.get("small")).toMatchObject({ openLeads: 1, openEffort: 2 });
    });

    it("give back what was taken in the period in which it was counted, and remove expired periods", async () => {
      await tables.reps.importRoster([aRep({ id: "ida", perDay: 2, perMonth: 9, effort: 9 })]);
      await takeOne("ida", 3);
      await takeOne("ida", 4);
      await write(freePlace("reps", { repId: "ida", points: 3, countedIn: [day, "2026-11"] }));
      await write(freePlace("reps", { repId: "ida", points: 4 }));
      const left = { openLeads: 0, openEffort: 0, given: { [day]: 1, "2026-11": 1 } };
      expect(await tables.reps.get("ida")).toMatchObject(left);
      await takeOne("ida", 1, "2026-11-06T15:00:00.000Z");
      expect((await tables.reps.get("ida"))?.given).toEqual({ "2026-11-06": 1, "2026-11": 2 });
    });
  });

  it("are freed together, also for many reps of one row", async () => {
    const ids = Array.from({ length: 40 }, (_, n) => `crowd-${n}`);
    await tables.reps.importRoster(ids.map((id) => aRep({ id })));
    for (const id of ids) await write(takePlace("reps", { repId: id }));
    await write(
      ...freePlaces(
        "reps",
        ids.map((repId) => ({ repId })),
      ),
    );
    expect((await tables.reps.all()).filter(({ id }) => ids.includes(id)).map(({ openLeads }) => openLeads)).toEqual(
      ids.map(() => 0),
    );
    await expect(
      write(
        ...freePlaces(
          "reps",
          ids.map((repId) => ({ repId })),
        ),
      ),
    ).rejects.toMatchObject(refused);
  });
});

describe("the roster's version", () => {
  it("is incremented by every import, so that the next import completes one that was cut off", async () => {
    const before = await roster();
    await tables.reps.importRoster([aRep({ id: "ana" })]);
    await tables.reps.importRoster([aRep({ id: "ana" })]);
    expect((await roster()).version).toBe(before.version + 2);
  });

  it("lets a process cache the roster until it changes", async () => {
    const store = new RepStore(tables.client, "reps");
    const first = await store.roster(await roster());
    expect(await store.roster(await roster())).toBe(first);
    await tables.reps.importRoster([aRep({ id: "ana", name: "Ana Prado" })]);
    expect((await store.roster(await roster()))?.find(({ id }) => id === "ana")?.name).toBe("Ana Prado");
  });
});
