import { randomUUID } from "node:crypto";
import { PutCommand } from "@aws-sdk/lib-dynamodb";
import { beforeEach, describe, expect, it } from "vitest";
import { AuditLog } from "../../adapters/audit/audit-log.ts";
import { answering, answerTeam } from "../../functions/answer-team/answer-team.ts";
import { changeTeam } from "../../functions/change-team/change-team.ts";
import { aPolicy } from "../build/a-policy.ts";
import { aRep } from "../build/a-rep.ts";
import { openConsoleWorld, team, teamDeps } from "../build/console-world.ts";
import { goodPolicy } from "../build/policy-text.ts";
import { useTables } from "../build/tables.ts";

const tables = useTables();
let opened = false;
beforeEach(async () => {
  if (!opened) {
    await openConsoleWorld(tables);
    const by = { author: "test", note: "", at: "2026-11-01T00:00:00.000Z" };
    await tables.versions.publish(
      aPolicy({ pools: { "latam-smb": { manager: "marta" }, north: { manager: "nora" } } }),
      source,
      by,
    );
  }
  opened = true;
  await tables.reps.importRoster([...team, stranger, nora].map((rep) => ({ ...rep, timeOff: [] })));
  for (const { id } of team) await tables.reps.resume(id);
});

/** A rep of a pool that nobody of the team manages. */
const stranger = aRep({
  id: "sol",
  name: "Sol Mar",
  email: "sol@andina.example",
  managerId: undefined,
  pools: { north: 1 },
});

const nora = aRep({
  id: "nora",
  name: "Nora Paz",
  email: "nora@andina.example",
  role: "manager",
  managerId: undefined,
  pools: {},
});
/** A policy as its author wrote it, with which a roster has to go. */
const source = goodPolicy.replaceAll("smb", "latam-smb").replace("pools:\n", "pools:\n  north: { manager: nora }\n");

interface Asking {
  rep?: string;
  lead?: string;
  query?: Record<string, string>;
  seen?: string;
  body?: object;
  key?: string;
}
async function ask(
  routeKey: string,
  who: string,
  { rep, lead, query, seen, body, key = randomUUID() }: Asking = {},
  more: Partial<ReturnType<typeof teamDeps>> = {},
) {
  const claims = { rep: who, email: `${who}@andina.example` };
  const asked = {
    routeKey,
    requestContext: { authorizer: { jwt: { claims } } },
    pathParameters: { ...(rep && { rep }), ...(lead && { lead }) },
    queryStringParameters: query,
    headers: { "idempotency-key": key, ...(seen !== undefined && { "if-match": `"${seen}"` }) },
    body: body && JSON.stringify(body),
  };
  const run = routeKey in answering ? answerTeam : changeTeam;
  const { statusCode, body: text = "", headers } = await run(asked as never, { ...teamDeps(tables), ...more });
  const isReplayed = headers?.["Idempotent-Replayed"] === "true";
  return { status: statusCode, said: JSON.parse(text || "{}"), isReplayed };
}
const seenOf = async (rep: string, who = "olga"): Promise<string> =>
  (await ask("GET /api/team/{rep}", who, { rep })).said.version;
const patch = async (who: string, rep: string, body: object, seen?: string, key?: string) =>
  ask("PATCH /api/team/{rep}", who, { rep, body, seen: seen ?? (await seenOf(rep)), ...(key && { key }) });
const changesOf = async (id: string) =>
  (await ask("GET /api/roster/changes", "marta")).said.changes.filter(({ who }: { who: string }) => who === id);
const stored = async (id: string) => {
  const rep = await tables.reps.get(id);
  if (!rep) throw new Error(`there is no ${id}`);
  return rep;
};

