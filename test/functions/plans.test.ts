import { UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { beforeEach, describe, expect, it } from "vitest";
import type { Plan } from "../../adapters/plans/plan-store.ts";
import { openAttribute, placeKey } from "../../adapters/reps/place-rows.ts";
import { exportLeads } from "../../functions/export-leads/export-leads.ts";
import { planForMany } from "../../functions/plan-for-many/plan-for-many.ts";
import { renderRoster } from "../../policy/read/roster-file.ts";
import { holdersOf } from "../../routing/lead/lead.ts";
import { aPolicy } from "../build/a-policy.ts";
import { aRep } from "../build/a-rep.ts";
import { consoleNow, openConsoleWorld, planDeps, team, teamDeps } from "../build/console-world.ts";
import { openTables, type Tables } from "../build/open-tables.ts";
import { goodPolicy } from "../build/policy-text.ts";

const nora = aRep({ id: "nora", email: "nora@andina.example", role: "manager", managerId: undefined, pools: {} });
const sol = aRep({ id: "sol", email: "sol@andina.example", managerId: "nora", pools: { north: 1 } });
const source = goodPolicy.replaceAll("smb", "latam-smb").replace("pools:\n", "pools:\n  north: { manager: nora }\n");
const everybody = [...team, nora, sol];

let tables: Tables;
let tick = 0;
const now = () => new Date(Date.parse(consoleNow) + ++tick * 1000).toISOString();
beforeEach(async () => {
  const opened = await openTables();
  tables = opened.tables;
  await openConsoleWorld(tables);
  const policy = aPolicy({ pools: { "latam-smb": { manager: "marta" }, north: { manager: "nora" } } });
  await tables.versions.publish(policy, source, { author: "test", note: "", at: "2026-11-01T00:00:00.000Z" });
  await tables.reps.importRoster(everybody);
  for (const id of ["ana", "beto"])
    await tables.client.send(
      new UpdateCommand({
        TableName: "reps",
        Key: placeKey(id),
        UpdateExpression: "SET #open = :two",
        ExpressionAttributeNames: { "#open": openAttribute(id) },
        ExpressionAttributeValues: { ":two": 2 },
      }),
    );
  return () => opened.close();
});

const deps = () => ({ ...teamDeps(tables), ...planDeps(tables), newId: () => `plan-${++tick}`, now });
async function ask(routeKey: string, who: string, { plan, body }: { plan?: string; body?: object } = {}) {
  const claims = { rep: who, email: `${who}@andina.example` };
  const asked = {
    ...{ routeKey, requestContext: { authorizer: { jwt: { claims } } }, headers: {} },
    pathParameters: { ...(plan && { plan }) },
    body: body && JSON.stringify(body),
  };
  const { statusCode, body: text = "" } = await planForMany(asked as never, deps());
  return { status: statusCode, said: JSON.parse(text || "{}") };
}
const make = (who: string, body: object) => ask("POST /api/plans", who, { body });
const run = (who: string, plan: string) => ask("POST /api/plans/{plan}/run", who, { plan });
const holders = async (id: string) => holdersOf(await tables.leads.load(id));
const handedOn = async (id: string) =>
  (await tables.leads.load(id)).timeline.filter(({ by, event }) => by === "marta" && event !== "offered").length;

describe("a plan of somebody's leaving", () => {
  it("tells where each of their leads goes, and does nothing before it is run", async () => {
    const { status, said } = await make("marta", { kind: "leave", who: "ana" });
    expect(status).toBe(201);
    expect(said.plan.leads.map(({ id }: { id: string }) => id).sort()).toEqual(["anas", "offered-to-ana"]);
    for (const lead of said.plan.leads) expect(lead).toMatchObject({ from: "ana", kind: "rep", to: "beto" });
    expect((await tables.reps.get("ana"))?.active).toBe(true);
    expect([await holders("anas"), await holders("offered-to-ana")]).toEqual([["ana"], ["ana"]]);
    expect((await ask("GET /api/plans/{plan}", "marta", { plan: said.plan.id })).said.plan).toEqual(said.plan);
  });

  it("hands each lead on once, however often and by how many at once it is run", async () => {
    const { id } = (await make("marta", { kind: "leave", who: "ana" })).said.plan;
    await Promise.all([run("marta", id), run("marta", id)].map((each) => each.catch(() => undefined)));
    const { status, said } = await run("marta", id);
    expect([status, said.plan.finished]).toEqual([200, true]);
    expect((await tables.reps.get("ana"))?.active).toBe(false);
    for (const lead of ["anas", "offered-to-ana"]) {
      expect(await holders(lead)).not.toContain("ana");
      const events = await handedOn(lead);
      await run("marta", id);
      expect(await handedOn(lead)).toBe(events);
      expect(events).toBe(1);
    }
  });
});

describe("a plan for chosen leads", () => {
  it("gives them to somebody, or to whoever is next, each once", async () => {
    const { plan } = (await make("marta", { kind: "reassign", leads: ["anas", "betos"], to: "beto" })).said;
    expect(plan.leads).toMatchObject([
      { id: "anas", kind: "rep", to: "beto" },
      { id: "betos", kind: "stays", because: "before" },
    ]);
    expect((await run("marta", plan.id)).said.plan).toMatchObject({ finished: true, done: { anas: "done" } });
    expect(await holders("anas")).toEqual(["beto"]);
    const rules = (await make("olga", { kind: "reassign", leads: ["offered-to-ana"] })).said.plan;
    expect(rules.leads).toMatchObject([{ from: "ana", kind: "rep", to: "beto" }]);
  });

  it("is for whoever manages the leads, and run by whoever made it alone", async () => {
    const all = { kind: "reassign", leads: ["anas"] };
    expect((await make("ana", all)).status).toBe(404);
    expect((await make("nora", all)).status).toBe(404);
    expect((await make("nora", { kind: "leave", who: "ana" })).status).toBe(404);
    expect((await make("marta", { kind: "reassign", leads: ["anas"], to: "olga" })).status).toBe(404);
    const { plan } = (await make("marta", all)).said;
    for (const who of ["ana", "olga", "nora"]) {
      expect((await run(who, plan.id)).status).toBe(404);
      expect((await ask("GET /api/plans/{plan}", who, { plan: plan.id })).status).toBe(404);
    }
    expect((await run("marta", "none")).status).toBe(404);
    for (const body of [
      {},
      { kind: "leave" },
      { kind: "reassign", leads: [] },
      { kind: "reassign", leads: Array(201).fill("x") },
    ])
      expect((await make("marta", body)).status).toBe(422);
  });
});

describe("a plan of a roster", () => {
  const csvOf = (change: (rep: (typeof everybody)[number]) => object | undefined) =>
    renderRoster(everybody.flatMap((rep) => (change(rep) === undefined ? [] : [{ ...rep, ...change(rep) }])));

  it("tells who is added, changed cell by cell, and leaves, and does so when it is run, once", async () => {
    const csv = csvOf((rep) => (rep.id === "beto" ? undefined : rep.id === "ana" ? { capacity: 4 } : {}));
    const { plan } = (await make("olga", { kind: "roster", csv })).said;
    expect(plan.roster).toEqual({
      added: [],
      changed: [{ id: "ana", cells: [["capacity", "10", "4"]] }],
      deactivated: ["beto"],
    });
    expect((await tables.reps.get("ana"))?.capacity).toBe(10);
    expect((await run("olga", plan.id)).said.plan.finished).toBe(true);
    expect((await tables.reps.get("ana"))?.capacity).toBe(4);
    expect((await tables.reps.get("beto"))?.active).toBe(false);
    expect((await run("olga", plan.id)).status).toBe(200);
  });

  it("is not kept where it is larger than an item may be", async () => {
    const { plans } = planDeps(tables);
    const cells = (length: number): [string, string, string][] => [["title", "", "a".repeat(length)]];
    const plan = (id: string, length: number): Plan => ({
      ...{ id, kind: "roster", by: "olga", at: consoleNow, leads: [], done: {} },
      roster: { added: [], changed: [{ id: "ana", cells: cells(length) }], deactivated: [] },
    });
    expect(await plans.create(plan("large", 349_000))).toBe(true);
    expect(await plans.create(plan("too-large", 351_000))).toBe(false);
    expect(await plans.get("too-large", consoleNow)).toBeUndefined();
  });

  it("is refused with every line that is wrong and what was expected there, and nothing of it is done", async () => {
    const csv = csvOf(() => ({}))
      .replace(/,10,/, ",ten,")
      .replace("olga@andina.example", "olga");
    const { status, said } = await make("olga", { kind: "roster", csv });
    expect(status).toBe(422);
    expect(said.problems).toMatchObject([
      { file: "roster.csv", line: 2, path: "capacity", expected: expect.stringContaining("a whole number") },
      { line: 5, path: "email" },
    ]);
    const nobody = csvOf((rep) => (rep.role === "rep" && rep.id !== "sol" ? undefined : {}));
    expect((await make("olga", { kind: "roster", csv: nobody })).said.problems[0].file).toBe("the active policy");
  });

  it("is refused once the roster is another one", async () => {
    const { plan } = (
      await make("olga", { kind: "roster", csv: csvOf((rep) => (rep.id === "ana" ? { capacity: 4 } : {})) })
    ).said;
    await tables.reps.importRoster(everybody.map((rep) => (rep.id === "beto" ? { ...rep, capacity: 7 } : rep)));
    expect((await run("olga", plan.id)).status).toBe(412);
    expect([(await tables.reps.get("ana"))?.capacity, (await tables.reps.get("beto"))?.capacity]).toEqual([10, 7]);
  });

  it("of a manager is about their reps: others stay, and roles are not theirs to give", async () => {
    const own = (change: (rep: (typeof everybody)[number]) => object) =>
      renderRoster(
        everybody.filter(({ id }) => ["ana", "beto", "marta"].includes(id)).map((rep) => ({ ...rep, ...change(rep) })),
      );
    const { plan } = (
      await make("marta", { kind: "roster", csv: own(({ id }) => (id === "ana" ? { capacity: 3 } : {})) })
    ).said;
    expect(plan.roster).toMatchObject({ added: [], changed: [{ id: "ana" }], deactivated: [] });
    const paths = async (csv: string) =>
      ((await make("marta", { kind: "roster", csv })).said.problems ?? []).map(({ path }: { path: string }) => path);
    expect(await paths(own(({ id }) => (id === "ana" ? { role: "operator", pools: {} } : {})))).toEqual(["ana: role"]);
    expect(await paths(own(({ id }) => (id === "ana" ? { activatesPolicies: true } : {})))).toEqual([
      "ana: activates_policies",
    ]);
    expect(await paths(own(({ id }) => (id === "ana" ? { email: "x@andina.example" } : {})))).toEqual(["ana: email"]);
    expect(await paths(own(({ id }) => (id === "ana" ? { pools: { north: 1 } } : {})))).toEqual(["ana: pools"]);
    expect(await paths(csvOf(({ id }) => (id === "sol" ? { capacity: 1 } : {})))).toEqual(["sol: "]);
  });
});

describe("leads as a file", () => {
  const take = async (who: string, query: Record<string, string> = {}) => {
    const requestContext = { authorizer: { jwt: { claims: { rep: who, email: `${who}@andina.example` } } } };
    const asked = { routeKey: "POST /api/leads/export", requestContext, queryStringParameters: query, headers: {} };
    const { statusCode, body = "" } = await exportLeads(asked as never, deps());
    return { status: statusCode, said: JSON.parse(body) };
  };

  it("are those of the filter, without a formula or a way to reach them, and who took how many is in the audit", async () => {
    const evil = { ...(await tables.leads.load("waiting")).facts, company: '=HYPERLINK("http://evil.example")' };
    await tables.leads.update("waiting", (lead) => ({ ...lead, facts: evil }));
    const { status, said } = await take("marta", { status: "waiting" });
    expect([status, said.count, said.more]).toEqual([200, 1, false]);
    expect(said.csv.split("\n")[0]).toBe(
      "id,received,status,outcome,name,company,country,priority,lane,source,with,pool,by",
    );
    expect(said.csv).toContain(`"'=HYPERLINK`);
    expect(said.csv).not.toMatch(/florarosa\.example|55 5555/);
    const { entries } = await deps().audit.page(`${now()}~`, 10);
    expect(entries[0]).toMatchObject({ by: "marta", act: "export", detail: "1 leads, status=waiting" });
  });

  it("are for those who lead alone", async () => {
    expect((await take("ana")).status).toBe(404);
    expect((await take("olga")).said.count).toBe(4);
    expect((await take("olga", { status: "none" })).status).toBe(422);
  });
});
