import * as z from "zod/mini";
import { type Condition, Operators } from "./condition.ts";
import { locales, priorities, Words } from "./lead.ts";

/** The attributes that a condition may ask about, with what they mean. Derived ones follow the form's own. */
export const attributes = {
  email_domain: "the part of the e-mail address after the @",
  consumer_mail: "true when the address belongs to a public mail service",
  company: "the organisation's name",
  size: "people in the organisation",
  country: "ISO country code, as BR",
  region: "state, province or city as typed",
  role: "the person's position as typed",
  products: "the products asked for, a list",
  use_case: "what they want it for",
  industry: "the organisation's industry",
  value: "expected yearly value in the policy's currency",
  urgency: "now, this-quarter, this-year or exploring",
  customer_type: "new, customer or former",
  engagement: "how often the person reacted to us",
  message: "what they wrote",
  name: "the person's name",
  phone: "the telephone number",
  source: "where the lead came from",
  campaign: "the campaign that brought it",
  language: "en, es or pt",
  territory: "the named territories that the lead is in, a list",
  score: "points of the score, from 0",
  priority: "hot, warm or cold",
  lane: "the lane that the lanes section chose",
} as const;
export type Attribute = keyof typeof attributes;

const scalar = z.union([z.string(), z.number(), z.boolean()]);
const attributeNames = Object.keys(attributes);

const ConditionSchema: z.ZodMiniType<Condition> = z.lazy(() => conditionObject) as never;
const conditionObject = z.strictObject({
  any: z.optional(z.array(ConditionSchema).check(z.minLength(1))),
  all: z.optional(z.array(ConditionSchema).check(z.minLength(1))),
  not: z.optional(ConditionSchema),
  ...Object.fromEntries(
    attributeNames.map((name) => [name, z.optional(z.union([scalar, z.array(scalar), Operators]))]),
  ),
});

/** "5m", "2h" or "1d" (a day is 24 hours), read as minutes. */
const units = { m: 1, h: 60, d: 1440 } as const;
const Duration = z.pipe(
  z.string().check(z.regex(/^\d+(m|h|d)$/, "expected a duration such as 5m, 2h or 1d")),
  z.transform((text) => Number(text.slice(0, -1)) * units[text.at(-1) as keyof typeof units]),
);

const id = z.string().check(z.regex(/^[a-z0-9][a-z0-9-]*$/, "expected lower-case letters, digits and hyphens"));

const Gate = z.strictObject({ gate: z.string(), when: ConditionSchema, because: Words });
const Question = z.strictObject({ missing: z.enum(attributeNames as [Attribute, ...Attribute[]]), ask: Words });
const Points = z.strictObject({ when: ConditionSchema, give: z.number(), because: Words });
const Dimension = z.strictObject({
  dimension: z.enum(["value", "geography", "use-case", "engagement", "size"]),
  max: z.number().check(z.nonnegative()),
  points: z.array(Points).check(z.minLength(1)),
});
const PriorityRule = z.strictObject({ priority: z.enum(priorities), when: ConditionSchema, because: Words });

const laneActions = ["route", "nurture", "self-service"] as const;
const Lane = z.strictObject({ lane: id, when: ConditionSchema, action: z.enum(laneActions), because: Words });

const Rule = z.strictObject({
  rule: z.string(),
  when: ConditionSchema,
  /** Tried in order: the next when nobody in the one before is available now. */
  pools: z.array(id).check(z.minLength(1)),
  because: z.optional(Words),
});

const preferences = ["least-loaded", "most-experienced", "highest-capacity-left", "fairness"] as const;
const needs = ["language", "product", "industry", "country"] as const;
const Pool = z.strictObject({
  /** What people call it; its id when absent. */
  name: z.optional(Words),
  manager: id,
  /** What a rep must match of the lead. */
  needs: z._default(z.array(z.enum(needs)), ["language"]),
  /** Ordered; the fairness ledger decides what they leave equal. */
  prefer: z._default(z.array(z.enum(preferences)), ["fairness"]),
});

const Sla = z.strictObject({ answer: Duration, first_contact: Duration });

/** The policy as written in YAML, after its durations were read as minutes. */
export const Policy = z.strictObject({
  turno: z.literal(1),
  name: z.string(),
  currency: z.string().check(z.regex(/^[A-Z]{3}$/, "expected an ISO 4217 code such as USD")),
  /** Languages of the form and the mails; the first is for readers of none of them. */
  languages: z._default(z.array(z.enum(locales)).check(z.minLength(1)), [...locales]),
  form: z._default(
    z.strictObject({
      products: z._default(z.array(z.strictObject({ id, name: Words })), []),
      privacy_url: z.optional(z.url()),
    }),
    { products: [] },
  ),
  territories: z._default(z.record(id, ConditionSchema), {}),
  qualification: z.strictObject({
    reject: z._default(z.array(Gate), []),
    ask: z._default(z.array(Question), []),
  }),
  score: z.array(Dimension).check(z.minLength(1)),
  /** First match wins; without one a lead is cold. */
  priority: z.array(PriorityRule),
  /** First match wins; the last must match everything. */
  lanes: z.array(Lane).check(z.minLength(1)),
  /** First match wins. */
  rules: z.array(Rule),
  /** Where a lead goes that no rule matches. */
  otherwise: z.strictObject({ pools: z.array(id).check(z.minLength(1)) }),
  pools: z.record(id, Pool),
  /** Working time to answer an offer, and to make the first contact, by priority. */
  sla: z.strictObject({ hot: Sla, warm: Sla, cold: Sla }),
  /** Parts of the answering time after which the rep is reminded. */
  reminders: z._default(z.array(z.number().check(z.gt(0), z.lt(1))).check(z.maxLength(9)), [0.5, 0.8]),
  /** Reps asked before the manager is. */
  attempts: z._default(z.int().check(z.minimum(1), z.maximum(20)), 3),
  /** How long a lead may wait for somebody to be available before the manager gets it. Clock time. */
  max_wait: z._default(Duration, 1440),
  /** Where customers help themselves; in the self-service mail. */
  self_service_url: z.optional(z.url()),
  /** Companies whose stories the introduction names, by industry. */
  references: z._default(z.array(z.strictObject({ industry: z.string(), company: z.string(), text: Words })), []),
});
export type Policy = z.infer<typeof Policy>;
