import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { lifeCommands } from "../build/life-commands.ts";
import { lifeInMemory } from "../build/life-in-memory.ts";
import { useTables } from "../build/tables.ts";

const tables = useTables();
type Heard = { command: object; answer: unknown };

/** What is the same whoever answers: the order of a batch is not, nor what an error says. */
function essence(answer: unknown): unknown {
  if (answer instanceof Error) {
    const { name, CancellationReasons, Item } = answer as Error & {
      CancellationReasons?: { Code?: string }[];
      Item?: unknown;
    };
    return { name, codes: CancellationReasons?.map(({ Code }) => Code), Item };
  }
  const { Item, Items, Attributes, Responses, LastEvaluatedKey } = answer as Record<string, unknown>;
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
    for (const { command, answer } of heard) {
      const said = await tables.client.send(command as never).catch((refused: unknown) => refused);
      expect(essence(said), command.constructor.name).toEqual(essence(answer));
    }
  });
});
