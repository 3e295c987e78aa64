import { writeFileSync } from "node:fs";
import Table from "cli-table3";
import { Command } from "commander";
import { boardOf } from "../routing/choice/board.ts";
import { chooseRep } from "../routing/choice/choose-rep.ts";
import type { Lead } from "../routing/lead/lead.ts";
import { type Balances, oneLead } from "../routing/ledger/ledger.ts";
import type { RepState } from "../routing/reps/rep.ts";
import { aLead } from "../test/build/a-lead.ts";
import { aPolicy } from "../test/build/a-policy.ts";
import { aRep } from "../test/build/a-rep.ts";
import { chooseByObjects } from "../test/build/choice-by-objects.ts";
import { Random } from "./random.ts";

// `npm run bench:choice`: the time to choose among the reps of one pool by skills, capacity, shift and fairness, and
// with two preferences before fairness, compared with a lower bound: one pass over the same reps.

const now = "2026-11-02T15:00:00.000Z";
const at = Date.parse(now);
const languages = ["es", "en", "pt"] as const;
const sizes = [1_000, 10_000];
const orders = { fairness: ["fairness"], "two preferences": ["most-experienced", "least-loaded", "fairness"] } as const;

const { json, seed } = new Command("bench:choice")
  .option("--json <file>", "write the median microseconds of each way to a file")
  .option("--seed <number>", "for the reps and leads", Number, 4)
  .parse()
  .opts<{ json?: string; seed: number }>();

/** Zones of four countries, two of them in working hours at that moment. */
const zones = ["America/Mexico_City", "America/Sao_Paulo", "Asia/Tokyo", "Australia/Sydney"];

function someReps(count: number, random: Random): RepState[] {
  return Array.from({ length: count }, (_, n) =>
    aRep({
      id: `rep-${String(n).padStart(5, "0")}`,
      timeZone: random.one(zones),
      languages: random.some(languages, 1, 3),
      capacity: random.whole(5, 20),
      openLeads: random.whole(0, 18),
      experience: random.whole(0, 12),
      active: random.chance(0.9),
    }),
  );
}

const someLeads = (random: Random): Lead[] =>
  Array.from({ length: 50 }, (_, n) =>
    aLead({ id: `lead-${n}`, status: "ready", facts: { language: random.one(languages) } }),
  );

/** The baseline: one pass over parallel arrays, with shifts already converted into instants. */
function plainPass(reps: readonly RepState[], balances: Balances) {
  const spoken = reps.map((rep) => rep.languages);
  const open = reps.map(({ openLeads }) => openLeads);
  const capacity = reps.map((rep) => rep.capacity);
  const active = reps.map((rep) => rep.active);
  const works = reps.map(({ timeZone }) => timeZone.startsWith("America"));
  const start = works.map((on) => (on ? at - 3_600_000 : at + 3_600_000));
  const end = works.map((on) => (on ? at + 3_600_000 : at + 7_200_000));
  const balance = reps.map(({ id }) => balances[id] ?? 0);
  return ({ facts: { language } }: Lead): string | undefined => {
    let best = -1;
    let most = Number.NEGATIVE_INFINITY;
    for (let rep = 0; rep < reps.length; rep++) {
      if (
        active[rep] &&
        (open[rep] as number) < (capacity[rep] as number) &&
        (start[rep] as number) <= at &&
        at < (end[rep] as number) &&
        (spoken[rep] as string[]).includes(language) &&
        (balance[rep] as number) > most
      ) {
        best = rep;
        most = balance[rep] as number;
      }
    }
    return reps[best]?.id;
  };
}

/** Median microseconds of one choice. Batches are interleaved, so that a slow moment affects all ways alike. */
function measure(ways: Record<string, { choose: (lead: Lead) => unknown; batch: number }>, leads: readonly Lead[]) {
  const times: Record<string, number[]> = {};
  for (let round = 0; round < 60; round++) {
    for (const [name, { choose, batch }] of Object.entries(ways)) {
      const begin = performance.now();
      for (let n = 0; n < batch; n++) choose(leads[(round * batch + n) % leads.length] as Lead);
      const each = ((performance.now() - begin) * 1000) / batch;
      times[name] ??= [];
      // The first rounds are for warming up the compiler.
      if (round >= 10) times[name].push(each);
    }
  }
  return Object.fromEntries(
    Object.entries(times).map(([name, all]) => [name, all.toSorted((a, b) => a - b)[all.length >> 1] ?? 0]),
  );
}

const figures: Record<string, Record<string, Record<string, number>>> = {};
for (const count of sizes) {
  const random = new Random(seed * 1_000_003 + count);
  const reps = someReps(count, random);
  const leads = someLeads(random);
  const balances: Balances = Object.fromEntries(reps.map(({ id }) => [id, random.whole(-oneLead, oneLead)]));
  const ledgers = new Map([["latam-smb", balances]]);
  const pass = plainPass(reps, balances);
  for (const [name, prefer] of Object.entries(orders)) {
    const policy = aPolicy({ pools: { "latam-smb": { manager: "marta", prefer: [...prefer] } } });
    const board = boardOf(reps, ledgers);
    const turno = (lead: Lead) => {
      const choice = chooseRep(lead, policy, board, now);
      return choice.kind === "offer" ? choice.offer.repId : undefined;
    };
    const objects = (lead: Lead) => chooseByObjects(lead, "latam-smb", policy, reps, balances, now);
    for (const lead of leads.slice(0, 10)) {
      if (turno(lead) !== objects(lead)) throw new Error("the two ways do not agree");
      if (name === "fairness" && pass(lead) !== turno(lead)) throw new Error("the pass does not agree");
    }
    figures[name] ??= {};
    figures[name][count] = measure(
      {
        "plain pass": { choose: pass, batch: 100 },
        turno: { choose: turno, batch: 100 },
        "turno, with a new board": { choose: (lead) => chooseRep(lead, policy, boardOf(reps, ledgers), now), batch: 2 },
        "filter and sort objects": { choose: objects, batch: 1 },
      },
      leads,
    );
  }
}
for (const [name, bySize] of Object.entries(figures)) {
  const table = new Table({
    head: [`${name}, µs`, ...sizes.map((count) => `${count} reps`), ...sizes.map(() => "× the pass")],
    colAligns: ["left", ...sizes.map(() => "right" as const), ...sizes.map(() => "right" as const)],
    style: { head: [], border: [] },
  });
  for (const way of Object.keys(bySize[sizes[0] as number] ?? {})) {
    const times = sizes.map((count) => bySize[count]?.[way] ?? 0);
    const ratios = sizes.map((count, n) => (times[n] ?? 0) / (bySize[count]?.["plain pass"] ?? 1));
    table.push([way, ...times.map((time) => time.toFixed(1)), ...ratios.map((ratio) => ratio.toFixed(2))]);
  }
  console.log(table.toString());
}
if (json) writeFileSync(json, `${JSON.stringify(figures, null, 2)}\n`);
