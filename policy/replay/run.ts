import type { Lead } from "../../routing/lead/lead.ts";
import { Comparison } from "./comparison.ts";
import type { PastLeads } from "./leads.ts";
import type { ReplayResult, SideFigures } from "./result.ts";
import { type Assumptions, destinationOf, type LeadResult, type Observer, type Side } from "./simulation.ts";
import { Tally } from "./tally.ts";
import { World } from "./world.ts";

/**
 * Replays past leads in two worlds, each of which begins with no open leads and empty ledgers, and says what differs.
 * `onLead` hears of each lead that a world took in, two for each.
 */
export function replay(
  leads: PastLeads,
  before: Side,
  after: Side,
  assumptions: Assumptions,
  onLead: () => void = () => {},
): Omit<ReplayResult, "assumptions"> {
  const destinations = new Array<string>(leads.length);
  const noted: Observer = {
    settled: (position, _, outcome) => {
      destinations[position] = destinationOf(outcome);
    },
  };
  const afterFigures = live(leads, after, assumptions, () => noted, onLead);
  const comparison = new Comparison(leads, before, after, destinations);
  const beforeFigures = live(leads, before, assumptions, (world) => comparison.observer(world.board), onLead);
  const last = leads.length - 1;
  return {
    turno: "replay",
    leads: {
      count: leads.length,
      first: new Date(leads.timeOf(0)).toISOString(),
      last: new Date(leads.timeOf(last)).toISOString(),
    },
    ...comparison.figures(),
    before: beforeFigures,
    after: afterFigures,
  };
}

/** Lives one world from its first lead to its end. */
function live(
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
