import { afterAll, beforeAll } from "vitest";
import { memoryTables, openTables, type Tables } from "./open-tables.ts";
import { isLong } from "./runs.ts";

/**
 * The real stores on tables of this test file's own, empty at its start: in memory, which takes a third of the time, and in the
 * long suite on the database, so that both are held to the same tests.
 */
export const useTables = (): Tables => (isLong ? useDatabase() : memoryTables().tables);

/** The same on an embedded database in any suite: for stores, for what a call costs, and for commands, which connect to it by themselves. */
export function useDatabase(): Tables {
  const tables = {} as Tables;
  let close = async () => {};
  beforeAll(async () => {
    const opened = await openTables();
    Object.assign(tables, opened.tables);
    close = opened.close;
  });
  afterAll(() => close());
  return tables;
}
