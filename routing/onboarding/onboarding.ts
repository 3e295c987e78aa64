import * as z from "zod/mini";
import type { Offer } from "../lead/lead.ts";
import type { Plan } from "./plan.ts";
import { reminders, stepsOf } from "./plan.ts";

/** One step of a customer's beginning, by its place in the plan. Times are ISO 8601 in UTC. */
const Step = z.object({
  dueAt: z.string(),
  doneAt: z.optional(z.string()),
  /** Who logged it: a rep's id, or the name of who typed a command. */
  doneBy: z.optional(z.string()),
  /** Everybody who is told of it has been mailed. */
  told: z.optional(z.literal(true)),
  /** How often the success manager was reminded of it. */
  reminded: z.number(),
});

/** What the success manager holds while a customer begins, as an offer holds it of a seller. */
const Held = z.object({
  points: z.optional(z.number()),
  /** The entry in the journal of the ledger that the choice was charged to; absent where it cost nothing. */
  charged: z.optional(z.object({ ledger: z.string(), entry: z.number() })),
});

/**
 * - `choosing`: nobody has the customer yet.
 * - `welcoming`: somebody has, and the customer was not told.
 * - `running`: the steps are under way.
 */
const onboardingStatuses = ["choosing", "welcoming", "running", "ended"] as const;

/** How it ends. `reopened`: the lead was not won after all. */
export const onboardingEnds = ["completed", "unfinished", "reopened"] as const;
export type OnboardingEnd = (typeof onboardingEnds)[number];

const Event = z.object({
  at: z.string(),
  event: z.string(),
  repId: z.optional(z.string()),
  detail: z.optional(z.string()),
  by: z.optional(z.string()),
});

/**
 * How a lead that was won begins as a customer: a row beside the lead, with a revision, a due time and a task token of its
 * own, so that neither waits for the other. Times are ISO 8601 in UTC.
 */
export const Onboarding = z.object({
  leadId: z.string(),
  /** Number of writes, for optimistic locking. */
  rev: z.number(),
  status: z.enum(onboardingStatuses),
  wonAt: z.string(),
  /** How often the lead was won. */
  round: z.number(),
  /** The version of the policy whose plan it follows; absent while nobody has the customer. */
  policyVersion: z.optional(z.number()),
  /** Who has the customer: a success manager or, where nobody could, the pool's manager. */
  managerId: z.optional(z.string()),
  /** Absent for a pool's manager, who holds no place. */
  held: z.optional(Held),
  /** How often somebody was given the customer. */
  assignments: z.number(),
  assignedAt: z.optional(z.string()),
  /** Who had the customer before and left. */
  before: z.array(z.string()),
  waitingSince: z.optional(z.string()),
  /** The call, and then the steps of the plan. */
  steps: z.array(Step),
  /** SHA-256 (base64url) of each link mailed to the success manager; the links themselves are not kept. */
  linkHashes: z.array(z.string()),
  ended: z.optional(z.object({ at: z.string(), how: z.enum(onboardingEnds) })),
  /** How many executions were started. */
  starts: z.number(),
  /** Callback token of the task that waits for a step. Never logged, never mailed. */
  taskToken: z.optional(z.string()),
  /** When the next action must have happened; after it the sweeper starts it again. Absent if nothing is due. */
  dueAt: z.optional(z.string()),
  timeline: z.array(Event),
});
export type Onboarding = z.infer<typeof Onboarding>;

/** The most links of the success manager that are kept, the latest. */
const mostLinks = 40;

/** A customer's beginning, due at once. `before` is that of an earlier win of the same lead. */
export function begun(leadId: string, wonAt: string, before?: Onboarding): Onboarding {
  return {
    leadId,
    rev: before?.rev ?? 0,
    status: "choosing",
    wonAt,
    round: (before?.round ?? 0) + 1,
    assignments: before?.assignments ?? 0,
    before: [],
    steps: [],
    linkHashes: [],
    starts: before?.starts ?? 0,
    dueAt: wonAt,
    timeline: [...(before?.timeline ?? []), { at: wonAt, event: "won" }],
  };
}

/** Who gets a customer: a success manager with what they hold for it, or a pool's manager. */
export interface Taken {
  repId: string;
  held?: Pick<Offer, "points" | "charged">;
}

