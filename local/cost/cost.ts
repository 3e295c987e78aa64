import { statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { Execution } from "../demo/evidence.ts";
import { ask } from "../demo/http.ts";
import { type Instance, ownInstance, type Status } from "../demo/instance.ts";
import type { SampleLead } from "../demo/leads.ts";
import { lastMailOf } from "../demo/mailbox.ts";
import type { OwnerBehaviour } from "../demo/owners.ts";
import { Players } from "../demo/players.ts";
import { sendLeads } from "../demo/senders.ts";
import type { SuccessBehaviour } from "../demo/success-managers.ts";
import { type Counts, newAccountMail, nothing, priceOf, renderCostSheet, slowdown } from "./cost-sheet.ts";

// `npm run cost`: measures what a lead consumes until its rep is introduced, and what one does that is won and goes through all
// its first steps as a customer, and writes docs/cost.md.

/** How many times faster than the real one the clock runs: slow enough that nobody is late on a machine with much to do. */
const speed = 20;
/** Memory of the functions in the stages dev and local. */
const memoryMb = 512;
const root = join(import.meta.dirname, "../..");
/** Every rep accepts before the first reminder. */
const promptly = { accept: 1, decline: 0, wakeUp: 1, thinkMinutes: [0.1, 0.5], seed: 1 } as const;

/** Every owner reaches the person at once and wins; or none says anything. */
const winners = {
  ...{ call: 1, unanswered: 0, giveBack: 0, fussy: 0, invalid: 0, wakeUp: 0 },
  ...{ won: 1, lost: 0, meeting: 0, twice: false, seed: 1 },
};
const silent = { ...winners, call: 0 };
/** Success managers log one step after the other. */
const successManagers: SuccessBehaviour = { begins: () => "at-once", minutes: [0.2, 0.5], twice: false, seed: 1 };

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

/** The mails of a lead until its rep is introduced. */
const routing = ["acknowledgement", "offer", "details", "introduction"];
/**
 * Those of the rest of its life. Whoever says that they called before the person was told who calls is asked again by the
 * reminder.
 */
const living = ["contact-reminder", "new-customer", "welcome", "milestone", "milestone-manager"];
/** Those that a schedule sends on some day of the week, whatever leads there are. */
const weekly = ["receipt", "weekly-report"];

/**
 * Opens the form for each of these leads, sends it, `rate` in a second, and lets everybody act until `isDone`.
 * @throws when that takes too long
 */
async function run(
  leads: readonly SampleLead[],
  rate: number,
  instance: Instance,
  players: Players,
  isDone: () => Promise<boolean>,
): Promise<void> {
  for (const { form } of leads) await ask(`${instance.url}/form?lang=${String(form.language)}`);
  const sending = sendLeads(leads, instance, { rate, isBehind: () => false, onSent: () => {} });
  const deadline = performance.now() + 300_000;
  do {
    if (performance.now() > deadline) throw new Error("the happy path did not end within five minutes");
    await players.read();
    await pause(100);
  } while (!(await isDone()));
  await sending;
}

/**
 * Consumption of an instance so far, divided into that of leads and that of the functions that have a schedule.
 * @param transitions of the workflows that count
 * @param without a function that is not counted
 */
function usage(
  { functions, scheduled, dynamo, events }: Status,
  transitions: number,
  logBytes: number,
  without?: string,
) {
  const isScheduled = (name: string): boolean => scheduled.includes(name);
  const isOfLeads = (name: string): boolean => !isScheduled(name) && !(without && name.endsWith(without));
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
    "log-milestone",
  ];
  const requests = Object.entries(functions)
    .filter(([name]) => http.some((each) => name.endsWith(each)))
    .reduce((total, [, each]) => total + each.invocations, 0);
  return {
    leads: { ...sum(isOfLeads), transitions, requests, events, logGigabytes: logBytes / 1e9 },
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

/** What is counted of leads that are sent. */
interface Way {
  /** How many are sent in a second. */
  rate: number;
  counts: (one: Execution) => boolean;
  /** The kinds of the mails that count; those of what follows may come beside them. */
  mails: readonly string[];
  /** A function that is not counted. */
  without?: string;
}

const instance = await ownInstance(speed);
try {
  const executions = async () => {
    const { text } = await ask(`${instance.url}/_turno/executions`);
    return JSON.parse(text) as Execution[];
  };
  const isRouting = ({ machine }: Execution) => machine.endsWith("route-lead");
  const transitionsOf = (of: readonly Execution[]) => of.reduce((sum, { transitions }) => sum + transitions, 0);
  const logBytes = () => statSync(join(instance.dataDir ?? "", "functions.log")).size;

  /** What the leads consume that are sent meanwhile, one of them, and how often each mail was sent. */
  const measured = async (
    leads: readonly SampleLead[],
    owners: OwnerBehaviour,
    { rate, counts, mails, without }: Way,
    isDone: (players: Players) => Promise<boolean>,
  ) => {
    const players = new Players(
      instance,
      { reps: promptly, owners, successManagers },
      () => true,
      (await lastMailOf(instance)) ?? 0,
    );
    const measure = async () =>
      usage(await instance.status(), transitionsOf((await executions()).filter(counts)), logBytes(), without);
    const before = await measure();
    await run(leads, rate, instance, players, () => isDone(players));
    const after = await measure();
    if (players.complaints.length > 0) throw new Error(players.complaints.join("\n"));
    const expected = [...mails, ...living, ...weekly];
    const detours = players.mails.filter(({ tags }) => !expected.includes(tags.kind ?? ""));
    if (detours.length > 0) throw new Error(`not the happy path: ${detours.map(({ tags }) => tags.kind).join(", ")}`);
    const perLead = difference(after.leads, before.leads, leads.length);
    const sent = players.mails.filter(({ tags }) => mails.includes(tags.kind ?? ""));
    return { perLead: { ...perLead, mails: sent.length / leads.length }, after };
  };
  /** Every lead that was sent is won, and every customer has gone through all their steps, so that nothing runs any more. */
  const livesOf = (leads: readonly SampleLead[]) =>
    measured(leads, winners, { rate: 1, counts: () => true, mails: [...routing, ...living] }, async ({ mails }) => {
      const welcomed = mails.filter(({ tags }) => tags.kind === "welcome").length;
      return welcomed >= leads.length && (await instance.status()).executions.running === 0;
    });

  await livesOf(people(0, 4));
  const { perLead: life } = await livesOf(people(4, 24));
  const counted = people(24, 44);
  // Their reps say nothing, so that what follows the introduction is the function `follow-up` alone.
  const way = { rate: 2, counts: isRouting, mails: routing, without: "follow-up" };
  const { perLead: route, after } = await measured(counted, silent, way, async ({ mails }) => {
    const introduced = mails.filter(({ tags }) => tags.kind === "introduction").length;
    return introduced >= counted.length && (await instance.status()).executions.running === counted.length;
  });

  const perSweep = after.minutes > 0 ? difference(after.scheduled, nothing, after.minutes) : nothing;
  writeFileSync(
    join(root, "docs/cost.md"),
    renderCostSheet({ leads: counted.length, route, life, perSweep, memoryMb }),
  );
  const text = (counts: Counts) =>
    `$${priceOf(counts).total.toFixed(5)} ($${priceOf(counts, newAccountMail).total.toFixed(5)} on the plan of accounts new to SES), ${counts.transitions} transitions, ${counts.mails} mails`;
  console.log(`Until the introduction: ${text(route)}\nThe whole life, won: ${text(life)}\ndocs/cost.md`);
} finally {
  await instance.close();
}
