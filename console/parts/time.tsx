import { turnoNow } from "../api.ts";
import { clockTime, exactTime, fromNow } from "../times.ts";
import { say } from "../words.ts";

/** A time in the reader's zone, exact when it is pointed at. ISO 8601. */
export const Time = ({ at }: { at: string }) => (
  <time dateTime={at} title={exactTime(at)}>
    {clockTime(at, turnoNow())}
  </time>
);

/** By when something is promised, and how long that is from now; said and coloured when it is late. */
export function Deadline({ at }: { at: string }) {
  const isLate = Date.parse(at) < turnoNow();
  const isSoon = !isLate && Date.parse(at) - turnoNow() < 3_600_000;
  return (
    <span class={isLate ? "late" : isSoon ? "soon" : undefined}>
      <Time at={at} /> <span class="quiet">({isLate ? say().late : fromNow(at, turnoNow())})</span>
    </span>
  );
}
