import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { SingleBar } from "cli-progress";
import { Command, InvalidArgumentError } from "commander";
import { isFollowed } from "../../routing/lead/lifecycle.ts";
import { beginningOf } from "./beginnings.ts";
import { failuresOf } from "./checks.ts";
import type { Evidence, Execution, Played } from "./evidence.ts";
import { figuresOf } from "./figures.ts";
import { freeCpu } from "./free-cpu.ts";
import { ask } from "./http.ts";
import { type Instance, ownInstance, runningInstance, type Status } from "./instance.ts";
import { readSampleLeads, type SampleLead } from "./leads.ts";
import { lastMailOf } from "./mailbox.ts";
import { defaultManagers } from "./managers.ts";
import { defaultOwners } from "./owners.ts";
import { defaultPersons } from "./persons.ts";
import { Players } from "./players.ts";
import { renderFigures } from "./report.ts";
import { defaultBehaviour } from "./reps.ts";
import { type Sent, sendLeads } from "./senders.ts";
import { Story } from "./story.ts";
import { glance, readTruth } from "./truth.ts";

// `npm run demo`: sends the sample leads to a local run, simulates its reps and reports the result.

interface Options {
  url?: string;
  leads: string;
  json?: string;
  rate: number;
  kill: boolean;
  seed: number;
  minutes: number;
}

/** How many times faster than the real one the clock of the own instance runs, where nothing else is at work. */
const defaultSpeed = 150;
/** The least that it runs when the machine is busy, so that the demo ends the same day. */
const slowestSpeed = 15;

const positive = (text: string): number => {
  const number = Number(text);
  if (!(number > 0)) throw new InvalidArgumentError("Expected a number above 0.");
  return number;
};

const command = new Command("demo")
  .description("Sends the sample leads to a local run of its own, plays everybody, and checks what came of it.")
  .option("--url <url>", "a running instance, in place of an own one, such as http://localhost:3000")
  .option("--leads <file>", "what is sent", join(import.meta.dirname, "../../samples/leads.ndjson"))
  .option("--json <file>", "writes the figures to a file, too")
  .option("--rate <number>", "submissions per second", positive, 5)
  .option("--kill", "kills the own instance in the middle and starts it again on the same data", false)
  .option("--seed <number>", "other people decide otherwise", Number, 1)
  .option("--minutes <number>", "waits at most this long for people to finish", positive, 10)
  .addHelpText(
    "after",
    `\nThe own instance runs at TURNO_SPEED times the real time; when it is not set ${defaultSpeed}, less on a busy machine.`,
  )
  .parse();
const options = command.opts<Options>();

/** Replaces people and idempotency keys, so that a second demo on the same data creates new leads. */
function asNewPeople(leads: readonly SampleLead[], run: string): SampleLead[] {
  return leads.map((lead) => {
    const { email } = lead.form;
    const renamed = typeof email === "string" ? email.replace("@", `.${run}@`) : email;
    return {
      ...lead,
      idempotencyKey: `${lead.idempotencyKey}-${run}`,
      form: { ...lead.form, ...(email !== undefined && { email: renamed }) },
    };
  });
}

/** Kills the instance while it works. Returns its counters, since they start from 0 again. */
async function crash(instance: Instance): Promise<Status> {
  const status = await instance.status();
  await instance.crash?.();
  return status;
}

/** Minutes on Turno's clock without progress after which `settle` checks what the leads wait for. */
const quietMinutes = 30;
/** Minutes on Turno's clock within which something must be due of an owner to be waited for. */
const ownedMinutes = 45;

/**
 * Waits until no workflow runs and no player has anything to say, for as long as the sweeper needs to find leftovers.
 * Also ends when the remaining leads wait for the next morning, for a place or for an outcome, with nothing due soon on
 * Turno's clock.
 */
