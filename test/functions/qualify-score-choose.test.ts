import { beforeAll, describe, expect, it } from "vitest";
import { chooseRep } from "../../functions/choose-rep/choose-rep.ts";
import { qualifyLead } from "../../functions/qualify-lead/qualify-lead.ts";
import { scoreLead } from "../../functions/score-lead/score-lead.ts";
import type { LeadStatus } from "../../routing/lead/lead.ts";
import { oneLead } from "../../routing/ledger/ledger.ts";
import { aLead, anOfferedLead } from "../build/a-lead.ts";
import { aRep } from "../build/a-rep.ts";
import { roster, useSteps } from "../build/steps.ts";
import { useDatabase } from "../build/tables.ts";

const tables = useDatabase();
const { deps, clock } = useSteps(tables);
beforeAll(() => tables.open(roster));

async function arrive(id: string, facts: object = {}) {
  await tables.leads.create(aLead({ id, facts: { email: `${id}@florarosa.example`, ...facts } }), undefined);
  return { leadId: id };
}
async function ready(id: string) {
  const input = await arrive(id);
  await qualifyLead(input, deps());
  await scoreLead(input, deps());
  return input;
}
const minutesFromNow = (minutes: number) => new Date(Date.parse(clock.now) + minutes * 60_000).toISOString();
const twice = async <Result>(run: () => Promise<Result>) => [await run(), await run()] as const;

describe("qualify lead", () => {
  it("keeps the policy version and the reasons, and does it once", async () => {
    const input = await arrive("eligible", { size: undefined });
    const [first, second] = await twice(() => qualifyLead(input, deps()));
    expect(first).toEqual({ leadId: "eligible", kind: "eligible" });
    expect(second).toEqual(first);
    const lead = await tables.leads.load("eligible");
    expect(lead).toMatchObject({
      status: "qualified",
      policyVersion: 1,
      qualification: { callScript: ["How many people work there?"] },
    });
    expect(lead.timeline).toHaveLength(1);
  });

  it("ends a lead that a gate rejects", async () => {
    const input = await arrive("gated", { email: "gated@gmail.com", company: undefined });
    expect(await qualifyLead(input, deps())).toMatchObject({ kind: "not-eligible" });
    expect((await tables.leads.load("gated")).status).toBe("rejected");
  });
});

describe("score lead", () => {
  it("makes a sales-ready lead ready, once", async () => {
    const input = await arrive("scored");
    await qualifyLead(input, deps());
    const [first, second] = await twice(() => scoreLead(input, deps()));
    expect([first.kind, second.kind]).toEqual(["ready", "ready"]);
    expect(await tables.leads.load("scored")).toMatchObject({
      status: "ready",
      score: { total: 42 },
      lane: { lane: "high-touch" },
    });
  });

  it("leaves a poor lead to the mail of its lane", async () => {
    const input = await arrive("poor", { value: 1, country: "DE", size: 1 });
    await qualifyLead(input, deps());
    const [first, second] = await twice(() => scoreLead(input, deps()));
    expect([first.kind, second.kind]).toEqual(["nurture", "nurture"]);
  });

  it("leaves a rejected lead as it is, which ends there", async () => {
    const input = await arrive("scored-in-vain", { email: "in-vain@gmail.com", company: undefined });
    await qualifyLead(input, deps());
    const rejected = await tables.leads.load(input.leadId);
    expect(await scoreLead(input, deps())).toEqual({ leadId: input.leadId, kind: "closed" });
    expect(await tables.leads.load(input.leadId)).toEqual(rejected);
  });

  it.each<[LeadStatus, string]>([
    ["nurtured", "closed"],
    ["waiting", "ready"],
    ["offered", "offered"],
    ["escalated", "escalated"],
    ["accepted", "accepted"],
    ["introduced", "accepted"],
    ["closed", "closed"],
  ])("leaves a lead that is %s as it is, which goes on as %s", async (status, kind) => {
    const at = clock.now;
    const remindAt = [minutesFromNow(30)];
    const escalation = { managerId: "marta", cause: "fault" as const, at, remindAt, reminded: 0, linkHashes: [] };
    const input = { leadId: `restarted-${status}` };
    const facts = { email: `${status}@florarosa.example` };
    const offers = anOfferedLead().offers.map((offer) => ({ ...offer, remindAt }));
    const open = { ...(status === "offered" && { offers }), ...(status === "escalated" && { escalation }) };
    await tables.leads.create(aLead({ id: input.leadId, status, facts, ...open }), undefined);
    const before = await tables.leads.load(input.leadId);
    const result = await scoreLead(input, deps());
    const waits = kind === "offered" || kind === "escalated";
    expect(result).toEqual({ ...input, kind, ...(waits && { waitSeconds: 1800 }) });
    expect(await tables.leads.load(input.leadId)).toEqual(before);
  });
});

