import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { SingleBar } from "cli-progress";
import { Command, InvalidArgumentError } from "commander";
import { type Evidence, failuresOf } from "./checks.ts";
import { type Execution, figuresOf } from "./figures.ts";
import { ask } from "./http.ts";
import { type Instance, ownInstance, runningInstance, type Status } from "./instance.ts";
import { readSampleLeads, type SampleLead } from "./leads.ts";
import { renderFigures } from "./report.ts";
import { defaultBehaviour, mailsAfter, Players } from "./reps.ts";
import { type Sent, sendLeads } from "./senders.ts";
import { readTruth } from "./truth.ts";

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

const positive = (text: string): number => {
  const number = Number(text);
  if (!(number > 0)) throw new InvalidArgumentError("Expected a number above 0.");
  return number;
};

const command = new Command("demo")
  .description("Sends the sample leads to a local run of its own, plays the reps, and checks what came of it.")
  .option("--url <url>", "a running instance, in place of an own one, such as http://localhost:3000")
  .option("--leads <file>", "what is sent", join(import.meta.dirname, "../../samples/leads.ndjson"))
  .option("--json <file>", "writes the figures to a file, too")
  .option("--rate <number>", "submissions per second", positive, 3)
  .option("--kill", "kills the own instance in the middle and starts it again on the same data", false)
  .option("--seed <number>", "other reps decide otherwise", Number, 1)
  .option("--minutes <number>", "waits at most this long for the reps to finish", positive, 10)
  .addHelpText("after", "\nThe own instance runs at TURNO_SPEED times the real time, 60 when it is not set.")
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

/**
 * Waits until no workflow runs and no player has an answer to give, for as long as the sweeper needs to find leftovers.
 * Also ends when the remaining leads wait for the next morning or for a place, with nothing due within two hours of
 * Turno's clock.
 */
async function settle(instance: Instance, players: Players, deadline: number, onWait: () => void): Promise<void> {
  let newsAt = instance.now();
  let idleSince: number | undefined;
  while (performance.now() < deadline) {
    const news = await players.read();
    const { executions } = await instance.status();
    const now = instance.now();
    if (news > 0 || players.thinking > 0) newsAt = now;
    idleSince = newsAt < now && executions.running === 0 ? (idleSince ?? now) : undefined;
    if (idleSince !== undefined && now - idleSince > 6 * 60_000) return;
    if (now - newsAt > quietMinutes * 60_000) {
      const { leads } = await readTruth(instance.url);
      // Leads that wait for a shift retry once an hour, which is not worth waiting for.
      const [next] = leads
        .flatMap(({ dueAt, status }) => (dueAt && status !== "waiting" ? [Date.parse(dueAt)] : []))
        .sort((a, b) => a - b);
      if (next === undefined || next > now + 120 * 60_000) return;
      newsAt = now;
    }
    onWait();
    await pause(100);
  }
}

interface Played {
  evidence: Evidence;
  status: Status;
  beforeCrash: Status | undefined;
  executions: Execution[];
  players: Players;
}

async function play(instance: Instance): Promise<Played> {
  const { url, kill, rate, seed, minutes } = options;
  const leads = readSampleLeads(options.leads);
  const people = url ? asNewPeople(leads, Date.now().toString(36)) : leads;
  const ours = new Set<string>();
  const lastMail = url ? ((await lastMailOf(instance)) ?? 0) : 0;
  const players = new Players(instance, { ...defaultBehaviour, seed }, (lead) => !url || ours.has(lead), lastMail);
  const bar = new SingleBar({
    format: "{bar} {value}/{total} sent, {mails} mails, {presses} answers, {now}",
    hideCursor: true,
    noTTYOutput: true,
    notTTYSchedule: 5000,
  });
  const shown = () => ({
    mails: players.mails.length,
    presses: players.presses.length,
    now: new Date(instance.now()).toISOString().slice(0, 16),
  });
  bar.start(people.length, 0, shown());

  let crashing: Promise<Status> | undefined;
  let count = 0;
  const onSent = ({ lead }: Sent): void => {
    if (lead) ours.add(lead);
    count += 1;
    bar.update(count, shown());
    if (kill && count >= people.length / 2) crashing ??= crash(instance);
  };
  let sending = true;
  const allSent = sendLeads(people, instance, { rate, onSent }).finally(() => {
    sending = false;
  });
  while (sending) {
    await players.read();
    await pause(100);
  }
  const sent = await allSent;
  const beforeCrash = await crashing;
  await settle(instance, players, performance.now() + minutes * 60_000, () => bar.update(count, shown()));
  bar.stop();

  const status = await instance.status();
  const { text } = await ask(`${instance.url}/_turno/executions`);
  const truth = await readTruth(instance.url);
  const graceMinutes = Math.max(15, (5 * status.speed) / 60);
  const evidence = {
    sent,
    mails: players.mails,
    presses: players.presses,
    truth,
    now: instance.now(),
    graceMinutes,
    crashed: kill,
  };
  return { evidence, status, beforeCrash, executions: JSON.parse(text) as Execution[], players };
}

async function lastMailOf(instance: Instance): Promise<number | undefined> {
  let last: number | undefined;
  for (;;) {
    const { mails } = await mailsAfter(instance, last ?? 0);
    if (mails.length === 0) return last;
    last = mails.at(-1)?.n;
  }
}

const began = performance.now();
if (options.kill && options.url) command.error("error: --kill works on the demo's own instance: leave --url out");
const speed = Number(process.env.TURNO_SPEED || 60);
const starting = options.url ? runningInstance(options.url) : ownInstance(speed);
const instance = await starting.catch((error: Error) => command.error(`error: ${error.message}`));
for (const signal of ["SIGINT", "SIGTERM"] as const)
  process.once(signal, () => void instance.close().finally(() => process.exit(130)));
try {
  const before = await instance.status();
  const { evidence, status, beforeCrash, executions, players } = await play(instance);
  const counted = (count: (status: Status) => number): number =>
    count(status) - count(before) + (beforeCrash ? count(beforeCrash) : 0);
  const used = {
    readUnits: counted(({ dynamo }) => dynamo.readUnits),
    writeUnits: counted(({ dynamo }) => dynamo.writeUnits),
    transitions: counted(({ transitions }) => transitions),
  };
  const figures = figuresOf(evidence, used, executions);
  const failures = [...failuresOf(evidence), ...players.complaints.map((complaint) => `page: ${complaint}`)];
  console.log(renderFigures(figures));
  const seconds = Math.round((performance.now() - began) / 1000);
  console.log(failures.length === 0 ? `All promises kept, in ${seconds} s.` : failures.join("\n"));
  if (options.json) writeFileSync(options.json, `${JSON.stringify({ ...figures, seconds, failures }, null, 2)}\n`);
  process.exitCode = failures.length === 0 ? 0 : 1;
} finally {
  await instance.close();
}
