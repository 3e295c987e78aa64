import { describe, expect, it } from "vitest";
import { closeLead } from "../../adapters/claims/close-lead.ts";
import { creditBack } from "../../adapters/claims/credit-back.ts";
import { LeadStore } from "../../adapters/leads/lead-store.ts";
import { chooseRep } from "../../functions/choose-rep/choose-rep.ts";
import { escalateLead } from "../../functions/escalate-lead/escalate-lead.ts";
import { holdLead } from "../../functions/hold-lead/hold-lead.ts";
import { introduceRep } from "../../functions/introduce-rep/introduce-rep.ts";
import { offerLead } from "../../functions/offer-lead/offer-lead.ts";
import { submitLead } from "../../functions/submit-lead/submit-lead.ts";
import { sweepLeads } from "../../functions/sweep-leads/sweep-leads.ts";
import { wakeLeads } from "../../functions/wake-leads/wake-leads.ts";
import type { Closing } from "../../routing/lead/follow.ts";
import type { Lead } from "../../routing/lead/lead.ts";
import { oneLead } from "../../routing/ledger/ledger.ts";
import type { Rep } from "../../routing/reps/rep.ts";
import { aLead } from "../build/a-lead.ts";
import { aPolicy } from "../build/a-policy.ts";
import { aRep } from "../build/a-rep.ts";
import { press } from "../build/press.ts";
import { roster, useSteps } from "../build/steps.ts";
import { useTables } from "../build/tables.ts";

const tables = useTables();
const { deps, clock, mails, woken } = useSteps(tables);
const marta = roster.find(({ role }) => role === "manager") as Rep;
let tests = 0;
let rep = "";

/** A rep who is alone in a pool of their own, with limits of everything. */
async function alone(changes: Partial<Rep> = {}) {
  tests += 1;
  rep = `rep-${tests}`;
  const pool = `pool-${tests}`;
  const limits = { capacity: 1, perDay: 5, perWeek: 9, effort: 4 };
  const policy = aPolicy({
    pools: { [pool]: { manager: "marta" } },
    rules: [],
    otherwise: { pools: [pool] },
    effort: { high: { points: 3 } },
  });
  const one = aRep({ id: rep, email: `${rep}@a.example`, pools: { [pool]: 1 }, ...limits, ...changes });
  await tables.open([one, marta], policy);
  return { policy, one };
}
async function aReadyLead(id: string): Promise<string> {
  const { version } = await tables.policies.active();
  const lane = { lane: "high", because: "so" };
  const facts = { email: `${id}@a.example` };
  await tables.leads.create(aLead({ id, status: "ready", policyVersion: version, lane, facts }), undefined);
  return id;
}
const lastLink = () => mails().findLast(({ offer }) => offer !== "")?.offer ?? "";
/** A lead that the rep accepted and was introduced to. */
async function introduced(id = `lead-${tests}`): Promise<string> {
  await chooseRep({ leadId: await aReadyLead(id) }, deps());
  await offerLead({ leadId: id, token: "t" }, deps());
  await press(lastLink(), { decision: "accept" }, "en", deps());
  await introduceRep({ leadId: id }, deps());
  return id;
}
async function close(id: string, outcome: Closing["outcome"] = "won", leads = tables.leads) {
  const closing = { outcome, at: "2026-11-02T16:00:00.000Z", by: "marta" };
  return closeLead(id, closing, { ...deps(), leads });
}
const used = async () => {
  const { openLeads, openEffort, given } = (await tables.reps.get(rep)) ?? {};
  return [openLeads, openEffort, given?.["2026-11-02"]];
};

