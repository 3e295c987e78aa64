import { type ChildProcess, execFile, spawn } from "node:child_process";
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { promisify } from "node:util";
import { Stack } from "aws-cdk-lib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { LeadStore } from "../../adapters/leads/lead-store.ts";
import { localInstallation } from "../../cli/installation.ts";
import { freePort } from "../../local/http/free-port.ts";
import { aLead } from "../build/a-lead.ts";
import { turno } from "../build/command-line.ts";
import { documentedCommands, turnoWords, wordsOf } from "../build/documented-commands.ts";
import { deployer, root, stacksOf } from "../infra/synthesised.ts";

const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { scripts: Record<string, string> };
const folder = mkdtempSync(join(tmpdir(), "turno-documents-"));
const run = promisify(execFile);
const commands = ["README.md", "docs/runbook.md"].flatMap((file) =>
  documentedCommands(file).map((command) => [file, command] as const),
);
const ofTurno = commands.filter(([, command]) => turnoWords(command));
const ofNpm = commands.filter(([, command]) => !turnoWords(command) && wordsOf(command)[0] === "npm");
const ofCdk = commands.filter(([, command]) => wordsOf(command)[0] === "npx");

describe("the local run that the documents start", () => {
  let child: ChildProcess;
  let url: string;
  let now: string;
  beforeAll(async () => {
    for (const file of ["policy.yaml", "reps.csv", "companies.csv"]) {
      copyFileSync(join(root, "samples", file), join(folder, file));
    }
    const exported = ["Full Name,E-mail,Company Name,País", "Nuria Prueba,nuria@flores.example,Flores del Sur,México"];
    writeFileSync(join(folder, "leads.csv"), exported.join("\n"));
    const sample = readFileSync(join(root, "samples/policy.yaml"), "utf8");
    writeFileSync(join(folder, "other.yaml"), sample.replace("currency: USD", "currency: MXN"));
    const port = await freePort();
    url = `http://localhost:${port}`;
    const environment = { ...process.env, TURNO_DATA: join(folder, "data"), TURNO_PORT: String(port) };
    child = spawn("npm", ["start"], { cwd: root, env: environment, stdio: "ignore", detached: true });
    await up();
    const { client, tables, now: shown = "" } = await localInstallation(url);
    now = shown;
    const leads = new LeadStore(client, tables.leads);
    await leads.create(aLead({ id: "a-lead", status: "introduced", ownerId: "ana-torres" }), undefined);
  });
  afterAll(async () => {
    const status = await fetch(`${url}/_turno/status`);
    const { pid } = (await status.json()) as { pid: number };
    // npm's own group: what it started ends with it, and the run a moment later.
    if (child.pid !== undefined) process.kill(-child.pid, "SIGTERM");
    while (isAlive(pid)) await pause(100);
    rmSync(folder, { recursive: true, force: true });
  });

  const isAlive = (pid: number): boolean => {
    try {
      return process.kill(pid, 0);
    } catch {
      return false;
    }
  };

  /** Waits for an answer: also after a command that took this process so long that its connections were closed. */
  const up = async () => {
    while (
      !(await fetch(`${url}/_turno/status`).then(
        ({ ok }) => ok,
        () => false,
      ))
    )
      await pause(200);
  };
  /** What a reader puts in place of each word that stands for something. */
  const filled = (word: string): string => {
    const until = new Date(Date.parse(now) + 86_400_000).toISOString();
    const values: Record<string, string> = {
      ...{ ID: "ana-torres", TIME: until, LEAD: "a-lead", "LEAD…": "a-lead", EMAIL: "nobody@shop.example" },
    };
    if (/^[\w.-]+\.(?:yaml|csv|html)$/.test(word)) return join(folder, word);
    return values[word] ?? word.split("|")[0] ?? word;
  };

  it.each(ofTurno)("%s: %s", async (_, command) => {
    const words = (turnoWords(command) ?? []).filter((word, n, all) => word !== "--stage" && all[n - 1] !== "--stage");
    // A name alone stands for the command and not for a call of it.
    const isName = words.length === 2 && words.every((word) => /^[a-z]+$/.test(word));
    const [first = "", ...rest] = words;
    // Of what a local run of the sample lacks, a stage in AWS and a source, the words alone are checked.
    const isElsewhere = first === "doctor" || first === "source";
    const here = first === "init" || ["check", "diff", "render"].includes(rest[0] ?? "") ? [] : ["--url", url];
    const own = first === "init" ? [join(folder, "my-company")] : [];
    const sure = rest[0] === "erase" ? ["--yes"] : [];
    const given = [first, ...rest.map(filled), ...own, ...(isName || isElsewhere ? ["--help"] : [...sure, ...here])];
    await up();
    if (rest[0] === "rollback") {
      const other = join(folder, "other.yaml");
      const { code } = await turno("policy", "activate", other, "--note", "to come back from", "--url", url);
      expect(code).toBe(0);
      await up();
    }
    const { code, out, said } = await turno(...given);
    // An audit that finds something has run as well.
    if (first === "audit") expect(said).toBe("");
    else expect([code, said && code !== 0 ? said : ""]).toEqual([0, ""]);
    expect(out).not.toBe("");
  });
});

describe("the scripts that the documents name", () => {
  /** What each says of itself, asked once, also where several documents name it. */
  const helps = new Map<string, Promise<{ stdout: string }>>();
  const helpOf = (name: string) => {
    const asked = helps.get(name) ?? run("npm", ["run", "-s", name, "--", "--help"], { cwd: root });
    helps.set(name, asked);
    return asked;
  };

  it.each(ofNpm)("%s: %s", async (_, command) => {
    const [, verb = "", name = ""] = wordsOf(command);
    if (verb === "ci") return;
    const script = scripts[verb === "run" ? name : verb];
    expect(script, `package.json has no script for ${command}`).toBeDefined();
    const [, program] = /^node (\S+)$/.exec(script ?? "") ?? [];
    if (program) expect(existsSync(join(root, program))).toBe(true);
    if (command.endsWith("--help") || name === "turno") {
      expect((await helpOf(name)).stdout).toMatch(/Usage|--\w+/i);
    }
  });
});

describe("the stacks that the documents deploy", () => {
  it("are those that the commands name, of the app that cdk.json starts", () => {
    const { app } = stacksOf("dev", {}, { checked: false });
    const stacks = app.node.children.filter(Stack.isStack).map(({ stackName }) => stackName);
    for (const [file, command] of ofCdk) {
      const words = wordsOf(command.replaceAll("STAGE", "dev"));
      expect(["deploy", "destroy", "import", "bootstrap"], `${file}: ${command}`).toContain(words[2]);
      for (const word of words.slice(3)) {
        if (word.startsWith("turno-")) expect(stacks).toContain(word);
        else expect(["--all", "-c", "stage=dev"], `${file}: ${command}`).toContain(word);
      }
      for (const [variable = ""] of command.matchAll(/TURNO_\w+(?==)/g)) expect(deployer).toHaveProperty(variable);
    }
    const cdk = JSON.parse(readFileSync(join(root, "cdk.json"), "utf8")) as { app: string };
    const [, program = ""] = /^node (\S+)$/.exec(cdk.app) ?? [];
    expect(existsSync(join(root, program))).toBe(true);
  });
});