/** The onboarding in somebody's hands. Steps that were done under somebody else stay done, and keep their times. */
export function assigned(
  onboarding: Onboarding,
  { repId, held }: Taken,
  plan: Plan,
  policyVersion: number,
  now: string,
): Onboarding {
  const { waitingSince: _, held: __, ...rest } = onboarding;
  const steps =
    rest.steps.length > 0 ? rest.steps : stepsOf(plan).map(({ after }) => ({ dueAt: later(now, after), reminded: 0 }));
  return {
    ...rest,
    status: "welcoming",
    policyVersion: rest.policyVersion ?? policyVersion,
    managerId: repId,
    ...(held && { held }),
    assignments: rest.assignments + 1,
    assignedAt: now,
    steps,
    timeline: [...rest.timeline, { at: now, event: "assigned", repId }],
  };
}

/** The onboarding once the customer and the success manager were told of each other. */
export function welcomed(onboarding: Onboarding, now: string): Onboarding | undefined {
  if (onboarding.status !== "welcoming") return undefined;
  return { ...onboarding, status: "running", timeline: [...onboarding.timeline, event(onboarding, now, "welcomed")] };
}

/** The onboarding with one step done; undefined where that changes nothing: it was done before, or there is no such step. */
export function reached(onboarding: Onboarding, step: number, by: string, now: string): Onboarding | undefined {
  const { status, steps, managerId } = onboarding;
  if (status === "ended" || !steps[step] || steps[step].doneAt !== undefined) return undefined;
  const said = { ...event(onboarding, now, "reached", String(step)), ...(by !== managerId && { by }) };
  return {
    ...withStep(onboarding, step, { doneAt: now, doneBy: by }),
    timeline: [...onboarding.timeline, said],
  };
}

/** The onboarding after everybody was told of a step that is done. */
export const told = (onboarding: Onboarding, step: number): Onboarding => withStep(onboarding, step, { told: true });

/** The onboarding after the success manager was reminded of a step; reminders whose time has passed too are not made up for. */
export function remindedOf(onboarding: Onboarding, step: number, now: string): Onboarding {
  const { reminded: before = 0, dueAt = now } = onboarding.steps[step] ?? {};
  const reminded = Math.max(before + 1, reminders(dueAt).filter((at) => at <= now).length);
  return {
    ...withStep(onboarding, step, { reminded }),
    timeline: [...onboarding.timeline, event(onboarding, now, "reminded", String(step))],
  };
}

/** Who a customer can agree on a time with for the first call: their success manager, until it is logged. */
export const callWith = ({ status, managerId, steps: [call] }: Onboarding): string | undefined =>
  (status === "welcoming" || status === "running") && call && call.doneAt === undefined ? managerId : undefined;

/** The onboarding with one more link of the success manager. */
export const withPageLink = (onboarding: Onboarding, hash: string): Onboarding => ({
  ...onboarding,
  linkHashes: [...onboarding.linkHashes, hash].slice(-mostLinks),
});

/** The onboarding for somebody else to be chosen, whatever was done so far. Links of who had it end. */
export function handedOver(onboarding: Onboarding, by: string, now: string): Onboarding {
  const { managerId, held: _, taskToken: __, ...rest } = onboarding;
  return {
    ...rest,
    status: "choosing",
    before: [...rest.before, ...(managerId === undefined ? [] : [managerId])],
    linkHashes: [],
    dueAt: now,
    timeline: [...rest.timeline, { ...event(onboarding, now, "handed-over"), by }],
  };
}

/** The onboarding at its end, with nothing due any more; undefined if it has ended. */
export function ended(onboarding: Onboarding, how: OnboardingEnd, now: string): Onboarding | undefined {
  if (onboarding.status === "ended") return undefined;
  const { taskToken: _, dueAt: __, held: ___, waitingSince: ____, ...rest } = onboarding;
  return {
    ...rest,
    status: "ended",
    ended: { at: now, how },
    timeline: [...rest.timeline, event(onboarding, now, "ended", how)],
  };
}

function withStep(onboarding: Onboarding, step: number, change: Partial<z.infer<typeof Step>>): Onboarding {
  return { ...onboarding, steps: onboarding.steps.map((one, n) => (n === step ? { ...one, ...change } : one)) };
}

function event({ managerId }: Onboarding, at: string, name: string, detail?: string) {
  return { at, event: name, ...(managerId && { repId: managerId }), ...(detail !== undefined && { detail }) };
}

/** An instant some minutes after another. */
const later = (at: string, minutes: number): string => new Date(Date.parse(at) + minutes * 60_000).toISOString();
