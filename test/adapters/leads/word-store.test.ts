import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { writeAll } from "../../../adapters/dynamo.ts";
import { mostRead, WordStore, wordItems } from "../../../adapters/leads/word-store.ts";
import type { Lead } from "../../../routing/lead/lead.ts";
import { type Sought, soughtIn } from "../../../routing/lead/search-words.ts";
import { aLead } from "../../build/a-lead.ts";
import { useDatabase } from "../../build/tables.ts";

const tables = useDatabase();
const named = (id: string, name: string, changed: Partial<Lead> = {}) =>
  aLead({ id, ...changed, facts: { ...aLead().facts, name, company: undefined, email: "x@x.example" } });

async function found(words: string, store: Pick<WordStore, "find"> = tables.words) {
  const ids: string[] = [];
  let lookedBackTo: string | undefined;
  for await (const page of store.find(soughtIn(words) as Sought, 25)) {
    ids.push(...page.ids);
    lookedBackTo = page.lookedBackTo;
  }
  return { ids, lookedBackTo };
}
/** The read units of a search of which so many parts are asked for. */
async function unitsOf(words: string, parts = Number.POSITIVE_INFINITY): Promise<number> {
  let [units, asked] = [0, 0];
  const client = tables.connect();
  client.middlewareStack.add(
    (next) => async (args) => {
      Object.assign(args.input as object, { ReturnConsumedCapacity: "TOTAL" });
      const result = await next(args);
      units += (result.output as { ConsumedCapacity: { CapacityUnits: number } }).ConsumedCapacity.CapacityUnits;
      return result;
    },
    { step: "initialize" },
  );
  for await (const _ of new WordStore(client, "leads").find(soughtIn(words) as Sought, 25)) if (++asked >= parts) break;
  return units;
}
const rowsOf = async (id: string) =>
  (await tables.items("leads"))
    .filter(({ pk, sk }) => pk === `WORDS#${id}` || String(sk).endsWith(` ${id}`))
    .map((row) => JSON.stringify(row, Object.keys(row).sort()))
    .sort();

describe("the rows by which leads are found", () => {
  it("are the same however often and in whatever order changes are told", async () => {
    const names = ["Ana Ruiz", "Ana Ruiz", "Ana María Ruiz", "Bárbara Ruiz", "Ana Vera"];
    const of = (id: string, n: number) => named(id, names[n] ?? "", { rev: n + 1 });
    const last = names.length - 1;
    await tables.words.keep(of("once", last));
    const wanted = await rowsOf("once");
    expect(wanted.length).toBeGreaterThan(3);
    let run = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(last)), fc.array(fc.nat(last)), async (before, after) => {
        run += 1;
        for (const n of [...before, last, ...after]) await tables.words.keep(of(`often${run}`, n));
        const rows = await rowsOf(`often${run}`);
        expect(rows.map((row) => row.replaceAll(`often${run}`, "once")).sort()).toEqual(wanted);
      }),
      { numRuns: 15 },
    );
  });

  it("are there for the words of now alone, and of two who write at once for the later", async () => {
    await tables.words.keep(named("moved", "Ximena Vidal", { rev: 1 }));
    const other = new WordStore(tables.connect(), "leads");
    await Promise.all([
      tables.words.keep(named("moved", "Yolanda Vidal", { rev: 3 })),
      other.keep(named("moved", "Wanda Vidal", { rev: 2 })),
    ]);
    expect((await found("vidal")).ids).toEqual(["moved"]);
    expect((await found("yolanda")).ids).toEqual(["moved"]);
    for (const name of ["ximena", "wanda"]) expect((await found(name)).ids).toEqual([]);
  });

  it("have no words of a person in their keys", async () => {
    await tables.words.keep(named("keyed", "Genoveva Torres"));
    for (const row of await tables.items("leads")) expect(`${row.pk} ${row.sk}`).not.toMatch(/genov|torre/i);
  });

  it("are read until a thousand, and it is said how far back that was", async () => {
    const minute = (n: number) => new Date(Date.UTC(2026, 9, 1) + n * 60_000).toISOString();
    const leads = Array.from({ length: mostRead + 100 }, (_, n) =>
      named(`n${n}`, n === 0 ? "Hernan Rarest" : "Herminia Especial", { receivedAt: minute(n) }),
    );
    await writeAll(
      tables.client,
      "leads",
      leads.flatMap(wordItems).map((Item) => ({ PutRequest: { Item } })),
    );
    const rare = await found("her q");
    expect([rare.ids, rare.lookedBackTo]).toEqual([[], expect.stringMatching(/^2026-10-01T/)]);
    expect(await unitsOf("her", 1)).toBeLessThanOrEqual(2);
    expect(await unitsOf("her q")).toBeLessThanOrEqual(25);
    // The rarer of two words is followed to its end, whichever is the longer.
    expect(await found("rar hermin")).toEqual({ ids: [], lookedBackTo: undefined });
    expect(await found("rare her")).toEqual({ ids: ["n0"], lookedBackTo: undefined });
  });
});
