import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { carriedFiles } from "../../adapters/pictures/carried.ts";
import type { ReadCarried } from "../../adapters/pictures/pictures.ts";

/** What a function carries in its folder, from where the build has it. */
export const readCarried: ReadCarried = (file) =>
  readFile(join(import.meta.dirname, "../../node_modules", carriedFiles[file]));
