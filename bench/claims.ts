import { writeFileSync } from "node:fs";
import Table from "cli-table3";
import { Command } from "commander";
import { aLead } from "../test/build/a-lead.ts";
import { aPolicy } from "../test/build/a-policy.ts";
import { aRep } from "../test/build/a-rep.ts";
import { openTables, type Tables } from "../test/build/open-tables.ts";
import type { Figures } from "./claims-model.ts";
import type { Claimed, Units } from "./claims-process.ts";
import { Random } from "./random.ts";

// `npm run bench:claims`: leads assigned per second, with one pool and with fifty, by number of concurrent leads. The
// real step claims them on the embedded database, all in this process. A simulation of the step then estimates the
// figures with a processor per claim and DynamoDB's latencies.

process.env.POWERTOOLS_METRICS_DISABLED = "true";
process.env.POWERTOOLS_LOG_LEVEL = "SILENT";
// The environment is read when the function's modules load.
const { aProcess } = await import("./claims-process.ts");
const { figuresOf, modelled } = await import("./claims-model.ts");

const now = "2026-11-02T15:00:20.000Z";
const repsOfAPool = 20;
const poolCounts = [1, 50];
const atOnce = [1, 5, 20, 50];
/** Milliseconds of a read, the decision and a transaction in the simulation; see docs/claims.md. */
const times = { read: 5, decide: 5, write: 12 };
const { json, leads } = new Command("bench:claims")
  .option("--json <file>", "write the figures to a file")
  .option("--leads <number>", "for each row", Number, 300)
  .parse()
  .opts<{ json?: string; leads: number }>();

interface Row extends Figures {
  pools: number;
  atOnce: number;
}

const rows: Row[] = [];
const units: Record<string, Units> = {};
for (const pools of poolCounts) {
  const { tables, close } = await openTables();
  try {
    await fill(tables, pools);
    for (const many of atOnce) {
      const used: Units = { writes: {}, reads: 0, transactions: 0 };
      rows.push(await measure(tables, pools, many, used));
      if (many === 1) units[`${pools} × ${repsOfAPool} reps`] = used;
    }
  } finally {
    await close();
  }
}
const model = atOnce.map((many): Row => ({ pools: 1, atOnce: many, ...modelled(many, 3000, times, new Random(4)) }));
print();
if (json) writeFileSync(json, `${JSON.stringify({ rows, units: perClaim(), model }, null, 2)}\n`);

/** Creates pools of twenty reps with weights from 1 to 5 and enough capacity for all leads. */
async function fill(tables: Tables, pools: number): Promise<void> {
  const ids = Array.from({ length: pools }, (_, n) => `pool-${n}`);
  const reps = ids.flatMap((pool, at) =>
    Array.from({ length: repsOfAPool }, (_, n) =>
      aRep({ id: `rep-${at}-${n}`, capacity: 1_000_000, pools: { [pool]: 1 + (n % 5) } }),
    ),
  );
  const rules = ids.map((pool) => ({ rule: pool, when: { source: pool }, pools: [pool] }));
  const policy = aPolicy({
    pools: Object.fromEntries(ids.map((pool) => [pool, { manager: "marta" }])),
    rules,
    otherwise: { pools: ["pool-0"] },
  });
  await tables.open(reps, policy);
}

async function measure(tables: Tables, pools: number, many: number, used: Units): Promise<Row> {
  const { version } = await tables.policies.active();
  const add = async (from: number, to: number, name: string) => {
    const ids = Array.from({ length: to - from }, (_, n) => `${name}-${many}-${from + n}`);
    for (const [n, id] of ids.entries()) {
      const facts = { email: `${id}@a.example`, source: `pool-${n % pools}` };
      await tables.leads.create(aLead({ id, status: "ready", policyVersion: version, facts }), undefined);
    }
    return ids;
  };
  const processes = Array.from({ length: many }, () => aProcess(tables.connect, now, used));
  // Loads policy, roster and connections before the measurement starts.
  const warmUp = await add(0, many, "warm");
  for (const [n, each] of processes.entries()) await each.claim(warmUp[n] as string);
  Object.assign(used, { writes: {}, reads: 0, transactions: 0 });
  const waiting = (await add(0, leads, "lead")).toReversed();
  const all: Claimed[] = [];
  const begin = performance.now();
  await Promise.all(
    processes.map(async ({ claim }) => {
      for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) all.push(await claim(id));
    }),
  );
  const seconds = (performance.now() - begin) / 1000;
  for (const each of processes) each.close();
  return { pools, atOnce: many, ...figuresOf(all, seconds) };
}

/** Capacity units of one claim without conflicts. */
function perClaim() {
  return Object.fromEntries(
    Object.entries(units).map(([name, { writes, reads, transactions }]) => [
      name,
      {
        ...Object.fromEntries(Object.entries(writes).map(([table, sum]) => [`write ${table}`, sum / transactions])),
        read: reads / transactions,
      },
    ]),
  );
}

function print(): void {
  console.log(`${leads} leads a row, ${repsOfAPool} reps a pool, on the embedded database`);
  tell(rows);
  console.log("capacity units of one claim that meets nobody:", perClaim());
  console.log(
    `modelled, one pool, each with a processor of its own: ${Object.entries(times)
      .map((time) => time.join(" "))
      .join(", ")} ms`,
  );
  tell(model);
}

function tell(some: readonly Row[]): void {
  const table = new Table({
    head: ["pools", "at once", "claims/s", "p50 ms", "p95 ms", "tries/claim", "most", "gave up"],
    colAligns: Array.from({ length: 8 }, () => "right" as const),
    style: { head: [], border: [] },
  });
  for (const { pools, atOnce: many, perSecond, p50, p95, triesPerClaim, mostTries, gaveUp } of some) {
    const figures = [perSecond.toFixed(0), p50.toFixed(0), p95.toFixed(0), triesPerClaim.toFixed(2)];
    table.push([pools, many, ...figures, mostTries, gaveUp]);
  }
  console.log(table.toString());
}
