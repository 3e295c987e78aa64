import { documentClient } from "../../adapters/dynamo.ts";
import { environment } from "../../adapters/environment.ts";
import { LeadStore } from "../../adapters/leads/lead-store.ts";
import { PolicyStore } from "../../adapters/policies/policy-store.ts";
import { step } from "../../adapters/step.ts";
import { qualifyLead } from "./qualify-lead.ts";

const env = environment("LEADS_TABLE", "POLICIES_TABLE");
const client = documentClient();
const deps = {
  leads: new LeadStore(client, env.LEADS_TABLE),
  policies: new PolicyStore(client, env.POLICIES_TABLE),
  now: () => new Date().toISOString(),
};

export const handler = step((input) => qualifyLead(input, deps));
