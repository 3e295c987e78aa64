import { beforeAll, describe, expect, it } from "vitest";
import type { Answer } from "../../functions/answer-offer/answer-offer.ts";
import { chooseRep } from "../../functions/choose-rep/choose-rep.ts";
import { offerLead } from "../../functions/offer-lead/offer-lead.ts";
import { remindOrExpire } from "../../functions/remind-or-expire/remind-or-expire.ts";
import { oneLead } from "../../routing/ledger/ledger.ts";
import { anOfferedLead } from "../build/a-lead.ts";
import { aPolicy } from "../build/a-policy.ts";
import { aRep } from "../build/a-rep.ts";
import { press } from "../build/press.ts";
import { roster, useSteps } from "../build/steps.ts";
import { useDatabase } from "../build/tables.ts";

const tables = useDatabase();
const { deps, clock, mails, toTeam, woken } = useSteps(tables);
const policy = aPolicy({ pools: { "latam-smb": { manager: "marta", show_to: 3 } } });
const team = [...roster, aRep({ id: "caro", name: "Caro Paz", email: "caro@andina.example" })];
beforeAll(() => tables.open(team, policy));

const afterTheEnd = "2026-11-02T15:16:00.000Z";
const answer = (offer: string, given: Answer) => press(offer, given, "en", deps());
const places = async () =>
  Object.fromEntries((await tables.reps.all()).map(({ id, openLeads }) => [id, openLeads] as const));
const balances = async () => (await tables.ledgers.of(["latam-smb"])).get("latam-smb")?.balances ?? {};

/** Shows a new lead to the team; answers the link of each by their first name. */
async function shown(id: string): Promise<Record<string, string>> {
  const email = `${id}@florarosa.example`;
  const lead = anOfferedLead({ id, status: "ready", offers: [], facts: { email } });
  await tables.leads.create({ ...lead, dueAt: clock.now }, undefined);
  await chooseRep({ leadId: id }, deps());
  const before = toTeam().length;
  await offerLead({ leadId: id, token: `token-${id}` }, deps());
  return Object.fromEntries(
    toTeam()
      .slice(before)
      .map(({ to, offer }) => [to.split("@")[0] ?? "", offer]),
  );
}