describe("choose rep", () => {
  it("claims ledger, place and lead together, and only once when it runs twice", async () => {
    const input = await ready("claimed");
    const [first, second] = await twice(() => chooseRep(input, deps()));
    expect(first).toEqual({ leadId: "claimed", kind: "offered", waitSeconds: 1800 });
    expect(second).toEqual(first);
    const { offers } = await tables.leads.load("claimed");
    const { balances } = (await tables.ledgers.of(["latam-smb"])).get("latam-smb") ?? { balances: {} };
    expect(offers).toHaveLength(1);
    expect((await tables.reps.get(offers[0]?.repId ?? ""))?.openLeads).toBe(1);
    expect(Object.values(balances).sort()).toEqual([-oneLead / 2, oneLead / 2]);
  });

  it("keeps why it chose beside the lead", async () => {
    const traces = (await tables.items("leads")).filter(({ pk, sk }) => pk === "LEAD#claimed" && sk === "TRACE#0001");
    expect(traces).toMatchObject([{ trace: { tried: [], rankings: { pools: [{ pool: "latam-smb" }] } } }]);
  });

  it("waits while everybody is off, and says how long", async () => {
    const input = await ready("at-night");
    clock.now = "2026-11-03T03:00:00.000Z";
    const [first, second] = await twice(() => chooseRep(input, deps()));
    expect(first).toMatchObject({ leadId: "at-night", kind: "nobody-available" });
    // Up to a quarter of an hour after their shift begins, a time of its own.
    expect(first.waitSeconds).toBeGreaterThanOrEqual(12 * 3600);
    expect(first.waitSeconds).toBeLessThanOrEqual(12.25 * 3600);
    expect(second).toEqual(first);
    expect((await tables.leads.load("at-night")).timeline.filter(({ event }) => event === "waiting")).toHaveLength(1);
  });

  it("never gives a rep more than their capacity, however many leads come at once", async () => {
    await tables.reps.importRoster(
      [...roster, ...["x", "y", "z"].map((id) => aRep({ id, capacity: 4, pools: { "latam-smb": 1 } }))].map((rep) =>
        ["ana", "beto"].includes(rep.id) ? { ...rep, active: false } : rep,
      ),
    );
    const inputs = await Promise.all(Array.from({ length: 16 }, (_, n) => ready(`crowd-${n}`)));
    const outcomes = await Promise.all(
      inputs.map(async (input) => {
        for (;;) {
          try {
            return (await chooseRep(input, deps())).kind;
          } catch (fault) {
            if ((fault as Error).name !== "Contention") throw fault;
          }
        }
      }),
    );
    expect(outcomes.filter((kind) => kind === "offered")).toHaveLength(12);
    expect(outcomes.filter((kind) => kind === "nobody-available")).toHaveLength(4);
    for (const id of ["x", "y", "z"]) expect((await tables.reps.get(id))?.openLeads).toBe(4);
    const balances = Object.values((await tables.ledgers.of(["latam-smb"])).get("latam-smb")?.balances ?? {});
    expect(balances.reduce((total, balance) => total + balance, 0)).toBe(0);
  });
});
