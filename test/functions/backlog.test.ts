import { SendTaskSuccessCommand } from "@aws-sdk/client-sfn";
import { UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { describe, expect, it } from "vitest";
import { freePlace } from "../../adapters/reps/free-places.ts";
import { chooseRep } from "../../functions/choose-rep/choose-rep.ts";
import { holdLead } from "../../functions/hold-lead/hold-lead.ts";
import { wakeLeads } from "../../functions/wake-leads/wake-leads.ts";
import { answered } from "../../routing/lead/move-lead.ts";
import { oneLead } from "../../routing/ledger/ledger.ts";
import { aPolicy } from "../build/a-policy.ts";
import { aRep } from "../build/a-rep.ts";
import { minutes, useBacklog } from "../build/backlog.ts";
import { useSteps } from "../build/steps.ts";
import { useTables } from "../build/tables.ts";

const tables = useTables();
const steps = useSteps(tables);
const { deps, sfn } = steps;
const { team, ready, choose, woken, at, ownerOf } = useBacklog(tables, steps);

/** The lead's open offer lapses, and its place is free with the same write. */
async function lapse(id: string): Promise<void> {
  await tables.leads.update(id, (lead) => {
    const { attempt, repId } = lead.offers.at(-1) as { attempt: number; repId: string };
    return { lead: answered(lead, attempt, "lapsed", steps.clock.now), also: [freePlace("reps", { repId })] };
  });
}
/** Writes to the row of a lead what no version of ours would. */
const change = (id: string, UpdateExpression: string, ExpressionAttributeValues: Record<string, unknown>) =>
  tables.client.send(
    new UpdateCommand({
      TableName: "leads",
      Key: { pk: `LEAD#${id}`, sk: "LEAD" },
      UpdateExpression,
      ExpressionAttributeValues,
    }),
  );
const nights = [1, 2, 3, 4, 5].map((weekday) => ({ weekday, start: 18 * 60, end: 23 * 60 }));

describe("the backlog", () => {
  it("gives a place that a lapse frees to the hottest, then the oldest lead, and wakes no other", async () => {
    await team({ capacity: 1 }, { capacity: 1, shifts: nights });
    await choose(await ready("first"));
    const waiting = [
      await ready("cold", "cold", minutes(-9)),
      await ready("hot, late", "hot", minutes(-5)),
      await ready("hot, early", "hot", minutes(-6)),
      await ready("warm", "warm", minutes(-8)),
    ];
    for (const id of waiting) expect(await choose(id)).toBe("nobody-available");
    expect(woken()).toEqual([]);
    let has = "first";
    for (const next of ["hot, early", "hot, late", "warm", "cold"]) {
      const { waitingSince } = await tables.leads.load(next);
      await lapse(has);
      expect(await choose(has)).toBe("nobody-available");
      expect(woken()).toEqual([next]);
      expect(await tables.leads.load(next)).toMatchObject({ status: "waiting", waitingSince });
      expect(await choose(next)).toBe("offered");
      has = next;
    }
  });

  it("lets no new lead overtake one that waits, except a hotter one", async () => {
    const [rep = ""] = await team({ capacity: 0 });
    await choose(await ready("waits", "warm", minutes(-9)));
    await team({ id: rep, capacity: 1 });
    expect(await choose(await ready("later", "warm"))).toBe("nobody-available");
    expect(woken()).toEqual(["waits"]);
    expect(await choose(await ready("hotter", "hot"))).toBe("offered");
    expect(await choose("waits")).toBe("nobody-available");
    const waits = await tables.leads.load("waits");
    expect([waits.waitingSince, waits.wokenAt]).toEqual([minutes(0), undefined]);
  });

  it("wakes as many of ten as three reps have room for when their shift begins, and no others", async () => {
    const reps = await team(
      { capacity: 2, shifts: nights },
      { capacity: 2, shifts: nights },
      { shifts: nights, capacity: 2 },
    );
    const ids = Array.from({ length: 10 }, (_, n) => `lead-${n}`);
    for (const [n, id] of ids.entries())
      expect(await choose(await ready(id, "warm", minutes(n)))).toBe("nobody-available");
    at(60);
    expect(await wakeLeads(deps())).toEqual({ waiting: 10, longest: 3600, woken: 0, failed: 0 });
    at(9 * 60);
    expect(await wakeLeads(deps())).toEqual({ waiting: 10, longest: 9 * 3600, woken: 6, failed: 0 });
    expect(woken().sort()).toEqual(ids.slice(0, 6));
    expect(await Promise.all(ids.slice(0, 6).map(choose))).toEqual(Array(6).fill("offered"));
    const owners = await Promise.all(ids.slice(0, 6).map(ownerOf));
    expect(owners.toSorted()).toEqual([...reps, ...reps].toSorted());
    at(9 * 60 + 2);
    expect(await wakeLeads(deps())).toMatchObject({ waiting: 4, woken: 0 });
  });

  it("gets a free rep although nobody is free for the leads before it", async () => {
    await team({ languages: ["pt"], capacity: 0 }, { languages: ["es"], capacity: 0 });
    for (const n of [1, 2, 3]) await choose(await ready(`portuguese-${n}`, "hot", minutes(n), { language: "pt" }));
    await choose(await ready("spanish"));
    const [, es = ""] = (await tables.reps.all())
      .filter(({ role, active }) => role === "rep" && active)
      .map(({ id }) => id);
    const [pt = ""] = (await tables.reps.all())
      .filter(({ role, active }) => role === "rep" && active)
      .map(({ id }) => id);
    await team({ id: pt, languages: ["pt"], capacity: 0 }, { id: es, languages: ["es"], capacity: 1 });
    await wakeLeads(deps());
    expect(woken()).toEqual(["spanish"]);
  });

  it("wakes a lead once, however many walks run at the same time", async () => {
    const [rep = ""] = await team({ capacity: 0 });
    await choose(await ready("one"));
    await team({ id: rep, capacity: 5 });
    const looks = await Promise.all([1, 2, 3, 4].map(() => wakeLeads(deps())));
    expect(looks.map(({ woken }) => woken).toSorted()).toEqual([0, 0, 0, 1]);
    expect(woken()).toEqual(["one"]);
    expect(await choose("one")).toBe("offered");
    expect(await wakeLeads(deps())).toEqual({ waiting: 0, longest: 0, woken: 0, failed: 0 });
  });

  it("wakes it again after a minute when a wake-up is lost", async () => {
    const [rep = ""] = await team({ capacity: 0 });
    await choose(await ready("one"));
    await team({ id: rep, capacity: 1 });
    sfn.on(SendTaskSuccessCommand).rejectsOnce(Object.assign(new Error("cut off"), { name: "TimeoutError" }));
    expect((await wakeLeads(deps())).woken).toBe(0);
    at(0.5);
    expect((await wakeLeads(deps())).woken).toBe(0);
    at(1.1);
    expect((await wakeLeads(deps())).woken).toBe(1);
  });

  it("leaves a lead whose workflow is gone to the sweeper, and keeps its place for three minutes", async () => {
    const [rep = ""] = await team({ capacity: 0 });
    await choose(await ready("gone", "hot"));
    await choose(await ready("other"));
    await team({ id: rep, capacity: 1 });
    sfn.on(SendTaskSuccessCommand).rejectsOnce(Object.assign(new Error(), { name: "TaskDoesNotExist" }));
    await wakeLeads(deps());
    const gone = await tables.leads.load("gone");
    expect([gone.taskToken, gone.dueAt]).toEqual([undefined, minutes(0)]);
    woken();
    at(2.9);
    await wakeLeads(deps());
    expect(woken()).toEqual([]);
    at(3.1);
    await wakeLeads(deps());
    expect(woken()).toEqual(["other"]);
    // Started again it has its turn as before.
    expect(await choose("gone")).toBe("offered");
  });

  it("wakes several at once, those whose turn is first, stops when its time is over, and wakes the others in the next run", async () => {
    const [rep = ""] = await team({ capacity: 0 });
    for (let n = 0; n < 6; n++) await choose(await ready(`turn-${n}`, "hot", minutes(n - 10)));
    await team({ id: rep, capacity: 6 });
    let times = 0;
    // Asked before each lead is read, and again before it is woken.
    expect(await wakeLeads({ ...deps(), hasTime: () => ++times <= 6 })).toMatchObject({ waiting: 6, failed: 0 });
    const first = woken().sort();
    expect(first.length).toBeGreaterThan(0);
    expect(first).toEqual(Array.from({ length: first.length }, (_, n) => `turn-${n}`));
    await wakeLeads(deps());
    expect([...first, ...woken().sort()]).toEqual(Array.from({ length: 6 }, (_, n) => `turn-${n}`));
  });

  it("continues past a lead that cannot be read, in the run of every minute and for each new lead", async () => {
    const [rep = ""] = await team({ capacity: 0 });
    for (const id of ["broken", "no such policy", "fine"]) await choose(await ready(id, "hot", minutes(0)));
    await change("broken", "SET facts = :bad", { ":bad": "no facts" });
    await change("no such policy", "SET policyVersion = :bad", { ":bad": 9999 });
    await team({ id: rep, capacity: 2 });
    expect(await wakeLeads(deps())).toMatchObject({ waiting: 3, woken: 1, failed: 2 });
    expect(woken()).toEqual(["fine"]);
    expect(await choose(await ready("new", "cold"))).toBe("offered");
  });

  it("offers a lead in further pools once its longest wait is over, and to the manager when these decline", async () => {
    const pools = { "latam-smb": { manager: "marta" }, backup: { manager: "marta" } };
    const backup = ["back-1", "back-2"].map((id) => aRep({ id, pools: { backup: 1 } }));
    const busy = aRep({ id: "busy", capacity: 0 });
    const policy = aPolicy({ pools, max_wait: "2h", after_max_wait: ["backup"] });
    await tables.open([busy, ...backup, aRep({ id: "marta", role: "manager", pools: {} })], policy);
    expect(await choose(await ready("patient"))).toBe("nobody-available");
    at(60);
    expect(await wakeLeads(deps())).toMatchObject({ waiting: 1, woken: 0 });
    expect(await choose("patient")).toBe("nobody-available");
    // Two minutes of grace after the end of the wait.
    expect((await tables.leads.load("patient")).dueAt).toBe(minutes(122));
    at(120);
    expect(await choose("patient")).toBe("offered");
    const [offer] = (await tables.leads.load("patient")).offers;
    expect(offer).toMatchObject({ repId: "back-1", pool: "backup", waitedOut: true });
    expect(await tables.traces.whyOf("patient", 1)).toMatchObject({ waitedOut: true });
    const { balances } = (await tables.ledgers.of(["backup"])).get("backup") ?? {};
    expect(balances).toEqual({ "back-1": -oneLead / 2, "back-2": oneLead / 2 });
    const [, trace] = await tables.traces.of("patient");
    expect(trace?.rankings?.pools.map(({ pool, waitedOut }) => [pool, waitedOut])).toEqual([
      ["latam-smb", undefined],
      ["backup", true],
    ]);
    await lapse("patient");
    expect(await choose("patient")).toBe("offered");
    expect(await ownerOf("patient")).toBe("back-2");
    await lapse("patient");
    expect(await choose("patient")).toBe("escalate");
  });

  it("remembers that leads wait as long as one does", async () => {
    const open = async () => (await tables.backlog.team()).open;
    const [rep = ""] = await team({ capacity: 0 });
    await wakeLeads(deps());
    at(5);
    await wakeLeads(deps());
    expect(await open()).toBe(false);
    await choose(await ready("one"));
    expect(await open()).toBe(true);
    at(10);
    await wakeLeads(deps());
    expect(await open()).toBe(true);
    await team({ id: rep, capacity: 1 });
    await choose("one");
    await wakeLeads(deps());
    expect(await open()).toBe(false);
  });

  it("is not forgotten when a run finds nobody just before a lead begins to wait", async () => {
    const [rep = ""] = await team({ capacity: 0 });
    await choose(await ready("before"));
    await team({ id: rep, capacity: 1 });
    expect(await choose("before")).toBe("offered");
    at(10);
    // The look that sees an empty index comes between what this choice reads and what it writes.
    const { claims, ...others } = deps();
    const slow = {
      read: async (id: string) => {
        const found = await claims.read(id);
        await wakeLeads(deps());
        return found;
      },
      ledgersOf: claims.ledgersOf.bind(claims),
      claim: claims.claim.bind(claims),
    };
    const { kind } = await chooseRep({ leadId: await ready("hot", "hot") }, { ...others, claims: slow });
    expect(kind).toBe("nobody-available");
    expect((await tables.backlog.team()).open).toBe(true);
  });
});

describe("hold lead", () => {
  it("stores token and end of the wait, also when it runs twice", async () => {
    await team({ capacity: 0 });
    await choose(await ready("held"));
    const input = { leadId: "held", token: "another", waitSeconds: 600 };
    expect(await holdLead(input, deps())).toEqual(await holdLead(input, deps()));
    expect(await tables.leads.load("held")).toMatchObject({ taskToken: "another", dueAt: minutes(12) });
    expect(woken()).toEqual([]);
  });

  it("ends the wait at once for a lead that no longer waits", async () => {
    await team({ capacity: 1 });
    await choose(await ready("has a rep"));
    await holdLead({ leadId: "has a rep", token: "token of has a rep", waitSeconds: 600 }, deps());
    expect(woken()).toEqual(["has a rep"]);
  });
});
