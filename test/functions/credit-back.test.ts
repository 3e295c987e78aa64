import { beforeEach, describe, expect, it } from "vitest";
import { creditBack } from "../../adapters/claims/credit-back.ts";
import { chooseRep } from "../../functions/choose-rep/choose-rep.ts";
import { offerLead } from "../../functions/offer-lead/offer-lead.ts";
import { type Balances, oneLead } from "../../routing/ledger/ledger.ts";
import { correctionOf } from "../../routing/ledger/ledger-change.ts";
import { currentLedger } from "../../routing/ledger/stored-ledger.ts";
import type { Policy } from "../../routing/policy/policy.ts";
import { aLead } from "../build/a-lead.ts";
import { aPolicy } from "../build/a-policy.ts";
import { aRep } from "../build/a-rep.ts";
import { press } from "../build/press.ts";
import { roster, useSteps } from "../build/steps.ts";
import { useTables } from "../build/tables.ts";

const tables = useTables();
const { deps, clock, mails } = useSteps(tables);
const team = [...roster, aRep({ id: "caro", name: "Caro Paz", email: "caro@andina.example" })];
let count = 0;
let tests = 0;
let pool = "";

/** A pool of its own for each test. */
async function opened(pools: Record<string, object>, reps = team): Promise<Policy> {
  const [first = ""] = Object.keys(pools);
  const policy = aPolicy({
    pools: Object.fromEntries(Object.entries(pools).map(([id, of]) => [id, { manager: "marta", ...of }])),
    rules: Object.keys(pools).map((id, n) => ({ rule: id, when: { country: ["MX", "BR"][n] ?? "CO" }, pools: [id] })),
    otherwise: { pools: [first] },
  });
  await tables.open(
    reps.map((rep) => ({
      ...rep,
      pools: rep.role === "rep" ? Object.fromEntries(Object.keys(pools).map((id) => [id, 1])) : {},
    })),
    policy,
  );
  return policy;
}
async function aReadyLead(country = "MX"): Promise<string> {
  count += 1;
  const id = `lead-${count}`;
  const { version } = await tables.policies.active();
  const facts = { email: `${id}@a.example`, country };
  await tables.leads.create(aLead({ id, status: "ready", policyVersion: version, facts }), undefined);
  return id;
}
async function offeredLead(country?: string): Promise<string> {
  const id = await aReadyLead(country);
  await chooseRep({ leadId: id }, deps());
  return id;
}
/** The link of each rep whom the lead was offered to, by their first name. */
async function links(id: string): Promise<Record<string, string>> {
  const before = mails().length;
  await offerLead({ leadId: id, token: `token-${id}` }, deps());
  const sent = mails()
    .slice(before)
    .filter(({ kind }) => kind === "offer");
  return Object.fromEntries(sent.map(({ to, offer }) => [to.split("@")[0] ?? "", offer]));
}
const accept = (link = "") => press(link, { decision: "accept" }, "en", deps());
const decline = (link = "") => press(link, { decision: "decline", reason: "not-a-lead" }, "en", deps());
const ledger = async (name = pool) => (await tables.ledgers.of([name])).get(name) ?? { version: 0, balances: {} };
const sum = (balances: Balances) => Object.values(balances).reduce((total, balance) => total + balance, 0);
const why = { reason: "invalid" as const, by: "marta", at: "2026-11-02T16:00:00.000Z" };
const credit = async (leadId: string, policy: Policy, attempt = 1) =>
  creditBack({ leadId, attempt }, why, { ...deps(), policy, reps: await tables.reps.all() });

beforeEach(() => {
  tests += 1;
  pool = `pool-${tests}`;
});

