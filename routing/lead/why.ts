import * as z from "zod/mini";
import { Change } from "./change.ts";
import { ownerKinds } from "./owners.ts";

/** What can order the reps who may have a lead. */
export const preferences = [
  "owner",
  "same-company",
  "specialist",
  "most-experienced",
  "best-performer",
  "least-loaded",
  "highest-capacity-left",
  "nearest-time-zone",
  "nearest",
  "fairness",
] as const;

/**
 * What decided that this rep was asked: `named` by the rule, the known owner by `account`, `opportunity` or `colleague`, who has another
 * lead of perhaps the `same-person`, `chosen` by the lead's person, the `only` one
 * who could have it, the preference that set them before the next in line, or `order` where all were equal.
 */
const factors = ["named", ...ownerKinds, "same-person", "chosen", "only", "order", ...preferences] as const;
export type Factor = (typeof factors)[number];

/** Why an offer went to its rep, in figures: as much as two sentences need. */
export const Why = z.object({
  factor: z.enum(factors),
  /** What a preference saw of the rep: years, a rate from 0 to 1, leads, places, minutes or kilometres. */
  saw: z.optional(z.number()),
  /** How many closed leads a rate is of. */
  closings: z.optional(z.number()),
  /** The pool is none of the lead's own: it was asked after the lead's longest wait. */
  waitedOut: z.optional(z.boolean()),
  /** Others were behind by an earlier preference already. */
  narrowed: z.optional(z.boolean()),
  /** A smallest change that would have given the lead to somebody else, or to nobody. */
  instead: z.optional(
    z.object({
      change: Change,
      kind: z.enum(["offer", "wait", "escalate", "nurtured", "rejected"]),
      repId: z.optional(z.string()),
      name: z.optional(z.string()),
      pool: z.optional(z.string()),
    }),
  ),
});
export type Why = z.infer<typeof Why>;
