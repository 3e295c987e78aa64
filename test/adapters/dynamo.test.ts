import { describe, expect, it } from "vitest";
import { readBatch } from "../../adapters/dynamo.ts";

type Keys = Parameters<typeof readBatch>[0];
const keysOf = (table: string, ids: number[]): Keys => ({ [table]: { Keys: ids.map((id) => ({ id })) } });

/** A database that answers `most` keys of a batch and leaves the rest unprocessed. */
const answering = (most: number, asked: number[] = []) => ({
  asked,
  async send(keys: Keys) {
    const all = Object.entries(keys).flatMap(([table, { Keys = [] }]) => Keys.map((key) => ({ table, key })));
    asked.push(all.length);
    const [now, later] = [all.slice(0, most), all.slice(most)];
    const by = (some: typeof all) => Object.entries(Object.groupBy(some, ({ table }) => table));
    return {
      $metadata: {},
      Responses: Object.fromEntries(by(now).map(([table, some = []]) => [table, some.map(({ key }) => key)])),
      UnprocessedKeys: Object.fromEntries(
        by(later).map(([table, some = []]) => [table, { Keys: some.map(({ key }) => key) }]),
      ),
    };
  },
});

describe("read batch", () => {
  it("asks again for what was left unprocessed, and answers all of it by table", async () => {
    const database = answering(2);
    const items = await readBatch({ ...keysOf("leads", [1]), ...keysOf("reps", [2, 3, 4]) }, database.send);
    expect(items).toEqual({ leads: [{ id: 1 }], reps: [{ id: 2 }, { id: 3 }, { id: 4 }] });
    expect(database.asked).toEqual([4, 2]);
  });

  it("gives up with a fault that is worth a retry when nothing is answered", async () => {
    await expect(readBatch(keysOf("leads", [1]), answering(0).send)).rejects.toMatchObject({ name: "Contention" });
  });
});
