import type { Audit, CertificateStore } from "../../adapters/certificate/certificate-store.ts";
import { type AuditDeps, begunAudit, runAudit } from "../../adapters/certificate/run-audit.ts";

export interface Deps extends AuditDeps {
  certificates: Pick<CertificateStore, "of" | "keep">;
}

/** The hour (UTC) from which the audit of a day may begin. */
const begins = 2;

/**
 * Makes the certificate of the day, once, after two at night: goes on with it where the run before ended. Undefined where
 * nothing is to be done. `isNew`: it was finished by this run.
 */
export async function auditLeads(deps: Deps): Promise<{ audit: Audit; isNew: boolean } | undefined> {
  const at = deps.now();
  if (new Date(at).getUTCHours() < begins) return undefined;
  const before = await deps.certificates.of(at.slice(0, 10));
  if (before?.doneAt) return undefined;
  const audit = await runAudit(before ?? begunAudit(at), deps);
  return { audit, isNew: audit.doneAt !== undefined };
}
