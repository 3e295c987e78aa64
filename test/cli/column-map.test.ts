import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { columnMapped } from "../../cli/column-map.ts";

const folder = mkdtempSync(join(tmpdir(), "turno-map-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const fileOf = (content: string): string => {
  const file = join(folder, "columns.yaml");
  writeFileSync(file, content);
  return `@${file}`;
};

describe("what columns are read as", () => {
  it("is said one by one, or for many in a file, and what comes later counts", () => {
    const named = columnMapped("Headcount = size");
    expect(named).toEqual({ Headcount: "size" });
    const all = columnMapped(fileOf("Headcount: value\nRazón social: company\n"), named);
    expect(all).toEqual({ Headcount: "value", "Razón social": "company" });
    expect(columnMapped(fileOf('{"Fecha=alta": "received_at"}'))).toEqual({ "Fecha=alta": "received_at" });
  });

  it.each([
    ["a text that is neither", "Headcount", /Expected a column and a field/],
    ["a file that is not there", "@/nowhere/columns.yaml", /columns\.yaml cannot be read/],
    ["no YAML", fileOf.bind(undefined, "a: [b"), /cannot be read/],
    ["a list", fileOf.bind(undefined, "- size\n"), /Expected a column and a field/],
    ["a field of two words", fileOf.bind(undefined, "Headcount: number of people\n"), /"Headcount": Expected/],
  ])("is not %s", (_, text, said) => {
    expect(() => columnMapped(typeof text === "string" ? text : text())).toThrow(said);
  });
});
