import * as z from "zod/mini";
import type { FactName } from "../facts.ts";

export const relations = ["prospect", "customer", "former"] as const;

/** A known company, identified by the domain of its e-mail addresses. */
export const Account = z.object({
  /** Lower case, as example.com. */
  domain: z.string(),
  name: z.string(),
  /** Number of people. */
  size: z.optional(z.number()),
  industry: z.optional(z.string()),
  /** Expected yearly value, in the policy's currency. */
  value: z.optional(z.number()),
  /** Yearly revenue, in the policy's currency. */
  revenue: z.optional(z.number()),
  /** ISO 3166-1 alpha-2, upper case. */
  country: z.optional(z.string()),
  relation: z.enum(relations),
  /** The rep who has the account: a customer's success manager, a prospect's seller. */
  ownerId: z.optional(z.string()),
  /** The rep who has its open opportunity. */
  opportunityOwnerId: z.optional(z.string()),
  /** The domain of the company that it belongs to, whose size and owner count for it as well. */
  parent: z.optional(z.string()),
  /** Facts that the policy names itself, as texts, by name. */
  attributes: z.optional(z.record(z.string(), z.string())),
  /** What happened before, for the rep who calls. */
  history: z.optional(z.string()),
});
export type Account = z.infer<typeof Account>;

/**
 * The account as one of a group: of the size of its parent where that is larger, with the parent's owner where it has none
 * of its own.
 */
export function inGroup(account: Account, parent: Account | undefined): Account {
  if (!parent) return account;
  const size = Math.max(account.size ?? 0, parent.size ?? 0);
  const ownerId = account.ownerId ?? parent.ownerId;
  return { ...account, ...(size > 0 && { size }), ...(ownerId !== undefined && { ownerId }) };
}

/** The facts of a lead that its account answers, by the account's own fields. */
export const accountFacts = {
  company: "name",
  size: "size",
  industry: "industry",
  value: "value",
  revenue: "revenue",
  country: "country",
} as const satisfies Partial<Record<FactName, keyof Account>>;

/** An account as a search by name finds it. */
export const NamedAccount = z.pick(Account, { domain: true, name: true, relation: true, country: true });
export type NamedAccount = z.infer<typeof NamedAccount>;
