import { type Lead, priorities } from "../../routing/lead/lead.ts";
import type { PastLead } from "./leads.ts";

/** A lead on its way, as it stands. */
export interface PendingLead {
  /** Its position in the order of arrival. */
  position: number;
  lead: Lead;
  refusals: NonNullable<PastLead["refusals"]>;
}

/** A lead for which nobody is there at present. */
export interface QueuedLead extends PendingLead {
  /** The reps who could take it but for being off shift or full. */
  candidates: ReadonlySet<string>;
  /** Grows with each look, so that a look that was planned before counts for nothing. */
  retryId: number;
}

const heat = ({ lead }: QueuedLead): number => priorities.indexOf(lead.priority?.level ?? "cold");

/** The hotter first, then the older. */
const before = (a: QueuedLead, b: QueuedLead): number => heat(a) - heat(b) || a.position - b.position;

/** The leads that wait, in the order in which they get what becomes free. */
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

  /** Those that this rep could take, first come first; the list is the caller's own. */
  for(repId: string): QueuedLead[] {
    return this.#waiting.filter(({ candidates }) => candidates.has(repId));
  }

  /** By bisection: where it stands or belongs. */
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
