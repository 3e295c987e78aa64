import * as z from "zod/mini";
import { type Condition, Operators } from "../conditions/condition.ts";
import { type FactsWith, lookUpFacts } from "../facts.ts";
import { locales, priorities, Words } from "../lead/lead.ts";
import { seniorities, seniorityWords } from "../lead/seniority.ts";
import { preferences } from "../lead/why.ts";
import { attributeNames, numberAttributes } from "./attribute.ts";
import { allNeeds } from "./needs.ts";

const httpUrlHint = "expected an https address that holds {domain} or {company} after its host";

const scalar = z.union([z.string(), z.number(), z.boolean()]);

export const ConditionSchema: z.ZodMiniType<Condition> = z.lazy(() => conditionObject) as never;
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

/** "500ms" or "2s", read as milliseconds. */
const ShortTime = z.pipe(
  z.string().check(z.regex(/^\d+(ms|s)$/, "expected a short time such as 500ms or 2s")),
  z.transform((text) => Number.parseInt(text, 10) * (text.endsWith("ms") ? 1 : 1000)),
);

const id = z.string().check(z.regex(/^[a-z0-9][a-z0-9-]*$/, "expected lower-case letters, digits and hyphens"));

const Gate = z.strictObject({ gate: z.string(), when: ConditionSchema, because: Words });
const Question = z.strictObject({ missing: z.enum(attributeNames), ask: Words });
const Points = z.strictObject({ when: ConditionSchema, give: z.number(), because: Words });
const Dimension = z.strictObject({
  dimension: z.enum(["value", "geography", "use-case", "engagement", "size"]),
  /** The cap of the dimension's sum, before its weight. */
  max: z.number().check(z.nonnegative()),
  weight: z._default(z.number().check(z.positive()), 1),
  /** Every line that holds gives its points. */
  points: z._default(z.array(Points), []),
  /** The step with the highest `from` that the attribute reaches gives its points; none when it is unknown. */
  bands: z.optional(
    z.strictObject({
      of: z.enum(numberAttributes),
      steps: z.array(z.strictObject({ from: z.number(), give: z.number(), because: Words })).check(z.minLength(1)),
    }),
  ),
});
const PriorityRule = z.strictObject({ priority: z.enum(priorities), when: ConditionSchema, because: Words });

const laneActions = ["route", "nurture", "self-service"] as const;
const Lane = z.strictObject({ lane: id, when: ConditionSchema, action: z.enum(laneActions), because: Words });

const Rule = z.strictObject({
  rule: z.string(),
  when: ConditionSchema,
  /** The one rep who is asked first: an id, or `owner` for whoever has the account or a colleague's lead already. */
  rep: z.optional(id),
  /** How long the lead waits for that rep when they are off shift or full before the pools are asked. Clock time. */
  wait: z.optional(Duration),
  /** Tried in order: the next when nobody in the one before is available now. */
  pools: z.array(id).check(z.minLength(1)),
  /** In place of the pools' own preferences, for leads of this rule. */
  prefer: z.optional(z.array(z.enum(preferences)).check(z.minLength(1))),
  because: z.optional(Words),
});

const Pool = z.strictObject({
  /** What people call it; its id when absent. */
  name: z.optional(Words),
  manager: id,
  /** What a rep must match of the lead. */
  needs: z._default(z.array(z.enum(allNeeds)), ["language"]),
  /** Ordered; the fairness ledger decides what they leave equal. */
  prefer: z._default(z.array(z.enum(preferences)), ["fairness"]),
  /** To how many at once a lead of this pool is shown; the first to claim it has it. Absent: to one after the other. */
  show_to: z.optional(z.int().check(z.minimum(2), z.maximum(10))),
  /** The fairness ledger that it keeps, which other pools of the same name keep with it; its own when absent. */
  ledger: z.optional(id),
  /** After how long only half of a balance is left. Absent: what is owed stays owed. */
  history: z.optional(Duration.check(z.refine((minutes) => minutes >= 1440, "expected at least 1d"))),
});

