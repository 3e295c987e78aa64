import { performance } from "node:perf_hooks";
import Table from "cli-table3";
import { writeAll } from "../adapters/dynamo.ts";
import { toItem } from "../adapters/leads/lead-rows.ts";
import { wordItems } from "../adapters/leads/word-store.ts";
import { findLeads } from "../functions/answer-console/find-leads.ts";
import { locales } from "../routing/lead/lead.ts";
import { aLead } from "../test/build/a-lead.ts";
import { openTables } from "../test/build/open-tables.ts";
import { Random } from "./random.ts";

// `npm run bench:search`: how long a search among 50,000 leads takes, and how many read units, for words of several kinds.

const leads = 50_000;
const questions = 200;
const first = "Lucía Ana María José Juan Carlos Sofía Mateo Camila Diego Paula Andrés Valentina Bruno Marta Hugo".split(
  " ",
);
const last = "Fernández García Rodríguez Silva Souza Pérez López Gómez Torres Ruiz Vega Castro Rojas Mendes Luz".split(
  " ",
);
const trade = "Retail Logística Textil Salud Energia Alimentos Seguros Turismo Minera Software".split(" ");

const random = new Random(7);
const one = (of: readonly string[]): string => of[random.whole(0, of.length - 1)] as string;
const hex = (): string => random.whole(0, 0xffff_ffff).toString(16).padStart(8, "0");

const { tables, close } = await openTables();
const made = Array.from({ length: leads }, (_, n) => {
  const [name, family, business] = [one(first), one(last), `${one(last)} ${one(trade)} ${n % 9000}`];
  const company = business.toLowerCase().replaceAll(/[^a-z0-9]/g, "");
  const email = `${name}.${family}@${n % 3 === 0 ? "gmail.com" : `${company}.example`}`.toLowerCase();
  const at = new Date(Date.UTC(2026, 7, 1) + n * 150_000).toISOString();
  const facts = { ...aLead().facts, name: `${name} ${family}`, company: business, email };
  return aLead({ id: `${hex()}${hex()}${hex()}${hex()}`, status: "closed", receivedAt: at, facts });
});
const put = (Item: object) => ({ PutRequest: { Item } });
for (let from = 0; from < leads; from += 1000) {
  const some = made.slice(from, from + 1000);
  await writeAll(tables.client, "leads", some.flatMap((lead) => [toItem(lead), ...wordItems(lead)]).map(put));
}

let units = 0;
const client = tables.connect();
client.middlewareStack.add(
  (next) => async (args) => {
    Object.assign(args.input as object, { ReturnConsumedCapacity: "TOTAL" });
    const { output, ...rest } = await next(args);
    units += (output as { ConsumedCapacity?: { CapacityUnits?: number } }).ConsumedCapacity?.CapacityUnits ?? 0;
    return { output, ...rest };
  },
  { step: "initialize" },
);
const { storesOf } = await import("../test/build/open-tables.ts");
const stores = storesOf(client);
const manager = {
  id: "marta",
  role: "manager" as const,
  name: "",
  email: "",
  locale: locales[0],
  timeZone: "UTC",
  pools: {},
};
const deps = { ...stores, people: { names: async () => ({}) } } as unknown as Parameters<typeof findLeads>[2];
const shown = ({ id }: { id: string }) => `${id.slice(0, 4)}-${id.slice(4, 8)}`;
const some = () => made[random.whole(0, leads - 1)] as (typeof made)[number];
const kinds: Record<string, () => string> = {
  "two letters": () => some().facts.name.slice(0, 2),
  "a first name": () => some().facts.name.split(" ")[0] ?? "",
  "first and last name": () => some().facts.name,
  "a company": () => some().facts.company ?? "",
  "an address": () => some().facts.email,
  "eight digits": () => shown(some()),
  "nobody's name": () => `${one(first)} ${one(last)} zzz`,
};
const table = new Table({
  head: ["words", "p50 ms", "p95 ms", "most ms", "found", "read units p95", "most"],
  style: { head: [], border: [] },
});
for (const [kind, ask] of Object.entries(kinds)) {
  const [times, reads, found]: [number[], number[], number[]] = [[], [], []];
  for (let n = 0; n < questions; n++) {
    units = 0;
    const began = performance.now();
    const asked = { body: JSON.stringify({ words: ask() }), isBase64Encoded: false } as Parameters<typeof findLeads>[1];
    found.push((await findLeads(manager, asked, deps)).leads.length);
    times.push(performance.now() - began);
    reads.push(units);
  }
  const at = (of: number[], share: number) => of.toSorted((a, b) => a - b)[Math.ceil(share * of.length) - 1] ?? 0;
  const ms = [0.5, 0.95, 1].map((share) => at(times, share).toFixed(1));
  table.push([kind, ...ms, at(found, 0.5), at(reads, 0.95), at(reads, 1)]);
}
console.log(`${leads} leads, ${questions} searches of each kind`);
console.log(table.toString());
await close();
