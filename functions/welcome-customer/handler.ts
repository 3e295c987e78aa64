import { OnboardingStore } from "../../adapters/customers/onboarding-store.ts";
import { documentClient } from "../../adapters/dynamo.ts";
import { environment } from "../../adapters/environment.ts";
import { LeadStore } from "../../adapters/leads/lead-store.ts";
import { PersonLinks } from "../../adapters/leads/person-link.ts";
import { Mailer } from "../../adapters/mail/mailer.ts";
import { sesClient } from "../../adapters/mail/ses.ts";
import { PolicyStore } from "../../adapters/policies/policy-store.ts";
import { RepStore } from "../../adapters/reps/rep-store.ts";
import { step } from "../../adapters/step.ts";
import { welcomeCustomer } from "./welcome-customer.ts";

const env = environment(
  "LEADS_TABLE",
  "REPS_TABLE",
  "POLICIES_TABLE",
  "MAIL_FROM",
  "MAIL_CONFIGURATION_SET",
  "BASE_URL",
);
const client = documentClient();
const deps = {
  onboardings: new OnboardingStore(client, env.LEADS_TABLE),
  leads: new LeadStore(client, env.LEADS_TABLE),
  links: new PersonLinks(client, env.LEADS_TABLE, env.BASE_URL),
  policies: new PolicyStore(client, env.POLICIES_TABLE),
  reps: new RepStore(client, env.REPS_TABLE),
  mailer: new Mailer(sesClient(), client, env.LEADS_TABLE, env.MAIL_FROM, env.MAIL_CONFIGURATION_SET),
  baseUrl: env.BASE_URL,
  now: () => new Date().toISOString(),
};

export const handler = step((input) => welcomeCustomer(input, deps));
