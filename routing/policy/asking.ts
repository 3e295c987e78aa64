import * as z from "zod/mini";
import { Words } from "../lead/lead.ts";
import { preferences } from "../lead/why.ts";
import { ConditionSchema } from "./condition-schema.ts";
import { allNeeds } from "./needs.ts";
import { Duration, id } from "./written-values.ts";

// Who is asked, and how long everybody has: rules, pools, times, and what follows the attempts.

const OwnTime = z.union([Duration, z.literal("none")]);

export const Rule = z.strictObject({
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

export const Pool = z.strictObject({
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

/** The mean time to reassignment, within these bounds. */
const LearntAnswer = z.strictObject({ from: z.literal("reassignments"), at_least: Duration, at_most: Duration });
export const Sla = z.strictObject({ answer: z.union([Duration, LearntAnswer]), first_contact: Duration });

export const AfterAttempts = z
  .strictObject({
    /** How many times more the reps are asked, as many attempts each time: who let the lead lapse, and who was not asked. */
    again: z.optional(z.int().check(z.minimum(1), z.maximum(3))),
    /** Tried in order after that: the first in which somebody is available is shown the lead. */
    pools: z._default(z.array(id), []),
    /** How long they have to claim it. Clock time. */
    wait: z._default(Duration, 30),
  })
  .check(z.refine(({ again, pools }) => again !== undefined || pools.length > 0, "expected again, pools, or both"));
