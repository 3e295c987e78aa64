import { SendRawEmailCommand } from "@aws-sdk/client-ses";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { closeLead } from "../../adapters/claims/close-lead.ts";
import { handOverCustomers } from "../../adapters/customers/hand-over-customers.ts";
import { reopenedWith, wonWrites } from "../../adapters/customers/won-writes.ts";
import { freePlaces } from "../../adapters/reps/free-places.ts";
import { takePlace } from "../../adapters/reps/take-place.ts";
import { awaitMilestone } from "../../functions/await-milestone/await-milestone.ts";
import { chooseSuccessManager } from "../../functions/choose-success-manager/choose-success-manager.ts";
import { tendOnboarding } from "../../functions/tend-onboarding/tend-onboarding.ts";
import { welcomeCustomer } from "../../functions/welcome-customer/welcome-customer.ts";
import type { Lead } from "../../routing/lead/lead.ts";
import { type Onboarding, reached } from "../../routing/onboarding/onboarding.ts";
import { aPlanningPolicy, aWonLead, day, wonAt } from "../build/a-customer.ts";
import { aRep } from "../build/a-rep.ts";
import { inexact } from "../build/exact-books.ts";
import { roster, useSteps } from "../build/steps.ts";
import { useTables } from "../build/tables.ts";

const tables = useTables();
const { deps, mails, clock, woken, ses } = useSteps(tables);
const carla = aRep({ id: "carla", name: "Carla Sosa", email: "carla@andina.example", pools: { success: 1 } });
const dani = aRep({ id: "dani", name: "Dani Paz", email: "dani@andina.example", pools: { success: 1 } });
const closing = { outcome: "won" as const, at: wonAt, by: "ana", value: 24000 };
const open = (policy = aPlanningPolicy(), others = [carla, dani]) => tables.open([...roster, ...others], policy);
beforeEach(() => open());

let leads = 0;
/** A lead that Ana has, and closes as won. */
async function wonLead(facts: Partial<Lead["facts"]> = {}, outcome: "won" | "lost" = "won"): Promise<string> {
  leads += 1;
  const id = `won-${leads}`;
  const email = `lucia@florarosa${leads}.example`;
  const { version } = await tables.policies.active();
  const { closed: _, ...owned } = aWonLead({ id, status: "introduced", policyVersion: version });
  await tables.leads.create({ ...owned, facts: { ...owned.facts, email, ...facts } }, undefined);
  await tables.leads.update(id, (lead) => ({ lead, also: [takePlace("reps", { repId: "ana" })] }));
  await closeLead(id, { ...closing, outcome }, deps());
  return id;
}
const customerOf = (id: string): Promise<Onboarding> => tables.onboardings.load(id);
const openLeads = async (rep: string): Promise<number> => (await tables.reps.get(rep))?.openLeads ?? 0;
/** Somebody has the customer, and both were told. */
async function welcomed(id: string): Promise<string> {
  await chooseSuccessManager({ leadId: id }, deps());
  await welcomeCustomer({ leadId: id }, deps());
  return (await customerOf(id)).managerId ?? "";
}
/** The lead is open again, which ends its onboarding. */
const reopen = (id: string) =>
  tables.leads.update(id, async (lead) => {
    const { writes, freed } = await reopenedWith(lead, clock.now, deps());
    return { lead, also: [...writes, ...freePlaces("reps", freed)] };
  });
const kinds = () => mails().map(({ kind, to }) => `${kind} ${to}`);
/** Places, effort and ledgers add up after each test. */
afterEach(async () => expect(await inexact(tables)).toEqual([]));
const log = (id: string, step: number) =>
  tables.onboardings.update(id, (read) => reached(read, step, read.managerId ?? "", clock.now));

