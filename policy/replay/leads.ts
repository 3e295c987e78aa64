import type { Findings } from "../../routing/enrich.ts";
import type { closingOutcomes } from "../../routing/lead/follow.ts";
import type { Lead, LeadFacts } from "../../routing/lead/lead.ts";

/** A lead of the past, with what a replay needs of it. */
export interface PastLead {
  /** Identifies the lead without personal data: its id, or `line 12` of the file. */
  ref: string;
  /** ISO 8601, UTC. */
  receivedAt: string;
  facts: LeadFacts;
  knownOwner?: Lead["knownOwner"];
  account?: Lead["account"];
  samePerson?: Lead["samePerson"];
  companyReps?: Lead["companyReps"];
  /** What was looked up of a lead that has no look-ups in its facts yet, as each of the policies compared asks for it. */
  found?: readonly Findings[];
  /** Whether what can be looked up is among its facts already. */
  lookedUp?: boolean;
  /** The rep who owned the lead in the end, if known. */
  ownerId?: string | undefined;
  /** How it ended, and when (ISO 8601), if known. */
  closed?: { outcome: (typeof closingOutcomes)[number]; at?: string | undefined };
  /** It never came to a rep, so that it could have no outcome. */
  neverOffered?: true;
  /** What was added to its facts since somebody had accepted it, by the names of facts, with the beginning of what stood before. */
  addedSince?: { field: string; before?: string | undefined }[];
  /** Offers that were declined or lapsed, with the minutes from offer to answer. */
  refusals?: { repId: string; outcome: "declined" | "lapsed"; minutes: number }[];
}

/** A range of time in epoch milliseconds, `from` included and `before` excluded. */
export interface TimeRange {
  from: number;
  before: number;
}
const encoder = new TextEncoder();
const decoder = new TextDecoder();

const always: TimeRange = { from: Number.NEGATIVE_INFINITY, before: Number.POSITIVE_INFINITY };

/**
 * Past leads in the order of arrival. Each is stored as encoded bytes outside the JavaScript heap (about 500 bytes), so
 * that a hundred thousand of them take little memory; they are decoded one by one.
 */
export class PastLeads {
  readonly #packed: { at: number; bytes: Uint8Array }[] = [];
  readonly #window: TimeRange;
  #sorted = true;

  constructor(window = always) {
    this.#window = window;
  }

  /** Adds the lead if it arrived within the time range. */
  add(lead: PastLead): void {
    const at = Date.parse(lead.receivedAt);
    if (at < this.#window.from || at >= this.#window.before) return;
    this.#sorted &&= at >= (this.#packed.at(-1)?.at ?? Number.NEGATIVE_INFINITY);
    this.#packed.push({ at, bytes: encoder.encode(JSON.stringify(lead)) });
  }

  get length(): number {
    return this.#packed.length;
  }

  /** Epoch milliseconds of the lead at this position. */
  timeOf(position: number): number {
    this.#sort();
    return this.#packed[position]?.at ?? Number.NaN;
  }

  /** The lead at this position in the order of arrival; leads of the same instant stand as they were added. */
  at(position: number): PastLead {
    this.#sort();
    const packed = this.#packed[position];
    if (!packed) throw new RangeError(`there is no lead ${position}`);
    return JSON.parse(decoder.decode(packed.bytes)) as PastLead;
  }

  *[Symbol.iterator](): Generator<PastLead> {
    for (let position = 0; position < this.length; position++) yield this.at(position);
  }

  /** The latest of them, `most` at most. */
  latest(most: number): PastLeads {
    this.#sort();
    const some = new PastLeads(this.#window);
    some.#packed.push(...this.#packed.slice(-most));
    return some;
  }

  #sort(): void {
    if (!this.#sorted) this.#packed.sort((a, b) => a.at - b.at);
    this.#sorted = true;
  }
}
