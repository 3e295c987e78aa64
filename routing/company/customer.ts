import * as z from "zod/mini";

/** Who became a customer with us, by a lead that was won, and who has them. */
export const Customer = z.object({
  leadId: z.string(),
  /** The company or, where it has none of its own, the person. */
  name: z.string(),
  /** ISO 8601 in UTC. */
  since: z.string(),
  /** Their success manager. */
  ownerId: z.string(),
  /** What they asked for, by the ids of the policy's products. */
  products: z.optional(z.array(z.string())),
});
export type Customer = z.infer<typeof Customer>;
