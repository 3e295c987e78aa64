import { createReadStream } from "node:fs";
import { type LeadsReading, readLeads, Unreadable } from "../policy/replay/lead-file.ts";
import { spreadsheetHint } from "./files.ts";

/** Reads past leads from a file, piece by piece, as `readLeads` does from text. */
export const readLeadFile = (file: string, options: Parameters<typeof readLeads>[2]): Promise<LeadsReading> =>
  readLeads(textOf(file), file, options);

/** @throws Unreadable */
async function* textOf(file: string): AsyncGenerator<string> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  try {
    for await (const bytes of createReadStream(file)) yield decoder.decode(bytes as Buffer, { stream: true });
    yield decoder.decode();
  } catch (error) {
    const { code, syscall } = error as NodeJS.ErrnoException;
    if (code?.startsWith("ERR_ENCODING")) throw new Unreadable(`is not UTF-8 text${spreadsheetHint}`);
    if (syscall) throw new Unreadable("cannot be read; is the name right?");
    throw error;
  }
}
