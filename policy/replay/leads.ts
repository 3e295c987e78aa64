import type { Lead, LeadFacts } from "../../routing/lead/lead.ts";

/** What a replay needs of a lead that arrived once. */
export interface PastLead {
  /** How people find it again without its personal data: the lead's id, or `line 12` of the file. */
  ref: string;
  /** ISO 8601, UTC. */
  receivedAt: string;
  facts: LeadFacts;
  knownOwner?: Lead["knownOwner"];
  account?: Lead["account"];
  companyReps?: Lead["companyReps"];
  /** Who had it in the end, when that is known. */
  ownerId?: string | undefined;
  /** Offers that were not accepted, by whom, with the minutes that they lasted. */
  refusals?: { repId: string; outcome: "declined" | "lapsed"; minutes: number }[];
}

/** Leads that count: those that arrived from one instant on and before another; epoch milliseconds. */
export interface TimeRange {
  from: number;
  before: number;
}
const encoder = new TextEncoder();
const decoder = new TextDecoder();

const always: TimeRange = { from: Number.NEGATIVE_INFINITY, before: Number.POSITIVE_INFINITY };

/**
 * Past leads in the order in which they arrived, each packed as bytes outside of the heap (some 500 for a lead), so
 * that a hundred thousand of them take little memory and are unpacked one by one.
 */
export class PastLeads {
  readonly #packed: { at: number; bytes: Uint8Array }[] = [];
  readonly #window: TimeRange;
  #sorted = true;

  constructor(window = always) {
    this.#window = window;
  }

  /** Keeps the lead if it counts. */
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

  #sort(): void {
    if (!this.#sorted) this.#packed.sort((a, b) => a.at - b.at);
    this.#sorted = true;
  }
}