describe("a lead that is won", () => {
  it("begins its onboarding in the write that closes it, however often it is closed", async () => {
    const id = await wonLead();
    expect(await customerOf(id)).toMatchObject({ status: "choosing", wonAt, rev: 1, dueAt: wonAt });
    await closeLead(id, closing, deps());
    expect((await customerOf(id)).rev).toBe(1);
    expect(await openLeads("ana")).toBe(0);
  });

  it("begins nothing where the policy plans nothing, nor for a lead that was lost", async () => {
    const lost = await wonLead({}, "lost");
    expect(await tables.onboardings.get(lost)).toBeUndefined();
    await open(aPlanningPolicy({ onboarding: undefined }));
    expect(await tables.onboardings.get(await wonLead())).toBeUndefined();
  });

  it("ends its onboarding when it is open again, which frees the place, and begins anew when it is won again", async () => {
    const id = await wonLead();
    const manager = await welcomed(id);
    const before = await openLeads(manager);
    const lead = await tables.leads.load(id);
    await reopen(id);
    const { rev } = await customerOf(id);
    await reopen(id);
    expect((await customerOf(id)).rev).toBe(rev);
    expect(await customerOf(id)).toMatchObject({ status: "ended", ended: { how: "reopened" } });
    expect(await openLeads(manager)).toBe(before - 1);
    expect(await tables.customers.of(lead.facts)).toBeUndefined();
    const again = await wonWrites({ ...lead, closed: { ...closing, at: day(1) } }, deps());
    await tables.leads.update(id, (read) => ({ lead: read, also: again }));
    expect(await customerOf(id)).toMatchObject({ status: "choosing", round: 2, wonAt: day(1), steps: [] });
    expect(await wonWrites({ ...lead, closed: closing }, deps())).toEqual([]);
  });
});

describe("choosing a success manager", () => {
  it("takes a place and a turn in one write with the onboarding, once, however often it runs", async () => {
    const id = await wonLead();
    const before = (await openLeads("carla")) + (await openLeads("dani"));
    const results = await Promise.all([1, 2, 3].map(() => chooseSuccessManager({ leadId: id }, deps())));
    expect(new Set(results.map(({ kind }) => kind))).toEqual(new Set(["welcome"]));
    const customer = await customerOf(id);
    expect(customer).toMatchObject({ status: "welcoming", assignments: 1 });
    expect((await openLeads("carla")) + (await openLeads("dani"))).toBe(before + 1);
    const { ledger = "", entry = 0 } = customer.held?.charged ?? {};
    expect((await tables.ledgers.entry(ledger, entry))?.act).toMatchObject({
      ...{ kind: "offer", leadId: id, attempt: 1, customer: true, chosen: customer.managerId, pool: "success" },
    });
    const balances = Object.values((await tables.ledgers.of(["success"])).get("success")?.balances ?? {});
    expect(balances.reduce((sum, balance) => sum + balance, 0)).toBe(0);
  });

  it("shares customers by the ledger, many at once", async () => {
    const ids = await Promise.all(Array.from({ length: 6 }, () => wonLead()));
    await Promise.all(ids.map((leadId) => chooseSuccessManager({ leadId }, deps())));
    const owners = await Promise.all(ids.map(async (id) => (await customerOf(id)).managerId));
    expect(owners.filter((id) => id === "carla").length).toBeGreaterThanOrEqual(2);
    expect(owners.filter((id) => id === "dani").length).toBeGreaterThanOrEqual(2);
  });

  it("waits for the next shift, and gives the customer to the pool's manager in the end, who holds no place", async () => {
    const away = { shifts: [{ weekday: 6, start: 540, end: 600 }] };
    await open(aPlanningPolicy(), [aRep({ ...carla, ...away })]);
    const id = await wonLead();
    expect(await chooseSuccessManager({ leadId: id }, deps())).toMatchObject({
      kind: "nobody-available",
      waitSeconds: expect.any(Number),
    });
    const waiting = await customerOf(id);
    expect(waiting).toMatchObject({ status: "choosing", waitingSince: clock.now });
    clock.now = day(2);
    expect(await chooseSuccessManager({ leadId: id }, deps())).toMatchObject({ kind: "welcome" });
    expect(await customerOf(id)).toMatchObject({ managerId: "marta" });
    expect(await customerOf(id)).not.toHaveProperty("held");
    expect(await openLeads("marta")).toBe(0);
  });

  it("makes the customer known, so that whoever writes again goes to their success manager", async () => {
    const id = await wonLead({ products: ["crm"] });
    await chooseSuccessManager({ leadId: id }, deps());
    const { facts } = await tables.leads.load(id);
    const { managerId } = await customerOf(id);
    const customer = { leadId: id, ownerId: managerId, since: wonAt, products: ["crm"] };
    expect(await tables.customers.of(facts)).toMatchObject(customer);
    const colleague = facts.email.replace("lucia@", "otra@mx.");
    expect(await tables.customers.of({ ...facts, email: colleague })).toMatchObject(customer);
    await tables.companies.importAccounts([]);
    expect(await tables.customers.of(facts)).toMatchObject(customer);
    const stranger = { name: "Ada", email: "ada@gmail.com" };
    expect(await tables.customers.of(stranger)).toBeUndefined();
    const private_ = await wonLead(stranger);
    await chooseSuccessManager({ leadId: private_ }, deps());
    expect(await tables.customers.of(stranger)).toMatchObject({ leadId: private_ });
    expect(await tables.customers.of({ name: "Bea", email: "bea@gmail.com" })).toBeUndefined();
    const kept = (await tables.items("leads")).map((item) => String(item.pk));
    expect(kept.join()).not.toContain("ada@");
  });
});

