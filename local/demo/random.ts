import { createHash } from "node:crypto";

/** A pseudo-random number from 0 to 1, determined by the words. */
export function chance(...words: (string | number)[]): number {
  return createHash("sha256").update(words.join("\n")).digest().readUInt32BE(0) / 2 ** 32;
}
