import { fold } from "../../routing/conditions/fold.ts";
import { allNeeds, asksFor } from "../../routing/policy/needs.ts";
import type { Policy } from "../../routing/policy/policy.ts";
import type { Rep } from "../../routing/reps/rep.ts";
import { exampleWords } from "../lint/finding.ts";
import { any, type Formula, not } from "../lint/formula.ts";
import { type Model, modelOf } from "../lint/model.ts";
import { type EngineResult, findLead, ruleOf, solveWithin } from "../lint/search.ts";
import { type Team, teamOf } from "../lint/skills.ts";
import type { Budget } from "../lint/solver.ts";

/** A rule that takes leads of a cell, with one of them that the engine gave to it. */
export interface Taker {
  /** The rule's index; the number of rules stands for `otherwise`. */
  rule: number;
  /** Its name; absent for `otherwise`. */
  name?: string;
  /** The rep whom the rule asks first: an id, or `owner`. */
  rep?: string;
  pools: readonly string[];
  /** How many reps of these pools may take such a lead, whether they are at work or not. */
  reps: number;
  /** A lead of the cell that the rule takes, as facts: `{ country: MX, size: 51 }`. */
  example: string;
}

/** What becomes of leads of one territory in one lane. */
export interface TableCell {
  /** In the order of the rules. Empty where the lane sends a mail, and where no lead is both. */
  takers: readonly Taker[];
  /** Whether these are proven to be all. */
  isComplete: boolean;
}

interface TableRow {
  /** Absent for leads of no territory. */
  territory?: string;
  /** A cell for each lane. */
  cells: readonly TableCell[];
}

/** Who gets what: a row for each territory, a column for each lane. */
export interface WhoGetsWhat {
  lanes: readonly { lane: string; action: Policy["lanes"][number]["action"] }[];
  rows: readonly TableRow[];
}

/** The most rules that are named in a cell, and the splits of all searches together. */
const mostTakers = 12;
const splits = 200_000;

/** Counts the reps of pools who may take a lead. */
type CountAble = (result: EngineResult, pools: readonly string[]) => number;

/**
 * Which rules take the leads of each territory in each lane, which pools they ask, and how many reps there may take them.
 * Each rule stands beside a lead that the engine gives to it.
 */
export function whoGetsWhat(policy: Policy, reps: readonly Rep[]): WhoGetsWhat {
  const model = modelOf(policy, reps);
  const countAble = counting(teamOf(policy, reps));
  const budget: Budget = { left: splits };
  const inside = [...model.territories];
  const outside = not(any(...inside.map(([, formula]) => formula)));
  const places: [string | undefined, Formula][] = [...inside, [undefined, outside]];
  return {
    lanes: policy.lanes.map(({ lane, action }) => ({ lane, action })),
    rows: places.map(([territory, formula]) => {
      const possible = model.rules.flatMap((_, rule) =>
        solveWithin(model, [formula, ruleOf(model, rule, "decided")], model.real, budget).kind === "none" ? [] : [rule],
      );
      return {
        ...(territory !== undefined && { territory }),
        cells: policy.lanes.map(({ lane, action }) =>
          action === "route"
            ? cellOf(model, [formula, model.lanes.get(lane) as Formula], possible, { countAble, budget })
            : { takers: [], isComplete: true },
        ),
      };
    }),
  };
}

/** @param possible the rules, by their index, that match some lead of the territory */
function cellOf(
  model: Model,
  wanted: readonly Formula[],
  possible: readonly number[],
  { countAble, budget }: { countAble: CountAble; budget: Budget },
): TableCell {
  const { rules, otherwise } = model.policy;
  const takers: Taker[] = [];
  const left: Formula[] = [...wanted];
  let isComplete = true;
  const note = (result: EngineResult): void => {
    const { rule: name, rep } = rules[result.rule] ?? { rule: undefined, rep: undefined };
    const pools = result.lead.rule?.pools ?? otherwise.pools;
    takers.push({
      rule: result.rule,
      ...(name !== undefined && { name }),
      ...(rep !== undefined && { rep: typeof rep === "string" ? rep : rep.fact }),
      pools,
      reps: countAble(result, pools),
      example: exampleWords(result),
    });
  };
  for (const rule of possible) {
    if (takers.length >= mostTakers) return { takers, isComplete: false };
    const matching = ruleOf(model, rule, "decided");
    // A lead that matches this rule and is taken by none before it is taken by this one.
    const search = findLead(model, [...wanted, matching], rule, budget);
    if (search.kind === "found" && search.result.rule === rule) note(search.result);
    else if (search.kind !== "none") isComplete = false;
    left.push(not(matching));
  }
  const search = findLead(model, left, rules.length, budget);
  if (search.kind === "found") note(search.result);
  return { takers, isComplete: isComplete && search.kind !== "gave-up" };
}

/** Counts the reps of pools who may take a lead, once for all leads that ask for the same. */
function counting(team: Team): CountAble {
  const known = new Map<string, number>();
  return (result, pools) => {
    const key = fold(JSON.stringify([pools, allNeeds.map((need) => asksFor(need, result.lead.facts))]));
    const before = known.get(key);
    if (before !== undefined) return before;
    const members = new Map(pools.flatMap((pool) => team.members(pool)).map((rep) => [rep.id, rep]));
    const states = team.states.filter(({ id }) => members.has(id));
    const able = states.filter((rep) => team.couldTake(result, pools, [rep])).length;
    known.set(key, able);
    return able;
  };
}
