import { readFile } from "node:fs/promises";
import { documentClient } from "../../adapters/dynamo.ts";
import { environment } from "../../adapters/environment.ts";
import { LedgerStore } from "../../adapters/ledgers/ledger-store.ts";
import { ReceiptLog } from "../../adapters/ledgers/receipt-log.ts";
import { Mailer } from "../../adapters/mail/mailer.ts";
import { sesClient } from "../../adapters/mail/ses.ts";
import { Pictures } from "../../adapters/pictures/pictures.ts";
import { PolicyStore } from "../../adapters/policies/policy-store.ts";
import { RowStore } from "../../adapters/reports/row-store.ts";
import { RepStore } from "../../adapters/reps/rep-store.ts";
import { logger, observed } from "../../adapters/step.ts";
import { Outbox } from "../../adapters/webhooks/outbox.ts";
import { mailReports } from "./mail-reports.ts";

const env = environment(
  ...(["LEADS_TABLE", "REPS_TABLE", "CURSORS_TABLE", "POLICIES_TABLE", "REPORTS_TABLE"] as const),
  ...(["MAIL_FROM", "MAIL_CONFIGURATION_SET", "BASE_URL"] as const),
);
const client = documentClient();
const deps = {
  log: new ReceiptLog(client, env.CURSORS_TABLE),
  ledgers: new LedgerStore(client, env.CURSORS_TABLE),
  policies: new PolicyStore(client, env.POLICIES_TABLE),
  reps: new RepStore(client, env.REPS_TABLE),
  rows: new RowStore(client, env.REPORTS_TABLE),
  mailer: new Mailer(sesClient(), client, env.LEADS_TABLE, env.MAIL_FROM, env.MAIL_CONFIGURATION_SET),
  outbox: new Outbox(client, env.LEADS_TABLE),
  pictures: new Pictures((file) => readFile(new URL(file, import.meta.url))),
  baseUrl: env.BASE_URL,
  now: () => new Date().toISOString(),
};

export const handler = observed(async () => {
  const mailed = await mailReports(deps);
  if (mailed > 0) logger.info("weekly reports mailed", { mailed });
});
