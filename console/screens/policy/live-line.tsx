import { turnoNow } from "../../api.ts";
import type { LivePolicy } from "../../policy/live.ts";
import { clockTime, number } from "../../times.ts";
import { sayPolicy } from "../policy-words.ts";

/** Which version is live, since when, and who made it so. */
export function LiveLine({ policy: { version, live } }: { policy: LivePolicy }) {
  if (!live) return null;
  return (
    <p class="quiet">
      {sayPolicy().live(number(version), clockTime(live.at, turnoNow()), live.author)}
      {live.note && ` · ${live.note}`}
    </p>
  );
}
