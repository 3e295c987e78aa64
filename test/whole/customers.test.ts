import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { closeLead } from "../../adapters/claims/close-lead.ts";
import { OnboardingStore } from "../../adapters/customers/onboarding-store.ts";
import { acting } from "../../cli/acting.ts";
import { localInstallation } from "../../cli/installation.ts";
import type { Onboarding } from "../../routing/onboarding/onboarding.ts";
import { aPolicy } from "../build/a-policy.ts";
import { aRep } from "../build/a-rep.ts";
import { tokenIn } from "../build/press.ts";
import { type Company, company, eventually, linkIn, openCompany, person } from "./a-company.ts";

const always = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, start: 0, end: 1440 }));
const carla = aRep({
  ...{ id: "carla", name: "carla", email: "carla@andina.example", shifts: always, capacity: 1000 },
  pools: { success: 1 },
});
/** Long, since a machine with much to do must not let an offer lapse. */
const sla = { answer: "8h", first_contact: "8h" };
const policy = aPolicy({
  sla: { hot: sla, warm: sla, cold: sla },
  pools: { "latam-smb": { manager: "marta" }, success: { manager: "marta" } },
  onboarding: {
    pool: "success",
    call: { within: "10m" },
    steps: [
      { name: "First invoice", after: "1d" },
      { name: "Everybody uses it", after: "2d", tell: "customer" },
    ],
  },
});
/** Each function of the workflow fails, before or after its work, or its worker dies: once each in one life. */
const steps = ["choose-success-manager", "welcome-customer", "await-milestone", "tend-onboarding"];
const faults = ["throw:1", "throw-after:1", "crash:1"];
/** What a customer's life is made of, once each, when the call is reminded of before it is logged. */
const once = ["milestone 101", "milestone 102", "milestone-manager 101", "milestone-reminder 1000"];
const all = ["new-customer 1", "welcome 1", ...once].sort();

let people = 0;
let turno: Company;

/** A lead that a rep took and then wins. */
async function wins(): Promise<string> {
  people += 1;
  const { email } = person(`customer${people}`);
  await turno.post(person(`customer${people}`));
  const lead = await eventually(async () => {
    const mine = (await turno.leads()).find(({ facts }) => facts.email === email);
    const [offer] = (await turno.mails()).filter(({ tags }) => tags.lead === mine?.id && tags.kind === "offer");
    if (offer && mine?.status === "offered") await turno.answer(linkIn(offer), "accept");
    return mine?.status === "introduced" && mine;
  });
  const deps = acting(await localInstallation(turno.run.baseUrl));
  await closeLead(lead.id, { outcome: "won", at: deps.now(), by: "ana" }, deps);
  return lead.id;
}

async function customerOf(id: string): Promise<Onboarding> {
  const { client, tables } = await localInstallation(turno.run.baseUrl);
  return new OnboardingStore(client, tables.leads).load(id);
}
const mailsOf = async (id: string) =>
  (await turno.mails())
    .filter(({ tags }) => tags.lead === id && all.some((mail) => mail.startsWith(`${tags.kind} `)))
    .map(({ tags }) => `${tags.kind} ${tags.attempt}`)
    .sort();

/** Opens the page of the newest link that the success manager was mailed, and logs a step. */
async function logs(id: string, step: number): Promise<void> {
  const link = await eventually(async () => {
    const links = (await turno.mails()).flatMap(({ tags, text }) =>
      tags.lead === id ? (/http\S+\/customers\/[\w.-]+/.exec(text)?.[0] ?? []) : [],
    );
    // A run that was started again has another port than that of its earlier mails.
    return links.at(-1)?.replace(/^http:\/\/[^/]+/, turno.run.baseUrl);
  });
  let page = await (await fetch(link)).text();
  for (let tries = 0; tries < 100; tries++) {
    const body = new URLSearchParams({ step: String(step), shown: tokenIn(page) });
    const response = await fetch(link, { method: "POST", body });
    page = await response.text();
    if (response.status === 200) return;
    await pause(100);
  }
  throw new Error("the page never counted a button");
}

/** From the win to the end of the first steps; the call is logged after it was reminded of. */
async function lives(id: string): Promise<Onboarding> {
  await eventually(async () => (await mailsOf(id)).includes("milestone-reminder 1000"), 90);
  for (const step of [0, 1, 2]) await logs(id, step);
  return eventually(async () => {
    const customer = await customerOf(id);
    return customer.status === "ended" && customer;
  }, 90);
}

describe("a customer, on the local run", () => {
  const dataDir = mkdtempSync(join(tmpdir(), "turno-customers-"));
  const open = () => openCompany({ speed: 200, dataDir }, policy, [...company, carla]);
  beforeAll(async () => {
    turno = await open();
  });
  afterAll(async () => {
    await turno.close();
    rmSync(dataDir, { recursive: true, force: true });
  });

  it("goes from the win to the end of the first steps, told of each, with the place free afterwards", async () => {
    const id = await wins();
    const customer = await lives(id);
    expect(customer).toMatchObject({ managerId: "carla", ended: { how: "completed" }, starts: 1 });
    expect(customer.timeline.map(({ event }) => event)).toEqual([
      ...["won", "assigned", "welcomed", "reminded", "reached", "reached", "reached", "ended"],
    ]);
    expect(await mailsOf(id)).toEqual(all);
    expect((await turno.reps.get("carla"))?.openLeads).toBe(0);
  });

  it("is known when somebody of the company writes again, who goes to the same success manager", async () => {
    const id = await wins();
    await eventually(async () => (await customerOf(id)).managerId);
    const { email } = (await turno.lead(id)).facts;
    const colleague = { ...person("colleague"), email: email.replace(/^.*@/, "colleague@") };
    await turno.post(colleague);
    const lead = await eventually(async () =>
      (await turno.leads()).find(({ facts, account }) => facts.email === colleague.email && account),
    );
    expect(lead).toMatchObject({ account: { relation: "customer", ownerId: "carla", won: { leadId: id } } });
  });

  it.each(faults)("comes to the same when each step meets %s", async (fault) => {
    turno.run.setFaults(steps.map((step) => `${step}:${fault}`).join());
    const id = await wins();
    const customer = await lives(id);
    turno.run.setFaults("");
    expect(customer).toMatchObject({ managerId: "carla", ended: { how: "completed" } });
    expect(await mailsOf(id)).toEqual(all);
  });

  it("comes to the same when every function runs twice", async () => {
    turno.run.setFaults("*:twice");
    const id = await wins();
    await lives(id);
    turno.run.setFaults("");
    expect(await mailsOf(id)).toEqual(all);
    expect((await customerOf(id)).timeline.filter(({ event }) => event === "assigned")).toHaveLength(1);
  });

  it("is started again by the sweeper when a step keeps failing, until it is repaired", async () => {
    turno.run.setFaults("welcome-customer:throw");
    const { failed } = (await turno.run.status()).executions;
    const id = await wins();
    await eventually(async () => (await turno.run.status()).executions.failed > failed, 120);
    turno.run.setFaults("");
    const customer = await lives(id);
    expect(customer.starts).toBeGreaterThan(1);
    expect(await mailsOf(id)).toEqual(all);
  });

  it("goes on where it was when the whole run is stopped and started again", async () => {
    const [first, second] = [await wins(), await wins()];
    await eventually(async () => (await mailsOf(first)).includes("welcome 1"));
    await turno.run.stop();
    turno = await open();
    for (const id of [first, second]) {
      await lives(id);
      expect(await mailsOf(id)).toEqual(all);
    }
  });
});
