import type { Escalation, Lead, Offer } from "./lead.ts";
import { type Balances, settle } from "./ledger.ts";
import { makeOffer } from "./offer.ts";
import type { Policy } from "./policy.ts";
import { type LeftOut, type Ranking, rankCandidates } from "./rank-candidates.ts";
import type { RepState } from "./rep.ts";
import { nextWorkingInstant } from "./working-time.ts";

export type Choice =
  | { kind: "offer"; offer: Offer; rankings: Ranking[]; balances: { before: Balances; after: Balances } }
  | { kind: "wait"; until: string; rankings: Ranking[] }
  | { kind: "escalate"; cause: Escalation["cause"]; rankings: Ranking[] };

/** How soon to look again when somebody is at work but full. Minutes. */
const fullRetryMinutes = 15;
const passing: readonly LeftOut[] = ["off-shift", "full"];

/**
 * What happens next to a lead that is ready: offered to the best candidate of the first pool that has one; to the
 * manager once the attempts are used, the longest wait is over, or nobody could ever take it; otherwise it waits for
 * the next shift or a free place. `balances` holds one ledger per pool id.
 */
export function chooseRep(
  lead: Lead,
  policy: Policy,
  reps: readonly RepState[],
  balances: ReadonlyMap<string, Balances>,
  now: string,
): Choice {
  if (lead.offers.length >= policy.attempts) return { kind: "escalate", cause: "attempts-used", rankings: [] };
  const rankings: Ranking[] = [];
  for (const pool of lead.rule?.pools ?? policy.otherwise.pools) {
    const before = balances.get(pool) ?? {};
    const ranking = rankCandidates(lead, pool, policy, reps, before, now);
    rankings.push(ranking);
    for (const { repId } of ranking.candidates) {
      const rep = reps.find(({ id }) => id === repId);
      const offer = rep && makeOffer(lead, rep, pool, policy, now);
      if (offer)
        return {
          kind: "offer",
          offer,
          rankings,
          balances: { before, after: settle(before, ranking.candidates, repId) },
        };
    }
  }
  const until = nextChance(rankings, reps, now);
  const giveUpAt = addMinutes(lead.waitingSince ?? now, policy.max_wait);
  if (!until || giveUpAt <= now) {
    const asked = lead.offers.length > 0 && !until;
    return { kind: "escalate", cause: asked ? "attempts-used" : "nobody-available", rankings };
  }
  const [soonest = until] = [until, giveUpAt].sort();
  return { kind: "wait", until: soonest, rankings };
}

/** The earliest instant at which somebody who is only off shift or full may have room. */
function nextChance(rankings: readonly Ranking[], reps: readonly RepState[], now: string): string | undefined {
  const chances = rankings
    .flatMap(({ leftOut }) => leftOut)
    .filter(({ because }) => passing.includes(because))
    .map(({ repId }) => {
      const rep = reps.find(({ id }) => id === repId);
      const shift = rep && nextWorkingInstant(rep, now);
      return shift && shift <= now ? addMinutes(now, fullRetryMinutes) : shift;
    });
  return chances.filter((chance) => chance !== undefined).sort()[0];
}

const addMinutes = (at: string, minutes: number): string => new Date(Date.parse(at) + minutes * 60_000).toISOString();