describe("the team in the console's API", () => {
  it("is everybody for those who lead, and for a rep themselves", async () => {
    const idsFor = async (who: string) =>
      (await ask("GET /api/team", who)).said.team.map(({ id }: { id: string }) => id).sort();
    expect(await idsFor("marta")).toEqual(["ana", "beto", "marta", "nora", "olga", "sol"]);
    expect(await idsFor("olga")).toEqual(["ana", "beto", "marta", "nora", "olga", "sol"]);
    expect(await idsFor("ana")).toEqual(["ana"]);
  });

  it("says of each how full they are, when they work, and what they are owed within which bound", async () => {
    const { said } = await ask("GET /api/team", "marta");
    // 09:05 on a Monday in Mexico City, whose offices close at 18:00.
    expect(said.team.find(({ id }: { id: string }) => id === "ana")).toMatchObject({
      open: { now: 0, most: 10 },
      onUntil: "2026-11-03T00:00:00.000Z",
      owed: [{ ledger: "latam-smb", balance: 0, bound: 500_000_000 }],
      may: ["change availability", "change reps"],
    });
  });

  it("tells a rep's next 14 days, and never how to reach their calendar", async () => {
    const off = { ...team[0], calendarFeed: "https://calendar.example/secret.ics", daysOff: ["2026-11-04"] };
    await tables.reps.importRoster([aRep(off), ...team.slice(1)]);
    const { said } = await ask("GET /api/team/{rep}", "ana", { rep: "ana" });
    expect(said.days).toHaveLength(14);
    expect(said.days[0]).toMatchObject({ date: "2026-11-02", work: [{ from: "2026-11-02T15:00:00.000Z" }], away: [] });
    expect(said.days[2]).toEqual({ date: "2026-11-04", work: [], away: ["day-off"] });
    expect(JSON.stringify(said)).not.toContain("secret.ics");
    const exported = await ask("GET /api/roster", "marta");
    expect(exported.said.csv).not.toContain("secret.ics");
  });

  it("tells receipt and why-not of themselves to a rep, of everybody to those who lead, of nobody else", async () => {
    for (const route of ["GET /api/team/{rep}", "GET /api/team/{rep}/receipt", "GET /api/team/{rep}/why-not/{lead}"]) {
      const status = async (who: string, rep: string) => (await ask(route, who, { rep, lead: "anas" })).status;
      expect([await status("ana", "ana"), await status("ana", "beto"), await status("ana", "none")]).toEqual([
        200, 404, 404,
      ]);
      for (const who of ["marta", "olga"])
        expect([await status(who, "sol"), await status(who, "none")]).toEqual([200, 404]);
    }
  });

  it("gives a receipt that adds up, line by line, and says why a lead was not for them", async () => {
    const { said } = await ask("GET /api/team/{rep}/receipt", "ana", { rep: "ana", query: { days: "30" } });
    expect(said.ledgers).toMatchObject([{ ledger: "latam-smb", balanced: true, sums: expect.any(Array) }]);
    expect((await ask("GET /api/team/{rep}/receipt", "ana", { rep: "ana", query: { days: "400" } })).status).toBe(422);
    const why = await ask("GET /api/team/{rep}/why-not/{lead}", "beto", {
      rep: "beto",
      lead: "anas",
      query: { lang: "en" },
    });
    expect(why.said.lines.join("\n")).toContain("Beto Ruiz");
  });
});

