import type { Choice } from "../../routing/choice/choose-rep.ts";
import type { Lead } from "../../routing/lead/lead.ts";
import { poolsFor } from "../../routing/offers/longest-wait.ts";
import type { Policy } from "../../routing/policy/policy.ts";
import { rosterOf } from "../../routing/reps/roster.ts";
import { ruled } from "../../routing/steps.ts";
import type { PastLeads } from "./leads.ts";
import { type Change, type DirectCause, directCauses, type ReplayResult } from "./result.ts";
import { arrived, destinationOf, type Observer, type Side } from "./simulation.ts";
import type { World } from "./world.ts";

/** Where a decision sends a lead for the moment: a rep's id, `manager` or `wait`. */
const headingOf = (choice: Choice): string =>
  choice.kind === "offer" ? choice.offer.repId : choice.kind === "escalate" ? "manager" : "wait";

/**
 * Compares the simulation of the side before with where each lead ended on the side after. A change is direct if, at
 * some decision about the lead, the policy and roster after would have decided otherwise on the same board. It is
 * cascading if they never would: then only earlier leads, which went elsewhere, caused it.
 */
export class Comparison {
  readonly #leads: PastLeads;
  readonly #managers: ReadonlySet<string>;
  readonly #before: Side;
  readonly #after: Side;
  readonly #destinations: readonly string[];
  readonly #causes = new Map<number, DirectCause>();
  readonly #changes: (Change & { position: number })[] = [];
  #recorded = 0;
  #same = 0;

  /** @param destinations where each lead ended on the side after, by position */
  constructor(leads: PastLeads, before: Side, after: Side, destinations: readonly string[]) {
    this.#leads = leads;
    this.#managers = new Set(before.reps.filter(({ role }) => role === "manager").map(({ id }) => id));
    this.#before = before;
    this.#after = after;
    this.#destinations = destinations;
  }

  /** The observer for the simulation of the side before, which is this world. */
  observer({ board, colleagues }: Pick<World, "board" | "colleagues">): Observer {
    return {
      decided: (position, lead, choice, now) => {
        const heading = headingOf(choice);
        if (heading === this.#destinations[position] || this.#causes.has(position)) return;
        const cause = this.#otherwise(position, lead, heading, { board, colleagues }, now);
        if (cause) this.#causes.set(position, cause);
      },
      settled: (position, _, outcome) => {
        const destination = destinationOf(outcome);
        const { ref, receivedAt, ownerId } = this.#leads.at(position);
        if (ownerId) {
          this.#recorded += 1;
          if ((this.#managers.has(ownerId) ? "manager" : ownerId) === destination) this.#same += 1;
        }
        const after = this.#destinations[position] ?? "";
        const cause = this.#causes.get(position);
        this.#causes.delete(position);
        if (destination === after) return;
        const ended = outcome.kind === "rejected" || outcome.kind === "nurtured";
        const gate = outcome.kind === "rejected" || after === "rejected" ? "qualification" : "lane";
        const because = ended ? gate : (cause ?? "cascading");
        this.#changes.push({ position, lead: ref, receivedAt, before: destination, after, because });
      },
    };
  }

  /** Why the side after would send this lead elsewhere on the same board; undefined if it would not. */
  #otherwise(
    position: number,
    decided: Lead,
    heading: string,
    { board, colleagues }: Pick<World, "board" | "colleagues">,
    now: string,
  ): DirectCause | undefined {
    const { policy } = this.#after;
    const past = this.#leads.at(position);
    const { lead, ends } = arrived(past, this.#after, colleagues.of(past, Date.parse(past.receivedAt)));
    if (ends) return ends === "rejected" ? "qualification" : "lane";
    const { offers, waitingSince, samePerson } = decided;
    const waiting: Lead = { ...lead, offers, ...(samePerson && { samePerson }), ...(waitingSince && { waitingSince }) };
    const ready = ruled(waiting, policy, rosterOf(this.#after.reps), now);
    const asked = (of: Lead, by: Policy) => poolsFor(of, by, Date.parse(now));
    const there = board.with(this.#after.reps, asked(ready, policy));
    if (headingOf(there.choose(ready, policy, now)) === heading) return undefined;
    const plan = (of: Lead, by: Policy) =>
      JSON.stringify([of.rule?.rule, of.rule?.rep, of.rule?.wait, asked(of, by), of.rule?.prefer]);
    return plan(decided, this.#before.policy) === plan(ready, policy) ? "choice" : "rule";
  }

  figures(): Pick<ReplayResult, "changed" | "changes" | "recorded"> {
    const changes = this.#changes.sort((a, b) => a.position - b.position).map(({ position: _, ...change }) => change);
    const by = Object.fromEntries(directCauses.map((cause) => [cause, 0])) as Record<DirectCause, number>;
    const moves = new Map<string, { before: string; after: string; leads: number }>();
    let cascading = 0;
    for (const { before, after, because } of changes) {
      if (because === "cascading") cascading += 1;
      else by[because] += 1;
      const key = JSON.stringify([before, after]);
      const move = moves.get(key) ?? { before, after, leads: 0 };
      moves.set(key, move);
      move.leads += 1;
    }
    const name = ({ before, after }: { before: string; after: string }) => `${before} ${after}`;
    return {
      changed: {
        leads: changes.length,
        direct: changes.length - cascading,
        cascading,
        by,
        moves: [...moves.values()].sort((a, b) => b.leads - a.leads || (name(a) < name(b) ? -1 : 1)),
      },
      ...(this.#recorded > 0 && { recorded: { leads: this.#recorded, same: this.#same } }),
      changes,
    };
  }
}
