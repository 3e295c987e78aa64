import * as z from "zod/mini";
import { locales, Words } from "../lead/lead.ts";
import type { RegionTables } from "../lead/read-region.ts";
import { seniorities, seniorityWords } from "../lead/seniority.ts";
import {
  Acknowledge,
  acknowledge,
  Choose,
  choose,
  Effort,
  Expectations,
  Follow,
  follow,
  GiveBack,
  Nurture,
  Onboarding,
  Privacy,
  Receipts,
  receipts,
  remindersSchema,
} from "./after-yes.ts";
import { AfterAttempts, Pool, Rule, Sla } from "./asking.ts";
import { Chance, Dimension, Gate, Lane, Learn, PriorityRule, Question } from "./assessing.ts";
import { Channels } from "./channels.ts";
import { ConditionSchema } from "./condition-schema.ts";
import { Form } from "./form.ts";
import { Accounts, Enrichment, Office } from "./looking-up.ts";
import { lostReasons } from "./lost-reasons.ts";
import { OwnAttribute, OwnName } from "./own-attributes.ts";
import { Sources } from "./sources.ts";
import { Duration, id } from "./written-values.ts";

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