describe("welcoming a customer", () => {
  it("tells the customer and the success manager of each other, once each, however often it runs", async () => {
    const id = await wonLead();
    const manager = await welcomed(id);
    await welcomeCustomer({ leadId: id }, deps());
    const { facts } = await tables.leads.load(id);
    expect(kinds()).toEqual([`welcome ${facts.email}`, `new-customer ${manager}@andina.example`]);
    const [welcome, given] = mails();
    expect(welcome).toMatchObject({ replyTo: `${manager}@andina.example` });
    expect(welcome?.text).toMatch(
      /Próximos pasos:\n1\. Llamada de inicio: antes del 5 de noviembre.*\n2\. Primera factura/,
    );
    expect(welcome?.text).toMatch(/Horarios para la llamada:\n- .*13:30.*\n- martes.*\n- miércoles/);
    expect(given?.text).toMatch(/\/customers\/won-\d+\.[\w-]{32}/);
    expect(given?.text).toMatch(/Lo que hubo antes:\n- Ana Morales lo ganó el 2 de noviembre.*\n- Valor: USD\s24,000/);
    expect(await customerOf(id)).toMatchObject({ status: "running" });
  });

  it("goes on where it was cut off between the two mails", async () => {
    const id = await wonLead();
    await chooseSuccessManager({ leadId: id }, deps());
    ses.on(SendRawEmailCommand).rejects(Object.assign(new Error("slow down"), { $metadata: { httpStatusCode: 503 } }));
    await expect(welcomeCustomer({ leadId: id }, deps())).rejects.toThrow("welcome");
    expect(await customerOf(id)).toMatchObject({ status: "welcoming" });
  });

  it("tells the success manager when no mail reaches the customer, and mails the customer no more", async () => {
    const id = await wonLead();
    await chooseSuccessManager({ leadId: id }, deps());
    await tables.leads.update(id, (lead) => ({ ...lead, unreachable: { at: wonAt, why: "bounced" } }));
    await welcomeCustomer({ leadId: id }, deps());
    expect(mails().map(({ kind }) => kind)).toEqual(["new-customer"]);
    expect(mails()[0]?.text).toContain("Nuestros correos no le llegan");
  });

  it("welcomes again, as from somebody new, when somebody else gets the customer", async () => {
    const id = await wonLead();
    const first = await welcomed(id);
    expect(await handOverCustomers(first, "marta", deps())).toBeGreaterThanOrEqual(1);
    expect(await handOverCustomers(first, "marta", deps())).toBe(0);
    const second = await welcomed(id);
    expect(second).not.toBe(first);
    expect(mails().at(-2)).toMatchObject({ kind: "welcome", text: expect.stringContaining("sigue con usted") });
    expect(mails().at(-1)?.text).toContain(`Antes estaba con ${first === "carla" ? "Carla Sosa" : "Dani Paz"}`);
  });
});

