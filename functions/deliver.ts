import type { Mail, Mailer } from "../adapters/mail/mailer.ts";
import { count, logger } from "../adapters/step.ts";

/** Sends a mail. If it is uncertain whether it was sent, counts that for the alarm and logs which mail it was. */
export async function deliver(mail: Mail, mailer: Mailer): Promise<void> {
  const { leadId, kind, attempt } = mail;
  if ((await mailer.send(mail)) !== "uncertain") return;
  count("MailUncertain");
  logger.warn("a mail may not have gone out", { leadId, kind, attempt });
}
