import { documentClient } from "../../adapters/dynamo.ts";
import { environment } from "../../adapters/environment.ts";
import { LeadStore } from "../../adapters/leads/lead-store.ts";
import { LedgerStore } from "../../adapters/ledgers/ledger-store.ts";
import { ReceiptLog } from "../../adapters/ledgers/receipt-log.ts";
import { Mailer } from "../../adapters/mail/mailer.ts";
import { sesClient } from "../../adapters/mail/ses.ts";
import { PolicyStore } from "../../adapters/policies/policy-store.ts";
import { RepStore } from "../../adapters/reps/rep-store.ts";
import { logger, observed, timeLeft } from "../../adapters/step.ts";
import { mailReceipts } from "./mail-receipts.ts";

const env = environment(
  "LEADS_TABLE",
  "REPS_TABLE",
  "CURSORS_TABLE",
  "POLICIES_TABLE",
  "MAIL_FROM",
  "MAIL_CONFIGURATION_SET",
);
const client = documentClient();
const deps = {
  log: new ReceiptLog(client, env.CURSORS_TABLE),
  leads: new LeadStore(client, env.LEADS_TABLE),
  ledgers: new LedgerStore(client, env.CURSORS_TABLE),
  policies: new PolicyStore(client, env.POLICIES_TABLE),
  reps: new RepStore(client, env.REPS_TABLE),
  mailer: new Mailer(sesClient(), client, env.LEADS_TABLE, env.MAIL_FROM, env.MAIL_CONFIGURATION_SET),
  now: () => new Date().toISOString(),
};

/** Time in ms that the receipts of a few reps may take. */
const ownMs = 60_000;

export const handler = observed(async (_: unknown, context) => {
  const mailed = await mailReceipts({ ...deps, hasTime: timeLeft(context, ownMs) });
  if (mailed > 0) logger.info("receipts mailed", { mailed });
});
