import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, loadavg, tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { parseArgs, promisify } from "node:util";
import Table from "cli-table3";
import Papa from "papaparse";
import { ownInstance } from "../local/demo/instance.ts";
import { readSampleLeads, type SampleLead } from "../local/demo/leads.ts";
import { cpuByThread } from "./load-cpu.ts";
import { Submissions } from "./load-submissions.ts";

// `npm run bench:load`: sends sample leads at a fixed rate to a local run of its own, whether or not it keeps up. Reps
// have enough capacity for all. Measures the latency of the HTTP response and of the first offer, and CPU time by
// thread. `-- --project FOLDER` measures another copy of the project; `-- --receiver failing` (or `fine`, `slow`) tells a receiver of
// webhooks of each change meanwhile.

const { values } = parseArgs({
  options: {
    rate: { type: "string", default: "20" },
    seconds: { type: "string", default: "60" },
    receiver: { type: "string", default: "none" },
    project: { type: "string", default: join(import.meta.dirname, "..") },
  },
});
const [rate, seconds, project] = [Number(values.rate), Number(values.seconds), resolve(values.project)];
if (!(rate > 0 && rate <= 100 && seconds > 0 && seconds <= 600)) {
  throw new Error("--rate is leads a second, 100 at most, and --seconds 600 at most");
}
/** Longest wait for unfinished leads at the end, in ms. */
const patienceMs = 120_000;
/** Leads that start functions and fill caches before the measurement. */
const warmUp = 40;

const folder = mkdtempSync(join(tmpdir(), "turno-load-"));
const receiver = {
  ...{ id: "bench", url: `https://${values.receiver}.example/in`, person: true },
  secret: `whsec_${Buffer.alloc(32, 1).toString("base64")}`,
};
const instance = await ownInstance(1, { root: project, ...(values.receiver !== "none" && { webhooks: [receiver] }) });
try {
  const roster = join(folder, "reps.csv");
  const { data } = Papa.parse<Record<string, string>>(readFileSync(join(project, "samples/reps.csv"), "utf8"), {
    header: true,
    skipEmptyLines: true,
  });
  writeFileSync(roster, Papa.unparse(data.map((rep) => ({ ...rep, capacity: "100000" }))));
  const turno = join(project, "cli/turno.ts");
  await promisify(execFile)(process.execPath, [turno, "reps", "import", roster, "--url", instance.url]);

  const samples = readSampleLeads(join(project, "samples/leads.ndjson")).filter(({ expect }) => expect === "lead");
  /** The sample lead with another person of the same company. */
  const lead = (n: number): SampleLead => {
    const sample = samples[n % samples.length] as SampleLead;
    const form = { ...sample.form, email: `n${n}.${String(sample.form.email)}` };
    return { ...sample, idempotencyKey: `load-${n}`, form };
  };
  const warm = new Submissions(instance);
  for (let n = 0; n < warmUp; n++) {
    void warm.submit(lead(n), performance.now());
    await pause(200);
  }
  await warm.settled(patienceMs);

  const submissions = new Submissions(instance);
  const usage = await instance.status();
  const before = cpuByThread(instance.pid());
  const began = performance.now();
  for (let n = 0; n < rate * seconds; n++) {
    const due = began + (n * 1000) / rate;
    await pause(Math.max(0, due - performance.now()));
    void submissions.submit(lead(warmUp + n), due);
  }
  await submissions.settled(patienceMs);
  const wall = (performance.now() - began) / 1000;
  const after = cpuByThread(instance.pid());
  const used = await instance.status();

  const { submitMs, offerMs, failed, sent } = submissions.figures();
  const taken = sent - failed;
  console.log(
    `${sent} leads, ${rate} a second for ${seconds} s, on ${availableParallelism()} cores with a load of ` +
      `${loadavg()[0]?.toFixed(1)}; ${failed} not taken, ${offerMs.length} offered by mail, all over after ${wall.toFixed(0)} s`,
  );
  const times = new Table({ head: ["ms", "p50", "p95", "most"], colAligns: ["left", "right", "right", "right"] });
  times.push(["submit", ...percentiles(submitMs)], ["intake to offer mail", ...percentiles(offerMs)]);
  console.log(times.toString());
  const threads = new Table({ head: ["thread", "CPU s", "ms a lead taken"], colAligns: ["left", "right", "right"] });
  const spent = [...after].map(([name, cpu]) => [name, cpu - (before.get(name) ?? 0)] as const);
  const total = spent.reduce((sum, [, cpu]) => sum + cpu, 0);
  for (const [name, cpu] of [...spent.sort(([, a], [, b]) => b - a), ["all", total] as const]) {
    if (cpu >= 0.1) threads.push([name, cpu.toFixed(1), ((cpu * 1000) / taken).toFixed(1)]);
  }
  console.log(threads.toString());
  const units = (kind: "readUnits" | "writeUnits") => ((used.dynamo[kind] - usage.dynamo[kind]) / taken).toFixed(2);
  console.log(`DynamoDB: ${units("readUnits")} read units and ${units("writeUnits")} write units a lead`);
  const calls = new Table({
    head: ["function", "operation", "calls a lead", "units"],
    colAligns: ["left", "left", "right", "right"],
  });
  for (const [name, operations] of Object.entries(used.dynamo.byFunction)) {
    for (const [operation, sum] of Object.entries(operations)) {
      const since = usage.dynamo.byFunction[name]?.[operation];
      const each = (figure: "calls" | "readUnits" | "writeUnits") => (sum[figure] - (since?.[figure] ?? 0)) / taken;
      if (each("calls") >= 0.01) {
        calls.push([name, operation, each("calls").toFixed(2), (each("readUnits") + each("writeUnits")).toFixed(2)]);
      }
    }
  }
  console.log(calls.toString());
} finally {
  await instance.close();
  rmSync(folder, { recursive: true, force: true });
}

function percentiles(sorted: readonly number[]): string[] {
  return [0.5, 0.95, 1].map((share) => (sorted[Math.ceil(share * sorted.length) - 1] ?? Number.NaN).toFixed(0));
}
