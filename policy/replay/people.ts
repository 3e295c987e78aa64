import type { Lead, LeadFacts, LeadStatus, SamePerson } from "../../routing/lead/lead.ts";
import { numberKey, samePersonAs } from "../../routing/lead/same-person.ts";

/** How many of the latest leads with one telephone number are known, as many as a look-up reads. */
const mostKept = 10;

interface Known {
  id: string;
  receivedAt: string;
  facts: LeadFacts;
  status: LeadStatus;
  ownerId?: string;
  /** Epoch milliseconds. */
  closedAt?: number;
}

/** The leads of each telephone number in a simulation: whoever has one may have the next of perhaps the same person. */
export class People {
  readonly #byNumber = new Map<string, Known[]>();

  /** The earlier lead of perhaps the same person at `at` (epoch milliseconds), with the rep who has it. */
  of(lead: Lead, at: number, matchAt: number): SamePerson | undefined {
    const known = this.#byNumber.get(numberKey(lead.facts) ?? "") ?? [];
    const earlier = known.map(({ closedAt = Number.POSITIVE_INFINITY, ...one }) => ({
      ...one,
      status: closedAt <= at ? ("closed" as const) : one.status,
      offers: [],
    }));
    // The latest first, as a look-up reads them.
    return samePersonAs(lead, earlier.reverse(), matchAt);
  }

  /** Adds a lead that arrived. */
  add({ id, receivedAt, facts, status }: Lead): void {
    const key = numberKey(facts);
    if (key === undefined) return;
    const { name, email, company, phone, country, language } = facts;
    const kept = { name, email, company, phone, country, language };
    const known = this.#byNumber.get(key) ?? [];
    this.#byNumber.set(key, [...known, { id, receivedAt, facts: kept, status }].slice(-mostKept));
  }

  /** Notes who got a lead, and when it is closed (epoch milliseconds). */
  got({ id, facts }: Lead, ownerId: string, closedAt: number): void {
    const one = this.#byNumber.get(numberKey(facts) ?? "")?.find((known) => known.id === id);
    if (one) Object.assign(one, { ownerId, closedAt });
  }
}
