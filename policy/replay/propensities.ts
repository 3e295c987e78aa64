import type { Choice } from "../../routing/choice/choose-rep.ts";
import type { Candidate, Rankings } from "../../routing/explain/rankings.ts";
import { oneLead } from "../../routing/ledger/ledger.ts";

/** Who could be asked first for a lead, and which part of such leads each gets; the parts sum to 1. */
export type Propensities = Readonly<Record<string, number>>;

/** Who was asked first for a lead; `among` whom, where it is known. */
export interface Asked {
  repId: string;
  among?: Propensities;
}

/**
 * How likely each rep was to be asked: where turns alone decided, as their shares of the lead are. The ledger keeps to these
 * shares over time, and whose turn it is depends on the leads before this one and not on what it is like. Where a rule, a
 * preference or a bound decided, the one who was asked is certain. Undefined where it is not known: others share the lead who
 * could not be asked, or not all candidates were kept.
 */
export function propensitiesOf({ pools }: Pick<Rankings, "pools">, repId: string): Propensities | undefined {
  const pool = pools.at(-1);
  const certain = { [repId]: 1 };
  if (!pool?.candidates.some((candidate) => candidate.repId === repId)) return certain;
  const { candidates, able, prefer } = pool;
  if (candidates.length < able) return undefined;
  const before = prefer.slice(0, prefer.indexOf("fairness"));
  const [first] = candidates as [Candidate];
  if (candidates.some(({ ahead, saw }) => ahead || before.some((one) => saw[one] !== first.saw[one]))) return certain;
  const shares = candidates.map((one): [string, number] => [one.repId, (one.owed - one.balance) / oneLead]);
  const sum = shares.reduce((all, [, share]) => all + share, 0);
  return Math.abs(sum - 1) < 1e-3 ? Object.fromEntries(shares) : undefined;
}

/** Who is asked first by a choice, of which `rankings` are the candidates; undefined for one that asks nobody. */
export function askedBy(choice: Choice, rankings: () => Rankings): Asked | undefined {
  if (choice.kind !== "offer") return undefined;
  const { repId, byLead } = choice.offer;
  // Of several the quickest has it, and a person chooses as they like.
  if (choice.round || byLead) return { repId };
  const among = propensitiesOf(rankings(), repId);
  return { repId, ...(among && { among }) };
}
