import { type Share, shareOf } from "../../reports/statistics.ts";
import { chanceOf } from "../../routing/explain/chance.ts";
import type { Policy } from "../../routing/policy/policy.ts";
import type { PastLead } from "../replay/leads.ts";
import { cut } from "./cut.ts";
import { driftOf } from "./drift.ts";
import { lessonOf } from "./lesson.ts";
import { auc, type Figure } from "./measures.ts";
import { wonOf } from "./model.ts";
import type { Outcome } from "./outcome.ts";
import { outcomesOf, seen } from "./outcomes.ts";

/** Why a score has aged. `chances`: it expects another part of wins than there are. `order`: more points mean no more wins. */
export type Ageing = { why: "chances" } | { why: "order" } | { why: "leads"; fact: string; psi: number };

/** How a score does on leads that came since it was learnt. */
export interface ScoreCheck {
  kind: "checked";
  /** Since the day after the last one that it was learnt from. */
  since: string;
  /** The part of wins that the points expect of those with an outcome, and what happened. */
  expected: number;
  happened: Share;
  auc: Figure;
  /** The facts in which leads are most unlike those that it was learnt from. */
  drift: { fact: string; psi: number }[];
  /** Nothing where it is as good as it was. */
  aged: Ageing[];
}

export type NotChecked =
  /** The policy's chances are not learnt. */
  | { kind: "no-chances" }
  /** Too few have an outcome since: `leads` do, of which `won` were won. */
  | { kind: "few"; since: string; leads: number; won: number };

/** How few outcomes say nothing, and what is called large of a population stability index (Siddiqi 2006, ch. 8). */
const fewest = { leads: 50, ofEach: 10 };
const large = 0.25;

/**
 * Checks the policy's score on leads that came since it was learnt: whether as many are won as its chances say, whether more
 * points still mean more wins, and whether leads are still such as it was learnt from, of all that came.
 */
export function checkScore(leads: Iterable<PastLead>, policy: Policy): ScoreCheck | NotChecked {
  const { chance } = policy;
  if (!chance) return { kind: "no-chances" };
  const [before, after]: PastLead[][] = [[], []];
  for (const lead of leads) {
    const day = lead.receivedAt.slice(0, 10);
    if (day > chance.to) after?.push(lead);
    else if (day >= chance.from) before?.push(lead);
  }
  const { outcomes } = outcomesOf(after ?? [], policy);
  const won = outcomes.filter((one) => one.won).length;
  if (outcomes.length < fewest.leads || Math.min(won, outcomes.length - won) < fewest.ofEach)
    return { kind: "few", since: chance.to, leads: outcomes.length, won };
  const points = outcomes.map(({ today = 0 }) => today);
  const expected = points.reduce((sum, one) => sum + (chanceOf(policy, one) ?? 0), 0) / points.length;
  const happened = shareOf(won, outcomes.length) as Share;
  const order = auc(points, wonOf(outcomes));
  const drift = driftSince(before ?? [], after ?? [], policy);
  const aged: Ageing[] = [
    ...(expected < happened.low || expected > happened.high ? [{ why: "chances" as const }] : []),
    ...(order.low <= 0.5 ? [{ why: "order" as const }] : []),
    ...drift.filter(({ psi }) => psi >= large).map((one) => ({ why: "leads" as const, ...one })),
  ];
  return { kind: "checked", since: chance.to, expected, happened, auc: order, drift: drift.slice(0, 5), aged };
}

/** How unlike in each fact; nothing where those that it was learnt from are not kept any more, or are few. */
function driftSince(before: readonly PastLead[], after: readonly PastLead[], policy: Policy): ScoreCheck["drift"] {
  if (before.length < fewest.leads) return [];
  const [early, late] = [before, after].map((some) =>
    some.map((lead): Outcome => ({ ref: lead.ref, won: false, ...seen(lead, policy) })),
  ) as [Outcome[], Outcome[]];
  const features = lessonOf(policy).facts.flatMap((fact) => cut(fact, early));
  return driftOf(features, early, late);
}
