import type { Lead, LeadFacts } from "./lead.ts";

/**
 * An open lead with what its person wrote later: newer answers replace older ones, unanswered ones stay, products add
 * up, messages follow each other. What we know of their account stands against what they say of it. `content` is the
 * hash that tells one submission from another.
 */
export function merge(lead: Lead, later: LeadFacts, content: string, now: string): Lead {
  const answered = Object.fromEntries(Object.entries(later).filter(([, value]) => value !== undefined));
  const { facts } = lead;
  const products = [...new Set([...(facts.products ?? []), ...(later.products ?? [])])];
  const messages = [facts.message, later.message].filter((message) => message !== undefined);
  return {
    ...lead,
    facts: {
      ...facts,
      ...answered,
      email: facts.email,
      ...(lead.account && { customerType: facts.customerType }),
      ...(products.length > 0 && { products }),
      ...(messages.length > 0 && { message: [...new Set(messages)].join("\n\n") }),
    },
    submissions: [...lead.submissions, content],
    timeline: [...lead.timeline, { at: now, event: "merged" }],
  };
}
