import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { afterAll, describe, expect, it, vi } from "vitest";
import { useLeadsOnTheWay } from "../build/a-going-company.ts";
import { turno, useLocalRun } from "../build/command-line.ts";
import { useSteps } from "../build/steps.ts";
import { useDatabase } from "../build/tables.ts";

const tables = useDatabase();
const steps = useSteps(tables);
const { here } = useLocalRun(tables);
const { arrive } = useLeadsOnTheWay(tables, steps);
const folder = mkdtempSync(join(tmpdir(), "turno-apply-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const samples = (file: string) => join(import.meta.dirname, "../../samples", file);
const written = (name: string, text: string): string => {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
};
const everything = () =>
  Promise.all((["policies", "reps", "companies", "cursors"] as const).map((table) => tables.items(table)));
const apply = (...words: string[]) => turno("apply", ...words, ...here());
const all = ["policy.yaml", "reps.csv", "companies.csv"].map(samples);

/** Somebody at a terminal who answers each question with the next of these lines. */
async function atTerminal<Result>(answers: string[], work: () => Promise<Result>): Promise<Result> {
  const stdin = Object.assign(new PassThrough(), { isTTY: true });
  const spy = vi.spyOn(process, "stdin", "get").mockReturnValue(stdin as never);
  const typing = setInterval(() => {
    const next = stdin.readableLength === 0 && stdin.listenerCount("data") + stdin.listenerCount("keypress") > 0;
    const answer = next ? answers.shift() : undefined;
    if (answer !== undefined) stdin.write(`${answer}\n`);
  }, 50);
  try {
    return await work();
  } finally {
    clearInterval(typing);
    spy.mockRestore();
  }
}

describe("turno apply", () => {
  it("shows the plan and changes nothing where nobody can be asked, or with --dry-run", async () => {
    const before = await everything();
    const piped = await apply(...all);
    expect([piped.code, piped.said]).toEqual([
      1,
      "Nothing was changed: nobody can be asked here. To apply the plan, add --yes.\n",
    ]);
    expect(piped.out).toMatch(
      /^To be changed in the local run at \S+\nPolicy: Andina Cloud, the first\nRoster\n {2}add/,
    );
    expect(piped.out).toContain("Companies\n  40 added (");
    const dry = await apply(...all, "--dry-run");
    expect([dry.code, dry.out]).toEqual([0, `${piped.out}Nothing was changed.\n`]);
    expect(await everything()).toEqual(before);
  });

  it("asks at a terminal, and accepts no as an answer", async () => {
    const before = await everything();
    const { code, out } = await atTerminal(["no"], () => apply(...all));
    expect([code, out]).toEqual([0, expect.stringMatching(/active\? \(yes\/no\) \[no\].*Nothing was changed\.\n$/s)]);
    expect(await everything()).toEqual(before);
    const agreed = await atTerminal(["yes"], () => apply(...all));
    expect([agreed.code, agreed.out]).toEqual([0, expect.stringContaining("version 1 of the policy")]);
    expect(await tables.companies.all()).toHaveLength(40);
  });

  it("says the problems of all files at once, each with its line, and changes nothing", async () => {
    const before = await everything();
    const policy = written("bad.yaml", readFileSync(samples("policy.yaml"), "utf8").replace("turno: 1", "turno: 2"));
    const reps = written("bad.csv", readFileSync(samples("reps.csv"), "utf8").replace("America/Bogota", "COT"));
    const companies = written("bad-companies.csv", "domain,name,relation,owner\nnube.example,Nube,friend,\n");
    const { code, said } = await apply(policy, reps, companies, "--yes");
    expect(code).toBe(1);
    expect(said).toMatch(
      /bad\.yaml:\d+: turno: .*\n.*bad\.csv:2: time_zone: expected a time zone by its place.*\n.*bad-companies\.csv:2: relation: .*\n3 problems; nothing was changed\.\n$/,
    );
    expect(await everything()).toEqual(before);
  });

  it("checks each file against the others", async () => {
    const reps = readFileSync(samples("reps.csv"), "utf8");
    const without = written("without.csv", reps.replaceAll("latam-smb", "latam"));
    const { code, said } = await apply(samples("policy.yaml"), without, "--yes");
    expect([code, said]).toEqual([1, expect.stringContaining('the policy has no pool "latam"')]);
    expect(said).toContain('nobody active in the roster works in pool "latam-smb"');
    const stranger = written("stranger.csv", "domain,name,relation,owner\nnube.example,Nube,customer,nobody\n");
    expect((await apply(samples("policy.yaml"), samples("reps.csv"), stranger)).said).toContain(
      'the roster has no "nobody"',
    );
  });

  it("brings a new pool with its first rep, which neither of the single commands can", async () => {
    const text = readFileSync(samples("policy.yaml"), "utf8");
    const policy = written("chile.yaml", text.replace(/^pools:\n/m, "pools:\n  chile: { manager: marcela-rios }\n"));
    const rep =
      "lia,Lía,lia@andina.example,rep,,es,America/Santiago,Mon-Fri 09:00-18:00,,,,chile,marcela-rios,es,,,,,9,,,,,,,,yes";
    const reps = written("chile.csv", `${readFileSync(samples("reps.csv"), "utf8").trimEnd()}\n${rep}\n`);
    const hint = "To change policy and roster together: npm run turno -- apply POLICY ROSTER\n";
    const alone = await turno("policy", "activate", policy, "--note", "Chile", ...here());
    expect([alone.code, alone.said]).toEqual([1, expect.stringContaining(`nothing was changed. ${hint}`)]);
    const imported = await turno("reps", "import", reps, ...here());
    expect([imported.code, imported.said]).toEqual([1, expect.stringContaining(`nothing was changed. ${hint}`)]);
    const { code, out } = await apply(policy, reps, "--yes", "--note", "Chile", "--author", "eva");
    expect([code, out]).toEqual([0, expect.stringContaining("  pool chile is new: lia\n")]);
    expect(out).toContain("Policy, from version 1\n");
    expect(await tables.policies.active()).toMatchObject({ version: 2, author: "eva", note: "Chile" });
    expect(await tables.companies.all()).toHaveLength(40);
  });

  it("says which companies belong to nobody any more", async () => {
    const reps = readFileSync(samples("reps.csv"), "utf8");
    const owner = (await tables.companies.all()).find(({ ownerId }) => ownerId)?.ownerId ?? "";
    const less = written("less.csv", reps.replace(new RegExp(`^${owner},.*\n`, "m"), ""));
    const { out } = await apply(samples("policy.yaml"), less, "--dry-run");
    expect(out).toMatch(/\d+ companies belong to somebody who is not in the roster \(/);
  });
});

describe("turno init", () => {
  it.each(["en", "es", "pt"])(
    "writes files in %s that go live as they are and give a lead to a rep",
    async (language) => {
      const place = join(folder, language);
      const { code, out } = await turno("init", place, "--language", language, "--name", 'Peña: "Uno" #1');
      expect([code, out]).toEqual([0, expect.stringContaining("npm run turno -- apply ")]);
      const files = [join(place, "policy.yaml"), join(place, "reps.csv")];
      expect(readFileSync(files[0] as string, "utf8").split("\n").length).toBeLessThan(50);
      expect(
        await turno("policy", "check", files[0] as string, "--reps", files[1] as string, "--strict"),
      ).toMatchObject({ code: 0 });
      expect(await apply(...files, "--yes")).toMatchObject({ code: 0 });
      const { policy } = await tables.policies.active();
      expect([policy.name, policy.languages]).toEqual(['Peña: "Uno" #1', [language]]);
      const [, rep] = await arrive("MX");
      expect(
        (await tables.reps.all()).filter(({ active, role }) => active && role === "rep").map(({ id }) => id),
      ).toContain(rep);
    },
  );

  it("asks at a terminal for what is not given", async () => {
    const place = join(folder, "asked");
    const { code } = await atTerminal(["pt", "Ipê", "", "America/Manaus"], () => turno("init", place));
    expect(code).toBe(0);
    expect(readFileSync(join(place, "policy.yaml"), "utf8")).toMatch(/name: "Ipê"\ncurrency: BRL\nlanguages: \[pt\]/);
    expect(readFileSync(join(place, "reps.csv"), "utf8")).toContain("America/Manaus");
  });

  it("overwrites nothing, and refuses what no policy may say", async () => {
    const again = await turno("init", join(folder, "es"));
    expect([again.code, again.said]).toEqual([
      1,
      expect.stringMatching(/policy\.yaml is there already; nothing was written/),
    ]);
    for (const words of [
      ["--currency", "euros"],
      ["--time-zone", "CST"],
    ]) {
      const { code, said } = await turno("init", join(folder, "never"), ...words);
      expect([code, said]).toEqual([1, expect.stringContaining("nothing was written")]);
    }
  });
});
