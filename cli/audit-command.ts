import type { Command } from "commander";
import { type Audit, CertificateStore } from "../adapters/certificate/certificate-store.ts";
import { begunAudit, runAudit } from "../adapters/certificate/run-audit.ts";
import { OnboardingStore } from "../adapters/customers/onboarding-store.ts";
import { LeadList } from "../adapters/leads/lead-list.ts";
import { LeadStore } from "../adapters/leads/lead-store.ts";
import { LedgerStore } from "../adapters/ledgers/ledger-store.ts";
import { PolicyStore } from "../adapters/policies/policy-store.ts";
import { RepStore } from "../adapters/reps/rep-store.ts";
import { oneLine } from "../texts/legible.ts";
import { installation, type Where, where } from "./where.ts";

async function audit(options: Where & { json?: boolean; last?: boolean }): Promise<void> {
  const { name, client, tables, now } = await installation(options);
  const certificates = new CertificateStore(client, tables.leads);
  const at = () => now ?? new Date().toISOString();
  const made = options.last
    ? (await certificates.latest(1))[0]
    : await runAudit(begunAudit(at()), {
        client,
        leadsTable: tables.leads,
        cursorsTable: tables.cursors,
        reportsTable: tables.reports,
        certificates,
        leads: new LeadStore(client, tables.leads),
        list: new LeadList(client, tables.leads),
        onboardings: new OnboardingStore(client, tables.leads),
        reps: new RepStore(client, tables.reps),
        ledgers: new LedgerStore(client, tables.cursors),
        policies: new PolicyStore(client, tables.policies),
        now: at,
        hasTime: () => true,
        everything: true,
      });
  if (!made) return console.log(`There is no certificate in ${name} yet.`);
  if (made.found > 0 || made.doneAt === undefined) process.exitCode = 1;
  if (options.json) {
    const { day, startedAt, doneAt, counts, found, findings } = made;
    return console.log(JSON.stringify({ day, startedAt, doneAt, counts, found, findings }, null, 2));
  }
  for (const line of linesOf(made, oneLine(name))) console.log(line);
}

function linesOf({ counts, doneAt = "under way", found, findings }: Audit, name: string): string[] {
  const { leads, submissions, mails } = counts;
  const total = Object.values(leads).reduce((sum, of) => sum + of, 0);
  const states = Object.entries(leads).map(([state, of]) => `${of} ${state}`);
  return [
    `${name}, ${doneAt}`,
    `leads: ${total}${total > 0 ? `, which are ${states.join(", ")}` : ""}`,
    `submissions: ${submissions}`,
    `mails: ${mails.claimed} claimed, ${mails.told} told, ${mails.ended} ended otherwise`,
    found === 0 ? "Everything agrees." : `${found} ${found === 1 ? "thing does" : "things do"} not agree:`,
    ...findings.map(({ kind, of, detail }) => `  ${oneLine(`${kind} ${of}: ${detail}`)}`),
    ...(found > findings.length ? [`  and ${found - findings.length} more`] : []),
  ];
}

/** `npm run turno -- audit` */
export function addAuditCommand(program: Command): void {
  where(program.command("audit"))
    .description(
      "whether all leads are accounted for: states, places, ledgers, mails and what leads to them; changes none",
    )
    .option("--last", "the last certificate, in place of a new one")
    .option("--json", "as JSON")
    .action(audit);
}
