import { createHash } from "node:crypto";

/** A number from 0 to 1, the same for the same words, and unrelated for others. */
export function chance(...words: (string | number)[]): number {
  return createHash("sha256").update(words.join("\n")).digest().readUInt32BE(0) / 2 ** 32;
}
