import { nextWorkingInstant } from "../time/working-time.ts";
import { limitReached } from "./capacity.ts";
import { isOn } from "./pause.ts";
import type { RepState } from "./rep.ts";

/** Whether somebody may be given a lead now, and when they work next. */
export interface Standing {
  /** What keeps a lead of so many points from them; absent where nothing does. */
  because?: "paused" | "full";
  /** ISO 8601; the time itself for somebody at work, undefined for somebody without working hours. */
  worksFrom?: string | undefined;
}

/** How a rep stands for one more lead of so many points. Who is off shift may be given it all the same. @param now ISO 8601 */
export function standingOf(rep: RepState, points: number, now: string): Standing {
  const because = refusalOf(rep, points, now);
  return { ...(because && { because }), worksFrom: nextWorkingInstant(rep, now) };
}

/** Why a rep may not be given one more lead of so many points; undefined where they may. */
export function refusalOf(rep: RepState, points: number, now: string): "paused" | "full" | undefined {
  if (isOn(rep.paused, now)) return "paused";
  if (rep.openLeads >= rep.capacity) return "full";
  const used = { effort: rep.openEffort ?? 0, given: rep.given ?? {} };
  return limitReached(rep, used, points, Date.parse(now)) ? "full" : undefined;
}