/** What a provider of company facts may fill in, by the names that conditions use. */
type Enrichable = FactsWith<{ lookUp: "service" }>;
export const enrichable = lookUpFacts.flatMap(({ name, fact }) => (fact.lookUp === "service" ? [name] : [])) as [
  Enrichable,
  ...Enrichable[],
];
const HttpProvider = z.strictObject({
  /** What the trace calls it, and its secret's last part: turno/STAGE/NAME. */
  http: id,
  /** Holds {domain} or {company}, filled in encoded; never in the host, which no lead may choose. */
  url: z.string().check(z.regex(/^https:\/\/[^{}\s/?#@\\]+[/?][^{}]*(\{(domain|company)\}[^{}]*)+$/, httpUrlHint)),
  /** The header that carries the secret, e.g. Authorization; none where the service needs no key. */
  header: z.optional(z.string().check(z.regex(/^[A-Za-z0-9-]+$/, "expected a header's name"))),
  /** What comes before the secret in it, e.g. "Bearer ". */
  prefix: z.optional(z.string()),
  /** Fact → JMESPath expression on the answer. */
  map: z.partialRecord(z.enum(enrichable), z.string()),
  timeout: z._default(ShortTime, 1500),
  retries: z._default(z.int().check(z.minimum(0), z.maximum(3)), 1),
  /** How long an answer is kept and not asked for again. */
  keep: z._default(Duration, 43_200),
});
const Enrichment = z.strictObject({
  /** In order; each fills in what is still unknown. The form's own answers always stand. */
  providers: z._default(z.array(z.union([z.enum(["companies", "places"]), HttpProvider])), ["companies", "places"]),
  /** All of them together never hold a lead up for longer. */
  limit: z._default(ShortTime, 4000),
});
const Accounts = z.strictObject({
  /** How similar two company names must be to be one, from 0 to 1; 1 for the same name only. */
  match_name_at: z._default(z.number().check(z.gte(0.5), z.lte(1)), 0.9),
  /** Whether the colleague of an open lead goes to the same owner. */
  colleagues: z._default(z.enum(["same-owner", "any-owner"]), "same-owner"),
});

/** What the team promises itself, for the written policy and the reports: parts from 0 to 1. */
const part = z.number().check(z.gt(0), z.lte(1));
const Expectations = z.strictObject({
  answered_in_time: z.optional(part),
  contacted_in_time: z.optional(part),
  win_rate: z.optional(part),
  also: z._default(z.array(Words), []),
});

/** More than nothing, and such that sums of them are exact: whole or half points. */
const EffortPoints = z.number().check(z.gte(0.5), z.lte(1000), z.multipleOf(0.5));
const Effort = z.strictObject({
  points: EffortPoints,
  /** How long such a lead is expected to take until it is closed. Clock time. */
  close: z.optional(Duration),
  /** The band with the highest `from` that the lead's value reaches says it in place of the lane. */
  bands: z._default(
    z.array(z.strictObject({ from: z.number(), points: EffortPoints, close: z.optional(Duration) })),
    [],
  ),
});

const GiveBack = z.strictObject({
  within: z._default(Duration, 1440),
  per_week: z._default(z.int().check(z.minimum(0), z.maximum(100)), 2),
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
  enrichment: z._default(Enrichment, { providers: ["companies", "places"], limit: 4000 }),
  accounts: z._default(Accounts, { match_name_at: 0.9, colleagues: "same-owner" }),
  /** Words in a position, without case or accents, by what they say of the person; the first match wins. */
  seniority: z._default(z.partialRecord(z.enum(seniorities), z.array(z.string())), seniorityWords),
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
  /** How long a lead may wait for somebody to be available. Clock time. */
  max_wait: z._default(Duration, 1440),
  /**
   * Pools that are asked, after those of its rule, for a lead that has waited `max_wait`, in order. The manager gets it
   * when nobody in any of them can take it by then: it does not wait again.
   */
  after_max_wait: z._default(z.array(id), []),
  expectations: z._default(Expectations, { also: [] }),
  /** What a lead of each lane takes of the reps whose capacity is in points; 1 where it says nothing. */
  effort: z._default(z.record(id, Effort), {}),
  /** After how many offers in a row that lapsed a rep is paused; 0 for never. */
  pause_after: z._default(z.int().check(z.minimum(0), z.maximum(20)), 2),
  /** Until how long after accepting a lead its owner may give it back, clock time, and how many in a week. */
  give_back: z._default(GiveBack, { within: 1440, per_week: 2 }),
  /** Where customers help themselves; in the self-service mail. */
  self_service_url: z.optional(z.url()),
  /** Companies whose stories the introduction names, by industry. */
  references: z._default(z.array(z.strictObject({ industry: z.string(), company: z.string(), text: Words })), []),
});
export type Policy = z.infer<typeof Policy>;