describe("credit back", () => {
  it("credits exactly what a declined offer cost, once, however often and concurrently it is called", async () => {
    const policy = await opened({ [pool]: {} });
    await offeredLead();
    const before = await ledger();
    const id = await offeredLead();
    await decline(Object.values(await links(id))[0]);
    const outcomes = await Promise.all([1, 2, 3].map(() => credit(id, policy)));
    expect(outcomes.toSorted()).toEqual(["credited", "credited-before", "credited-before"]);
    expect(await credit(id, policy)).toBe("credited-before");
    expect((await ledger()).balances).toEqual(before.balances);
    const entries = await tables.ledgers.entries(pool, 10);
    expect(entries[0]).toMatchObject({ number: 3, act: { kind: "credit-back", leadId: id, attempt: 1, by: "marta" } });
    expect(entries).toHaveLength(3);
    const lead = await tables.leads.load(id);
    expect(lead.offers[0]?.creditedBack).toEqual(why);
    expect(lead.status).toBe("ready");
  });

  it("earns nothing by declining alone", async () => {
    await opened({ [pool]: {} });
    const id = await offeredLead();
    const { balances } = await ledger();
    await decline(Object.values(await links(id))[0]);
    expect((await ledger()).balances).toEqual(balances);
  });

  it("waits until an offer has ended, and comes before or after the answer that ends it, whatever races it", async () => {
    const policy = await opened({ [pool]: {} });
    const before = (await ledger()).balances;
    const id = await offeredLead();
    expect(await credit(id, policy)).toBe("open");
    const link = Object.values(await links(id))[0];
    const [, outcome] = await Promise.all([accept(link), credit(id, policy)]);
    expect(["open", "credited"]).toContain(outcome);
    if (outcome === "open") expect(await credit(id, policy)).toBe("credited");
    const lead = await tables.leads.load(id);
    expect(lead).toMatchObject({ status: "accepted", ownerId: lead.offers[0]?.repId });
    expect(Object.values((await ledger()).balances)).toEqual(Object.values({ ana: 0, beto: 0, caro: 0, ...before }));
  });

  it("credits the claim of a lead that several saw, to those who saw it", async () => {
    const policy = await opened({ [pool]: { show_to: 2 } });
    const id = await offeredLead();
    const shown = await links(id);
    const [first = ""] = Object.keys(shown);
    await accept(shown[first]);
    const { balances } = await ledger();
    expect(balances[first]).toBe(-oneLead / 2);
    const attempt = (await tables.leads.load(id)).offers.find(({ outcome }) => outcome === "accepted")?.attempt ?? 0;
    expect(await credit(id, policy, 3 - attempt)).toBe("not-charged");
    expect(await credit(id, policy, attempt)).toBe("credited");
    expect(new Set(Object.values((await ledger()).balances))).toEqual(new Set([0]));
  });

  it("gives no balance to a rep who has left: the others have it", async () => {
    const policy = await opened({ [pool]: {} });
    const id = await offeredLead();
    const [name = "", link = ""] = Object.entries(await links(id))[0] ?? [];
    await decline(link);
    await tables.reps.importRoster((await tables.reps.all()).filter((rep) => rep.id !== name));
    expect(await credit(id, policy)).toBe("credited");
    const { balances } = await ledger();
    expect(Object.keys(balances).sort()).toEqual(["ana", "beto", "caro"].filter((rep) => rep !== name));
    expect(sum(balances)).toBe(0);
  });

  it("finds nothing to credit in an offer that does not exist", async () => {
    const policy = await opened({ [pool]: {} });
    expect(await credit(await aReadyLead(), policy)).toBe("no-offer");
  });
});