describe("closing a lead", () => {
  it.each(["won", "lost"] as const)(
    "frees the place and the effort that it took, and counts it still: %s",
    async (outcome) => {
      await alone();
      const id = await introduced();
      expect(await used()).toEqual([1, 3, 1]);
      expect(await close(id, outcome)).toEqual({ kind: "closed", as: outcome });
      expect(await used()).toEqual([0, 0, 1]);
      const lead = await tables.leads.load(id);
      expect(lead).toMatchObject({ status: "closed", ownerId: rep, closed: { outcome, by: "marta" } });
      expect(lead.dueAt).toBeUndefined();
    },
  );

  it("happens once, however often and concurrently it is called, and whatever outcome is given", async () => {
    await alone({ capacity: 2, effort: 6 });
    await introduced("stays");
    const id = await introduced("goes");
    const outcomes = await Promise.all((["won", "lost", "invalid", "won"] as const).map((as) => close(id, as)));
    expect(outcomes.filter(({ kind }) => kind === "closed")).toHaveLength(1);
    expect(outcomes.filter(({ kind }) => kind === "closed-before")).toHaveLength(3);
    expect(new Set(outcomes.map(({ as }) => as)).size).toBe(1);
    expect((await close(id)).kind).toBe("closed-before");
    expect((await used()).slice(0, 2)).toEqual([1, 3]);
    expect((await tables.leads.load(id)).timeline.filter(({ event }) => event === "closed")).toHaveLength(1);
  });

  it("frees one place when the response to its transaction was lost, or the transaction is sent twice", async () => {
    await alone({ capacity: 2, effort: 6 });
    await introduced("another");
    const id = await introduced();
    let sent = 0;
    const faulty = Object.create(tables.client) as typeof tables.client;
    faulty.send = (async (command: Parameters<typeof tables.client.send>[0]) => {
      const answer = await tables.client.send(command);
      if (command.constructor.name !== "TransactWriteCommand" || sent++ > 0) return answer;
      // Sent again as another transaction, which is refused; that is all that the caller hears.
      return tables.client.send(command);
    }) as typeof tables.client.send;
    expect(await close(id, "won", new LeadStore(faulty, "leads"))).toEqual({ kind: "closed-before", as: "won" });
    expect(sent).toBe(1);
    expect((await used()).slice(0, 2)).toEqual([1, 3]);
  });

  it("credits an invalid lead back in the ledger, once, and gives its count as a new lead back", async () => {
    const { policy, one } = await alone();
    const pool = `pool-${tests}`;
    await tables.open([one, { ...one, id: `${rep}-b` }, marta], policy);
    const balances = async () => (await tables.ledgers.of([pool])).get(pool)?.balances;
    const id = await introduced();
    expect(new Set(Object.values((await balances()) ?? {}))).toEqual(new Set([oneLead / 2, -oneLead / 2]));
    rep = (await tables.leads.load(id)).ownerId ?? "";
    await Promise.all([close(id, "invalid"), close(id, "invalid")]);
    expect(await used()).toEqual([0, 0, 0]);
    const lead = await tables.leads.load(id);
    expect(lead.offers[0]).toMatchObject({ outcome: "accepted", creditedBack: { reason: "invalid", by: "marta" } });
    const acts = (await tables.ledgers.entries(pool, 9)).map(({ act }) => act);
    expect(acts).toMatchObject([
      { kind: "credit-back", leadId: id, by: "marta", reason: "invalid" },
      { kind: "offer" },
    ]);
    expect(await balances()).toEqual({ [one.id]: 0, [`${one.id}-b`]: 0 });
  });

  it("writes all of an invalid lead or nothing of it", async () => {
    await alone();
    const id = await introduced();
    const before = await tables.leads.load(id);
    const broken = Object.create(tables.client) as typeof tables.client;
    broken.send = (async (command: Parameters<typeof tables.client.send>[0]) => {
      if (command.constructor.name === "TransactWriteCommand") throw new Error("cut off");
      return tables.client.send(command);
    }) as typeof tables.client.send;
    await expect(close(id, "invalid", new LeadStore(broken, "leads"))).rejects.toThrow("cut off");
    expect(await tables.leads.load(id)).toEqual(before);
    expect(await close(id, "invalid")).toEqual({ kind: "closed", as: "invalid" });
    expect((await tables.leads.load(id)).offers[0]?.creditedBack).toBeDefined();
    expect(await used()).toEqual([0, 0, 0]);
  });

  it("gives nothing back twice for a lead that was credited while its owner had it", async () => {
    const { policy } = await alone();
    const id = await introduced();
    const why = { reason: "invalid" as const, by: "marta", at: clock.now };
    await creditBack({ leadId: id, attempt: 1 }, why, { ...deps(), policy, reps: await tables.reps.all() });
    expect(await used()).toEqual([1, 3, 0]);
    await close(id, "invalid");
    expect(await used()).toEqual([0, 0, 0]);
  });

  it.each([
    ["has left the roster", () => [marta]],
    ["is a manager by now", (one: Rep) => [{ ...one, role: "manager" as const, pools: {} }, marta]],
    ["is inactive", (one: Rep) => [{ ...one, active: false }, marta]],
  ])("frees the place of a rep who %s, so that they return to what they have", async (_, after) => {
    const { policy, one } = await alone();
    const id = await introduced();
    await tables.open(after(one), policy);
    expect((await close(id)).kind).toBe("closed");
    await tables.open([one, marta], policy);
    expect(await used()).toEqual([0, 0, 1]);
    expect((await chooseRep({ leadId: await aReadyLead(`next-${tests}`) }, deps())).kind).toBe("offered");
  });

  it("closes a lead that a manager took, who holds no place", async () => {
    await alone();
    await tables.open([{ ...aRep({ id: rep, pools: { [`pool-${tests}`]: 1 } }), capacity: 0 }, marta]);
    const id = await aReadyLead(`lead-${tests}`);
    await escalateLead({ leadId: id, context: { cause: "nobody-available" } }, deps());
    await press(lastLink(), { decision: "accept" }, "en", deps());
    await introduceRep({ leadId: id }, deps());
    expect(await close(id, "invalid")).toEqual({ kind: "closed", as: "invalid" });
    expect((await tables.reps.get("marta"))?.openLeads).toBe(0);
  });

  it("does not close a lead without an owner, or whose owner is yet to be told", async () => {
    await alone();
    const id = await aReadyLead(`lead-${tests}`);
    expect(await close(id)).toEqual({ kind: "not-accepted", as: undefined });
    await chooseRep({ leadId: id }, deps());
    expect((await close(id)).kind).toBe("not-accepted");
    await offerLead({ leadId: id, token: "t" }, deps());
    await press(lastLink(), { decision: "accept" }, "en", deps());
    expect((await close(id)).kind).toBe("being-told");
    expect(await used()).toEqual([1, 3, 1]);
    await expect(close("nobody's")).rejects.toMatchObject({ name: "LeadNotFound" });
  });

  it("wakes the lead that waits for the place, at the next run", async () => {
    await alone();
    const id = await introduced();
    const waits = await aReadyLead(`waits-${tests}`);
    const { kind, waitSeconds } = await chooseRep({ leadId: waits }, deps());
    expect(kind).toBe("nobody-available");
    await holdLead({ leadId: waits, token: "t", waitSeconds: waitSeconds ?? 1 }, deps());
    await wakeLeads(deps());
    const before = woken().length;
    await close(id);
    await wakeLeads(deps());
    expect(woken().length).toBe(before + 1);
    expect((await chooseRep({ leadId: waits }, deps())).kind).toBe("offered");
  });
});

