import type { OwnFact } from "../../routing/facts.ts";
import type { LeadFacts } from "../../routing/lead/lead.ts";
import type { Problem } from "../read/problem.ts";
import { csvLeads } from "./lead-csv.ts";
import type { Line, ReadLead } from "./lead-fields.ts";
import { detectFormat, jsonLines } from "./lead-lines.ts";
import { PastLeads, type TimeRange } from "./leads.ts";

/** Arrival times for leads of a file without times: the first at `start` (epoch ms), then one every `every` ms. */
interface ArrivalSpacing {
  start: number;
  every: number;
}

export type LeadsReading =
  | {
      kind: "leads";
      leads: PastLeads;
      /** Sentences about how the file was read, for readers of the replay. */
      notes: string[];
      /** What could not be read of leads that go on without it, as the form takes them: up to 20, and how many there are. */
      unread: Problem[];
      unreadInAll: number;
    }
  | { kind: "problems"; problems: Problem[] };

/** A file with one mistake often has it on every line, so only the first problems are listed. */
const mostProblems = 20;
class TooMany extends Error {}

/** Thrown by the source of the text when the file cannot be read to its end. */
export class Unreadable extends Error {
  override readonly name = "Unreadable";
}

export interface LeadFileOptions {
  language: LeadFacts["language"];
  /** The facts that the policy names itself. */
  own?: readonly OwnFact[];
  spread: ArrivalSpacing;
  window?: TimeRange;
  /** What columns of a CSV file are read as: column → field. */
  mapping?: Readonly<Record<string, string>>;
}

/**
 * Reads past leads from the text of a file: NDJSON, one object a line, which is streamed, or CSV, which is held in
 * memory while it is read. A JSON object holds the fields themselves, `{"form": {…}}` as a form was posted, or
 * `{"facts": {…}}` as a lead is stored. Returns either all leads or the problems of the file, up to 20.
 * @param file the name to show in problems
 * @param language the default for leads without one
 */
export async function readLeads(
  text: AsyncIterable<string>,
  file: string,
  { language, own = [], spread, window, mapping }: LeadFileOptions,
): Promise<LeadsReading> {
  const reading = new Reading(file, spread, window, mapping);
  try {
    const { chunks, json } = await detectFormat(text);
    if (json) for await (const line of jsonLines(chunks, language, own)) reading.take(line);
    else csvLeads(await joined(chunks), { language, own }, reading);
  } catch (error) {
    if (error instanceof Unreadable) reading.report(1, "", error.message);
    else if (!(error instanceof TooMany)) throw error;
  }
  return reading.end();
}

async function joined(chunks: AsyncIterable<string>): Promise<string> {
  let text = "";
  for await (const chunk of chunks) text += chunk;
  return text;
}

/** Collects the leads and problems of a file. */
class Reading {
  readonly notes: string[] = [];
  readonly mapping: Readonly<Record<string, string>> | undefined;
  readonly #unread: Problem[] = [];
  #unreadInAll = 0;
  readonly #file: string;
  readonly #spread: ArrivalSpacing;
  readonly #leads: PastLeads;
  readonly #problems: Problem[] = [];
  readonly #leftOut = new Map<string, number>();
  readonly #lineOf = new Map<string, number>();
  #first: { line: number; timed: boolean } | undefined;
  #count = 0;

  constructor(
    file: string,
    spread: ArrivalSpacing,
    window: TimeRange | undefined,
    mapping: LeadFileOptions["mapping"],
  ) {
    this.mapping = mapping;
    this.#file = file;
    this.#spread = spread;
    this.#leads = new PastLeads(window);
  }

  report(line: number, path: string, expected: string): void {
    if (this.#problems.length === mostProblems) {
      const more = "there is more wrong from here on; mend these first";
      this.#problems.push({ file: this.#file, line, column: 1, path: "", expected: more });
      throw new TooMany();
    }
    this.#problems.push({ file: this.#file, line, column: 1, path, expected });
  }

  take({ line, read, leftOut, lookedUp }: Line): void {
    if (leftOut) this.#leftOut.set(leftOut, (this.#leftOut.get(leftOut) ?? 0) + 1);
    else if ("issues" in read) for (const { field, expected } of read.issues) this.report(line, field, expected);
    else this.#keep(line, lookedUp ? { ...read, lookedUp } : read);
  }

  #keep(line: number, { id, receivedAt, unread = [], ...read }: ReadLead): void {
    this.#unreadInAll += unread.length;
    for (const { field, expected } of unread)
      if (this.#unread.length < mostProblems)
        this.#unread.push({ file: this.#file, line, column: 1, path: field, expected });
    const timed = receivedAt !== undefined;
    this.#first ??= { line, timed };
    if (timed !== this.#first.timed) {
      const unlike = `${timed ? "has a time" : "is empty"}, unlike line ${this.#first.line}`;
      this.report(line, "received_at", `${unlike}; expected a time on all lines or on none`);
    }
    const same = id === undefined ? undefined : this.#lineOf.get(id);
    if (same) this.report(line, "id", `line ${same} has the same; expected one line for each lead`);
    if (id !== undefined) this.#lineOf.set(id, line);
    const inTurn = new Date(this.#spread.start + this.#count * this.#spread.every).toISOString();
    this.#count += 1;
    this.#leads.add({ ...read, ref: id ?? `line ${line}`, receivedAt: receivedAt ?? inTurn });
  }

  end(): LeadsReading {
    if (this.#problems.length === 0 && this.#leads.length === 0) {
      const expected = "expected CSV with a line of column names, or one JSON object a line";
      this.report(1, "", this.#count === 0 ? `has no leads; ${expected}` : "has no leads of that time");
    }
    if (this.#problems.length > 0) return { kind: "problems", problems: this.#problems };
    const notes = [...this.notes];
    if (!this.#first?.timed) {
      const { start, every } = this.#spread;
      notes.push(
        `The file has no times of arrival (received_at): its leads arrive in the order of the file, one every ${every / 60_000} minutes from ${new Date(start).toISOString()}.`,
      );
    }
    for (const [why, count] of this.#leftOut)
      notes.push(`Left out: ${count} ${count === 1 ? "line" : "lines"} ${why}.`);
    if (this.#unreadInAll > 0)
      notes.push(`Values that could not be read, which their leads go on without: ${this.#unreadInAll}.`);
    return { kind: "leads", leads: this.#leads, notes, unread: this.#unread, unreadInAll: this.#unreadInAll };
  }
}
