import * as z from "zod/mini";
import { mostOfKind } from "../lead/events.ts";
import { priorities, Words } from "../lead/lead.ts";
import { attributeNames, numberAttributes } from "./attribute.ts";
import { ConditionSchema } from "./condition-schema.ts";
import { OwnName } from "./own-attributes.ts";
import { Day, Duration, id } from "./written-values.ts";

// Whether it is a lead, how much it is worth, how soon, and what is done: gates and questions, score, priority, lanes.

export const Gate = z.strictObject({ gate: z.string(), when: ConditionSchema, because: Words });
export const Question = z.strictObject({ missing: z.union([z.enum(attributeNames), OwnName]), ask: Words });
const Points = z.strictObject({ when: ConditionSchema, give: z.number(), because: Words });
/** Points for what the person did, as events tell it. */
export const Behaviour = z.strictObject({
  /** The event's name, as its source sends it. */
  event: id,
  /** Points of one event. */
  give: z.number(),
  /** How many of them count, the latest. */
  at_most: z.int().check(z.minimum(1), z.maximum(mostOfKind)),
  /** After so long an event gives half its points, after twice as long a quarter. Absent: it does not fade. Clock time. */
  half_life: z.optional(Duration.check(z.refine((minutes) => minutes >= 60, "expected at least 1h"))),
  /** The event's name if absent. */
  because: z.optional(Words),
});
export type Behaviour = z.infer<typeof Behaviour>;
export const Dimension = z.strictObject({
  /** One of these, which are named in every language, or a name of the policy's own. */
  dimension: z.union([
    z.enum(["value", "geography", "use-case", "engagement", "size"]),
    z.string().check(z.minLength(1), z.maxLength(60)),
  ]),
  /** Cap of the dimension's points, before its weight is applied. */
  max: z.number().check(z.nonnegative()),
  weight: z._default(z.number().check(z.positive()), 1),
  /** The points of all lines that hold are added. Those above 0 up to the cap; those below 0 lower the whole score. */
  points: z._default(z.array(Points), []),
  /** Points of what the person did, which are added to those of the lines. */
  behaviour: z._default(z.array(Behaviour), []),
  /** Points of the band with the highest `from` that the attribute reaches; none if it is unknown. */
  bands: z.optional(
    z.strictObject({
      of: z.union([z.enum(numberAttributes), OwnName]),
      steps: z.array(z.strictObject({ from: z.number(), give: z.number(), because: Words })).check(z.minLength(1)),
    }),
  ),
});
export const PriorityRule = z.strictObject({ priority: z.enum(priorities), when: ConditionSchema, because: Words });

const laneActions = ["route", "nurture", "self-service"] as const;
export const Lane = z.strictObject({ lane: id, when: ConditionSchema, action: z.enum(laneActions), because: Words });

/** What a score may be learnt from. */
const named = z._default(z.array(z.union([z.enum(attributeNames), OwnName])), []);
export const Learn = z.strictObject({
  /** Facts that must not count, beside those that never do. */
  never: named,
  /** Facts that count though they say where a person is from, or look as if they gave the outcome away. */
  allow: named,
  /** Numbers with which a lead's points may only rise, or only fall. */
  rising: named,
  falling: named,
});
/** The chance of a win by points, as it was learnt from leads of those days; between two steps it is in between. */
export const Chance = z.strictObject({
  from: Day,
  to: Day,
  leads: z.int().check(z.positive()),
  won: z.int().check(z.positive()),
  steps: z
    .array(z.strictObject({ points: z.number().check(z.nonnegative()), chance: z.number().check(z.gte(0), z.lte(1)) }))
    .check(z.minLength(2), z.maxLength(40)),
});
export type Chance = z.infer<typeof Chance>;
