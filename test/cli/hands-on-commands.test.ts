import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { takePlace } from "../../adapters/reps/take-place.ts";
import { renderYaml } from "../../policy/read/policy-yaml.ts";
import type { Lead, LeadStatus, Offer } from "../../routing/lead/lead.ts";
import { aLead, anOfferedLead } from "../build/a-lead.ts";
import { aPolicy } from "../build/a-policy.ts";
import { aRep } from "../build/a-rep.ts";
import { turno, useLocalRun } from "../build/command-line.ts";
import { inexact } from "../build/exact-books.ts";
import { useDatabase } from "../build/tables.ts";

const tables = useDatabase();
const { here } = useLocalRun(tables);
const [asked] = anOfferedLead().offers as [Offer];
const policy = aPolicy({ pools: { all: { manager: "marta" } }, rules: [], otherwise: { pools: ["all"] } });
const reps = ["ana", "beto", "caro", "eva"].map((id) => aRep({ id, capacity: 90, pools: { all: 1 } }));
const managers = ["marta", "rita"].map((id) => aRep({ id, role: "manager", pools: {} }));

beforeEach(async () => {
  await tables.reps.importRoster([...reps, ...managers]);
  await tables.versions.publish(policy, renderYaml(policy), { author: "t", note: "", at: "2026-11-01T00:00:00.000Z" });
});
afterEach(async () => expect(await inexact(tables)).toEqual([]));

let made = 0;
/** A lead that the rep has in this status, with its place. */
async function with_(repId: string, status: LeadStatus): Promise<string> {
  made += 1;
  const id = `lead-${made}`;
  const { version } = await tables.policies.active();
  const owned = ["accepted", "introduced", "contacted"].includes(status);
  const offer: Offer = { ...asked, repId, pool: "all", ...(owned && { outcome: "accepted" as const }) };
  const escalation = {
    managerId: repId,
    cause: "fault" as const,
    at: asked.offeredAt,
    remindAt: [],
    reminded: 0,
    linkHashes: [],
  };
  const lead: Lead = aLead({
    ...{ id, status, policyVersion: version, facts: { email: `${id}@a.example` }, lane: { lane: "x", because: "so" } },
    ...(status === "escalated" ? { escalation } : { offers: [offer] }),
    ...(owned && { ownerId: repId, acceptedAt: asked.offeredAt }),
  });
  await tables.leads.create(lead, undefined);
  if (status !== "escalated") await tables.leads.update(id, (lead) => ({ lead, also: [takePlace("reps", { repId })] }));
  return id;
}
const run = (...words: string[]) => turno(...words, "--by", "marta", ...here());
const standing = async (id: string) => {
  const { status, ownerId } = await tables.leads.load(id);
  return [status, ownerId];
};

describe("turno leads assign, transfer, take, reject and reopen", () => {
  it("do it once, say what came of it, and write who did", async () => {
    const id = await with_("eva", "offered");
    const assigned = await run("leads", "assign", id, "beto");
    expect([assigned.code, assigned.out]).toEqual([0, `${id}: goes to beto\n`]);
    expect((await run("leads", "assign", id, "beto")).out).toBe(`${id}: it is so already\n`);
    expect((await tables.leads.load(id)).timeline.at(-1)).toMatchObject({ event: "assigned", by: "marta" });
    const other = await with_("eva", "introduced");
    const refused = await run("leads", "assign", other, "beto");
    expect([refused.code, refused.out]).toEqual([1, `${other}: somebody owns it; use leads transfer\n`]);
    expect((await run("leads", "transfer", other, "beto")).code).toBe(0);
    const third = await with_("eva", "contacted");
    expect((await run("leads", "take", third, "rita")).code).toBe(0);
    expect(await standing(third)).toEqual(["accepted", "rita"]);
  });

  it("reject several with one reason, and open them again", async () => {
    const some = [await with_("eva", "introduced"), await with_("eva", "offered")];
    const { out, code } = await run("leads", "reject", ...some, "unknown", "--reason", "duplicate", "--note", "twice");
    expect([code, out]).toEqual([
      1,
      `${some.map((id) => `${id}: rejected\n`).join("")}unknown: there is no such lead\n`,
    ]);
    expect((await tables.leads.load(some[0] ?? "")).closed).toMatchObject({ reason: "duplicate", note: "twice" });
    expect((await run("leads", "reopen", ...some)).code).toBe(0);
    expect(await standing(some[0] ?? "")).toEqual(["accepted", "eva"]);
    expect(await standing(some[1] ?? "")).toEqual(["ready", undefined]);
    expect((await run("leads", "reject", some[0] ?? "", "--reason", "dull")).said).toContain(
      "Allowed choices are not-a-lead",
    );
  });
});

