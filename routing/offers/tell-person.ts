import type { Lead } from "../lead/lead.ts";
import { isFinal } from "../lead/lifecycle.ts";
import { type Occasion, occasions } from "../lead/told.ts";
import type { Policy } from "../policy/policy.ts";

const dayMs = 24 * 3_600_000;
const since = (at: string, now: string): number => Date.parse(now) - Date.parse(at);

/**
 * What the person of a lead should be told now, each once; the first is what the mail is about, and it covers the others.
 * Nothing where the policy tells nothing of it, their mailbox takes no mails, or they had as many that day as the policy
 * allows. Of what is sent again they are told once a day, since anybody can send it.
 */
export function toTell(lead: Lead, { acknowledge }: Pick<Policy, "acknowledge">, now: string): Occasion[] {
  const { status, told } = lead;
  if (lead.unreachable || isFinal(status)) return [];
  const days = new Set(Object.values(told?.at ?? {}).filter((at) => since(at, now) < dayMs));
  if (days.size >= acknowledge.per_day) return [];
  const arrivedAt = [told?.at.received, told?.at.added].flatMap((at) => at ?? []).sort();
  const isDue: Record<Occasion, boolean> = {
    received: true,
    "handed-on": lead.ownedBefore !== undefined && lead.ownerId === undefined,
    escalated: status === "escalated",
    waiting: status === "waiting",
    added: told !== undefined && lead.submissions > told.upTo && !arrivedAt.some((at) => since(at, now) < dayMs),
  };
  return occasions.filter(
    (one) => isDue[one] && acknowledge.tell.includes(one) && (one === "added" || told?.at[one] === undefined),
  );
}

/** The lead whose person is told of these now. */
export const tellsOf = (lead: Lead, due: readonly Occasion[], now: string): Lead =>
  due.length === 0
    ? lead
    : {
        ...lead,
        told: {
          at: { ...lead.told?.at, ...Object.fromEntries(due.map((one) => [one, now])) },
          upTo: due.some((one) => one === "received" || one === "added") ? lead.submissions : (lead.told?.upTo ?? 0),
        },
      };

/** The lead whose person was not told after all, so that a later step does. */
export function notTold(lead: Lead, about: Occasion): Lead {
  const { [about]: at, ...others } = lead.told?.at ?? {};
  if (!lead.told || at === undefined) return lead;
  const kept = Object.fromEntries(Object.entries(others).filter(([, each]) => each !== at));
  const { told, ...rest } = lead;
  return Object.keys(kept).length === 0 ? rest : { ...rest, told: { at: kept, upTo: told.upTo } };
}
