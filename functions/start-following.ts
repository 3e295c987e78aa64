import type { Executions } from "../adapters/workflow.ts";
import { followResult } from "../routing/follow/follow-up.ts";
import type { Lead } from "../routing/lead/lead.ts";
import type { Policy } from "../routing/policy/policy.ts";

/** The name of the execution that follows the present owner of a lead, the `restarts`-th after the first. */
export const followName = ({ id, ownedBefore = 0 }: Lead, restarts: number): string =>
  `${id}-f${ownedBefore}${restarts === 0 ? "" : `-r${restarts}`}`;

/** Starts the workflow that follows the lead's owner, once for each owner and restart; none for a lead that needs none. */
export async function startFollowing(
  lead: Lead,
  policy: Policy,
  follows: Pick<Executions, "start">,
  now: string,
): Promise<void> {
  const { leadId, ...next } = followResult(lead, lead.ownedBefore ?? 0, policy, now);
  if (next.kind === "over") return;
  await follows.start(leadId, followName(lead, lead.follow?.restarts ?? 0), next);
}
