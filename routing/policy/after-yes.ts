import * as z from "zod/mini";
import { Words } from "../lead/lead.ts";
import { retainedEnds } from "../lead/retention.ts";
import { occasions } from "../lead/told.ts";
import { weekdays } from "../time/office.ts";
import { between, Duration, id } from "./written-values.ts";

// What is kept to, counted and told once a lead has its rep, and of those whom no rep calls.

/** The team's targets, for the written policy and the reports: fractions from 0 to 1. */
const part = z.number().check(z.gt(0), z.lte(1));
export const Expectations = z.strictObject({
  answered_in_time: z.optional(part),
  contacted_in_time: z.optional(part),
  win_rate: z.optional(part),
  also: z._default(z.array(Words), []),
});

/** Whole or half points above 0, so that sums are exact. */
const EffortPoints = z.number().check(z.gte(0.5), z.lte(1000), z.multipleOf(0.5));
export const Effort = z.strictObject({
  points: EffortPoints,
  /** Expected time until such a lead is closed. Clock time. */
  close: z.optional(Duration),
  /** The band with the highest `from` that the lead's value reaches overrides the lane's effort. */
  bands: z._default(
    z.array(z.strictObject({ from: z.number(), points: EffortPoints, close: z.optional(Duration) })),
    [],
  ),
});

export const GiveBack = z.strictObject({
  within: z._default(Duration, 1440),
  per_week: z._default(z.int().check(z.minimum(0), z.maximum(100)), 2),
});

export const remindersSchema = z.array(z.number().check(z.gt(0), z.lt(1))).check(z.maxLength(9));
const nudges = { every: 10_080, at_most: 8 };
export const follow = {
  breach: "tell" as const,
  reminders: [0.5, 0.8],
  hand_on_at_most: 1,
  nudges,
  contact_details: 43_200,
};
export const Follow = z.strictObject({
  /** What happens where the first contact is late: the manager is told, and with `hand-on` the next rep gets the lead. */
  breach: z._default(z.enum(["tell", "hand-on"]), follow.breach),
  /** Fractions of the time to the first contact after which the owner is reminded. */
  reminders: z._default(remindersSchema, follow.reminders),
  /** How often one lead is handed on. */
  hand_on_at_most: z._default(z.int().check(z.minimum(0), z.maximum(10)), follow.hand_on_at_most),
  /** How often and how many times in a row an owner who logs nothing is asked how it goes. Clock time. */
  nudges: z._default(
    z.strictObject({
      every: z._default(Duration.check(z.refine((minutes) => minutes >= 60, "expected at least 1h")), nudges.every),
      at_most: z._default(z.int().check(z.minimum(0), z.maximum(52)), nudges.at_most),
    }),
    nudges,
  ),
  /** How long after closing the page still shows how to reach the person. Clock time. */
  contact_details: z._default(Duration, follow.contact_details),
});

export const receipts = { mail: "weekly" as const, weekday: "monday" as const, hour: 8, keep: 576_000 };
export const Receipts = z.strictObject({
  /** Whether each rep is mailed their fairness receipt. */
  mail: z._default(z.enum(["weekly", "off"]), receipts.mail),
  /** When, on the rep's own clock. */
  weekday: z._default(z.enum(weekdays), receipts.weekday),
  hour: z._default(z.int().check(z.minimum(0), z.maximum(23)), receipts.hour),
  /** How long the entries of the ledgers' journals are kept, from which receipts are added up. */
  keep: z._default(Duration.check(z.refine((minutes) => minutes >= 43_200, "expected at least 30d")), receipts.keep),
});

/** How long leads are kept after they ended, by how they did; those that are not named are kept until somebody erases them. */
const aDay = 1440;
export const Privacy = z.strictObject({
  retention: z._default(
    z.partialRecord(
      z.enum(retainedEnds),
      Duration.check(z.refine((minutes) => minutes >= aDay, "expected at least 1d")),
    ),
    {},
  ),
});

const callWithin = 4320;
export const Onboarding = z.strictObject({
  /** Chooses the success manager, as it chooses among its reps for any lead. */
  pool: id,
  /** The first call with the customer, within so long after somebody got them. Clock time. */
  call: z._default(z.strictObject({ within: z._default(Duration, callWithin) }), { within: callWithin }),
  /** The milestones after it. */
  steps: z._default(
    z
      .array(
        z.strictObject({
          name: Words,
          /** How long after somebody got the customer it is due. Clock time. */
          after: Duration,
          /** Who is mailed when it is reached. */
          tell: z._default(z.enum(["customer", "manager", "both"]), "both"),
          /** What the customer reads then, in place of our own words. */
          mail: z.optional(z.strictObject({ subject: Words, text: Words })),
        }),
      )
      .check(z.maxLength(12)),
    [],
  ),
});

/** Mails to leads that no rep calls, after that of their lane. */
export const Nurture = z
  .array(
    z.strictObject({
      /** How long after the mail of the lane. Clock time. */
      after: Duration,
      mail: z.strictObject({
        subject: Words,
        text: Words,
        /** Where its button leads. */
        url: z.optional(z.url({ protocol: /^https$/ })),
      }),
    }),
  )
  .check(z.maxLength(12));

export const acknowledge = { tell: [...occasions], per_day: 2 };
export const Acknowledge = z.strictObject({
  tell: z._default(z.array(z.enum(occasions)), acknowledge.tell),
  per_day: z._default(z.int().check(z.minimum(1), z.maximum(10)), acknowledge.per_day),
});

/** The most days with free times that a person can be shown, and how far ahead they are looked for. */
export const lookAheadDays = 14;
export const choose = { lanes: [] as string[], show: 3, days: 5, length: 30, notice: 120 };
export const Choose = z.strictObject({
  /** Lanes whose leads may choose a rep and a time to meet. */
  lanes: z._default(z.array(id), choose.lanes),
  /** How many reps they are shown, and how many days with free times of each. */
  show: z._default(z.int().check(z.minimum(1), z.maximum(10)), choose.show),
  days: z._default(z.int().check(z.minimum(1), z.maximum(lookAheadDays)), choose.days),
  /** How long a meeting takes, and how much earlier it has to be chosen. Clock time. */
  length: z._default(between(5, 480, "expected a time from 5m to 8h"), choose.length),
  notice: z._default(between(0, 7 * 1440, "expected a time up to 7d"), choose.notice),
});
