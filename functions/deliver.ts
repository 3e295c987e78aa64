import type { Mail, Mailer } from "../adapters/mail/mailer.ts";
import { count, logger } from "../adapters/step.ts";

/** Sends a mail; one that may or may not have gone out rings the alarm, and the log says which it was. */
export async function deliver(mail: Mail, mailer: Mailer): Promise<void> {
  const { leadId, kind, attempt } = mail;
  if ((await mailer.send(mail)) !== "uncertain") return;
  count("MailUncertain");
  logger.warn("a mail may not have gone out", { leadId, kind, attempt });
}
