import { statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { ask } from "../demo/http.ts";
import { type Instance, ownInstance, type Status } from "../demo/instance.ts";
import type { SampleLead } from "../demo/leads.ts";
import { Players } from "../demo/reps.ts";
import { sendLeads } from "../demo/senders.ts";
import { type Counts, newAccountMail, nothing, priceOf, renderCostSheet, slowdown } from "./cost-sheet.ts";

// `npm run cost`: measures what a lead consumes that is accepted, reached, won at once and welcomed, and writes docs/cost.md.

/** Memory of the functions in the stages dev and local. */
const memoryMb = 512;
const root = join(import.meta.dirname, "../..");
/** Every rep accepts before the first reminder. */
const promptly = { accept: 1, decline: 0, wakeUp: 1, thinkMinutes: [0.1, 0.5], seed: 1 } as const;

/** Every owner reaches the person at once and wins. */
const owners = {
  ...{ call: 1, unanswered: 0, giveBack: 0, invalid: 0, wakeUp: 0 },
  ...{ won: 1, lost: 0, meeting: 0, twice: false, seed: 1 },
};

/** Leads that the sample policy assigns to a rep. */
const people = (from: number, to: number): SampleLead[] =>
  Array.from({ length: to - from }, (_, n) => from + n).map((n) => ({
    idempotencyKey: `cost-${n}`,
    expect: "lead",
    form: {
      name: "Lucía Fernández",
      email: `lucia@empresa${n}.example`,
      company: "Flora Rosa",
      size: 120,
      country: n % 2 === 0 ? "MX" : "BR",
      phone: "+52 55 5555 0101",
      role: "Directora de operaciones",
      products: ["invoicing", "inventory"],
      industry: "retail",
      value: 14000,
      urgency: "this-quarter",
      message: "Queremos verlo con nuestras tiendas.",
      source: "web",
      language: n % 2 === 0 ? "es" : "pt",
      consent: "yes",
      consent_wording: "Acepto que me contacten sobre mi consulta.",
    },
  }));

/**
 * The mails of a lead that goes this way. Whoever says that they called before the person was told who calls is asked again
 * by the reminder.
 */
const happy = ["acknowledgement", "offer", "details", "introduction", "contact-reminder", "new-customer", "welcome"];

/** Runs these leads from opening the form to the welcome as a customer, after which there are only first steps to wait for. */
async function runHappily(leads: readonly SampleLead[], instance: Instance, players: Players): Promise<void> {
  const won = () => players.said.filter(({ act, status }) => act === "won" && status === 200).length;
  const welcomed = () => players.mails.filter(({ tags }) => tags.kind === "welcome").length;
  const target = won() + leads.length;
  for (const { form } of leads) await ask(`${instance.url}/form?lang=${String(form.language)}`);
  const sending = sendLeads(leads, instance, { rate: 1, isBehind: () => false, onSent: () => {} });
  const deadline = performance.now() + 150_000;
  const isUnderWay = async () => (await instance.status()).executions.running > welcomed();
  while (won() < target || welcomed() < target || (await isUnderWay())) {
    if (performance.now() > deadline) throw new Error("the happy path did not end within 150 seconds");
    await players.read();
    await pause(100);
  }
  await sending;
}

/** Consumption of an instance so far, divided into that of leads and that of the functions that have a schedule. */
function usage({ functions, scheduled, dynamo, transitions }: Status, logBytes: number) {
  const isScheduled = (name: string): boolean => scheduled.includes(name);
  const sum = (mine: (name: string) => boolean): Counts => {
    const figures = Object.entries(functions)
      .filter(([name]) => mine(name))
      .map(([, each]) => each);
    const units = Object.entries(dynamo.byFunction)
      .filter(([name]) => mine(name))
      .flatMap(([, each]) => Object.values(each));
    const milliseconds = figures.reduce((total, each) => total + each.milliseconds, 0);
    return {
      ...nothing,
      invocations: figures.reduce((total, each) => total + each.invocations, 0),
      gbSeconds: ((milliseconds / 1000) * slowdown(memoryMb) * memoryMb) / 1024,
      readUnits: units.reduce((total, each) => total + each.readUnits, 0),
      writeUnits: units.reduce((total, each) => total + each.writeUnits, 0),
    };
  };
  const http = [
    "show-form",
    "submit-lead",
    "answer-offer",
    "act-on-lead",
    "return-rep",
    "show-request",
    "ask-for-look",
    "withdraw-request",
    "unsubscribe",
  ];
  const requests = Object.entries(functions)
    .filter(([name]) => http.some((each) => name.endsWith(each)))
    .reduce((total, [, each]) => total + each.invocations, 0);
  return {
    leads: { ...sum((name) => !isScheduled(name)), transitions, requests, logGigabytes: logBytes / 1e9 },
    scheduled: sum(isScheduled),
    /** `sweep-leads` runs once in each. */
    minutes: Object.entries(functions).find(([name]) => name.endsWith("sweep-leads"))?.[1].invocations ?? 0,
  };
}

/** (after − before) / by, count for count. */
const difference = (after: Counts, before: Counts, by: number): Counts =>
  Object.fromEntries(
    Object.entries(after).map(([key, value]) => [key, (value - before[key as keyof Counts]) / by]),
  ) as Counts;

const instance = await ownInstance(60);
try {
  const measure = async () =>
    usage(await instance.status(), statSync(join(instance.dataDir ?? "", "functions.log")).size);
  const players = new Players(instance, { reps: promptly, owners }, () => true, 0);
  const [warmUp, counted] = [people(0, 4), people(4, 24)];
  await runHappily(warmUp, instance, players);
  const before = await measure();
  const mailsBefore = players.mails.length;
  await runHappily(counted, instance, players);
  const after = await measure();
  if (players.complaints.length > 0) throw new Error(players.complaints.join("\n"));
  const detours = players.mails.filter(({ tags }) => !happy.includes(tags.kind ?? ""));
  if (detours.length > 0) throw new Error(`not the happy path: ${detours.map(({ tags }) => tags.kind).join(", ")}`);

  const perLead = difference(after.leads, before.leads, counted.length);
  perLead.mails = (players.mails.length - mailsBefore) / counted.length;
  const perSweep = after.minutes > 0 ? difference(after.scheduled, nothing, after.minutes) : nothing;
  writeFileSync(join(root, "docs/cost.md"), renderCostSheet({ leads: counted.length, perLead, perSweep, memoryMb }));
  console.log(
    `$${priceOf(perLead).total.toFixed(5)} per lead ($${priceOf(perLead, newAccountMail).total.toFixed(5)} on the plan of accounts new to SES), ${perLead.transitions} transitions, ${perLead.mails} mails: docs/cost.md`,
  );
} finally {
  await instance.close();
}
