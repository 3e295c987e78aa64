import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { UnreadStore } from "../../adapters/intake/unread-store.ts";
import { aPolicy } from "../build/a-policy.ts";
import { turno, useLocalRun } from "../build/command-line.ts";
import { roster } from "../build/steps.ts";
import { useDatabase } from "../build/tables.ts";

const tables = useDatabase();
const { here } = useLocalRun(tables);
const folder = mkdtempSync(join(tmpdir(), "turno-source-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
beforeAll(() => tables.open(roster, aPolicy({ sources: { ads: { of: "flat" } } })));

const test = (payload: unknown, name = "ads") => {
  const file = join(folder, "payload.json");
  writeFileSync(file, typeof payload === "string" ? payload : JSON.stringify(payload));
  return turno("source", "test", name, file, ...here());
};

describe("turno source", () => {
  it("shows what would be read of a payload, what of it cannot be, and makes no lead of it", async () => {
    const { code, out } = await test({
      id: "L1",
      name: "Ana\u001b[31m",
      email: "ana@prueba.example",
      country: "nowhere at all",
    });
    expect(code).toBe(0);
    expect(out).toContain("id: L1\n");
    expect(out).toContain("email: ana@prueba.example\n");
    expect(out).toMatch(/^unread: country, expected /m);
    expect(out).not.toContain("\u001b");
    expect((await tables.items("leads")).filter(({ sk }) => sk === "LEAD")).toEqual([]);
  });

  it("ends with 1 and names what is missing where no lead is found, and refuses what is no source or no JSON", async () => {
    const { code, out } = await test([{ phone: "1" }, { email: "b@prueba.example" }]);
    expect([code, out]).toEqual([
      1,
      expect.stringMatching(/^no lead: email, expected .*\n(.*\n)*email: b@prueba\.example$/m),
    ]);
    expect(await test({}, "__proto__")).toMatchObject({ code: 1, said: expect.stringContaining("it has ads") });
    expect((await test("{")).code).toBe(1);
  });

  it("lists what no lead was found in", async () => {
    expect((await turno("source", "unread", ...here())).out).toContain("a lead was made");
    const one = { source: "ads", at: new Date().toISOString(), missing: ["email"], sent: '{"a":1}' };
    await new UnreadStore(tables.client, "intake").keep(one);
    expect((await turno("source", "unread", ...here())).out).toContain('ads: no email in {"a":1}');
  });
});
