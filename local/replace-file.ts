import { renameSync, writeFileSync } from "node:fs";

/** Writes a file at once: whoever reads it, also after a `kill -9` in the middle, finds the text before or this one. */
export function replaceFile(file: string, text: string, mode?: number): void {
  writeFileSync(`${file}.new`, text, { mode });
  renameSync(`${file}.new`, file);
}
