import { ClaimStore } from "../../adapters/claims/claim-store.ts";
import { CustomerClaims } from "../../adapters/customers/customer-claims.ts";
import { OnboardingStore } from "../../adapters/customers/onboarding-store.ts";
import { documentClient } from "../../adapters/dynamo.ts";
import { environment } from "../../adapters/environment.ts";
import { PolicyStore } from "../../adapters/policies/policy-store.ts";
import { RepStore } from "../../adapters/reps/rep-store.ts";
import { step } from "../../adapters/step.ts";
import { chooseSuccessManager } from "./choose-success-manager.ts";

const env = environment("LEADS_TABLE", "REPS_TABLE", "CURSORS_TABLE", "POLICIES_TABLE");
const client = documentClient();
const tables = {
  leads: env.LEADS_TABLE,
  reps: env.REPS_TABLE,
  cursors: env.CURSORS_TABLE,
  policies: env.POLICIES_TABLE,
};
const deps = {
  onboardings: new OnboardingStore(client, env.LEADS_TABLE),
  policies: new PolicyStore(client, env.POLICIES_TABLE),
  reps: new RepStore(client, env.REPS_TABLE),
  claims: new ClaimStore(client, tables),
  customerClaims: new CustomerClaims(client, tables),
  now: () => new Date().toISOString(),
};

export const handler = step((input) => chooseSuccessManager(input, deps));
