import { join } from "node:path";
import { PutCommand, ScanCommand } from "@aws-sdk/lib-dynamodb";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { PolicyDrafts } from "../../adapters/policies/policy-drafts.ts";
import { rebuildRows } from "../../adapters/reports/rebuild-rows.ts";
import { readCompaniesFile } from "../../cli/files.ts";
import { rowOf } from "../../reports/row.ts";
import { aHeld } from "../build/a-held.ts";
import { aPolicy } from "../build/a-policy.ts";
import { aRep } from "../build/a-rep.ts";
import { lifeCommands } from "../build/life-commands.ts";
import { lifeInMemory } from "../build/life-in-memory.ts";
import { manyLeads } from "../build/many-leads.ts";
import { memoryTables, type Tables } from "../build/open-tables.ts";
import { useDatabase } from "../build/tables.ts";

const [tables, others] = [useDatabase(), useDatabase()];
const read = readCompaniesFile(join(import.meta.dirname, "../../samples/companies.csv"));
const accounts = read.kind === "companies" ? read.accounts : [];
type Heard = { command: object; answer: unknown };

/** What is the same whoever answers: the order of a batch or a scan is not, nor what an error says. */
function essence(answer: unknown, command: object): unknown {
  if (answer instanceof Error) {
    const { name, CancellationReasons, Item } = answer as Error & {
      CancellationReasons?: { Code?: string }[];
      Item?: unknown;
    };
    return { name, codes: CancellationReasons?.map(({ Code }) => Code), Item };
  }
  const { Item, Items: found, Attributes, Responses, LastEvaluatedKey } = answer as Record<string, unknown>;
  const keyOf = ({ pk, sk }: Record<string, unknown>) => `${pk}\n${sk}`;
  const isScan = command instanceof ScanCommand && Array.isArray(found);
  const Items = isScan ? found.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1)) : found;
  const tables = Object.entries((Responses ?? {}) as Record<string, { pk: string; sk?: string }[]>);
  const batch = tables.flatMap(([table, items]) => items.map((item) => [`${table} ${item.pk} ${item.sk}`, item]));
  return { Item, Items, Attributes, LastEvaluatedKey, batch: Object.fromEntries(batch) };
}

describe("the tables in memory", () => {
  it("answer every request of a company's life as a database does", async () => {
    const heard: Heard[] = [];
    const [commands = []] = fc
      .sample(lifeCommands(60), { numRuns: 20, seed: 11 })
      .sort((a, b) => [...b].length - [...a].length);
    const life = await lifeInMemory(7, (command, answer) => void heard.push({ command, answer }));
    try {
      await fc.asyncModelRun(() => ({ model: {}, real: life }), commands);
    } finally {
      await life.end();
    }
    expect(heard.length).toBeGreaterThan(300);
    await expectTheSame(heard, tables);
  });

  it("answer what is asked of everything beside leads as a database does", async () => {
    const heard: Heard[] = [];
    const { tables: stores, database } = memoryTables();
    database.onAnswer = (command, answer) => void heard.push({ command, answer });
    const [by, at] = [{ author: "eva", note: "", at: "2026-11-02T15:00:00.000Z" }, "2026-11-02T15:00:00.000Z"];
    await stores.open([aRep({ id: "ana" }), aRep({ id: "beto", email: "beto@andina.example" })]);
    await stores.versions.save(aPolicy({ name: "Another" }), "turno: 1", by);
    await stores.versions.markChecked(2, by);
    await stores.versions.activate(2, by);
    await stores.versions.rollback(1, by);
    await stores.versions.history({ count: 2 });
    await stores.companies.importAccounts(accounts.slice(0, 40));
    await stores.companies.importAccounts(accounts.slice(5, 40));
    await stores.companies.all();
    const held = aHeld({ heldAt: at });
    await Promise.all([stores.held.hold(held), stores.held.hold(held)]);
    await stores.held.between({ after: "", until: "2026-12-01" }, 5);
    await stores.held.release(held, "marta");
    await stores.held.discard(held);
    const [review] = await stores.reviews.add([
      { repId: "ana", text: "Clear.", author: "M.", source: "G", date: "2026-10-01", state: "pending" },
    ]);
    if (review) await stores.reviews.moderate(review, "published");
    const drafts = new PolicyDrafts(stores.client, "policies");
    await drafts.keep({ source: "turno: 1", tests: "", author: "eva", basedOn: 1, at }, 0, []);
    await drafts.keep({ source: "turno: 2", tests: "", author: "eva", basedOn: 1, at }, 0, []);
    for (const lead of manyLeads(30)) {
      await stores.rows.put(rowOf(lead));
      await stores.words.keep(lead);
      await stores.client.send(
        new PutCommand({ TableName: "leads", Item: { pk: `LEAD#${lead.id}`, sk: "LEAD", ...lead } }),
      );
    }
    await rebuildRows(stores.client, { leads: "leads", reports: "reports", policies: "policies" });
    for await (const _ of stores.words.find({ prefixes: ["a"], words: ["a"] }, 10)) break;
    await stores.rows.between("2026-01-01T00:00:00.000Z", "2026-12-31T00:00:00.000Z");
    expect(heard.length).toBeGreaterThan(100);
    await expectTheSame(heard, others);
  });
});

/** A database that is asked the same, one after the other, says the same. */
async function expectTheSame(heard: readonly Heard[], { client }: Tables): Promise<void> {
  for (const { command, answer } of heard) {
    const said = await client.send(command as never).catch((refused: unknown) => refused);
    expect(essence(said, command), command.constructor.name).toEqual(essence(answer, command));
  }
}
