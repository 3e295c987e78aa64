import type { Words } from "../lead/lead.ts";
import type { Policy } from "../policy/policy.ts";

/** What the policy plans for a new customer. */
export type Plan = NonNullable<Policy["onboarding"]>;

/** A step of the plan. The first is the call with the success manager, which has no name of the policy's. */
export interface PlanStep {
  name?: Words;
  /** Minutes after somebody got the customer. Clock time. */
  after: number;
  tell: "customer" | "manager" | "both" | "nobody";
  mail?: { subject: Words; text: Words } | undefined;
}

/** All steps in the order of the plan: the call, and the policy's own. */
export const stepsOf = ({ call, steps }: Plan): PlanStep[] => [{ after: call.within, tell: "nobody" }, ...steps];

/** When the success manager is reminded of a step: when it is due, two days later, and a week later. ISO 8601. */
export const reminders = (dueAt: string): string[] =>
  [0, 2, 7].map((days) => new Date(Date.parse(dueAt) + days * 86_400_000).toISOString());