async function settle(
  instance: Instance,
  players: Players,
  read: () => Promise<number>,
  deadline: number,
  onWait: () => void,
): Promise<void> {
  let newsAt = instance.now();
  let idleSince: number | undefined;
  while (performance.now() < deadline) {
    const news = await read();
    const { executions } = await instance.status();
    const now = instance.now();
    if (news > 0 || players.thinking > 0) newsAt = now;
    idleSince = newsAt < now && executions.running === 0 ? (idleSince ?? now) : undefined;
    if (idleSince !== undefined && now - idleSince > 6 * 60_000) return;
    if (now - newsAt > quietMinutes * 60_000) {
      const { leads, customers } = await glance(instance.url, now);
      // Who waits for a shift is tried again once an hour, and some first contacts are due tomorrow: not worth waiting for.
      const soonest = (of: readonly { dueAt?: string | undefined }[]) =>
        Math.min(...of.flatMap(({ dueAt }) => (dueAt ? [Date.parse(dueAt)] : [])));
      const owned = soonest(leads.filter(({ status }) => isFollowed(status)));
      const others = Math.min(
        soonest(leads.filter(({ status }) => !isFollowed(status) && status !== "waiting")),
        soonest(customers.filter(({ waitingSince }) => waitingSince === undefined)),
      );
      if (others > now + 120 * 60_000 && owned > now + ownedMinutes * 60_000) return;
      newsAt = now;
    }
    onWait();
    await pause(100);
  }
}

interface Outcome {
  evidence: Evidence;
  status: Status;
  beforeCrash: Status | undefined;
  players: Players;
}

/** Real ms for which a lead may be without its first mail; then it is one that gets none, such as a rejected one. */
const untilMailMs = 6000;
/** Leads that may wait for their first mail before the next person has to wait. Some of them never get one. */
const mostWithoutMail = 8;

/** A page that takes longer, in real ms, comes from a machine that cannot keep up. */
const slowPageMs = 500;

/** Writes a line above the progress bar, which is drawn again with its next update. */
const say = (line: string | undefined): void => {
  if (line) process.stderr.write(`${process.stderr.isTTY ? "\r\u001B[K" : ""}${line}\n`);
};

/** How much everybody did on pages so far. */
const acts = ({ presses, said, asked, handled, logged }: Played): number =>
  presses.length + said.length + asked.length + handled.length + logged.length;

/** Tells what everybody did since it was asked last. */
function tellNews(story: Story, isOurs: (lead: string) => boolean): (played: Played) => (string | undefined)[] {
  const told = new Map<string, number>();
  const since = <One>(name: string, all: readonly One[]): readonly One[] => {
    const news = all.slice(told.get(name) ?? 0);
    told.set(name, all.length);
    return news;
  };
  return ({ mails, presses, said, asked, handled, logged }) => [
    ...since("mails", mails).map((mail) => (isOurs(mail.tags.lead ?? "") ? story.ofMail(mail) : undefined)),
    ...since("presses", presses).map((one) => story.ofPress(one)),
    ...since("said", said).map((one) => story.ofSaid(one)),
    ...since("asked", asked).map((one) => story.ofAsked(one)),
    ...since("handled", handled).map((one) => story.ofHandled(one)),
    ...since("logged", logged).map((one) => story.ofLogged(one)),
  ];
}

async function play(instance: Instance): Promise<Outcome> {
  const { url, kill, rate, seed, minutes } = options;
  const leads = readSampleLeads(options.leads);
  const people = url ? asNewPeople(leads, Date.now().toString(36)) : leads;
  const ours = new Map<string, string>();
  const { reps } = await glance(instance.url, instance.now());
  const repNames = new Map(
    reps.flatMap(({ id, email, name }) => [
      [id, name],
      [email, name],
    ]),
  );
  const story = new Story({
    leadOf: (id) => ours.get(id) ?? "A lead",
    personOf: (address) => repNames.get(address) ?? address,
    repOf: (id) => repNames.get(id) ?? id,
  });
  const lastMail = url ? ((await lastMailOf(instance)) ?? 0) : 0;
  const players = new Players(
    instance,
    {
      ...{ reps: { ...defaultBehaviour, seed }, owners: { ...defaultOwners, seed } },
      ...{ managers: { ...defaultManagers, seed }, persons: { ...defaultPersons, seed } },
      successManagers: { begins: (lead) => beginningOf(seed, lead), minutes: [2, 12], twice: true, seed },
    },
    (lead) => !url || ours.has(lead),
    lastMail,
  );
  const bar = new SingleBar({
    format: "{bar} {value}/{total} sent, {mails} mails, {presses} acts, {now}",
    hideCursor: true,
    noTTYOutput: true,
    notTTYSchedule: 5000,
  });
  const shown = () => ({
    mails: players.mails.length,
    presses: acts(players),
    now: new Date(instance.now()).toISOString().slice(0, 16),
  });
  bar.start(people.length, 0, shown());

  let crashing: Promise<Status> | undefined;
  let count = 0;
  const withoutMail = new Map<string, number>();
  const isBehind = (): boolean => {
    for (const [lead, since] of withoutMail) if (performance.now() - since > untilMailMs) withoutMail.delete(lead);
    const { ms, at } = players.lastPage;
    return withoutMail.size > mostWithoutMail || (ms > slowPageMs && performance.now() - at < untilMailMs);
  };
  const told = tellNews(story, (lead) => ours.has(lead));
  const read = async (): Promise<number> => {
    const news = await players.read();
    for (const { tags } of players.mails.slice(players.mails.length - news)) withoutMail.delete(tags.lead ?? "");
    for (const sentence of told(players)) say(sentence);
    return news;
  };
  const onSent = (sent: Sent): void => {
    const { lead, sample } = sent;
    if (lead && !ours.has(lead)) {
      ours.set(lead, String(sample.form.name ?? "Somebody"));
      withoutMail.set(lead, performance.now());
    }
    say(story.ofSent(sent));
    count += 1;
    bar.update(count, shown());
    if (kill && count >= people.length / 2) crashing ??= crash(instance);
  };
  let sending = true;
  const allSent = sendLeads(people, instance, { rate, isBehind, onSent }).finally(() => {
    sending = false;
  });
  while (sending) {
    await read();
    await pause(100);
  }
  const sent = await allSent;
  const beforeCrash = await crashing;
  await settle(instance, players, read, performance.now() + minutes * 60_000, () => bar.update(count, shown()));
  bar.stop();

  const status = await instance.status();
  const { text } = await ask(`${instance.url}/_turno/executions`);
  const truth = await readTruth(instance.url, instance.now());
  // What a machine needs for a few steps is minutes on a fast clock.
  const graceMinutes = Math.max(15, ((5 + (3 * players.slowestMs) / 1000) * status.speed) / 60);
  const evidence = {
    sent,
    ...everything(players),
    truth,
    now: instance.now(),
    graceMinutes,
    crashed: kill,
  };
  const executions = JSON.parse(text) as Execution[];
  return { evidence: { ...evidence, executions }, status, beforeCrash, players };
}