describe("corrections", () => {
  it("are all kept, each with its entry, however many come at once and with leads between them", async () => {
    const policy = await opened({ [pool]: {} });
    const reps = await tables.reps.all();
    const members = reps.filter(({ role }) => role === "rep").map(({ id: repId }) => ({ repId, weight: 1 }));
    const { at } = why;
    const correct = async (repId: string) => {
      const changes = Object.fromEntries(correctionOf(repId, oneLead, members) ?? []);
      return tables.ledgers.change(pool, at, (kept) => {
        const read = currentLedger(kept, pool, policy, reps, at);
        return { read, act: { kind: "correction", by: "marta", reason: "was ill", changes }, keep: 1440 };
      });
    };
    await Promise.all([...["ana", "ana", "beto", "caro"].map(correct), ...[1, 2, 3].map(() => offeredLead())]);
    const { balances } = await ledger();
    expect(sum(balances)).toBe(0);
    const entries = await tables.ledgers.entries(pool, 10);
    expect(entries.map(({ number }) => number)).toEqual([7, 6, 5, 4, 3, 2, 1]);
    const kept = entries.flatMap(({ act }) => (act.kind === "correction" ? [act] : []));
    expect(kept).toHaveLength(4);
    expect(kept.filter(({ changes }) => changes.ana === oneLead)).toHaveLength(2);
    // Beside the corrections there are three leads among three: each is owed one, less those that they got.
    for (const repId of ["ana", "beto", "caro"]) {
      const corrected = kept.reduce((all, { changes }) => all + (changes[repId] ?? 0), 0);
      const leads = ((balances[repId] ?? 0) - corrected) / oneLead;
      expect(Math.abs(leads - Math.round(leads))).toBeLessThan(1e-8);
      expect(Math.round(leads)).toBeLessThanOrEqual(1);
    }
  });

  it("are recognised by their idempotency key when the response to their write was lost", async () => {
    const policy = await opened({ [pool]: {} });
    const reps = await tables.reps.all();
    let lost = 0;
    const losing = Object.create(tables.client) as typeof tables.client;
    losing.send = (async (command: Parameters<typeof tables.client.send>[0]) => {
      const answer = await tables.client.send(command);
      if (command.constructor.name !== "TransactWriteCommand" || lost++ > 0) return answer;
      throw Object.assign(new Error("under way"), { name: "TransactionInProgressException" });
    }) as typeof tables.client.send;
    const store = new (tables.ledgers.constructor as new (client: unknown, table: string) => typeof tables.ledgers)(
      losing,
      "cursors",
    );
    const changes = { ana: oneLead, beto: -oneLead };
    const done = await store.change(pool, why.at, (kept) => {
      const read = currentLedger(kept, pool, policy, reps, why.at);
      return { read, act: { kind: "correction", by: "marta", reason: "once", changes }, keep: 1440 };
    });
    expect([done, lost]).toEqual([true, 1]);
    expect((await ledger()).balances).toEqual({ ana: oneLead, beto: -oneLead });
  });
});

describe("the ledger at a claim", () => {
  it("excludes a rep who left the pool, whose balance is distributed to the others with an entry", async () => {
    await opened({ [pool]: {} });
    for (let n = 0; n < 4; n++) await offeredLead();
    const before = (await ledger()).balances;
    const left = Object.keys(before).find((repId) => before[repId] !== 0) ?? "";
    await tables.reps.importRoster((await tables.reps.all()).filter(({ id }) => id !== left));
    await offeredLead();
    const after = await ledger();
    expect(Object.keys(after.balances)).not.toContain(left);
    expect(sum(after.balances)).toBe(0);
    const [entry] = await tables.ledgers.entries(pool, 10);
    expect(entry).toMatchObject({ act: { kind: "offer" }, left: { [left]: -(before[left] ?? 0) } });
    await offeredLead();
    expect((await tables.ledgers.entries(pool, 10)).filter((one) => one.left)).toHaveLength(1);
  });

  it("keeps the balance of a rep who is absent or deactivated", async () => {
    await opened({ [pool]: {} });
    await offeredLead();
    const { ana } = (await ledger()).balances;
    await tables.reps.importRoster(
      (await tables.reps.all()).map((rep) => (rep.id === "ana" ? { ...rep, active: false } : rep)),
    );
    await offeredLead();
    expect((await ledger()).balances.ana).toBe(ana);
  });

  it("is one for pools that share it", async () => {
    await opened({ [`${pool}-a`]: { ledger: pool }, [`${pool}-b`]: { ledger: pool } });
    const ids = [await offeredLead("MX"), await offeredLead("BR"), await offeredLead("MX")];
    const offers = await Promise.all(ids.map(async (id) => (await tables.leads.load(id)).offers[0]));
    expect(new Set(offers.map((offer) => offer?.repId)).size).toBe(3);
    expect(offers.map((offer) => offer?.pool)).toEqual([`${pool}-a`, `${pool}-b`, `${pool}-a`]);
    expect((await ledger()).version).toBe(3);
    expect((await ledger(`${pool}-a`)).version).toBe(0);
  });

  it("has decayed if the policy says so, by whole hours", async () => {
    await opened({ [pool]: { history: "1d" } });
    await offeredLead();
    const before = (await ledger()).balances;
    clock.now = "2026-11-03T15:10:00.000Z";
    const id = await offeredLead();
    const after = await ledger();
    expect(after.decayedAt).toBe("2026-11-03T15:00:00.000Z");
    const chosen = (await tables.leads.load(id)).offers[0]?.repId;
    for (const [repId, balance] of Object.entries(after.balances)) {
      const share = repId === chosen ? (-2 * oneLead) / 3 : oneLead / 3;
      expect(Math.abs(balance - share - (before[repId] ?? 0) / 2)).toBeLessThan(4);
    }
    expect(sum(after.balances)).toBe(0);
  });
});