describe("a change of the team", () => {
  const limits = { cells: { capacity: "12" } };
  const away = { cells: { time_off: "2026-12-24 pm; 2026-12-28/2026-12-30" } };
  it.each([
    ["ana", "ana", { pause: {} }, 200],
    ["ana", "ana", away, 200],
    ["ana", "ana", limits, 404],
    ["ana", "beto", { pause: {} }, 404],
    ["marta", "ana", { pause: {} }, 200],
    ["marta", "ana", limits, 200],
    ["marta", "marta", away, 200],
    ["marta", "sol", limits, 404],
    ["marta", "sol", { pause: {} }, 404],
    ["marta", "ana", { cells: { role: "operator" } }, 404],
    ["marta", "ana", { cells: { email: "evil@andina.example" } }, 404],
    ["marta", "ana", { cells: { activates_policies: "yes" } }, 404],
    ["marta", "ana", { cells: { pools: "latam-smb; north" } }, 404],
    ["olga", "sol", limits, 200],
    ["olga", "ana", { cells: { role: "manager", pools: "" } }, 200],
    ["olga", "none", limits, 404],
  ] as const)("of %s to %s, %j, is answered with %i", async (who, rep, body, status) => {
    expect((await patch(who, rep, body, rep === "none" ? "x" : undefined)).status).toBe(status);
  });

  it("is written as the roster's file has it, and its effect is there", async () => {
    await patch("ana", "ana", away);
    expect((await stored("ana")).timeOff).toEqual([
      { from: "2026-12-24T12:00", to: "2026-12-24T24:00" },
      { from: "2026-12-28", to: "2026-12-30" },
    ]);
    await patch("marta", "ana", { cells: { capacity: "3", per_day: "2" } });
    expect(await stored("ana")).toMatchObject({ capacity: 3, perDay: 2, timeOff: expect.any(Array) });
    expect((await stored("beto")).capacity).toBe(10);
  });

  it("is refused as the roster's file would be, with what was expected, and nothing of it is kept", async () => {
    const { status, said } = await patch("marta", "ana", { cells: { capacity: "7", per_day: "none" } });
    expect([status, said.type]).toEqual([422, "urn:turno:roster"]);
    expect(said.problems).toMatchObject([
      { path: "per_day", expected: expect.stringContaining("a whole number from 1") },
    ]);
    expect((await stored("ana")).capacity).toBe(10);
    for (const body of [
      {},
      { cells: {} },
      { cells: { id: "x" } },
      { cells: { shoe: "42" } },
      { pause: { until: "x" } },
    ])
      expect((await patch("marta", "ana", body)).status, JSON.stringify(body)).toBe(422);
  });

  it("needs what was seen, and is refused once that has changed, with who did it", async () => {
    expect((await ask("PATCH /api/team/{rep}", "marta", { rep: "ana", body: limits })).status).toBe(428);
    const seen = await seenOf("ana");
    await patch("olga", "ana", { cells: { capacity: "5" } }, seen);
    const late = await patch("marta", "ana", limits, seen);
    expect([late.status, late.said]).toMatchObject([412, { by: "Olga Paz", act: "edit" }]);
    expect((await stored("ana")).capacity).toBe(5);
    const paused = await seenOf("ana");
    await patch("olga", "ana", { pause: {} }, paused);
    expect((await patch("marta", "ana", { pause: { until: "2026-11-20T12:00:00Z" } }, paused)).status).toBe(412);
  });

  it("is made once by a request that comes twice, also at the same time, and is answered alike and told once", async () => {
    const seen = await seenOf("ana");
    const before = (await changesOf("ana")).length;
    const both = await Promise.all([1, 2].map(() => patch("marta", "ana", limits, seen, "of-two-taps")));
    const version = await seenOf("ana");
    expect(both.map(({ status, said }) => [status, said])).toEqual([1, 2].map(() => [200, { version }]));
    expect(await patch("marta", "ana", limits, seen, "of-two-taps")).toEqual({
      ...{ status: 200, said: { version }, isReplayed: true },
    });
    const pause = () => patch("marta", "ana", { pause: {} }, version, "of-one-pause");
    const [first, second] = [await pause(), await pause()];
    expect(first).toEqual({ status: 200, said: { version: await seenOf("ana") }, isReplayed: false });
    expect(second).toEqual({ ...first, isReplayed: true });
    const told = await changesOf("ana");
    expect(told.length - before).toBe(2);
    expect(told.slice(0, 2)).toMatchObject([{ act: "pause" }, { act: "edit", detail: "capacity: 10 → 12" }]);
  });

  it("needs the key of its request, which is good for no other", async () => {
    expect((await ask("PATCH /api/team/{rep}", "marta", { rep: "ana", body: limits, key: "" })).status).toBe(428);
    await patch("marta", "ana", limits, undefined, "used-before");
    expect((await patch("marta", "ana", { pause: {} }, undefined, "used-before")).said.type).toBe(
      "urn:turno:key-reused",
    );
    expect((await stored("ana")).paused).toBeUndefined();
  });

  it.each([
    ["a pause", "marta", { pause: {} }],
    ["an edit", "marta", limits],
  ])("is not made where it cannot be told: %s", async (_, who, body) => {
    const before = await stored("ana");
    const audit = new AuditLog(tables.client, "leads");
    const [entry] = [audit.entry({ at: "2026-11-02T15:05:00.000Z", by: who, act: "x", who: "ana" })];
    await tables.client.send(new PutCommand(entry.Put as never));
    audit.entry = () => entry;
    const seen = await seenOf("ana");
    const asked = ask("PATCH /api/team/{rep}", who, { rep: "ana", body, seen }, { audit });
    expect((await asked).status).toBe(412);
    expect(await stored("ana")).toEqual(before);
  });

  it("ends a pause for whoever may, and for nobody else", async () => {
    await patch("marta", "ana", { pause: { until: "2026-11-20T12:00:00Z", note: "Course" } });
    expect((await ask("GET /api/team/{rep}", "marta", { rep: "ana" })).said.paused).toMatchObject({
      until: "2026-11-20T12:00:00.000Z",
      note: "Course",
    });
    expect((await patch("beto", "ana", { pause: null })).status).toBe(404);
    expect((await patch("ana", "ana", { pause: null })).status).toBe(200);
    expect((await stored("ana")).paused).toBeUndefined();
  });

  it("adds a rep to pools that a manager manages, once, and people of other roles for operators alone", async () => {
    const cells = {
      ...{ name: "Nico Sur", email: "nico@andina.example", role: "rep", locale: "es", time_zone: "America/Bogota" },
      ...{ hours: "Mon-Fri 09:00-18:00", pools: "latam-smb", manager: "marta", capacity: "8" },
    };
    const add = (who: string, id: string, changed: object = {}, key: string = randomUUID()) =>
      ask("POST /api/team", who, { query: { id }, body: { cells: { ...cells, ...changed } }, key });
    expect((await add("ana", "nico")).status).toBe(404);
    expect((await add("marta", "nico", { role: "manager", pools: "" })).status).toBe(404);
    expect((await add("marta", "nico", { email: "nowhere" })).said.problems).toMatchObject([{ path: "email" }]);
    expect((await add("marta", "nico", {}, "of-one-form")).status).toBe(201);
    expect(await add("marta", "nico", {}, "of-one-form")).toEqual({
      ...{ status: 201, said: { id: "nico" }, isReplayed: true },
    });
    expect(await stored("nico")).toMatchObject({ role: "rep", capacity: 8, pools: { "latam-smb": 1 }, active: true });
    expect((await add("marta", "nico", { activates_policies: "yes" })).status).toBe(404);
    expect((await add("marta", "nico")).status).toBe(409);
    expect((await add("olga", "otto", { role: "operator", pools: "", email: "otto@andina.example" })).status).toBe(201);
  });
});
