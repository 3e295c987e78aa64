import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ReviewStore } from "../../adapters/reps/review-store.ts";
import { aRep } from "../build/a-rep.ts";
import { turno, useLocalRun } from "../build/command-line.ts";
import { useDatabase } from "../build/tables.ts";

const tables = useDatabase();
const { here } = useLocalRun(tables);
const folder = mkdtempSync(join(tmpdir(), "turno-reviews-"));
const file = join(folder, "reviews.csv");
const rows = [
  "ana,Listened and called back.,Lucía F.,Google,2026-10-01,",
  "ana,Clear and punctual.,Nicolás B.,Survey,2026-09-01,published",
  'bob,"=HYPERLINK(""http://evil.example"")",M.,Google,2026-08-01,published',
];
const write = (...some: string[]) => writeFileSync(file, ["rep,text,author,source,date,state", ...some, ""].join("\n"));
const store = () => new ReviewStore(tables.client, "reps");
const shown = async (repId: string) => (await store().published(repId, 3)).map(({ text }) => text);
const idOf = async (text: string) => (await store().all()).find((one) => one.text === text)?.id ?? "";

beforeAll(async () => {
  await tables.open([aRep(), aRep({ id: "bob", email: "bob@andina.example" })]);
  write(...rows);
  await turno("reviews", "import", file, ...here());
});
afterAll(() => rmSync(folder, { recursive: true }));

describe("reviews", () => {
  it("are shown to nobody before they are published, and to nobody after they are hidden", async () => {
    expect(await shown("ana")).toEqual(["Clear and punctual."]);
    const id = await idOf("Listened and called back.");
    const published = await turno("reviews", "publish", id, ...here());
    expect(published.out).toContain(`1 published (${id}).`);
    expect(await shown("ana")).toEqual(["Listened and called back.", "Clear and punctual."]);
    await turno("reviews", "hide", id, ...here());
    expect(await shown("ana")).toEqual(["Clear and punctual."]);
  });

  it("keep the state that somebody gave them when the file is imported again", async () => {
    await turno("reviews", "hide", await idOf("Clear and punctual."), ...here());
    const again = await turno("reviews", "import", file, ...here());
    expect(again.out).toContain("0 added; 3 known already, whose state stays.");
    expect(await shown("ana")).toEqual([]);
    await turno("reviews", "publish", await idOf("Clear and punctual."), ...here());
  });

  it("say how many of a file wait for a look", async () => {
    write("bob,New.,M.,Google,2026-11-01,", "bob,Newer.,M.,Google,2026-11-02,published");
    const { out } = await turno("reviews", "import", file, ...here());
    expect(out).toMatch(/2 added \(\w{10}, \w{10}\)\.\n1 of them are shown to nobody/);
  });

  it("are listed by rep and state, each with its source and date", async () => {
    const { out } = await turno("reviews", "list", "--rep", "ana", "--state", "published", ...here());
    expect(out).toContain("Clear and punctual.");
    expect(out).toContain("2026-09-01");
    expect(out).toContain("Survey");
    expect(out).not.toContain("HYPERLINK");
    const all = JSON.parse((await turno("reviews", "list", "--json", ...here())).out);
    expect(all.map(({ repId }: { repId: string }) => repId)).toEqual(["ana", "ana", "bob", "bob", "bob"]);
  });

  it("are moderated all or none: an unknown one changes nothing", async () => {
    const id = await idOf("Clear and punctual.");
    const { code, said } = await turno("reviews", "hide", id, "0000000000", ...here());
    expect([code, said]).toEqual([1, expect.stringContaining("There is no review 0000000000")]);
    expect(await shown("ana")).toContain("Clear and punctual.");
  });

  it("change nothing where the file has a mistake", async () => {
    write("ana,Good.,M.,Google,2026-11-01,published", "nobody,Good.,M.,Google,2026-11-01,published");
    const { code, said } = await turno("reviews", "import", file, ...here());
    expect([code, said]).toEqual([1, expect.stringContaining('reviews.csv:3: rep: the roster has no "nobody"')]);
    expect(await shown("ana")).not.toContain("Good.");
  });

  it("are the latest of a rep, whatever many are pending before them", async () => {
    const many = Array.from({ length: 60 }, (_, n) => `ana,Pending ${n}.,M.,Google,2026-11-02,`);
    write(...many);
    await turno("reviews", "import", file, ...here());
    expect(await shown("ana")).toEqual(["Clear and punctual."]);
  });
});
