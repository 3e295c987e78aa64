import { beforeEach, describe, expect, it } from "vitest";
import { actOnLead } from "../../adapters/claims/act-on-lead.ts";
import { handleLead } from "../../adapters/claims/hands-on.ts";
import { chooseRep } from "../../functions/choose-rep/choose-rep.ts";
import { introduceRep } from "../../functions/introduce-rep/introduce-rep.ts";
import { offerLead } from "../../functions/offer-lead/offer-lead.ts";
import type { Policy } from "../../routing/policy/policy.ts";
import { aLead } from "../build/a-lead.ts";
import { aPolicy } from "../build/a-policy.ts";
import { aRep } from "../build/a-rep.ts";
import { turno, useLocalRun } from "../build/command-line.ts";
import { inexact } from "../build/exact-books.ts";
import { press } from "../build/press.ts";
import { useSteps } from "../build/steps.ts";
import { useDatabase } from "../build/tables.ts";

const tables = useDatabase();
const { clock, deps, mails } = useSteps(tables);
const { here } = useLocalRun(tables);
const day = 1440;
let tests = 0;
let leads = 0;
let pool = "";
let rep = "";
let large = "";
beforeEach(() => {
  tests += 1;
  [pool, rep, large] = [`pool-${tests}`, `rep-${tests}`, `large-${tests}`];
  clock.now = "2026-11-02T16:00:00.000Z";
});

const policyWith = (more: object = {}, of: object = {}): Policy =>
  aPolicy({
    pools: { [pool]: { manager: "marta", ...of } },
    rules: [],
    otherwise: { pools: [pool] },
    effort: { [large]: { points: 1, close: "40d" } },
    in_flight: "10d",
    ...more,
  });
const member = (id: string) => aRep({ id, email: `${id}@a.example`, pools: { [pool]: 1 } });
const marta = aRep({ id: "marta", email: "marta@a.example", role: "manager", pools: {} });

async function aReadyLead(): Promise<string> {
  leads += 1;
  const id = `lead-${leads}`;
  const { version } = await tables.policies.active();
  const lane = { lane: large, because: "so" };
  const facts = { email: `${id}@a.example` };
  await tables.leads.create(aLead({ id, status: "ready", policyVersion: version, lane, facts }), undefined);
  return id;
}
const asked = async (id: string) => (await chooseRep({ leadId: id }, deps())).kind;
const inFlight = async () => ((await tables.reps.get(rep))?.inFlight ?? 0) / day;
async function owned(): Promise<string> {
  const id = await aReadyLead();
  await asked(id);
  await offerLead({ leadId: id, token: "t" }, deps());
  await press(mails().findLast(({ kind }) => kind === "offer")?.offer ?? "", { decision: "accept" }, "en", deps());
  await introduceRep({ leadId: id }, deps());
  return id;
}

describe("what a rep has in flight", () => {
  it("never exceeds what they may have, whatever comes at once, and what nobody can take waits", async () => {
    await tables.open([member(rep), marta], policyWith());
    const ids = await Promise.all(Array.from({ length: 5 }, aReadyLead));
    const kinds = await Promise.all(ids.map(asked));
    expect(kinds.sort()).toEqual(["nobody-available", "nobody-available", "nobody-available", "offered", "offered"]);
    expect(await inFlight()).toBe(80);
    expect(await inexact(tables)).toEqual([]);
  });

  it("is free again when a lead is closed, which corrects what the next one is expected to take", async () => {
    await tables.open([member(rep), marta], policyWith());
    const [first, second] = [await owned(), await owned()];
    expect(await asked(await aReadyLead())).toBe("nobody-available");
    clock.now = "2026-12-01T16:00:00.000Z";
    await actOnLead(first ?? "", { kind: "lost", reason: "price" }, { by: rep }, deps());
    expect(await inFlight()).toBe(40);
    const next = await aReadyLead();
    expect(await asked(next)).toBe("offered");
    // Ten of 40 days, and one of 29.
    const toClose = Math.round((10 * 40 + 29) * (day / 11));
    expect((await tables.leads.load(next)).offers[0]?.toClose).toBe(toClose);
    expect((await tables.leads.load(second ?? "")).offers[0]?.toClose).toBe(40 * day);
    expect(await inexact(tables)).toEqual([]);
  });

  it("keeps a lead from being claimed from a pool, or given by hand", async () => {
    await tables.open([member(rep), member(`${rep}-b`), marta], policyWith({}, { show_to: 2 }));
    const links: string[] = [];
    for (let n = 0; n < 3; n++) {
      const id = await aReadyLead();
      await asked(id);
      await offerLead({ leadId: id, token: "t" }, deps());
      links.push(mails().findLast(({ kind, to }) => kind === "offer" && to === `${rep}@a.example`)?.offer ?? "");
    }
    for (const link of links) await press(link, { decision: "accept" }, "en", deps());
    expect(await inFlight()).toBe(80);
    const result = await handleLead(`lead-${leads}`, { kind: "assign", to: rep }, "marta", deps());
    expect(result.result).toBe("full");
    expect(await inexact(tables)).toEqual([]);
  });

  it("lets who has nothing in flight take what alone takes longer", async () => {
    await tables.open([member(rep), marta], policyWith({ in_flight: "1d" }));
    expect([await asked(await aReadyLead()), await asked(await aReadyLead())]).toEqual(["offered", "nobody-available"]);
    expect(await inFlight()).toBe(40);
  });

  it.each([
    ["en", /take as long to close as they may: .*\(80 of 100 days, this one takes 40\)/],
    ["es", /suman todo el tiempo de cierre que admite: .*\(80 de 100 días, este toma 40\)/],
    ["pt", /somam todo o tempo de fechamento que comporta: .*\(80 de 100 dias, este leva 40\)/],
  ])("is said of who does not get a lead, in figures: %s", async (language, said) => {
    await tables.open([member(rep), marta], policyWith());
    await owned();
    await owned();
    const id = await aReadyLead();
    await asked(id);
    const explained = async (...more: string[]) =>
      (await turno("policy", "explain", id, "--language", language, ...more, ...here())).out.replaceAll(/\s+/g, " ");
    expect(await explained("--full")).toMatch(said);
    expect(await explained()).toMatch(said);
  });
});
