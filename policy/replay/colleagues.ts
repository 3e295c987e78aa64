import { companyDomain } from "../../routing/company/consumer-mail.ts";
import type { Findings } from "../../routing/enrich.ts";
import type { Lead } from "../../routing/lead/lead.ts";
import type { PastLead } from "./leads.ts";

/** How many of a company's latest leads are known, as many as a look-up reads. */
const mostKept = 25;

/** The leads of each company that somebody has got in a simulation: whoever has one may have the next. */
export class Colleagues {
  readonly #leads = new Map<string, { leadId: string; receivedAt: string; ownerId: string; closedAt: number }[]>();

  /** @param closedAt when the lead is closed, epoch milliseconds */
  add({ id, companyKey, receivedAt }: Lead, ownerId: string, closedAt: number): void {
    if (!companyKey) return;
    const known = this.#leads.get(companyKey) ?? [];
    this.#leads.set(companyKey, [...known, { leadId: id, receivedAt, ownerId, closedAt }].slice(-mostKept));
  }

  /** Those of the same company at `at` (epoch milliseconds). */
  of({ facts, found }: PastLead, at: number): Findings["companyLeads"] {
    const domain = found && companyDomain(facts.email);
    const known = (domain && this.#leads.get(domain)) || [];
    return known.map(({ closedAt, ...lead }) => ({ ...lead, closed: closedAt <= at }));
  }
}
