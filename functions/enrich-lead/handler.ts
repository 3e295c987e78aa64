import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { CompanyStore } from "../../adapters/companies/company-store.ts";
import { CustomerStore } from "../../adapters/customers/customer-store.ts";
import { documentClient } from "../../adapters/dynamo.ts";
import { AnswerCache } from "../../adapters/enrichment/answer-cache.ts";
import { environment } from "../../adapters/environment.ts";
import { LeadStore } from "../../adapters/leads/lead-store.ts";
import { PolicyStore } from "../../adapters/policies/policy-store.ts";
import { Secrets } from "../../adapters/secrets.ts";
import { step } from "../../adapters/step.ts";
import { enrichLead } from "./enrich-lead.ts";

const env = environment("LEADS_TABLE", "POLICIES_TABLE", "COMPANIES_TABLE", "STAGE");
const client = documentClient();
const deps = {
  leads: new LeadStore(client, env.LEADS_TABLE),
  policies: new PolicyStore(client, env.POLICIES_TABLE),
  companies: new CompanyStore(client, env.COMPANIES_TABLE),
  customers: new CustomerStore(client, env.LEADS_TABLE),
  cache: new AnswerCache(client, env.COMPANIES_TABLE),
  secrets: new Secrets(new SecretsManagerClient({}), `turno/${env.STAGE}/`),
  fetch,
  now: () => new Date().toISOString(),
};

export const handler = step((input) => enrichLead(input, deps));