describe("a closed lead", () => {
  const write = (email: string, message: string): ReturnType<typeof submitLead> =>
    submitLead(
      {
        facts: aLead({ facts: { email, message } }).facts,
        asWritten: [],
      },
      message,
      deps(),
    );

  it("is not merged into: a person who writes again has a new lead", async () => {
    await alone();
    const id = await introduced();
    const email = `${id}@a.example`;
    expect((await write(email, "before")).kind).toBe("merged");
    expect((await close(id)).kind).toBe("closed");
    const again = await write(email, "after");
    expect(again.kind).toBe("received");
    expect(again.leadId).not.toBe(id);
    expect((await write(email, "and more")).leadId).toBe(again.leadId);
  });

  it("loses nothing that is written while it is being closed", async () => {
    await alone();
    const id = await introduced();
    const [closed, written] = await Promise.all([close(id), write(`${id}@a.example`, "just now")]);
    const lead: Lead = await tables.leads.load(id);
    expect([closed.kind, lead.status]).toEqual(["closed", "closed"]);
    if (written.kind === "received") expect([written.leadId === id, lead.submissions]).toEqual([false, 1]);
    else expect([written.leadId, lead.submissions]).toEqual([id, 2]);
  });

  it("is in no index of due or waiting leads, and no sweep finds it", async () => {
    await alone();
    const id = await introduced();
    await close(id);
    const item = (await tables.items("leads")).find(({ pk, sk }) => pk === `LEAD#${id}` && sk === "LEAD");
    for (const key of ["dueShard", "dueAt", "waitList", "turn"]) expect(item).not.toHaveProperty(key);
    clock.now = "2027-01-01T00:00:00.000Z";
    expect(await tables.leads.overdue(clock.now, 100)).not.toContain(id);
    await sweepLeads({ ...deps(), executions: { isRunning: async () => true } as never });
    expect((await tables.leads.load(id)).status).toBe("closed");
  });
});
