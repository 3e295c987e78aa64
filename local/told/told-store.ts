import { appendFileSync, existsSync, readFileSync } from "node:fs";
import { replaceFile } from "../replace-file.ts";

/** Something that was told to somebody outside: an event on the bus, or a request to a receiver. */
export interface Told {
  /** Place in the order in which it was told, from 1. */
  readonly n: number;
  /** ISO time on Turno's clock. */
  readonly at: string;
  /** The function that told it. */
  readonly by: string;
  /** The bus by its name, or the address without what only its receiver may know. */
  readonly to: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** The status of the answer, or why there was none. */
  readonly answer: string;
}

/** How many are kept: of a longer file the last ones, from the next start. */
const mostKept = 2000;

export interface ToldStore {
  add(told: Omit<Told, "n">): void;
  /** All that is kept, oldest first. */
  all(): readonly Told[];
  /** Forgets what holds one of these words: ids of leads, or an address. Returns how much that was. */
  forget(words: readonly string[]): number;
}

/** Opens the file of what was told, one JSON document a line. */
export function openToldStore(file: string): ToldStore {
  let kept = (existsSync(file) ? readFileSync(file, "utf8").split("\n") : []).flatMap(readLine);
  let next = (kept.at(-1)?.n ?? 0) + 1;
  const write = () => replaceFile(file, kept.map((told) => `${JSON.stringify(told)}\n`).join(""), 0o600);
  kept = kept.slice(-mostKept);
  write();
  return {
    add(told) {
      const numbered = { n: next, ...told };
      next += 1;
      kept.push(numbered);
      if (kept.length > 2 * mostKept) kept = kept.slice(-mostKept);
      appendFileSync(file, `${JSON.stringify(numbered)}\n`);
    },
    all: () => kept,
    forget(words) {
      const before = kept.length;
      kept = kept.filter(({ body }) => !words.some((word) => body.includes(word)));
      if (kept.length < before) write();
      return before - kept.length;
    },
  };
}

/** A process that was killed while it wrote leaves half a line. */
function readLine(line: string): Told[] {
  try {
    return [JSON.parse(line) as Told];
  } catch {
    return [];
  }
}
