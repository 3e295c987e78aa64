import type { Lead } from "../lead/lead.ts";
import type { Policy } from "../policy/policy.ts";

type Answer = Policy["sla"]["hot"]["answer"];

export const priorityOf = (lead: Pick<Lead, "priority">) => lead.priority?.level ?? "cold";

/**
 * An offer without a time to answer, or a lead without one for the first contact, is asked about no more after this: three
 * attempts and the manager fit into the year that a workflow may take. Minutes.
 */
export const untimed = 90 * 1440;

/** The times that hold for a lead: its rule's own, otherwise those of its priority; undefined for none. Minutes. */
export function slaOf(
  { rule, priority }: Pick<Lead, "rule" | "priority">,
  policy: Pick<Policy, "sla">,
): { answer: Answer | undefined; first_contact: number | undefined } {
  const { answer, first_contact } = { ...policy.sla[priorityOf({ priority })], ...rule?.sla };
  return {
    answer: answer === "none" ? undefined : answer,
    first_contact: first_contact === "none" ? undefined : first_contact,
  };
}
