import { CertificateStore } from "../../adapters/certificate/certificate-store.ts";
import { OnboardingStore } from "../../adapters/customers/onboarding-store.ts";
import { documentClient } from "../../adapters/dynamo.ts";
import { environment } from "../../adapters/environment.ts";
import { LeadList } from "../../adapters/leads/lead-list.ts";
import { LeadStore } from "../../adapters/leads/lead-store.ts";
import { LedgerStore } from "../../adapters/ledgers/ledger-store.ts";
import { PolicyStore } from "../../adapters/policies/policy-store.ts";
import { RepStore } from "../../adapters/reps/rep-store.ts";
import { count, logger, observed, timeLeft } from "../../adapters/step.ts";
import { auditLeads } from "./audit-leads.ts";

const env = environment("LEADS_TABLE", "REPS_TABLE", "CURSORS_TABLE", "POLICIES_TABLE", "REPORTS_TABLE");
const client = documentClient();
const deps = {
  client,
  leadsTable: env.LEADS_TABLE,
  cursorsTable: env.CURSORS_TABLE,
  reportsTable: env.REPORTS_TABLE,
  certificates: new CertificateStore(client, env.LEADS_TABLE),
  leads: new LeadStore(client, env.LEADS_TABLE),
  list: new LeadList(client, env.LEADS_TABLE),
  onboardings: new OnboardingStore(client, env.LEADS_TABLE),
  reps: new RepStore(client, env.REPS_TABLE),
  ledgers: new LedgerStore(client, env.CURSORS_TABLE),
  policies: new PolicyStore(client, env.POLICIES_TABLE),
  now: () => new Date().toISOString(),
};

/** Time in ms reserved for one part. */
const longestMs = 60_000;

export const handler = observed(async (_: unknown, context) => {
  const made = await auditLeads({ ...deps, hasTime: timeLeft(context, longestMs) });
  if (!made?.isNew) return;
  const { day, counts, found, findings } = made.audit;
  count("AuditFindings", found);
  logger.info("certificate", { day, counts, found });
  for (const finding of findings) logger.warn("does not agree", { ...finding });
});
