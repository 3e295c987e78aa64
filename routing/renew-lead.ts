import type { Lead } from "./lead/lead.ts";
import { move } from "./lead/move-lead.ts";
import type { Policy } from "./policy/policy.ts";
import { qualify } from "./qualify.ts";
import { assess } from "./score.ts";

/**
 * A lead that something was added to, qualified, scored and prioritised again at `at` (ISO 8601), as long as nobody has
 * accepted it; any other as it is. Nobody knows who added it, so it takes nobody from the reps: a lead that was promised
 * to a person stays so, and one that was to get the mail of its lane can only rise. Open offers keep their times.
 */
export function renewed(lead: Lead, policy: Policy, at: string): Lead {
  if (!lead.stale) return lead;
  const { stale: _, waitKey: __, ...rest } = lead;
  const qualification = { ...qualify(rest, policy, at), eligible: true };
  if (rest.status === "qualified" && !rest.lane) return { ...rest, qualification };
  const { score, priority, lane, action } = assess(rest, policy, at);
  const event = { at, event: "decided-again", detail: `${score.total}/${score.max}` };
  const status = rest.status === "qualified" && action === "route" ? "ready" : rest.status;
  return move(rest, status, event, { qualification, score, priority, lane });
}
