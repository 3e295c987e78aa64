import * as z from "zod/mini";
import { type Condition, Operators } from "../conditions/condition.ts";
import { attributeNames } from "./attribute.ts";

const scalar = z.union([z.string(), z.number(), z.boolean()]);

export const ConditionSchema: z.ZodMiniType<Condition> = z.lazy(() => conditionObject) as never;
const TestSchema = z.union([scalar, z.array(scalar), Operators]);
/** Beside the attributes of every policy it may ask those that the policy names itself, which is checked against them. */
const conditionObject = z.catchall(
  z.object({
    any: z.optional(z.array(ConditionSchema).check(z.minLength(1))),
    all: z.optional(z.array(ConditionSchema).check(z.minLength(1))),
    not: z.optional(ConditionSchema),
    ...Object.fromEntries(attributeNames.map((name) => [name, z.optional(TestSchema)])),
  }),
  TestSchema,
);
