import { type Lead, priorities } from "../../routing/lead/lead.ts";
import type { PastLead } from "./leads.ts";

/** A lead that is not yet assigned, with its current state. */
export interface PendingLead {
  /** Its position in the order of arrival. */
  position: number;
  lead: Lead;
  /** Recorded offers of this lead that were declined or lapsed. */
  refusals: NonNullable<PastLead["refusals"]>;
}

/** A lead that waits because no rep is available. */
export interface QueuedLead extends PendingLead {
  /** The reps who could take the lead if they were at work and had room. */
  candidates: ReadonlySet<string>;
  /** The number of the latest planned retry; an event with an earlier number is outdated and ignored. */
  retryId: number;
}

const heat = ({ lead }: QueuedLead): number => priorities.indexOf(lead.priority?.level ?? "cold");

/** The hotter first, then the older. */
const before = (a: QueuedLead, b: QueuedLead): number => heat(a) - heat(b) || a.position - b.position;

/** The waiting leads in the order in which they get free places: by priority, then by arrival. */
export class SimulatedBacklog {
  readonly #waiting: QueuedLead[] = [];

  get length(): number {
    return this.#waiting.length;
  }

  add(waiting: QueuedLead): void {
    this.#waiting.splice(this.#placeOf(waiting), 0, waiting);
  }

  remove(waiting: QueuedLead): void {
    const place = this.#placeOf(waiting);
    if (this.#waiting[place] === waiting) this.#waiting.splice(place, 1);
  }

  /** The waiting leads that this rep could take, in order, as a new list. */
  for(repId: string): QueuedLead[] {
    return this.#waiting.filter(({ candidates }) => candidates.has(repId));
  }

  /** The index at which the lead stands or belongs, found by bisection. */
  #placeOf(waiting: QueuedLead): number {
    let [low, high] = [0, this.#waiting.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (before(this.#waiting[middle] as QueuedLead, waiting) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