/** What the players did, as it is now. */
const everything = ({ mails, presses, returned, said, asked, handled, logged }: Played): Played => ({
  ...{ mails, presses, returned, said, asked, handled, logged },
});

const began = performance.now();
if (options.kill && options.url) command.error("error: --kill works on the demo's own instance: leave --url out");
const speed = Number(
  process.env.TURNO_SPEED ||
    (options.url ? defaultSpeed : Math.max(slowestSpeed, Math.round(defaultSpeed * (await freeCpu())))),
);
const starting = options.url ? runningInstance(options.url) : ownInstance(speed);
const instance = await starting.catch((error: Error) => command.error(`error: ${error.message}`));
for (const signal of ["SIGINT", "SIGTERM"] as const)
  process.once(signal, () => void instance.close().finally(() => process.exit(130)));
console.error(
  `A company with its reps is running. Watch it at ${instance.url}/, and every mail at ${instance.url}/mailbox.
Its clock is ${Math.round(speed)} times as fast as yours. People fill in the form, choose times and change their minds; reps, managers and
success managers open their mails and act:
`,
);
try {
  const before = await instance.status();
  const { evidence, status, beforeCrash, players } = await play(instance);
  const counted = (count: (status: Status) => number): number =>
    count(status) - count(before) + (beforeCrash ? count(beforeCrash) : 0);
  const used = {
    readUnits: counted(({ dynamo }) => dynamo.readUnits),
    writeUnits: counted(({ dynamo }) => dynamo.writeUnits),
    transitions: counted(({ transitions }) => transitions),
  };
  const figures = figuresOf(evidence, used);
  const refused = [...(beforeCrash?.refused ?? []), ...status.refused].map((what) => `not allowed: ${what}`);
  const failures = [
    ...failuresOf(evidence),
    ...refused,
    ...players.complaints.map((complaint) => `page: ${complaint}`),
  ];
  console.log(renderFigures(figures));
  const seconds = Math.round((performance.now() - began) / 1000);
  console.log(
    failures.length === 0
      ? `All promises kept, in ${seconds} s: no lead lost or doubled, one owner each, every first contact in time or its breach told, every outcome as it was said, every time, correction and step kept, nobody double-booked, no mail sent twice or after a withdrawal, nobody above their limit, shares exact, nothing asked of AWS that a role does not allow.`
      : failures.join("\n"),
  );
  if (options.json) writeFileSync(options.json, `${JSON.stringify({ ...figures, seconds, failures }, null, 2)}\n`);
  process.exitCode = failures.length === 0 ? 0 : 1;
} finally {
  await instance.close();
}