describe("a customer's steps", () => {
  it("are told as the policy says, each once, and end with the place free", async () => {
    const id = await wonLead();
    const manager = await welcomed(id);
    const held = await openLeads(manager);
    for (const step of [0, 1, 2]) {
      await log(id, step);
      await tendOnboarding({ leadId: id }, deps());
      await tendOnboarding({ leadId: id }, deps());
    }
    const { facts } = await tables.leads.load(id);
    expect(kinds().slice(2)).toEqual([
      `milestone ${facts.email}`,
      `milestone ${facts.email}`,
      `milestone-manager ${manager}@andina.example`,
    ]);
    expect(mails()[3]).toMatchObject({
      subject: "All of you are in",
      text: expect.stringContaining("Everybody works"),
    });
    expect(await customerOf(id)).toMatchObject({ status: "ended", ended: { how: "completed" } });
    expect(await openLeads(manager)).toBe(held - 1);
    expect(await tendOnboarding({ leadId: id }, deps())).toEqual({ leadId: id, kind: "ended" });
  });

  it("are reminded of when they are due, with a link that works", async () => {
    const id = await wonLead();
    const manager = await welcomed(id);
    clock.now = day(4);
    const results = await Promise.all([1, 2].map(() => tendOnboarding({ leadId: id }, deps())));
    expect(results.map(({ kind }) => kind)).toEqual(["running", "running"]);
    expect(kinds().slice(2)).toEqual([`milestone-reminder ${manager}@andina.example`]);
    expect((await customerOf(id)).steps[0]?.reminded).toBe(1);
  });

  it("are given up a month after the last was due: the pool's manager is told, and the place is free", async () => {
    const id = await wonLead();
    const manager = await welcomed(id);
    const held = await openLeads(manager);
    clock.now = day(80);
    await tendOnboarding({ leadId: id }, deps());
    expect(kinds().at(-1)).toBe("onboarding-stalled marta@andina.example");
    expect(await customerOf(id)).toMatchObject({ ended: { how: "unfinished" } });
    expect(await openLeads(manager)).toBe(held - 1);
  });

  it.each([
    ["ended", reopen],
    [
      "was handed over",
      async (id: string) => handOverCustomers((await customerOf(id)).managerId ?? "", "marta", deps()),
    ],
  ])("are left as they are where it %s while they were looked at", async (_, happens) => {
    const id = await wonLead();
    await welcomed(id);
    let after: Onboarding | undefined;
    const load = async () => {
      const read = await customerOf(id);
      await happens(id);
      after = await customerOf(id);
      return read;
    };
    const update = tables.onboardings.update.bind(tables.onboardings);
    const onboardings = { load, update } as unknown as typeof tables.onboardings;
    await tendOnboarding({ leadId: id }, { ...deps(), onboardings });
    expect(await customerOf(id)).toEqual(after);
  });

  it("wake the task at once when one was logged before it waited", async () => {
    const id = await wonLead();
    await welcomed(id);
    expect(await awaitMilestone({ leadId: id, token: "one" }, deps())).toMatchObject({ kind: "running" });
    expect(woken()).toEqual([]);
    expect(await customerOf(id)).toMatchObject({ taskToken: "one" });
    await log(id, 0);
    await awaitMilestone({ leadId: id, token: "two" }, deps());
    expect(woken()).toEqual([{ leadId: id, kind: "running", waitSeconds: 1 }]);
  });
});
