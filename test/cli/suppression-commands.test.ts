import { describe, expect, it } from "vitest";
import { aLead } from "../build/a-lead.ts";
import { turno, useLocalRun } from "../build/command-line.ts";
import { useDatabase } from "../build/tables.ts";

const tables = useDatabase();
const { here } = useLocalRun(tables);
const run = (...words: string[]) => turno(...words, ...here());

describe("turno suppressions", () => {
  it("adds, finds, lists and removes addresses, and keeps none of them", async () => {
    const added = await run("suppressions", "add", "Ana.Lopez+x@florarosa.example", "--author", "marta");
    expect(added.out).toMatch(/1 suppressed/);
    expect((await run("suppressions", "list", "analopez@florarosa.example")).out).toMatch(/asked.*marta/);
    const listed = await run("suppressions", "list", "--json");
    expect(JSON.parse(listed.out)).toMatchObject([{ why: "asked", by: "marta" }]);
    expect(JSON.stringify(await tables.items("leads"))).not.toMatch(/lopez/i);
    expect((await run("suppressions", "remove", "ana.lopez@florarosa.example")).out).toMatch(/: removed/);
    expect((await run("suppressions", "list")).out).toMatch(/^Nobody is suppressed/);
    const again = await run("suppressions", "remove", "ana.lopez@florarosa.example");
    expect([again.code, again.out]).toEqual([1, "ana.lopez@florarosa.example: was not suppressed\n"]);
  });

  it.each([
    ["what is no address", ["nobody"], /nobody: no address; nothing was changed/],
    ["nothing", [], /Name at least one address/],
  ])("refuses %s", async (_, words, message) => {
    const { code, said } = await run("suppressions", "add", ...words);
    expect([code, said]).toEqual([1, expect.stringMatching(message)]);
  });
});

describe("turno leads replied", () => {
  it("ends the mails of a lead that nobody calls, once", async () => {
    await tables.leads.create(aLead({ id: "answers", status: "nurtured" }), undefined);
    await tables.nurture.open("answers", "2026-11-02T15:00:00.000Z");
    expect((await run("leads", "replied", "answers")).out).toBe("answers: gets no more mails of its lane.\n");
    expect((await run("leads", "replied", "answers")).out).toContain("had ended before (replied)");
    expect(await tables.nurture.get("answers")).toMatchObject({ ended: "replied" });
    const { timeline } = await tables.leads.load("answers");
    expect(timeline.filter(({ event }) => event === "replied")).toHaveLength(1);
  });

  it("refuses a lead that was never written to so", async () => {
    const { code, said } = await run("leads", "replied", "none");
    expect([code, said]).toEqual([1, expect.stringMatching(/There is no lead "none"/)]);
  });
});
