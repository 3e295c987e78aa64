import type { Lead } from "../lead/lead.ts";

/** What waits for somebody's answer: one of a lead's offers, by its place among them, or its escalation. */
export type Asking = { kind: "offer"; index: number } | { kind: "escalation"; managerId: string };

/** Whether it can still be answered. @param now ISO 8601 */
export function isOpenTo(lead: Lead, asking: Asking, now: string): boolean {
  if (asking.kind === "escalation")
    return lead.status === "escalated" && lead.escalation?.managerId === asking.managerId;
  const offer = lead.offers[asking.index];
  return lead.status === "offered" && offer !== undefined && !offer.outcome && offer.expiresAt > now;
}

/** What of a lead waits for this person's answer; undefined where nothing does. @param now ISO 8601 */
export function askedOf(lead: Lead, personId: string, now: string): Asking | undefined {
  const escalation: Asking = { kind: "escalation", managerId: personId };
  if (isOpenTo(lead, escalation, now)) return escalation;
  const index = lead.offers.findIndex(
    ({ repId }, index) => repId === personId && isOpenTo(lead, { kind: "offer", index }, now),
  );
  return index < 0 ? undefined : { kind: "offer", index };
}
