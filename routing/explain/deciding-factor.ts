import type { Choice } from "../choice/choose-rep.ts";
import type { Lead } from "../lead/lead.ts";
import { ownerKind } from "../lead/owners.ts";
import type { Factor } from "../lead/why.ts";
import { oneLead } from "../ledger/ledger.ts";
import type { Policy } from "../policy/policy.ts";
import type { Candidate, Rankings } from "./rankings.ts";

/** What put the chosen rep before the next in line. */
export interface DecidingFactor {
  factor: Factor;
  /**
   * The value of the deciding preference for the chosen rep: years, a rate, leads, places, minutes, kilometres, 1 or 0. For
   * fairness: the leads owed, less the quarter of a lead for which small shares wait. `next` has that of the next rep.
   */
  saw?: number;
  /** How many closed leads a rate of wins is of. */
  closings?: number;
  next?: { repId: string; saw?: number; closings?: number };
  /** An earlier preference had narrowed the candidates, so the comparison is among those whom it left equal. */
  narrowed?: boolean;
  /** How many reps were eligible for the lead. */
  among: number;
}

/**
 * Why the chosen rep comes before all others: the person chose them, the rule names them or they are the known owner, nobody else is eligible, or
 * the first preference that differs from the next in line decided. Undefined if the lead is not offered.
 */
export function decidingFactor(
  lead: Lead,
  policy: Policy,
  choice: Choice,
  ranked: Rankings,
): DecidingFactor | undefined {
  if (choice.kind !== "offer") return undefined;
  const { repId } = choice.offer;
  const last = ranked.pools.at(-1);
  if (choice.offer.byLead) return { factor: "chosen", among: last?.able ?? 1 };
  const at = last?.candidates.findIndex((candidate) => candidate.repId === repId) ?? -1;
  const [chosen, next] = last?.candidates.slice(Math.max(0, at)) ?? [];
  if (at < 0 || !last || !chosen) {
    const rule = policy.rules.find((candidate) => candidate.rule === lead.rule?.rule);
    const named = ownerKind(rule?.rep, lead) ?? (rule?.rep ? "named" : undefined);
    const factor = named ?? (lead.samePerson?.repId === repId ? "same-person" : "named");
    return { factor, among: 1 };
  }
  if (!next) return { factor: "only", among: last.able };
  const asked = last.prefer.filter((preference) => figure(chosen, preference) !== undefined);
  // Whoever is too far ahead of their share comes after the others, whatever is preferred.
  const factor =
    next.ahead && !chosen.ahead ? "fairness" : asked.find((one) => figure(chosen, one) !== figure(next, one));
  const among = last.able;
  if (!factor) return { factor: "order", next: { repId: next.repId }, narrowed: true, among };
  return {
    factor,
    ...seen(chosen, factor),
    next: { repId: next.repId, ...seen(next, factor) },
    ...(factor !== asked[0] && { narrowed: true }),
    among,
  };
}

function seen(candidate: Candidate, factor: keyof Candidate["saw"]): { saw?: number; closings?: number } {
  const saw = figure(candidate, factor);
  const closings = factor === "best-performer" ? candidate.closings : undefined;
  return { ...(saw !== undefined && { saw }), ...(closings !== undefined && { closings }) };
}

function figure({ saw }: Candidate, preference: keyof Candidate["saw"]): number | undefined {
  const seen = saw[preference];
  if (seen === undefined) return undefined;
  return preference === "fairness" ? Number(seen) / oneLead : Number(seen);
}
