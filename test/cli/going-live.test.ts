import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { escalateLead } from "../../functions/escalate-lead/escalate-lead.ts";
import { oneLead } from "../../routing/ledger/ledger.ts";
import { type Company, filesOf, useLeadsOnTheWay } from "../build/a-going-company.ts";
import { turno, useLocalRun } from "../build/command-line.ts";
import { useSteps } from "../build/steps.ts";
import { useDatabase } from "../build/tables.ts";

const tables = useDatabase();
const steps = useSteps(tables);
const { here } = useLocalRun(tables);
const { arrive, accept, decline, choose, books, balances } = useLeadsOnTheWay(tables, steps);
const folder = mkdtempSync(join(tmpdir(), "turno-going-live-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function apply(company: Company): Promise<string> {
  const { code, out, said } = await turno("apply", ...filesOf(company, folder), "--yes", ...here());
  expect([code, said]).toEqual([0, ""]);
  return out;
}
/** Places are as many as open offers and leads with an owner, and each ledger is zero in sum. */
async function inOrder(): Promise<void> {
  const { held, counted, sums } = await books();
  expect(counted).toEqual(held);
  expect(sums.every((sum) => sum === 0)).toBe(true);
}

let teams = 0;
/** People and pools whom no other test has met. */
const own = (name: string): string => `${name}-${teams}`;
beforeEach(() => {
  teams += 1;
});
const oneTeam = (): Company => ({
  name: own("old"),
  pools: { [own("all")]: "" },
  reps: { [own("ana")]: [own("all"), 2], [own("beto")]: [own("all"), 2] },
});

describe("a company that goes live while leads are on their way", () => {
  it("replaces another: whose pools are gone goes to the new people, whoever has a lead keeps it", async () => {
    await apply(oneTeam());
    const ids: string[] = [];
    for (let n = 0; n < 4; n++) ids.push((await arrive())[0]);
    const [first = "", second = ""] = ids;
    await accept(first);
    const [waiting, kind] = await arrive();
    expect(kind).toBe("nobody-available");
    const plan = await apply({
      name: own("new"),
      pools: { [own("ventas")]: "", [own("grandes")]: "" },
      rules: { BR: own("grandes") },
      reps: { [own("carla")]: [own("ventas"), 5], [own("dora")]: [own("grandes"), 5] },
      manager: own("elena"),
    });
    expect(plan).toContain(`  pool ${own("ventas")} is new: ${own("carla")}\n`);
    expect(plan).toContain(`  pool ${own("all")} is gone: ${own("ana")}, ${own("beto")} had its leads\n`);
    expect(plan).toContain(`  ${own("ana")} leaves and keeps 2 open leads\n`);
    expect(plan).toContain("1 lead waits for somebody");
    await inOrder();
    expect(await choose(waiting)).toBe(own("carla"));
    expect(await decline(second)).toBe(own("carla"));
    expect(await tables.leads.load(second)).toMatchObject({
      policyVersion: (await tables.policies.active()).version,
      rule: { pools: [own("ventas")] },
      timeline: expect.arrayContaining([expect.objectContaining({ event: "decided-again" })]),
    });
    expect(await tables.leads.load(first)).toMatchObject({ status: "accepted" });
    expect((await arrive("BR"))[1]).toBe(own("dora"));
    await inOrder();
  });

  it("sends a lead that nobody took to a manager who is still there", async () => {
    await apply({ ...oneTeam(), manager: own("vera") });
    const [id] = await arrive();
    await apply({ ...oneTeam(), name: own("next"), manager: own("wanda") });
    await escalateLead({ leadId: id, context: { cause: "fault" } }, steps.deps());
    expect((await tables.leads.load(id)).escalation?.managerId).toBe(own("wanda"));
    await inOrder();
  });

  it("splits a pool: who goes to the new one keeps what they are owed if it keeps the ledger", async () => {
    const team = oneTeam();
    const [ana, beto, all, south] = [own("ana"), own("beto"), own("all"), own("south")];
    await apply(team);
    const [id, rep] = await arrive();
    const owed = await balances(all);
    expect(Object.values(owed).map(Math.abs)).toEqual([oneLead / 2, oneLead / 2]);
    await apply({
      ...team,
      name: own("split"),
      pools: { [all]: "", [south]: all },
      rules: { CL: south },
      reps: { [ana]: [all, 2], [beto]: [south, 2] },
    });
    expect(await balances(all)).toEqual(owed);
    // Of the old version, in whose view Beto has left the ledger.
    expect(await decline(id)).toBe(rep === ana ? "escalate" : ana);
    expect(Object.keys(await balances(all)).sort()).toEqual([ana, beto]);
    expect((await arrive("CL"))[1]).toBe(beto);
    await inOrder();
  });

  it("splits a pool with ledgers of their own: who left hands on what they were owed, and the new one begins at zero", async () => {
    const team = oneTeam();
    const [ana, beto, all, south] = [own("ana"), own("beto"), own("all"), own("south")];
    await apply(team);
    await arrive();
    const said = await apply({
      ...team,
      name: own("split"),
      pools: { [all]: "", [south]: "" },
      rules: { CL: south },
      reps: { [ana]: [all, 2], [beto]: [south, 2] },
    });
    expect(said).toMatch(new RegExp(`ledger ${all}: who leaves hands on what they are owed \\(${beto} [+-]0\\.50\\)`));
    expect(said).toMatch(new RegExp(`Ledger ${all}: who left handed on what they were owed`));
    expect(await balances(all)).toEqual({ [ana]: 0 });
    expect((await arrive("CL"))[1]).toBe(beto);
    expect(await balances(south)).toEqual({ [beto]: 0 });
    await inOrder();
  });

  it("merges two pools into one that keeps a ledger, and no lead of the other is lost", async () => {
    const [ana, beto, north, south] = [own("ana"), own("beto"), own("north"), own("south")];
    const two: Company = {
      name: own("two"),
      pools: { [north]: "", [south]: "" },
      rules: { CL: south },
      reps: { [ana]: [north, 2], [own("aldo")]: [north, 2], [beto]: [south, 1] },
    };
    await apply(two);
    await arrive();
    const owed = await balances(north);
    const [held] = await arrive("CL");
    const [waiting, kind] = await arrive("CL");
    expect(kind).toBe("nobody-available");
    await apply({
      ...two,
      name: own("merged"),
      pools: { [own("world")]: north },
      rules: {},
      reps: { [ana]: [own("world"), 2], [own("aldo")]: [own("world"), 2], [beto]: [own("world"), 1] },
    });
    expect(await balances(north)).toEqual(owed);
    expect([ana, own("aldo")]).toContain(await choose(waiting));
    expect([ana, own("aldo")]).toContain(await decline(held));
    expect(Object.keys(await balances(north)).sort()).toEqual([own("aldo"), ana].sort());
    await inOrder();
  });

  it.each([true, false])("renames a pool; its ledger follows only where it is named: %s", async (follows) => {
    const team = oneTeam();
    const [ana, beto, all, fresh] = [own("ana"), own("beto"), own("all"), own("fresh")];
    await apply(team);
    const [id, rep] = await arrive();
    const owed = await balances(all);
    const said = await apply({
      ...team,
      name: own("renamed"),
      pools: { [fresh]: follows ? all : "" },
      reps: { [ana]: [fresh, 2], [beto]: [fresh, 2] },
    });
    const rests = `ledger ${all} rests with what is owed in it`;
    expect(said.includes(rests)).toBe(!follows);
    expect(await balances(all)).toEqual(owed);
    expect(await decline(id)).toBe(rep === ana ? beto : ana);
    expect(Object.keys(await balances(fresh)).length).toBe(follows ? 0 : 1);
    const owedOne = Object.entries(owed).find(([, balance]) => balance > 0)?.[0];
    if (follows) expect((await arrive())[1]).toBe(owedOne);
    await inOrder();
  });

  it("changes while leads arrive, and no limit of the new roster is exceeded", async () => {
    const team = oneTeam();
    const [ana, beto, fresh] = [own("ana"), own("beto"), own("fresh")];
    await apply({ ...team, reps: { [ana]: [own("all"), 4], [beto]: [own("all"), 4] } });
    const arriving = async () => {
      for (let n = 0; n < 5; n++) await arrive();
    };
    const next = { ...team, name: own("next"), pools: { [fresh]: own("all") } };
    await Promise.all([
      arriving(),
      arriving(),
      apply({ ...next, reps: { [ana]: [fresh, 6], [beto]: [fresh, 2], [own("caro")]: [fresh, 1] } }),
    ]);
    await inOrder();
    const { held } = await books();
    expect(held[ana]).toBeLessThanOrEqual(6);
    expect(held[beto]).toBeLessThanOrEqual(4);
    while ((await arrive())[1] !== "nobody-available");
    expect((await books()).held[ana]).toBe(6);
    await inOrder();
  });

  it("is unchanged when it is applied twice", async () => {
    const team = oneTeam();
    await apply(team);
    await arrive();
    const before = await Promise.all([tables.items("policies"), tables.items("reps"), tables.items("cursors")]);
    expect(await apply(team)).toMatch(/^Nothing to do: the local run at \S+ is as the files say\.\n$/);
    expect(await Promise.all([tables.items("policies"), tables.items("reps"), tables.items("cursors")])).toEqual(
      before,
    );
  });
});
