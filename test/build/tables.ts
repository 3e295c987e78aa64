import { afterAll, beforeAll } from "vitest";
import { openTables, type Tables } from "./open-tables.ts";

/** The real stores on an embedded database of this test file's own, empty at its start. */
export function useTables(): Tables {
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
