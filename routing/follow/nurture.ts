import type { Lead } from "../lead/lead.ts";
import type { Policy } from "../policy/policy.ts";

/** A mail of the policy's sequence for leads that no rep calls. */
export type NurtureStep = Policy["nurture"][number];

const minute = 60_000;

/** The mail that comes after `sent` of them, that of the lane included; undefined after the last one. */
export const stepAfter = (sent: number, { nurture }: Pick<Policy, "nurture">): NurtureStep | undefined =>
  sent < 1 ? undefined : nurture[sent - 1];

/**
 * When the mail after `sent` of them is due, ISO 8601; undefined after the last one. As long after the first as the
 * policy says, and as long after the one before it as the policy has between the two, so that several never come at once
 * after an outage.
 * @param startedAt when the first was sent @param now when the last one was
 */
export function nextDue(
  sent: number,
  policy: Pick<Policy, "nurture">,
  startedAt: string,
  now: string,
): string | undefined {
  const step = stepAfter(sent, policy);
  if (!step) return undefined;
  const gap = step.after - (stepAfter(sent - 1, policy)?.after ?? 0);
  const at = Math.max(Date.parse(startedAt) + step.after * minute, Date.parse(now) + gap * minute);
  return new Date(at).toISOString();
}

/** Whether a lead that was mailed that nobody calls gets the sequence: who can start alone gets that mail only. */
export const isNurtured = ({ lane }: Pick<Lead, "lane">, { lanes }: Pick<Policy, "lanes">): boolean =>
  lanes.find((one) => one.lane === lane?.lane)?.action === "nurture";
