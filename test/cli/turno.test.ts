import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { turno, useLocalRun } from "../build/command-line.ts";
import { useDatabase } from "../build/tables.ts";

const samples = (file: string) => join(import.meta.dirname, "../../samples", file);
const tables = useDatabase();
const { here } = useLocalRun(tables);
const folder = mkdtempSync(join(tmpdir(), "turno-files-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("turno", () => {
  it("checks a policy with its roster without any installation", async () => {
    const { code, out } = await turno("policy", "check", samples("policy.yaml"), "--reps", samples("reps.csv"));
    expect([code, out]).toEqual([0, expect.stringMatching(/ is a good policy: \d+ lanes, \d+ rules, 6 pools\.$/m)]);
  });

  it("says what to do where no local run is found", async () => {
    const { code, said } = await turno("reps", "list");
    expect(code).toBe(1);
    expect(said).toBe(
      "No local run has the data folder /nowhere. Start one with npm start, set TURNO_DATA to another folder, or name a deployed stage with --stage.\n",
    );
  });

  it("ends its process with a message and an exit code", () => {
    const program = join(import.meta.dirname, "../../cli/turno.ts");
    const run = (...words: string[]) => spawnSync(process.execPath, [program, ...words], { encoding: "utf8" });
    expect(run("--help")).toMatchObject({ status: 0, stdout: expect.stringMatching(/^Usage: turno /), stderr: "" });
    expect(run("policy", "check", samples("reps.csv"))).toMatchObject({
      status: 1,
      stdout: "",
      stderr: expect.stringContaining("nothing was changed.\n"),
    });
    expect(run("reps", "pause")).toMatchObject({
      status: 1,
      stderr: expect.stringMatching(/^error: missing required/),
    });
  });

  it("asks for a roster before a policy, then takes both, and gives the roster back", async () => {
    const early = await turno("policy", "activate", samples("policy.yaml"), "--note", "first", ...here());
    expect([early.code, early.said]).toEqual([
      1,
      expect.stringMatching(/^There are no reps in the local run at .*Import a roster first/),
    ]);
    const imported = await turno("reps", "import", samples("reps.csv"), ...here());
    expect([imported.code, imported.out]).toEqual([0, expect.stringContaining("17 added (marcela-rios")]);
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
    expect(exported.out.split("\n")).toHaveLength(19);
    expect(exported.out).not.toMatch(/(^|,)"?[=+@-]/m);
  });

  it("makes the companies those of a file, says what changed, and gives them back", async () => {
    const first = await turno("companies", "import", samples("companies.csv"), ...here());
    expect([first.code, first.out]).toEqual([0, expect.stringContaining("40 added (cafefuentes98.example, ")]);
    const exported = await turno("companies", "export", ...here());
    const without = join(folder, "companies.csv");
    const [header = "", ...lines] = exported.out.trimEnd().split("\n");
    writeFileSync(without, [header, ...lines.slice(1), "nueva.example,Nueva,prospect,,,,,,,"].join("\n"));
    const second = await turno("companies", "import", without, ...here());
    expect(second.out).toMatch(/: 1 added \(nueva\.example\), 0 changed, 1 removed \([a-z0-9]+\.example\)\.\n$/);
    expect((await turno("companies", "list", ...here())).out).toContain("nueva.example");
    writeFileSync(without, `${header}\nnube.example,Nube,customer,nobody,,,,,,`);
    const before = await tables.items("companies");
    const third = await turno("companies", "import", without, ...here());
    expect([third.code, third.said]).toEqual([
      1,
      expect.stringContaining('the roster has no "nobody"\n1 problem; nothing'),
    ]);
    expect(await tables.items("companies")).toEqual(before);
  });

  it("says what an import would change without changing it", async () => {
    const file = join(folder, "fewer-reps.csv");
    const lines = (await turno("reps", "export", ...here())).out
      .split("\n")
      .filter((line) => !/^thiago-moura,/.test(line));
    const changed = lines.join("\n").replace("Diego Cardona", "Diego Cardona Mejía");
    writeFileSync(file, changed.replace(/^ana-torres(,.*)ana\.torres@(.*)$/m, "$&\nana-two$1ana.two@$2"));
    const before = await tables.items("reps");
    const dry = await turno("reps", "import", file, "--dry-run", ...here());
    expect([
      dry.code,
      dry.out.replace(/In the local run at \S+/, "Here").replace(/Public holidays are known through .*\n/, ""),
    ]).toEqual([
      0,
      `  add ana-two
  change diego-cardona
      name: Diego Cardona → Diego Cardona Mejía
  deactivate thiago-moura
Here nothing was changed. It would be: 1 added (ana-two), 1 changed (diego-cardona), 1 deactivated (thiago-moura).
`,
    ]);
    expect(await tables.items("reps")).toEqual(before);
    const done = await turno("reps", "import", file, ...here());
    expect(done.out).toContain("1 added (ana-two), 1 changed (diego-cardona), 1 deactivated (thiago-moura).");
  });

  it("changes nothing for a file with problems", async () => {
    const before = await tables.items("policies");
    const { code, said } = await turno("policy", "activate", samples("reps.csv"), "--note", "oops", ...here());
    expect([code, said]).toEqual([1, expect.stringContaining("nothing was changed.")]);
    expect(await tables.items("policies")).toEqual(before);
  });
});
