import * as z from "zod/mini";

const scalar = z.union([z.string(), z.number(), z.boolean()]);

/** One fact of a lead, changed. The attribute is named as in conditions. */
export const FactChange = z.object({
  kind: z.literal("fact"),
  attribute: z.string(),
  /**
   * `set`: the fact is `to`; `add` and `drop`: the list has `to`, or has it no more; `other`: something that the policy
   * does not name; `known`: any number; `unknown`: nobody knows it.
   */
  how: z.enum(["set", "add", "drop", "other", "known", "unknown"]),
  to: z.optional(scalar),
  /** The number of the policy that `to` is just under or just over. */
  near: z.optional(z.number()),
});
export type FactChange = z.infer<typeof FactChange>;

/** One rep's state, changed. */
export const RepChange = z.object({
  kind: z.literal("rep"),
  repId: z.string(),
  name: z.string(),
  /** `owed`: the pool's ledger owes the rep `by` leads more. `skill`: the rep has what the pool `need`s. */
  how: z.enum([
    ...["place-free", "on-shift", "resumed", "effort-free", "flight-free", "quota-free"],
    ...["owed", "skill", "active", "full"],
  ] as const),
  need: z.optional(z.string()),
  pool: z.optional(z.string()),
  /** In leads. */
  by: z.optional(z.number()),
});
export type RepChange = z.infer<typeof RepChange>;

export const Change = z.discriminatedUnion("kind", [FactChange, RepChange]);
export type Change = z.infer<typeof Change>;