describe("a lead that is shown to several reps", () => {
  it("is mailed to each of them once, and holds nobody's place", async () => {
    const before = await places();
    const links = await shown("seen");
    await offerLead({ leadId: "seen", token: "again" }, deps());
    expect(Object.keys(links).sort()).toEqual(["ana", "beto", "caro"]);
    expect(new Set(mails().map(({ to, kind }) => `${kind} ${to}`)).size).toBe(mails().length);
    expect(await places()).toEqual(before);
  });

  it("belongs to the first rep who claims it, who is charged and takes a place", async () => {
    const [before, owed] = [await places(), await balances()];
    const { beto = "", ana = "" } = await shown("first");
    expect((await answer(beto, { decision: "accept" })).statusCode).toBe(200);
    expect((await answer(ana, { decision: "accept" })).statusCode).toBe(410);
    expect((await answer(beto, { decision: "accept" })).statusCode).toBe(200);
    const lead = await tables.leads.load("first");
    expect(lead).toMatchObject({ status: "accepted", ownerId: "beto" });
    expect(lead.offers.map(({ outcome }) => outcome).sort()).toEqual(["accepted", "taken", "taken"]);
    expect(await places()).toEqual({ ...before, beto: (before.beto ?? 0) + 1 });
    const after = await balances();
    expect((after.beto ?? 0) - (owed.beto ?? 0)).toBeCloseTo((-oneLead * 2) / 3, -1);
    expect(Object.values(after).reduce((sum, balance) => sum + balance, 0)).toBe(0);
    expect(woken()).toEqual([{ leadId: "first", kind: "accepted" }]);
  });

  it("has one owner, however many claim it at once", async () => {
    const before = await places();
    const links = Object.values(await shown("rush"));
    const pages = await Promise.all([...links, ...links].map((link) => answer(link, { decision: "accept" })));
    const lead = await tables.leads.load("rush");
    expect(lead.offers.filter(({ outcome }) => outcome === "accepted")).toHaveLength(1);
    expect(pages.filter(({ statusCode }) => statusCode === 200)).toHaveLength(2);
    const taken = Object.entries(await places()).filter(([id, open]) => open !== before[id]);
    expect(taken).toEqual([[lead.ownerId, (before[lead.ownerId ?? ""] ?? 0) + 1]]);
  });

  it("stays before the others when one declines, and is ready for the next when nobody is left", async () => {
    const before = await places();
    const [last = "", ...others] = Object.values(await shown("declined"));
    expect(others.length).toBeGreaterThan(0);
    for (const link of others) await answer(link, { decision: "decline", reason: "no-time" });
    const { status, dueAt, taskToken } = await tables.leads.load("declined");
    expect([status, taskToken]).toEqual(["offered", "token-declined"]);
    expect(dueAt && dueAt > "2026-11-02T15:05:00.000Z").toBe(true);
    expect(woken()).toEqual([]);
    await answer(last, { decision: "decline", reason: "no-time" });
    expect(await tables.leads.load("declined")).toMatchObject({ status: "ready" });
    expect(woken()).toEqual([{ leadId: "declined", kind: "ready" }]);
    expect(await places()).toEqual(before);
  });

  it("is not given to a rep who has no place left, and stays offered to the others", async () => {
    const open = (await places()).caro ?? 0;
    await tables.reps.importRoster(team.map((rep) => (rep.id === "caro" ? { ...rep, capacity: open + 1 } : rep)));
    const [one, other] = [await shown("full"), await shown("other")];
    expect((await answer(other.caro ?? "", { decision: "accept" })).statusCode).toBe(200);
    expect((await answer(one.caro ?? "", { decision: "accept" })).statusCode).toBe(409);
    expect(await tables.leads.load("full")).toMatchObject({ status: "offered" });
    expect((await answer(one.ana ?? "", { decision: "accept" })).statusCode).toBe(200);
  });

  it("is not given to a rep who is paused, until they are back", async () => {
    await tables.reps.importRoster(team);
    const { caro = "" } = await shown("paused");
    const before = await places();
    await tables.reps.pause("caro", { since: "2026-11-02T14:00:00.000Z", because: "asked" });
    const page = await answer(caro, { decision: "accept" });
    expect([page.statusCode, page.html.includes("Estás en pausa")]).toEqual([409, true]);
    expect(await tables.leads.load("paused")).toMatchObject({ status: "offered" });
    expect(await places()).toEqual(before);
    await tables.reps.resume("caro");
    expect((await answer(caro, { decision: "accept" })).statusCode).toBe(200);
    expect(await tables.leads.load("paused")).toMatchObject({ status: "accepted", ownerId: "caro" });
  });

  it("is not given to a rep whose pause began between their page and the write", async () => {
    const { caro = "" } = await shown("pausing");
    const before = await places();
    const { reps } = deps();
    const asked = Object.assign(Object.create(reps), {
      get: async (id: string) => {
        const rep = await reps.get(id);
        await tables.reps.pause("caro", { since: clock.now, because: "asked" });
        return rep;
      },
    });
    await press(caro, { decision: "accept" }, "en", { ...deps(), reps: asked });
    expect(await tables.leads.load("pausing")).toMatchObject({ status: "offered" });
    expect(await places()).toEqual(before);
    await tables.reps.resume("caro");
  });

  it("is not given to a rep who became a manager after they saw it", async () => {
    await tables.reps.importRoster(team);
    const { caro = "" } = await shown("promoted");
    await tables.reps.importRoster(team.map((rep) => (rep.id === "caro" ? { ...rep, role: "manager" } : rep)));
    expect((await answer(caro, { decision: "accept" })).statusCode).toBe(409);
    expect(await tables.leads.load("promoted")).toMatchObject({ status: "offered" });
    await tables.reps.importRoster(team);
  });

  it("reminds each who has not answered, then lapses for all of them together", async () => {
    const links = await shown("lapsed");
    const one = Object.values(links)[0] ?? "";
    await answer(one, { decision: "decline", reason: "no-time" });
    clock.now = "2026-11-02T15:08:00.000Z";
    await remindOrExpire({ leadId: "lapsed" }, deps());
    await remindOrExpire({ leadId: "lapsed" }, deps());
    expect(mails().filter(({ kind }) => kind === "reminder")).toHaveLength(Object.keys(links).length - 1);
    clock.now = afterTheEnd;
    expect(await remindOrExpire({ leadId: "lapsed" }, deps())).toMatchObject({ kind: "ready" });
    await remindOrExpire({ leadId: "lapsed" }, deps());
    expect(mails().filter(({ kind }) => kind === "lapsed")).toHaveLength(Object.keys(links).length - 1);
  });
});
