import { SendRawEmailCommand, type SendRawEmailCommandInput } from "@aws-sdk/client-ses";
import type { mockClient } from "aws-sdk-client-mock";
import PostalMime from "postal-mime";

export interface SentMail {
  from: string;
  to: string;
  /** Whom an answer to it reaches, or "". */
  replyTo: string;
  subject: string;
  text: string;
  html: string;
  kind: string;
  /** The last part of the offer link in it, or "". */
  offer: string;
  /** Headers by their names in small letters. */
  headers: Record<string, string>;
}

/** Lets SES take every mail, and answers those that it took, read as a mail program reads them. */
export function keepMails(ses: { on: ReturnType<typeof mockClient>["on"] }): SentMail[] {
  const kept: SentMail[] = [];
  ses.on(SendRawEmailCommand).callsFake(async (input: SendRawEmailCommandInput) => {
    kept.push(await readMail(input));
    return { MessageId: "1" };
  });
  return kept;
}

async function readMail({ RawMessage, Destinations, Tags }: SendRawEmailCommandInput): Promise<SentMail> {
  const mail = await PostalMime.parse(Buffer.from(RawMessage?.Data ?? []));
  const text = mail.text ?? "";
  return {
    from: mail.from?.name ? `${mail.from.name} <${mail.from.address}>` : (mail.from?.address ?? ""),
    to: Destinations?.[0] ?? "",
    replyTo: mail.replyTo?.[0]?.address ?? "",
    subject: mail.subject ?? "",
    text,
    html: mail.html ?? "",
    kind: Tags?.find(({ Name }) => Name === "kind")?.Value ?? "",
    offer: /\/offers\/([\w.-]+)/.exec(text)?.[1] ?? "",
    headers: Object.fromEntries(mail.headers.map(({ key, value }) => [key, value])),
  };
}
