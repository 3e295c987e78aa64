import type { Offer } from "../lead/lead.ts";
import type { Policy } from "../policy/policy.ts";
import { nextWorkingInstant } from "../time/working-time.ts";
import { fitsInFlight, limitReached, mostInFlight, poolLimits } from "./capacity.ts";
import { isOn } from "./pause.ts";
import type { RepState } from "./rep.ts";

/** What one lead takes of a rep. */
type Load = Pick<Offer, "points" | "toClose"> & Partial<Pick<Offer, "pool">>;
/** The limits of a policy. */
type Limiting = Pick<Policy, "in_flight"> & Partial<Pick<Policy, "pools">>;

/** Whether somebody may be given a lead now, and when they work next. */
export interface Standing {
  /** What keeps the lead from them; absent where nothing does. */
  because?: "paused" | "full";
  /** ISO 8601; the time itself for somebody at work, undefined for somebody without working hours. */
  worksFrom?: string | undefined;
}

/** How a rep stands for one more lead that takes so much. Who is off shift may be given it all the same. @param now ISO 8601 */
export function standingOf(rep: RepState, load: Load, policy: Limiting, now: string): Standing {
  const because = refusalOf(rep, load, policy, now);
  return { ...(because && { because }), worksFrom: nextWorkingInstant(rep, now) };
}

/** Why a rep may not be given one more lead that takes so much; undefined where they may. */
export function refusalOf(
  rep: RepState,
  { points = 1, toClose, pool }: Load,
  policy: Limiting,
  now: string,
): "paused" | "full" | undefined {
  if (isOn(rep.paused, now)) return "paused";
  if (rep.openLeads >= rep.capacity) return "full";
  if (!fitsInFlight(rep.inFlight ?? 0, toClose, mostInFlight(rep, policy))) return "full";
  const used = { effort: rep.openEffort ?? 0, given: rep.given ?? {}, ...(rep.recent && { recent: rep.recent }) };
  return limitReached(rep, used, points, Date.parse(now), poolLimits(policy, pool)) ? "full" : undefined;
}
