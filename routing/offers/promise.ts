import { fold } from "../conditions/fold.ts";
import { type Lead, openOffers } from "../lead/lead.ts";
import { asksFor, needs } from "../policy/needs.ts";
import type { Policy } from "../policy/policy.ts";
import type { Rep } from "../reps/rep.ts";
import { addWorkingTime } from "../time/working-time.ts";
import { longestAnswer } from "./answer-limit.ts";
import { activeManager, managerFor } from "./escalation.ts";
import { poolsFor } from "./longest-wait.ts";
import { contactBy } from "./offer.ts";
import { slaOf } from "./sla.ts";

/** The manager of the lead's pool, or of another pool where that one has left. */
export function managerOf<R extends Rep>(lead: Lead, policy: Policy, reps: readonly R[]): R {
  const manager = managerFor(lead, policy, reps);
  return manager.active ? manager : (activeManager(policy, reps) ?? manager);
}

/** Who answers to the lead's person: its owner, and until there is one its manager. */
export const contactOf = <R extends Rep>(lead: Lead, policy: Policy, reps: readonly R[]): R =>
  reps.find(({ id }) => id === lead.ownerId) ?? managerOf(lead, policy, reps);

/**
 * By when somebody is to contact the lead's person, in the working time of those who will: the owner's deadline; for an
 * open offer, what remains to its rep if they accept at the last moment; before that, of whoever in the lead's pools could
 * do it first, with the time to answer an offer. It counts from when the lead came to stand where it does, so that asking
 * again later promises nothing later. Undefined when somebody has, nobody will, or nobody works. ISO 8601.
 */
export function promisedBy(lead: Lead, policy: Policy, reps: readonly Rep[], now: string): string | undefined {
  const { status, ownerId, escalation, waitingSince, timeline } = lead;
  if (["contacted", "closed", "rejected", "nurtured"].includes(status)) return undefined;
  const byId = (id: string | undefined) => reps.find((rep) => rep.id === id);
  const owner = byId(ownerId);
  if (owner) return contactBy(lead, owner, policy);
  const { answer, first_contact } = slaOf(lead, policy);
  if (answer === undefined || first_contact === undefined) return undefined;
  const open = openOffers(lead);
  if (open.length > 0) {
    const ends = open.flatMap(({ repId, expiresAt }) => after(byId(repId), expiresAt, first_contact));
    return ends.sort().at(-1);
  }
  const from = escalation?.at ?? waitingSince ?? timeline.at(-1)?.at ?? lead.receivedAt;
  const who = escalation ? [byId(escalation.managerId)] : eligible(lead, policy, reps, now);
  return who.flatMap((rep) => after(rep, from, longestAnswer(answer) + first_contact)).sort()[0];
}

const after = (rep: Rep | undefined, from: string, minutes: number): string[] => {
  const at = rep && addWorkingTime(rep, from, minutes);
  return at === undefined ? [] : [at];
};

/** The reps of the lead's pools who have what those need, whether or not they are at work or have room now. */
function eligible(lead: Lead, policy: Policy, reps: readonly Rep[], now: string): Rep[] {
  const has = (rep: Rep, pool: string): boolean =>
    (policy.pools[pool]?.needs ?? []).every((need) => {
      const list = rep[needs[need].list].map(fold);
      const asked = asksFor(need, lead.facts).filter(Boolean).map(fold);
      if (list.length === 0) return asked.length === 0 || policy.pools[pool]?.unlisted !== "nothing";
      const listed = asked.filter((value) => list.includes(value));
      return policy.pools[pool]?.several === "any"
        ? asked.length === 0 || listed.length > 0
        : listed.length === asked.length;
    });
  const pools = poolsFor(lead, policy, Date.parse(now));
  return reps.filter((rep) => rep.active && pools.some((pool) => (rep.pools[pool] ?? 0) > 0 && has(rep, pool)));
}
