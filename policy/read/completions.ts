import { knownKeys } from "./known-keys.ts";
import { type JsonSchema, schemasAt } from "./policy-schema.ts";

/** Something that may stand where somebody is typing in a policy's text. */
interface Completion {
  label: string;
  kind: "key" | "value";
  /** What it is for. */
  info?: string;
}

/** What may stand at a place, and from which offset on it replaces what is typed. */
export interface Completions {
  from: number;
  options: Completion[];
}

/** Sections whose keys or names are asked for elsewhere, by the key that asks for them. */
const namesOf: Readonly<Record<string, string>> = {
  pools: "pools",
  pool: "pools",
  after_max_wait: "pools",
  territory: "territories",
  lane: "lanes",
  lanes: "lanes",
  products: "products",
};

/**
 * What may stand at an offset of a policy's text: the keys that the schema has at that place, or the values of the key of the line. The place
 * is read from the indentation, so that a text which is no YAML yet has completions too.
 */
export function completionsAt(text: string, offset: number): Completions {
  const before = text.slice(0, offset);
  const lines = before.split("\n");
  const line = lines.at(-1) ?? "";
  const [begin = "", indent = "", dashes = ""] = /^(\s*)((?:-\s+)*)/.exec(line) ?? [];
  const rest = line.slice(begin.length);
  const path = pathAbove(lines, indent.length + dashes.length, dashes !== "");
  const value = /^([\w-]+):\s+(?:\[(?:.*,)?\s*)?([^\s,[\]]*)$/.exec(rest);
  if (value) {
    const [, key = "", typed = ""] = value;
    return { from: offset - typed.length, options: valuesOf([...path, key], key, text) };
  }
  const inFlow = /[{,]\s*([\w-]*)$/.exec(rest);
  const owner = /^([\w-]+):\s*\{/.exec(rest)?.[1];
  if (inFlow && owner !== undefined) {
    const typed = inFlow[1] ?? "";
    return { from: offset - typed.length, options: keysAt([...path, owner]) };
  }
  if (!/^[\w-]*$/.test(rest)) return { from: offset, options: [] };
  const last = path.at(-1);
  const items = dashes !== "" && typeof last === "number" ? valuesOf(path, String(path.at(-2) ?? ""), text) : [];
  return { from: offset - rest.length, options: [...keysAt(path), ...items] };
}

/** The keys above a line, by the indentation of the lines before it; 0 stands for any item of a list. */
function pathAbove(lines: readonly string[], column: number, isItem: boolean): (string | number)[] {
  const path: (string | number)[] = isItem ? [0] : [];
  let limit = isItem ? column - 1 : column;
  for (let n = lines.length - 2; n >= 0 && limit > 0; n--) {
    const line = lines[n] ?? "";
    if (/^\s*(#|$)/.test(line)) continue;
    const [, indent = "", dashes = "", key] = /^(\s*)((?:-\s+)*)(?:([\w-]+):)?/.exec(line) ?? [];
    const at = indent.length + dashes.length;
    if (key !== undefined && at < limit && !/:\s+\S/.test(line.slice(at))) {
      path.unshift(key);
      limit = at;
      // A list may stand as far left as its key.
    } else if (
      isItem &&
      key !== undefined &&
      path.length === 1 &&
      at === indent.length &&
      at <= column - 2 &&
      /:\s*$/.test(line)
    ) {
      path.unshift(key);
      limit = at;
      continue;
    }
    if (dashes !== "" && at <= limit) {
      if (typeof path[0] !== "number") path.unshift(0);
      limit = indent.length + 1;
    }
  }
  return path;
}

function keysAt(path: readonly (string | number)[]): Completion[] {
  const schemas = schemasAt(path);
  return knownKeys(path).map((label) => {
    const info = schemas.flatMap(({ properties }) => properties?.[label]?.description ?? [])[0];
    return { label, kind: "key", ...(info !== undefined && { info }) };
  });
}

function valuesOf(path: readonly (string | number)[], key: string, text: string): Completion[] {
  const said = schemasAt(path).flatMap(valuesIn);
  const section = namesOf[key];
  const names = section === undefined ? [] : namesIn(text, section);
  return [...new Set([...said, ...names])].map((label) => ({ label, kind: "value" }));
}

const valuesIn = ({ enum: values = [], type, items }: JsonSchema): string[] => [
  ...values.map(String),
  ...(type === "boolean" ? ["true", "false"] : []),
  ...[items].flat().flatMap((item) => (item?.enum ?? []).map(String)),
];

/** The names that a section of the text gives to its parts. */
function namesIn(text: string, section: string): string[] {
  const [, body = ""] = new RegExp(`^(?:  )?${section}:[^\\n]*\\n((?:(?:[ -].*)?\\n)*)`, "m").exec(`${text}\n`) ?? [];
  const lines = body.split("\n").filter((line) => line.trim() !== "");
  if (section === "lanes") return lines.flatMap((line) => itemNamed(line, "lane:"));
  if (section === "products") return lines.flatMap((line) => itemNamed(line, "id:"));
  const [first = ""] = lines;
  const indent = first.length - first.trimStart().length;
  return lines.flatMap((line) => /^([\w-]+):/.exec(line.slice(indent))?.[1] ?? []);
}

/** What an item of a list is called, where its line begins with the key that names it. */
function itemNamed(line: string, key: string): string[] {
  const item = line.trimStart();
  if (!item.startsWith("-")) return [];
  const [, inside = ""] = /^\{?(.*)/s.exec(item.slice(1).trimStart()) ?? [];
  const said = inside.trimStart();
  return said.startsWith(key) ? (/^[\w-]+/.exec(said.slice(key.length).trimStart())?.slice(0, 1) ?? []) : [];
}
