import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, inject, it } from "vitest";
import { PolicyVersions } from "../../adapters/policies/policy-versions.ts";
import { localInstallation } from "../../cli/installation.ts";
import { parsePolicy } from "../../policy/read/policy-file.ts";
import { holdersOf } from "../../routing/lead/lead.ts";
import { aRep } from "../build/a-rep.ts";
import { turno } from "../build/command-line.ts";
import { goodPolicy } from "../build/policy-text.ts";
import { type Company, company, companyAt, eventually, linkIn, openCompany, person } from "./a-company.ts";

const count = 60;
const speed = 6;
/** Long, since a machine with much to do must not let an offer lapse. */
const source = goodPolicy.replaceAll(/(answer|first_contact): \w+/g, "$1: 20h");
const alike = (id: string) => aRep({ ...company[0], id, name: id, email: `${id}@andina.example`, pools: { smb: 1 } });
const ana = alike("ana");
const others = ["beto", "caro", "dora"].map(alike);
const managers = company.filter(({ role }) => role === "manager");
const dataDir = mkdtempSync(join(tmpdir(), "turno-leaver-"));
let again: Company | undefined;
afterAll(async () => {
  await again?.close();
  rmSync(dataDir, { recursive: true, force: true });
});

/** A local run in a process of its own; `kill` ends it and its database at once, as where the power fails. */
async function runApart(): Promise<{ url: string; kill(): Promise<void> }> {
  const script = join(import.meta.dirname, "../local/fixtures/run-apart.ts");
  const child = spawn(process.execPath, [script, inject("assembly"), dataDir, String(speed)]);
  const ended = new Promise((resolve) => child.once("exit", resolve));
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.on("data", (said) => resolve((JSON.parse(String(said)) as { baseUrl: string }).baseUrl));
    child.stderr.on("data", (said) => reject(new Error(String(said))));
  });
  const kill = async () => {
    const { databasePid } = JSON.parse(readFileSync(join(dataDir, "lock.json"), "utf8")) as { databasePid: number };
    child.kill("SIGKILL");
    process.kill(databasePid, "SIGKILL");
    await ended;
  };
  return { url, kill };
}

/** Leads of which Ana, who works alone, has been asked, and most of which she took. */
async function givesAllToAna(url: string): ReturnType<typeof companyAt> {
  const before = await companyAt(url);
  const { client, tables } = await localInstallation(url);
  const reading = parsePolicy(source, "policy.yaml", [ana, ...others, ...managers]);
  if (reading.kind === "problems") throw new Error(JSON.stringify(reading.problems));
  await before.reps.importRoster([ana, ...managers]);
  const made = { author: "test", note: "", at: new Date().toISOString() };
  await new PolicyVersions(client, tables.policies).publish(reading.policy, source, made);
  await Promise.all(Array.from({ length: count }, (_, n) => before.post(person(n))));
  const offers = await eventually(async () => {
    const found = (await before.mails()).filter(({ tags }) => tags.kind === "offer");
    return found.length === count && found;
  });
  await Promise.all(offers.slice(count / 6).map((mail) => before.answer(linkIn(mail), "accept")));
  return before;
}

describe("somebody with 60 open leads who leaves, on the local run", () => {
  it("has handed all of them on in two minutes, in equal shares, though it was killed in the middle", async () => {
    const first = await runApart();
    const before = await givesAllToAna(first.url);
    const ofAna = async (of: Pick<Company, "leads">) =>
      (await of.leads()).filter((lead) => holdersOf(lead).includes("ana")).length;
    expect(await ofAna(before)).toBe(count);
    await before.reps.importRoster([ana, ...others, ...managers]);

    const began = performance.now();
    const leave = (url: string) => turno("reps", "leave", "ana", "--yes", "--url", url);
    const cutOff = leave(first.url).catch(() => undefined);
    await eventually(async () => (await ofAna(before)) < count);
    await first.kill();
    await cutOff;

    again = await openCompany({ dataDir, speed, fill: undefined });
    const { run } = again;
    expect(await ofAna(again)).toBeGreaterThan(0);
    // A machine with much to do may not answer a command in time, which is then repeated too.
    await eventually(async () => (await leave(run.baseUrl)).code === 0);
    expect(await ofAna(again)).toBe(0);
    await eventually(async () => (await again?.leads())?.every(({ status }) => status === "offered"));
    console.log(`handed on in ${Math.round((performance.now() - began) / 1000)} s, a kill and a restart included`);

    expect((await leave(run.baseUrl)).out).toContain("0 leads were handed on.");
    const leads = await again.leads();
    for (const { id } of others) {
      const mine = leads.filter((lead) => holdersOf(lead).includes(id)).length;
      expect(Math.abs(mine - count / others.length)).toBeLessThanOrEqual(1);
      expect((await again.reps.get(id))?.openLeads).toBe(mine);
    }
    expect(await again.reps.get("ana")).toMatchObject({ active: false, openLeads: 0 });
    const told = (await again.mails()).map(({ to, tags }) => JSON.stringify([to, tags]));
    expect(told).toHaveLength(new Set(told).size);
  });
});
