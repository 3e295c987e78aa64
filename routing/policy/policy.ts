import * as z from "zod/mini";
import { type Condition, Operators } from "../conditions/condition.ts";
import { isDay } from "../conditions/day-operators.ts";
import { type FactsWith, lookUpFacts } from "../facts.ts";
import { mostOfKind } from "../lead/events.ts";
import { locales, priorities, Words } from "../lead/lead.ts";
import type { RegionTables } from "../lead/read-region.ts";
import { retainedEnds } from "../lead/retention.ts";
import { seniorities, seniorityWords } from "../lead/seniority.ts";
import { occasions } from "../lead/told.ts";
import { preferences } from "../lead/why.ts";
import { weekdays } from "../time/office.ts";
import { attributeNames, numberAttributes } from "./attribute.ts";
import { Channels } from "./channels.ts";
import { Form } from "./form.ts";
import { lostReasons } from "./lost-reasons.ts";
import { allNeeds } from "./needs.ts";
import { OwnAttribute, OwnName } from "./own-attributes.ts";
import { Sources } from "./sources.ts";

const httpUrlHint = "expected an https address that holds {domain} or {company} after its host";

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

const Day = z.string().check(z.refine(isDay, "expected a day such as 2026-11-30"));

const id = z.string().check(z.regex(/^[a-z0-9][a-z0-9-]*$/, "expected lower-case letters, digits and hyphens"));

