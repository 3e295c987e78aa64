import type { Policy } from "../../routing/policy/policy.ts";
import type { Rep } from "../../routing/reps/rep.ts";
import { behaviourFindings, emptyRounds, neverReached, outOfReach } from "./bounds.ts";
import { type Finding, limitFindings } from "./finding.ts";
import { formFindings } from "./form.ts";
import { gaps } from "./gaps.ts";
import { inFlightFindings } from "./in-flight.ts";
import { modelOf } from "./model.ts";
import { emptyCells, emptyPools, namedReps, unusedNames } from "./names.ts";
import { missingSkills, nobodyCanTake } from "./nobody.ts";
import { rulesOverlap, territoriesOverlap } from "./overlaps.ts";
import { shortPieces } from "./pieces.ts";
import { unreachableReps } from "./reach.ts";
import { regionFindings } from "./regions.ts";
import { emptyLanesAndTerritories, ruleReachability } from "./rules.ts";
import { teamOf } from "./skills.ts";
import { missingSources, type Sources } from "./sources.ts";
import { takenValues } from "./values.ts";

/** The most splits for each part of the lint, so that it ends in bounded time for any policy. */
const splits = { rules: 80_000, values: 4_000, sources: 20_000, gaps: 40_000, overlaps: 40_000, reps: 40_000 };

/**
 * Finds what a valid policy leaves uncovered, covers twice or can never use, over the territories, sizes, products and
 * languages that it names, and what no source of the installation can bring; with a roster, also missing skills and reps whom no lead reaches. Every example was decided by
 * the engine. Every "never" is proven; a claim without a proof in time is not reported.
 * @param onRule called before each rule is searched, which takes about half of the time
 */
export function lintPolicy(
  policy: Policy,
  reps: readonly Rep[] | undefined,
  sources: Sources = { signed: true },
  onRule: () => void = () => {},
): Finding[] {
  const model = modelOf(policy, reps);
  const { takes, dead, findings } = ruleReachability(model, { left: splits.rules }, onRule);
  const overlaps = { left: splits.overlaps };
  return limitFindings([
    ...findings,
    ...missingSources(model, sources, { left: splits.sources }),
    ...emptyLanesAndTerritories(model, overlaps),
    ...territoriesOverlap(model, overlaps),
    ...rulesOverlap(model, dead, overlaps),
    ...gaps(model, { left: splits.gaps }),
    ...takenValues(model, dead, { left: splits.values }),
    ...outOfReach(policy),
    ...behaviourFindings(policy),
    ...neverReached(policy),
    ...emptyRounds(policy),
    ...shortPieces(policy),
    ...regionFindings(policy),
    ...formFindings(policy),
    ...unusedNames(model, reps),
    ...inFlightFindings(policy, reps),
    ...(reps ? withRoster(reps) : []),
  ]);

  function withRoster(roster: readonly Rep[]): Finding[] {
    const team = teamOf(policy, roster);
    const budget = { left: splits.reps };
    return [
      ...namedReps(policy, roster),
      ...emptyPools(policy, team),
      ...emptyCells(policy, team),
      ...nobodyCanTake(model, team, dead, budget),
      ...missingSkills(model, team, dead, budget),
      ...unreachableReps(model, team, takes, dead, { left: splits.reps }),
    ];
  }
}
