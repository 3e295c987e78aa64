import { beforeEach, describe, expect, it } from "vitest";
import { aLead } from "../build/a-lead.ts";
import { aPolicy } from "../build/a-policy.ts";
import { turno, useLocalRun } from "../build/command-line.ts";
import { useDatabase } from "../build/tables.ts";

const tables = useDatabase();
const { here } = useLocalRun(tables);
const run = (...words: string[]) => turno(...words, ...here());
const closed = { outcome: "lost", at: "2026-11-02T15:00:00.000Z", by: "ana" } as const;

let n = 0;
let who = { id: "", email: "", mark: "" };
beforeEach(async () => {
  n += 1;
  who = { id: `lead-${n}`, email: `zq${n}xv@private${n}.example`, mark: `zq${n}xv` };
  const facts = { ...aLead().facts, email: who.email, name: `Quirina ${who.mark}`, message: `Call ${who.mark}` };
  await tables.leads.create(aLead({ id: who.id, facts, status: "closed", closed }), undefined);
});
const kept = async () => JSON.stringify(await tables.items("leads"));

describe("turno leads export", () => {
  it("says all that is kept of a person, for reading and as JSON", async () => {
    const { code, out } = await run("leads", "export", who.email.toUpperCase());
    expect(code).toBe(0);
    expect(out).toMatch(/Lead 1 of 1/);
    expect(out).toContain(`message: Call ${who.mark}`);
    const { out: json } = await run("leads", "export", who.email, "--json");
    expect(JSON.parse(json)).toMatchObject({ email: who.email, leads: [{ lead: { id: who.id } }], held: [] });
  });

  it("says so where nothing is kept, and refuses what is no address", async () => {
    const none = await run("leads", "export", "nobody@private.example");
    expect([none.code, none.out]).toEqual([0, expect.stringMatching(/^Nothing is kept of nobody@private.example in /)]);
    const wrong = await run("leads", "export", "nobody");
    expect([wrong.code, wrong.out, wrong.said]).toEqual([1, "", "nobody: no address.\n"]);
  });
});

describe("turno leads erase", () => {
  it("says what there is and erases nothing before somebody says --yes", async () => {
    const { code, out, said } = await run("leads", "erase", who.email);
    expect(out).toMatch(new RegExp(`has 1 leads of ${who.email}\\.`));
    expect([code, said]).toEqual([1, expect.stringMatching(/cannot be brought back. Say --yes to do so/)]);
    expect(await kept()).toContain(who.mark);
    const { out: record } = await run("privacy", "erasures", "--json");
    expect(JSON.parse(record)).toEqual([]);
  });

  it("erases all of them, and records that without them", async () => {
    const { code, out } = await run("leads", "erase", who.email, "--yes", "--author", "olga");
    expect([code, out]).toEqual([0, expect.stringMatching(/^Erased in .*: 1 leads /)]);
    expect(await tables.leads.get(who.id)).toMatchObject({ erased: expect.any(String) });
    expect((await run("leads", "export", who.email)).out).toMatch(/^Nothing is kept/);
    const { out: record } = await run("privacy", "erasures", "--json");
    expect(JSON.parse(record).at(-1)).toMatchObject({ by: "olga", leads: 1, state: "settling" });
    const { out: listed } = await run("privacy", "erasures");
    expect(listed).toMatch(/olga.*settling/);
    expect(record + listed).not.toContain(who.mark);
  });

  it("is refused while a lead is on hold, and done once the hold is lifted", async () => {
    const held = await run("leads", "hold", who.id, "--reason", "a case", "--author", "olga");
    expect([held.code, held.out]).toEqual([0, `${who.id}: on hold, a case\n`]);
    const refused = await run("leads", "erase", who.email, "--yes");
    expect([refused.code, refused.out]).toEqual([
      1,
      "Nothing was erased: a legal hold stands. leads unhold lifts it.\n",
    ]);
    expect(await kept()).toContain(who.mark);
    expect((await run("leads", "unhold", who.id)).out).toBe(`${who.id}: no longer on hold\n`);
    expect((await run("leads", "erase", who.email, "--yes")).code).toBe(0);
    expect((await tables.leads.load(who.id)).facts.message).toBeUndefined();
  });
});

describe("turno leads hold and unhold", () => {
  it("keeps the first reason, says what was so before, and notes each once", async () => {
    await run("leads", "hold", who.id, "--reason", "a case", "--author", "olga");
    const again = await run("leads", "hold", who.id, "--reason", "another", "--author", "olga");
    expect([again.code, again.out]).toEqual([0, `${who.id}: was on hold, a case\n`]);
    await run("leads", "unhold", who.id, "--author", "olga");
    const twice = await run("leads", "unhold", who.id);
    expect([twice.code, twice.out]).toEqual([0, `${who.id}: was not on hold\n`]);
    const { hold, timeline } = await tables.leads.load(who.id);
    expect(hold).toBeUndefined();
    expect(timeline.flatMap(({ event, by }) => (by === "olga" ? [event] : []))).toEqual(["held", "unheld"]);
  });

  it("goes on with the others where an id is unknown, and needs a reason", async () => {
    for (const words of [
      ["hold", "none", who.id, "--reason", "a case"],
      ["unhold", "none", who.id],
    ]) {
      const { code, out } = await run("leads", ...words);
      expect([code, out]).toEqual([1, expect.stringMatching(new RegExp(`^none: unknown\n${who.id}: `))]);
    }
    const { code, said } = await run("leads", "hold", who.id);
    expect([code, said]).toEqual([1, expect.stringContaining("--reason")]);
    expect((await tables.leads.load(who.id)).hold).toBeUndefined();
  });
});

describe("turno privacy report", () => {
  it("says what is kept where and how long, also before there is a policy", async () => {
    const { code, out } = await run("privacy", "report");
    expect(code).toBe(0);
    expect(out).toMatch(/intake .* HELD .* person .* 30 days/);
    expect(out).toContain("no active policy");
  });

  it("says how long the active policy keeps leads that ended, and the ledgers' journal", async () => {
    await tables.open([], { ...aPolicy(), privacy: { retention: { lost: 30 * 1440 } } });
    const { out } = await run("privacy", "report");
    expect(out).toMatch(/^ {2}lost: 30 days after they ended$/m);
    expect(out).toMatch(/^ {2}won: until somebody erases them$/m);
    const { rows, retention } = JSON.parse((await run("privacy", "report", "--json")).out);
    expect(retention).toContainEqual({ end: "lost", minutes: 43_200 });
    expect(rows).toContainEqual(expect.objectContaining({ rows: "LEDGER", kept: aPolicy().receipts.keep }));
    expect(rows).toContainEqual(expect.objectContaining({ table: "leads", rows: "LEAD", kept: "retention" }));
  });
});
