import { readFileSync } from "node:fs";
import { InvalidArgumentError } from "commander";
import { parse } from "yaml";
import * as z from "zod";

const expected =
  'Expected a column and a field, as "Company Name=company", or @FILE with lines such as Company Name: company.';
const Columns = z.record(z.string(), z.string().trim().regex(/^\w+$/));

/**
 * Parses one `--map` and adds it to the earlier ones: a column of a file and its field, or `@` and the name of a YAML or
 * JSON file with many of them.
 */
export function columnMapped(text: string, before: Record<string, string> = {}): Record<string, string> {
  if (text.startsWith("@")) return { ...before, ...columnsIn(text.slice(1)) };
  const [, column, field] = /^(.+)=\s*(\w+)\s*$/.exec(text) ?? [];
  if (!column || !field) throw new InvalidArgumentError(expected);
  return { ...before, [column.trim()]: field };
}

function columnsIn(file: string): Record<string, string> {
  let content: unknown;
  try {
    content = parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw new InvalidArgumentError(`${file} cannot be read: ${(error as Error).message.split("\n")[0]}`);
  }
  const read = Columns.safeParse(content);
  if (read.success) return read.data;
  const [column] = read.error.issues[0]?.path ?? [];
  throw new InvalidArgumentError(`${file}${column === undefined ? "" : `, "${String(column)}"`}: ${expected}`);
}