describe("turno reps leave", () => {
  it("makes somebody inactive and hands on all that they have, and says so again when it is repeated", async () => {
    const theirs = [await with_("ana", "offered"), await with_("ana", "introduced"), await with_("ana", "contacted")];
    const others = await with_("beto", "introduced");
    const { out, code } = await run("reps", "leave", "ana", "--yes");
    expect(out).toContain("Ana Morales has 3 leads: ");
    expect([code, out]).toEqual([0, expect.stringContaining("3 leads were handed on.")]);
    for (const id of theirs) expect(await standing(id)).toEqual(["ready", undefined]);
    expect(await standing(others)).toEqual(["introduced", "beto"]);
    expect(await tables.reps.get("ana")).toMatchObject({ active: false, pools: {}, openLeads: 0 });
    const again = await run("reps", "leave", "ana", "--yes");
    expect([again.code, again.out]).toEqual([0, expect.stringContaining("0 leads were handed on.")]);
  });

  it("goes on where it was cut off", async () => {
    const theirs = await Promise.all(Array.from({ length: 5 }, () => with_("ana", "introduced")));
    await tables.reps.leave("ana");
    await run("leads", "reassign", "--owner", "ana", "--until", "2000-01-01", "--yes");
    await run("leads", "transfer", theirs[0] ?? "", "beto");
    expect((await run("reps", "leave", "ana", "--yes")).out).toContain("4 leads were handed on.");
    expect((await tables.reps.get("ana"))?.openLeads).toBe(0);
  });

  it("waits for those that are being introduced", async () => {
    const id = await with_("ana", "accepted");
    const leaving = run("reps", "leave", "ana", "--yes");
    await new Promise((resolve) => setTimeout(resolve, 500));
    await tables.leads.update(id, (lead) => ({ ...lead, status: "introduced" }));
    expect((await leaving).out).toContain("1 lead was handed on.");
    expect(await standing(id)).toEqual(["ready", undefined]);
  });

  it("hands on all that it can, also beside one that it cannot hand on, of which it says why", async () => {
    const stuck = await with_("ana", "introduced");
    const offers = Array.from({ length: 60 }, (_, n): Offer => {
      const mine = n === 59;
      return {
        ...asked,
        attempt: n + 1,
        pool: "all",
        repId: mine ? "ana" : "beto",
        outcome: mine ? "accepted" : "lapsed",
      };
    });
    await tables.leads.update(stuck, (lead) => ({ ...lead, offers }));
    const id = await with_("ana", "accepted");
    const leaving = run("reps", "leave", "ana", "--yes");
    await new Promise((resolve) => setTimeout(resolve, 500));
    await tables.leads.update(id, (lead) => ({ ...lead, status: "introduced" }));
    const { code, out } = await leaving;
    expect([code, out]).toEqual([1, expect.stringContaining("1 lead was handed on.")]);
    expect(out).toContain(`${stuck}: it went through too many hands`);
    expect(await standing(id)).toEqual(["ready", undefined]);
    await run("leads", "reject", stuck, "--reason", "other");
  });

  it("says how many places the others have, where there are too few", async () => {
    const some = reps.map((rep) => ({ ...rep, capacity: rep.id === "ana" ? 90 : 2 }));
    await tables.reps.importRoster([...some, ...managers]);
    const free = (await tables.reps.all()).reduce(
      (sum, { id, role, openLeads }) => (id === "ana" || role === "manager" ? sum : sum + Math.max(0, 2 - openLeads)),
      0,
    );
    const leads = await Promise.all(Array.from({ length: free + 1 }, () => with_("ana", "introduced")));
    const { out } = await run("reps", "leave", "ana", "--yes");
    expect(out).toContain(`Only ${free} places are free in their pools.`);
    expect(out).toContain(`${leads.length} leads were handed on.`);
  });

  it("hands on what is with a manager who leaves, once the policy has another", async () => {
    const escalated = await with_("marta", "escalated");
    const { code, said } = await run("reps", "leave", "marta", "--yes");
    expect([code, said]).toEqual([1, expect.stringContaining('the roster has no active manager "marta"')]);
    const next = aPolicy({ pools: { all: { manager: "rita" } }, rules: [], otherwise: { pools: ["all"] } });
    await tables.versions.publish(next, renderYaml(next), { author: "t", note: "", at: "2026-11-01T00:00:00.000Z" });
    expect((await run("reps", "leave", "marta", "--yes")).code).toBe(0);
    expect((await tables.leads.load(escalated)).escalation?.managerId).toBe("rita");
  });

  it("changes nothing without a yes, or for nobody", async () => {
    await with_("caro", "introduced");
    const { code, said } = await run("reps", "leave", "caro");
    expect([code, said]).toEqual([1, expect.stringContaining("--yes")]);
    expect((await tables.reps.get("caro"))?.active).toBe(true);
    expect((await run("reps", "leave", "carro", "--yes")).said).toContain('did you mean "caro"?');
  });
});

describe("turno leads reassign", () => {
  it("says which leads, by whom they are with, and hands them on by the rules", async () => {
    const some = [await with_("caro", "introduced"), await with_("caro", "contacted")];
    const plan = await run("leads", "reassign", "--owner", "caro", "--status", "introduced,contacted");
    expect(plan.out).toMatch(/: \d+ leads: .*introduced.*\n {2}caro: /);
    expect(await standing(some[0] ?? "")).toEqual(["introduced", "caro"]);
    const { code } = await run("leads", "reassign", "--owner", "caro", "--status", "introduced,contacted", "--yes");
    expect(code).toBe(0);
    for (const id of some) expect(await standing(id)).toEqual(["ready", undefined]);
  });

  it("gives them to one rep within their limits, and says which had no room", async () => {
    await tables.reps.importRoster([...reps, ...managers, aRep({ id: "dora", capacity: 2, pools: { all: 1 } })]);
    const some = await Promise.all(Array.from({ length: 3 }, () => with_("beto", "introduced")));
    const { code, out } = await run(
      "leads",
      "reassign",
      "--owner",
      "beto",
      "--status",
      "introduced",
      "--to",
      "dora",
      "--yes",
    );
    expect(code).toBe(1);
    expect(out.match(/handed on/g)).toHaveLength(2);
    expect(out).toContain("they have no place, effort, time to close or new lead left");
    expect((await tables.reps.get("dora"))?.openLeads).toBe(2);
    expect(some).toHaveLength(3);
  });
});
