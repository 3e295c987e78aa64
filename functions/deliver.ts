import type { Delivery, Mail, Mailer } from "../adapters/mail/mailer.ts";
import { count, logger } from "../adapters/step.ts";

/**
 * Sends a mail, and answers what came of it. If it is uncertain whether it was sent, counts that for the alarm and logs
 * which mail it was.
 * @throws MailRefused when SES did not take it now
 */
export async function deliver(mail: Mail, mailer: Pick<Mailer, "send">): Promise<Delivery> {
  const { leadId, kind, attempt } = mail;
  const delivery = await mailer.send(mail);
  if (delivery === "uncertain") {
    count("MailUncertain");
    logger.warn("a mail may not have gone out", { leadId, kind, attempt });
  }
  return delivery;
}
