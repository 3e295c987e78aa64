import type { Lead } from "../../routing/lead/lead.ts";
import { Comparison } from "./comparison.ts";
import type { FirstAsked } from "./first-asked.ts";
import type { PastLeads } from "./leads.ts";
import type { ReplayResult, SideFigures } from "./result.ts";
import { type Assumptions, destinationOf, type LeadResult, type Observer, type Side } from "./simulation.ts";
import { Tally } from "./tally.ts";
import { World } from "./world.ts";

/**
 * Replays past leads on both sides and compares the results. Each side starts with no open leads and empty ledgers.
 * @param onLead called after each lead that was taken in, so twice for each lead; for showing progress
 * @param asked notes whom each side asks, where it is to be said what would have come of it
 */
export function replay(
  leads: PastLeads,
  before: Side,
  after: Side,
  assumptions: Assumptions,
  onLead: () => void = () => {},
  asked?: FirstAsked,
): Omit<ReplayResult, "assumptions"> {
  const destinations = new Array<string>(leads.length);
  const noted = (world: World): Observer => ({
    ...asked?.observer("after", after.policy, world),
    settled: (position, _, outcome) => {
      destinations[position] = destinationOf(outcome);
    },
  });
  const afterFigures = simulate(leads, after, assumptions, noted, onLead);
  const comparison = new Comparison(leads, before, after, destinations);
  const compared = (world: World): Observer => {
    const { decided, ...observer } = comparison.observer(world);
    const first = asked?.observer("before", before.policy, world);
    return {
      ...observer,
      decided: (...decision) => {
        first?.decided?.(...decision);
        decided?.(...decision);
      },
    };
  };
  const beforeFigures = simulate(leads, before, assumptions, compared, onLead);
  const outcomes = asked?.difference();
  const last = leads.length - 1;
  return {
    turno: "replay",
    leads: {
      count: leads.length,
      first: new Date(leads.timeOf(0)).toISOString(),
      last: new Date(leads.timeOf(last)).toISOString(),
    },
    ...comparison.figures(),
    ...(outcomes && { outcomes }),
    before: beforeFigures,
    after: afterFigures,
  };
}

/** Simulates one side from its first lead to its last event. */
function simulate(
  leads: PastLeads,
  side: Side,
  assumptions: Assumptions,
  watch: (world: World) => Observer,
  onLead: () => void,
): SideFigures {
  const tally = new Tally(side, leads.timeOf(0), leads.timeOf(leads.length - 1));
  let other: Observer = {};
  const world: World = new World(side, assumptions, {
    decided: (...decision) => other.decided?.(...decision),
    settled: (position: number, lead: Lead, outcome: LeadResult) => {
      tally.settled(position, lead, outcome);
      other.settled?.(position, lead, outcome);
    },
    offered: (choice, open) => tally.offered(choice, open),
    changed: (at, open, waiting) => tally.changed(at, open, waiting),
  });
  other = watch(world);
  for (let position = 0; position < leads.length; position++) {
    world.arrive(position, leads.at(position));
    onLead();
  }
  world.finish();
  return tally.figures(world.board);
}
