import type { Place } from "../routing/board.ts";
import { endedBefore, quotasAt } from "../routing/capacity.ts";
import type { Rep } from "../routing/rep.ts";
import type { TakenWithin } from "./place-rows.ts";

/** What may be taken of this rep at an instant (ISO 8601), with the counters to clear away of those that were read. */
export function takenWithin(rep: Rep, place: Pick<Place, "given"> | undefined, at: string): TakenWithin {
  const instant = Date.parse(at);
  const over = endedBefore(Object.keys(place?.given ?? {}), rep.timeZone, instant);
  return { effort: rep.effort, quotas: quotasAt(rep, instant), over: over.slice(0, 20) };
}