const Gate = z.strictObject({ gate: z.string(), when: ConditionSchema, because: Words });
const Question = z.strictObject({ missing: z.union([z.enum(attributeNames), OwnName]), ask: Words });
const Points = z.strictObject({ when: ConditionSchema, give: z.number(), because: Words });
/** Points for what the person did, as events tell it. */
const Behaviour = z.strictObject({
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
const Dimension = z.strictObject({
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
const PriorityRule = z.strictObject({ priority: z.enum(priorities), when: ConditionSchema, because: Words });

const laneActions = ["route", "nurture", "self-service"] as const;
const Lane = z.strictObject({ lane: id, when: ConditionSchema, action: z.enum(laneActions), because: Words });

const OwnTime = z.union([Duration, z.literal("none")]);

const Rule = z.strictObject({
  rule: z.string(),
  when: ConditionSchema,
  /**
   * The rep who is asked first: an id, `owner` for whoever has the account, its opportunity or a colleague's lead, one
   * of these alone (`account-owner`, `opportunity-owner`, `colleague`), or a fact of the lead that is a rep's id or mail
   * address.
   */
  rep: z.optional(z.union([id, z.strictObject({ fact: z.string() })])),
  /** With `next`, the rules below go on where that rep is nobody, has left or did not take the lead; it has no pools then. */
  else: z.optional(z.literal("next")),
  /** How long the lead waits for that rep while they are off shift or full, before its pools are tried. Clock time. */
  wait: z.optional(Duration),
  /** Tried in order: the next one if nobody in the previous one is available now. */
  pools: z._default(z.array(id), []),
  /** How long each pool is asked alone while somebody in it may be available, before the next one is as well. Clock time. */
  before_next: z.optional(Duration),
  /** The pools' parts of the rule's leads, by pool; each lead begins with one of them, and goes on in their order. */
  split: z.optional(z.record(id, z.number().check(z.positive()))),
  /** The rule's own times, in place of its priority's; `none` for no limit. */
  sla: z.optional(z.strictObject({ answer: z.optional(OwnTime), first_contact: z.optional(OwnTime) })),
  /** Replaces the pools' preferences for leads of this rule. */
  prefer: z.optional(z.array(z.enum(preferences)).check(z.minLength(1))),
  because: z.optional(Words),
});

const perRepKinds = ["hour", "day", "week", "month"] as const;
const most = z.int().check(z.minimum(1), z.maximum(10_000));
type PerRep = Record<(typeof perRepKinds)[number], z.ZodMiniOptional<typeof most>>;

const Pool = z.strictObject({
  /** Display name; the id if absent. */
  name: z.optional(Words),
  manager: id,
  /** Which of the lead's facts a rep's skills must match. */
  needs: z._default(z.array(z.enum(allNeeds)), ["language"]),
  /** Whether a rep must list all values that the lead asks for (the default), or any of them. */
  several: z.optional(z.enum(["all", "any"])),
  /** What a rep takes who lists nothing for a need: everything (the default), or nothing that is asked for. */
  unlisted: z.optional(z.enum(["everything", "nothing"])),
  /** In order of importance; the fairness ledger breaks ties. */
  prefer: z._default(z.array(z.enum(preferences)), ["fairness"]),
  /** How many leads the preferences before fairness may put a rep ahead of their fair share. Absent: any. */
  most_ahead: z.optional(z.number().check(z.gte(0), z.lte(1000))),
  /** How many new leads of this pool each rep may get: in any sixty minutes, and in a day, week and month of their zone. */
  per_rep: z.optional(
    z
      .strictObject(Object.fromEntries(perRepKinds.map((kind) => [kind, z.optional(most)])) as PerRep)
      .check(z.refine((limits) => Object.keys(limits).length > 0, "expected a limit: hour, day, week or month")),
  ),
  /** Number of reps to whom a lead is offered at once; the first to claim it gets it. Absent: one after the other. */
  show_to: z.optional(z.int().check(z.minimum(2), z.maximum(10))),
  /** Name of its fairness ledger, which can be shared by several pools. Absent: its own. */
  ledger: z.optional(id),
  /** Half-life of balances. Absent: no decay. */
  history: z.optional(Duration.check(z.refine((minutes) => minutes >= 1440, "expected at least 1d"))),
  /**
   * Who shares a lead: those who could have had it then (`eligible`, the default), or everybody whom it suits who works
   * again within four days (`equal-counts`), so that all come to have as many by their weights.
   */
  fairness: z.optional(z.enum(["eligible", "equal-counts"])),
  /** Whether a lead of a rep whom its rule names costs them a turn here: no (`free`, the default), or as any other. */
  named_leads: z.optional(z.enum(["free", "count"])),
  /** Whether a lead is offered in the reps' working hours (the default), or at any time, to be answered in them. */
  hours: z.optional(z.enum(["working", "any"])),
});

/** The facts that a provider can fill in, by their names in conditions. */
type Enrichable = FactsWith<{ lookUp: "service" }>;
export const enrichable = lookUpFacts.flatMap(({ name, fact }) => (fact.lookUp === "service" ? [name] : [])) as [
  Enrichable,
  ...Enrichable[],
];
const HttpProvider = z.strictObject({
  /** Name in the trace, and last part of the secret's name: turno/STAGE/NAME. */
  http: id,
  /** Contains {domain} or {company}, replaced URL-encoded. Not in the host, which a lead must not be able to choose. */
  url: z.string().check(z.regex(/^https:\/\/[^{}\s/?#@\\]+[/?][^{}]*(\{(domain|company)\}[^{}]*)+$/, httpUrlHint)),
  /** Header of the secret, e.g. Authorization; absent if the service needs no key. */
  header: z.optional(z.string().check(z.regex(/^[A-Za-z0-9-]+$/, "expected a header's name"))),
  /** Prefix of the secret in the header, e.g. "Bearer ". */
  prefix: z.optional(z.string()),
  /** JMESPath expression on the response, by fact. */
  map: z.partialRecord(z.union([z.enum(enrichable), OwnName]), z.string()),
  timeout: z._default(ShortTime, 1500),
  retries: z._default(z.int().check(z.minimum(0), z.maximum(3)), 1),
  /** How long a response is cached. */
  keep: z._default(Duration, 43_200),
});
const Enrichment = z.strictObject({
  /** In order; each fills in facts that are still unknown. Facts from the form are never overridden. */
  providers: z._default(z.array(z.union([z.enum(["companies", "places"]), HttpProvider])), ["companies", "places"]),
  /** Timeout for all providers together, in milliseconds. */
  limit: z._default(ShortTime, 4000),
});
const Accounts = z.strictObject({
  /** Similarity from which two company names count as the same company, 0.5 to 1; 1 for equal names only. */
  match_name_at: z._default(z.number().check(z.gte(0.5), z.lte(1)), 0.9),
  /** Whether leads of a company with an open lead go to the same owner. */
  colleagues: z._default(z.enum(["same-owner", "any-owner"]), "same-owner"),
});

/** A time of the day. 24:00 is its end. */
const TimeOfDay = z
  .string()
  .check(z.regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, "expected a time of the day such as 09:00"));
const Office = z.strictObject({
  time_zone: z.string(),
  days: z._default(z.array(z.enum(weekdays)).check(z.minLength(1)), weekdays.slice(0, 5)),
  from: z._default(TimeOfDay, "09:00"),
  to: z._default(TimeOfDay, "18:00"),
});

/** The team's targets, for the written policy and the reports: fractions from 0 to 1. */
const part = z.number().check(z.gt(0), z.lte(1));
const Expectations = z.strictObject({
  answered_in_time: z.optional(part),
  contacted_in_time: z.optional(part),
  win_rate: z.optional(part),
  also: z._default(z.array(Words), []),
});

/** Whole or half points above 0, so that sums are exact. */
const EffortPoints = z.number().check(z.gte(0.5), z.lte(1000), z.multipleOf(0.5));
const Effort = z.strictObject({
  points: EffortPoints,
  /** Expected time until such a lead is closed. Clock time. */
  close: z.optional(Duration),
  /** The band with the highest `from` that the lead's value reaches overrides the lane's effort. */
  bands: z._default(
    z.array(z.strictObject({ from: z.number(), points: EffortPoints, close: z.optional(Duration) })),
    [],
  ),
});

const GiveBack = z.strictObject({
  within: z._default(Duration, 1440),
  per_week: z._default(z.int().check(z.minimum(0), z.maximum(100)), 2),
});

const remindersSchema = z.array(z.number().check(z.gt(0), z.lt(1))).check(z.maxLength(9));
const nudges = { every: 10_080, at_most: 8 };
const follow = {
  breach: "tell" as const,
  reminders: [0.5, 0.8],
  hand_on_at_most: 1,
  nudges,
  contact_details: 43_200,
};
const Follow = z.strictObject({
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

const receipts = { mail: "weekly" as const, weekday: "monday" as const, hour: 8, keep: 576_000 };
const Receipts = z.strictObject({
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
const Privacy = z.strictObject({
  retention: z._default(
    z.partialRecord(
      z.enum(retainedEnds),
      Duration.check(z.refine((minutes) => minutes >= aDay, "expected at least 1d")),
    ),
    {},
  ),
});

const AfterAttempts = z
  .strictObject({
    /** How many times more the reps are asked, as many attempts each time: who let the lead lapse, and who was not asked. */
    again: z.optional(z.int().check(z.minimum(1), z.maximum(3))),
    /** Tried in order after that: the first in which somebody is available is shown the lead. */
    pools: z._default(z.array(id), []),
    /** How long they have to claim it. Clock time. */
    wait: z._default(Duration, 30),
  })
  .check(z.refine(({ again, pools }) => again !== undefined || pools.length > 0, "expected again, pools, or both"));

const callWithin = 4320;
const Onboarding = z.strictObject({
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
const Nurture = z
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

const acknowledge = { tell: [...occasions], per_day: 2 };
const Acknowledge = z.strictObject({
  tell: z._default(z.array(z.enum(occasions)), acknowledge.tell),
  per_day: z._default(z.int().check(z.minimum(1), z.maximum(10)), acknowledge.per_day),
});

/** The most days with free times that a person can be shown, and how far ahead they are looked for. */
export const lookAheadDays = 14;
const choose = { lanes: [] as string[], show: 3, days: 5, length: 30, notice: 120 };
const between = (least: number, most: number, said: string) =>
  Duration.check(z.refine((minutes) => minutes >= least && minutes <= most, said));
const Choose = z.strictObject({
  /** Lanes whose leads may choose a rep and a time to meet. */
  lanes: z._default(z.array(id), choose.lanes),
  /** How many reps they are shown, and how many days with free times of each. */
  show: z._default(z.int().check(z.minimum(1), z.maximum(10)), choose.show),
  days: z._default(z.int().check(z.minimum(1), z.maximum(lookAheadDays)), choose.days),
  /** How long a meeting takes, and how much earlier it has to be chosen. Clock time. */
  length: z._default(between(5, 480, "expected a time from 5m to 8h"), choose.length),
  notice: z._default(between(0, 7 * 1440, "expected a time up to 7d"), choose.notice),
});

/** The mean time to reassignment, within these bounds. */
const LearntAnswer = z.strictObject({ from: z.literal("reassignments"), at_least: Duration, at_most: Duration });
const Sla = z.strictObject({ answer: z.union([Duration, LearntAnswer]), first_contact: Duration });

/** What a score may be learnt from. */
const named = z._default(z.array(z.union([z.enum(attributeNames), OwnName])), []);
const Learn = z.strictObject({
  /** Facts that must not count, beside those that never do. */
  never: named,
  /** Facts that count though they say where a person is from, or look as if they gave the outcome away. */
  allow: named,
  /** Numbers with which a lead's points may only rise, or only fall. */
  rising: named,
  falling: named,
});
/** The chance of a win by points, as it was learnt from leads of those days; between two steps it is in between. */
const Chance = z.strictObject({
  from: Day,
  to: Day,
  leads: z.int().check(z.positive()),
  won: z.int().check(z.positive()),
  steps: z
    .array(z.strictObject({ points: z.number().check(z.nonnegative()), chance: z.number().check(z.gte(0), z.lte(1)) }))
    .check(z.minLength(2), z.maxLength(40)),
});
export type Chance = z.infer<typeof Chance>;

/** A policy as parsed from YAML, with durations in minutes. */
export const Policy = z.strictObject({
  turno: z.literal(1),
  name: z.string(),
  currency: z.string().check(z.regex(/^[A-Z]{3}$/, "expected an ISO 4217 code such as USD")),
  /** Languages of the form and the mails; the first is the fallback. */
  languages: z._default(z.array(z.enum(locales)).check(z.minLength(1)), [...locales]),
  form: z._default(Form, { products: [] }),
  /** Services that send leads to `/in/NAME`, by name. */
  sources: z._default(Sources, {}),
  /** Channels of chats that are told what happens, by name. */
  channels: z._default(Channels, {}),
  /** Facts of leads that the policy names itself, by their names in conditions, forms and files. */
  attributes: z._default(z.record(OwnName, OwnAttribute), {}),
  /** When leads are answered; for the attributes of its clock, and for `received`. */
  office: z.optional(Office),
  /** Names for several regions each, as conditions ask by `region`: codes by ISO 3166-2, or names. */
  regions: z._default(z.record(id, z.array(z.string()).check(z.minLength(1), z.maxLength(300))), {}),
  territories: z._default(z.record(id, ConditionSchema), {}),
  enrichment: z._default(Enrichment, { providers: ["companies", "places"], limit: 4000 }),
  accounts: z._default(Accounts, { match_name_at: 0.9, colleagues: "same-owner" }),
  /** Domains of private mailboxes, beside those that every policy knows. */
  consumer_mail: z._default(
    z.array(z.string().check(z.regex(/^([a-z0-9][a-z0-9-]*\.)+[a-z]{2,}$/, "expected a domain such as mail.example"))),
    [],
  ),
  /** Words in a job title by seniority, compared without case and accents; the first match wins. */
  seniority: z._default(z.partialRecord(z.enum(seniorities), z.array(z.string())), seniorityWords),
  qualification: z.strictObject({
    reject: z._default(z.array(Gate), []),
    ask: z._default(z.array(Question), []),
  }),
  score: z.array(Dimension).check(z.minLength(1)),
  chance: z.optional(Chance),
  learn: z._default(Learn, { never: [], allow: [], rising: [], falling: [] }),
  /** First match wins; cold if none matches. */
  priority: z.array(PriorityRule),
  /** First match wins; the last must match everything. */
  lanes: z.array(Lane).check(z.minLength(1)),
  /** First match wins. */
  rules: z.array(Rule),
  /** Pools of leads that no rule matches. */
  otherwise: z.strictObject({
    pools: z.array(id).check(z.minLength(1)),
    /** That leads fall through to it is meant, so that nobody is warned of it. */
    meant: z.optional(z.literal(true)),
  }),
  pools: z.record(id, Pool),
  /** Working time to answer an offer, and to make the first contact, by priority. */
  sla: z.strictObject({ hot: Sla, warm: Sla, cold: Sla }),
  /** Fractions of the answering time after which the rep is reminded. */
  reminders: z._default(remindersSchema, [0.5, 0.8]),
  /** Number of reps who are asked before the lead goes to the manager. */
  attempts: z._default(z.int().check(z.minimum(1), z.maximum(20)), 3),
  /** How long a lead may wait for somebody to be available. Clock time. */
  max_wait: z._default(Duration, 1440),
  /**
   * Pools tried in order, after those of the rule, for a lead that has waited `max_wait`. If nobody in any of them can
   * take it then, it goes to the manager without another wait.
   */
  after_max_wait: z._default(z.array(id), []),
  /** What follows the attempts before the manager gets the lead: another round, a pool that is shown it at once. Absent: nothing. */
  after_attempts: z.optional(AfterAttempts),
  expectations: z._default(Expectations, { also: [] }),
  /** Effort of a lead by lane, for reps with a limit in points; 1 by default. */
  effort: z._default(z.record(id, Effort), {}),
  /**
   * For each lead of a rep's capacity, the time to close that their open leads may add up to, each with that which `effort`
   * expects of it. Absent: no limit. Clock time.
   */
  in_flight: z.optional(Duration),
  /** Number of consecutive lapsed offers after which a rep is paused; 0 for never. */
  pause_after: z._default(z.int().check(z.minimum(0), z.maximum(20)), 2),
  /** Until how long after accepting a lead its owner may give it back, clock time, and how many in a week. */
  give_back: z._default(GiveBack, { within: 1440, per_week: 2 }),
  /** Which leads may choose a rep and a time, and among what. */
  choose: z._default(Choose, choose),
  /** What is asked of the owner of a lead until there is an outcome. */
  follow: z._default(Follow, follow),
  /** The fairness receipts of the reps. */
  receipts: z._default(Receipts, receipts),
  /** How long is kept what is known of people. */
  privacy: z._default(Privacy, { retention: {} }),
  /** The reasons of which one is chosen for a lead that is lost. */
  lost_reasons: z._default(
    z.array(z.strictObject({ id, name: Words })).check(z.minLength(1), z.maxLength(30)),
    lostReasons,
  ),
  /** What begins with a win; absent if Turno's part ends with it. */
  onboarding: z.optional(Onboarding),
  /** What leads of lanes with the action `nurture` are mailed later on. */
  nurture: z._default(Nurture, []),
  /** What a lead's person is told by mail beside the introduction, and how many such mails they get in a day. */
  acknowledge: z._default(Acknowledge, acknowledge),
  /** Address of the help pages, for the self-service mail. */
  self_service_url: z.optional(z.url()),
  /** Reference customers that the introduction names, by industry. */
  references: z._default(z.array(z.strictObject({ industry: z.string(), company: z.string(), text: Words })), []),
});
export type Policy = z.infer<typeof Policy> & {
  /** The regions of the countries of which it asks for regions; whoever reads a policy file adds them. */
  region_tables?: RegionTables;
};
