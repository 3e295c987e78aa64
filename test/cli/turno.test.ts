import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { turno, useLocalRun } from "../build/command-line.ts";
import { useTables } from "../build/tables.ts";

const samples = (file: string) => join(import.meta.dirname, "../../samples", file);
const tables = useTables();
const { here } = useLocalRun(tables);

describe("turno", () => {
  it("checks a policy with its roster without any installation", async () => {
    const { code, out } = await turno("policy", "check", samples("policy.yaml"), "--reps", samples("reps.csv"));
    expect([code, out]).toEqual([0, expect.stringMatching(/ is a good policy: \d+ lanes, \d+ rules, 5 pools\.$/m)]);
  });

  it("says what to do where no local run is found", async () => {
    const { code, said } = await turno("reps", "list");
    expect(code).toBe(1);
    expect(said).toBe(
      "No local run has the data folder /nowhere. Start one with npm start, set TURNO_DATA to another folder, or name a deployed stage with --stage.\n",
    );
  });

  it("asks for a roster before a policy, then takes both, and gives the roster back", async () => {
    const early = await turno("policy", "activate", samples("policy.yaml"), "--note", "first", ...here());
    expect([early.code, early.said]).toEqual([
      1,
      expect.stringMatching(/^There are no reps in the local run at .*Import a roster first/),
    ]);
    const imported = await turno("reps", "import", samples("reps.csv"), ...here());
    expect([imported.code, imported.out]).toEqual([0, expect.stringContaining("16 added (marcela-rios")]);
    const activated = await turno(
      "policy",
      "activate",
      samples("policy.yaml"),
      "--note",
      "first",
      "--author",
      "eva",
      ...here(),
    );
    expect([activated.code, activated.out]).toEqual([0, expect.stringMatching(/^Version 1 is active/)]);
    expect(await tables.policies.active()).toMatchObject({ version: 1, author: "eva", note: "first" });
    const exported = await turno("reps", "export", ...here());
    expect(exported.out.split("\n")).toHaveLength(18);
    expect(exported.out).not.toMatch(/(^|,)"?[=+@-]/m);
  });

  it("changes nothing for a file with problems", async () => {
    const before = await tables.items("policies");
    const { code, said } = await turno("policy", "activate", samples("reps.csv"), "--note", "oops", ...here());
    expect([code, said]).toEqual([1, expect.stringContaining("nothing was changed.")]);
    expect(await tables.items("policies")).toEqual(before);
  });
});
