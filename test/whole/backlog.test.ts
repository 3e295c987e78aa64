import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import type { Lead } from "../../routing/lead/lead.ts";
import type { Rep } from "../../routing/reps/rep.ts";
import { aPolicy } from "../build/a-policy.ts";
import { turno as command } from "../build/command-line.ts";
import { type Company, company, eventually, linkIn, openCompany, person } from "./a-company.ts";

const speed = 240;
const unhurried = { answer: "30d", first_contact: "30d" };
/** Nobody is in a hurry to answer, so that places are freed by nothing but what the test does. */
const policy = aPolicy({ sla: { hot: unhurried, warm: unhurried, cold: unhurried }, attempts: 9, max_wait: "30d" });
const withRoomFor = (capacity: number): Rep[] => company.map((rep) => ({ ...rep, capacity }));

describe("leads for whom nobody is available, on the local run", () => {
  const dataDir = mkdtempSync(join(tmpdir(), "turno-backlog-"));
  let turno: Company;
  afterAll(async () => {
    await turno?.close();
    rmSync(dataDir, { recursive: true, force: true });
  });

  const waiting = async () => (await turno.leads()).filter(({ status }) => status === "waiting");
  const held = async (count: number) =>
    eventually(async () => {
      const leads = await turno.leads();
      return leads.filter(({ status, taskToken }) => status === "waiting" && taskToken).length === count && leads;
    });
  async function transitions(): Promise<Map<string, number>> {
    const response = await fetch(`${turno.run.baseUrl}/_turno/executions`);
    const list = (await response.json()) as { name: string; transitions: number }[];
    return new Map(list.map(({ name, transitions }) => [name, transitions]));
  }

  it("wait without asking more than once an hour", async () => {
    turno = await openCompany({ dataDir, speed }, policy, withRoomFor(1));
    for (let n = 0; n < 13; n++) {
      await turno.post({ ...person(n), urgency: n < 8 ? "this-year" : "now" });
      await eventually(async () =>
        (await turno.leads()).some(
          ({ facts, status }) => facts.email === person(n).email && ["offered", "waiting"].includes(status),
        ),
      );
    }
    await held(10);
    const [before, began] = [await transitions(), turno.run.now()];
    while (turno.run.now() - began < 2 * 3600_000) {
      await turno.run.putForward(600_000);
      await held(10);
    }
    const after = await transitions();
    const moved = (await waiting()).map(({ id }) => (after.get(id) ?? 0) - (before.get(id) ?? 0));
    const hours = (turno.run.now() - began) / 3600_000;
    console.log(
      `transitions of each of ${moved.length} leads in ${hours.toFixed(1)} hours of waiting: ${moved.join(", ")}`,
    );
    expect(moved).toHaveLength(10);
    for (const each of moved) expect(each).toBeLessThanOrEqual(3 * (hours + 1));
  });

  it("get the places that are freed, the hottest and oldest first, one for each", async () => {
    const inTurn = (a: Lead, b: Lead) =>
      Number(a.priority?.level !== "hot") - Number(b.priority?.level !== "hot") ||
      a.receivedAt.localeCompare(b.receivedAt);
    for (let n = 0; n < 3; n++) {
      const [next] = (await waiting()).filter(({ offers }) => offers.length === 0).sort(inTurn);
      const mail = (await turno.mails()).filter(({ tags }) => tags.kind === "offer").at(n);
      if (!mail || !next) throw new Error("nothing to decline, or nobody waits");
      await turno.answer(linkIn(mail), "decline");
      const lead = await eventually(async () => {
        const lead = await turno.lead(next.id);
        return lead.status === "offered" && lead;
      });
      expect(lead.offers).toHaveLength(1);
      await held(10);
    }
    for (const rep of await turno.reps.all()) if (rep.role === "rep") expect(rep.openLeads).toBe(1);
  });

  it("are listed by the command line", async () => {
    const { out } = await command("leads", "waiting", "--url", turno.run.baseUrl);
    expect(out).toContain("latam-smb: 2 hot, 8 cold");
  });

  it("are offered after a restart in which the roster got more room", async () => {
    await turno.run.stop();
    // Slower, so that starting the functions does not take them longer than leads keep their places.
    turno = await openCompany({ dataDir, speed: 30 }, policy, withRoomFor(3));
    await eventually(async () => (await turno.leads()).filter(({ status }) => status === "offered").length === 9);
    for (const rep of await turno.reps.all()) if (rep.role === "rep") expect(rep.openLeads).toBe(3);
    const offered = (await turno.leads()).filter(({ status }) => status === "offered");
    expect(offered.filter(({ priority }) => priority?.level === "hot").length).toBe(5);
  });
});
