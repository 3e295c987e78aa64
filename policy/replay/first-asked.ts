import type { Policy } from "../../routing/policy/policy.ts";
import type { PastLeads } from "./leads.ts";
import { type OutcomeDifference, outcomeDifference, type Tried } from "./outcome-difference.ts";
import { type Asked, askedBy } from "./propensities.ts";
import type { Observer } from "./simulation.ts";
import type { World } from "./world.ts";

/** Notes whom both sides of a replay ask first for leads with an outcome, beside whom it was then. */
export class FirstAsked {
  readonly #tried = new Map<number, Tried>();

  /** @param askedOf whom a lead of this reference was offered to first */
  constructor(leads: PastLeads, askedOf: (ref: string) => Asked | undefined) {
    for (let position = 0; position < leads.length; position++) {
      const { ref, closed } = leads.at(position);
      // Who withdrew was won by nobody and lost by nobody.
      if (!closed || closed.outcome === "withdrawn") continue;
      const won = closed.outcome === "won";
      this.#tried.set(position, { won, points: 0, asked: askedOf(ref), before: undefined, after: undefined });
    }
  }

  /** What observes the simulation of a side, which is this world. */
  observer(side: "before" | "after", policy: Policy, { board }: Pick<World, "board">): Pick<Observer, "decided"> {
    return {
      decided: (position, lead, choice, now) => {
        const tried = this.#tried.get(position);
        if (!tried || tried[side] || lead.offers.length > 0) return;
        tried[side] = askedBy(choice, () => board.rankings(lead, policy, now, choice));
        if (side === "before") tried.points = lead.score?.total ?? 0;
      },
    };
  }

  /** What would have come of these leads; undefined where of none it is known how it ended. */
  difference(): OutcomeDifference | undefined {
    return this.#tried.size === 0 ? undefined : outcomeDifference([...this.#tried.values()]);
  }
}
