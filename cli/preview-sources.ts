import { CompanyList } from "../adapters/companies/company-list.ts";
import { CompanyStore } from "../adapters/companies/company-store.ts";
import { CustomerStore } from "../adapters/customers/customer-store.ts";
import { AnswerCache } from "../adapters/enrichment/answer-cache.ts";
import { keptAnswers } from "../adapters/enrichment/http-provider.ts";
import { type LookUpDeps, lookUp } from "../adapters/enrichment/look-up.ts";
import { LeadStore } from "../adapters/leads/lead-store.ts";
import type { Findings } from "../routing/enrich.ts";
import type { Lead } from "../routing/lead/lead.ts";
import type { Policy } from "../routing/policy/policy.ts";
import { readCompaniesFile } from "./files.ts";
import type { Installation } from "./installation.ts";
import { BadFiles } from "./where.ts";

/** The sources of a preview's look-ups, and what they lack compared with the live workflow. */
export interface PreviewSources {
  find(lead: Lead, policy: Policy): Promise<Findings>;
  /** What is missing for this policy, as sentences. */
  missing(policy: Policy): string[];
}

/**
 * Returns sources that look leads up as the workflow does: in the companies of a file or of an installation, and in the
 * installation's leads and cached answers of services. Services themselves are not called.
 * @throws BadFiles
 */
export function previewSources(companiesFile: string | undefined, place: Installation | undefined): PreviewSources {
  const stored = place && new CompanyStore(place.client, place.tables.companies);
  const companies = companiesFile === undefined ? (stored ?? new CompanyList([])) : companiesIn(companiesFile);
  const cache = place && new AnswerCache(place.client, place.tables.companies);
  const now = () => (place?.now === undefined ? Date.now() : Date.parse(place.now));
  const failed = new Set<string>();
  const deps: LookUpDeps = {
    leads: place
      ? new LeadStore(place.client, place.tables.leads)
      : { ofCompany: async () => [], withNumber: async () => [], get: async () => undefined },
    companies,
    customers: place ? new CustomerStore(place.client, place.tables.leads) : { of: async () => undefined },
    service: (spec) => keptAnswers(spec, { cache, now }),
    onFailure: (provider) => failed.add(provider),
  };
  return {
    find: (lead, policy) => lookUp(lead, policy, deps),
    missing: ({ enrichment: { providers } }) => {
      const services = providers.flatMap((spec) => (typeof spec === "string" ? [] : [spec.http]));
      return [
        ...(companiesFile === undefined && !place
          ? ["No companies are known here, so nobody has an account; name their file with --companies."]
          : []),
        ...(services.length > 0
          ? [`Not asked, since only the live workflow asks services: ${services.join(", ")}.`]
          : []),
        ...(failed.size > 0 ? [`Could not be looked up: ${[...failed].join(", ")}.`] : []),
      ];
    },
  };
}

function companiesIn(file: string): CompanyList {
  const reading = readCompaniesFile(file);
  if (reading.kind === "problems") throw new BadFiles(reading.problems);
  return new CompanyList(reading.accounts);
}
