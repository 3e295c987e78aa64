import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { SingleBar } from "cli-progress";
import { Command, InvalidArgumentError } from "commander";
import { type Evidence, failuresOf } from "./demo-checks.ts";
import { type Execution, figuresOf } from "./demo-figures.ts";
import { ask } from "./demo-http.ts";
import { type Instance, ownInstance, runningInstance, type Status } from "./demo-instance.ts";
import { readSampleLeads, type SampleLead } from "./demo-leads.ts";
import { renderFigures } from "./demo-report.ts";
import { mailsAfter, Players, usualManners } from "./demo-reps.ts";
import { type Sent, sendLeads } from "./demo-senders.ts";
import { readTruth } from "./demo-truth.ts";

// `npm run demo`: sends the sample leads to a local run, plays its reps, and says what came of it.

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

const options = new Command("demo")
  .description("Sends the sample leads to a local run of its own, plays the reps, and checks what came of it.")
  .option("--url <url>", "a running instance, in place of an own one, such as http://localhost:3000")
  .option("--leads <file>", "what is sent", join(import.meta.dirname, "../samples/leads.ndjson"))
  .option("--json <file>", "writes the figures to a file, too")
  .option("--rate <number>", "submissions per second", positive, 3)
  .option("--kill", "kills the own instance in the middle and starts it again on the same data", false)
  .option("--seed <number>", "other reps decide otherwise", Number, 1)
  .option("--minutes <number>", "waits at most this long for the reps to finish", positive, 10)
  .addHelpText(
    "after",
    "\nThe own instance runs at TURNO_SPEED times the real time: 120, or 60 with --kill, when it is not set.",
  )
  .parse()
  .opts<Options>();

/** Other people with other keys, so that a second demo on the same data brings new leads. */
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

/** Waits until no workflow runs and nobody thinks, for as long as the sweeper needs to find what was left. */
async function settle(instance: Instance, players: Players, deadline: number, onWait: () => void): Promise<boolean> {
  let quietSince: number | undefined;
  while (performance.now() < deadline) {
    const news = await players.read();
    const { executions } = await instance.status();
    const quiet = news === 0 && players.thinking === 0 && executions.running === 0;
    quietSince = quiet ? (quietSince ?? instance.now()) : undefined;
    if (quietSince !== undefined && instance.now() - quietSince > 6 * 60_000) return true;
    onWait();
    await pause(100);
  }
  return false;
}

async function play(
  instance: Instance,
): Promise<{ evidence: Evidence; status: Status; executions: Execution[]; players: Players }> {
  const { url, kill, rate, seed, minutes } = options;
  const leads = readSampleLeads(options.leads);
  const people = url ? asNewPeople(leads, Date.now().toString(36)) : leads;
  const ours = new Set<string>();
  const lastMail = url ? ((await lastMailOf(instance)) ?? 0) : 0;
  const players = new Players(instance, { ...usualManners, seed }, (lead) => !url || ours.has(lead), lastMail);
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

  let crashing: Promise<void> | undefined;
  let count = 0;
  const onSent = ({ lead }: Sent): void => {
    if (lead) ours.add(lead);
    count += 1;
    bar.update(count, shown());
    if (kill && count >= people.length / 2) crashing ??= instance.crash?.();
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
  await crashing;
  await settle(instance, players, performance.now() + minutes * 60_000, () => bar.update(count, shown()));
  bar.stop();

  const status = await instance.status();
  const { text } = await ask(`${instance.url}/_turno/executions`);
  const truth = await readTruth(instance.url);
  const graceMinutes = Math.max(15, (5 * status.speed) / 60);
  const evidence = { sent, mails: players.mails, presses: players.presses, truth, now: instance.now(), graceMinutes };
  return { evidence, status, executions: JSON.parse(text) as Execution[], players };
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
if (options.kill && options.url)
  throw new Error("--kill ends the instance, so it works on an own one only: leave --url out");
const instance = options.url
  ? await runningInstance(options.url)
  : await ownInstance(positive(process.env.TURNO_SPEED || (options.kill ? "60" : "120")));
for (const signal of ["SIGINT", "SIGTERM"] as const)
  process.once(signal, () => void instance.close().finally(() => process.exit(130)));
try {
  const before = await instance.status();
  const { evidence, status, executions, players } = await play(instance);
  // A restarted instance counts from nothing again.
  const same = !options.kill;
  const used = {
    readUnits: status.dynamo.readUnits - (same ? before.dynamo.readUnits : 0),
    writeUnits: status.dynamo.writeUnits - (same ? before.dynamo.writeUnits : 0),
    transitions: status.transitions - (same ? before.transitions : 0),
  };
  const figures = figuresOf(evidence, used, executions);
  const failures = [...failuresOf(evidence), ...players.complaints.map((complaint) => `page: ${complaint}`)];
  console.log(renderFigures(figures));
  if (options.kill) console.log("Units and transitions are those since the restart in the middle.");
  const seconds = Math.round((performance.now() - began) / 1000);
  console.log(failures.length === 0 ? `All promises kept, in ${seconds} s.` : failures.join("\n"));
  if (options.json) writeFileSync(options.json, `${JSON.stringify({ ...figures, seconds, failures }, null, 2)}\n`);
  process.exitCode = failures.length === 0 ? 0 : 1;
} finally {
  await instance.close();
}
