import MimeNode from "nodemailer/lib/mime-node";
import type { MailContent } from "./mail.ts";
import { type Sender, withAsciiDomain } from "./sender.ts";

export interface Envelope {
  from: Sender;
  to: string;
  /** Where an answer goes, when not to the sender. */
  replyTo?: string | undefined;
  /** How a mail program takes the reader off the list (RFC 2369, RFC 8058). */
  unsubscribe?: Unsubscribe | undefined;
}

export interface Unsubscribe {
  /** An address to which a mail says the same. */
  mailto?: string | undefined;
  /** An https address that a POST alone unsubscribes at. */
  oneClick?: string | undefined;
}

/**
 * The mail as it goes over the wire (RFC 5322): names and subject encoded where they are not ASCII (RFC 2047), the text
 * and the same as HTML, and as an invitation where it is one. No value can begin a header of its own.
 */
export function rawMail(
  { subject, html, text, calendar, pictures = [] }: MailContent,
  { from, to, replyTo, unsubscribe }: Envelope,
): Promise<Buffer> {
  const root = new MimeNode(pictures.length > 0 ? "multipart/related" : "multipart/alternative");
  root.setHeader("From", { name: from.name, address: from.address });
  root.setHeader("To", { address: inHeader(to) });
  if (replyTo) root.setHeader("Reply-To", { address: inHeader(replyTo) });
  root.setHeader("Subject", oneHeader(subject));
  for (const [name, value] of listHeaders(unsubscribe)) root.setHeader(name, { prepared: true, value });
  const said = pictures.length > 0 ? root.createChild("multipart/alternative") : root;
  said.createChild("text/plain; charset=utf-8").setContent(text);
  said.createChild("text/html; charset=utf-8").setContent(html);
  // The last alternative is the one that a program prefers which understands it; it needs the method here as well.
  if (calendar) {
    said.createChild(`text/calendar; charset=utf-8; method=${calendar.method}`).setContent(calendar.text);
  }
  for (const { cid, png } of pictures) {
    const picture = root.createChild("image/png");
    picture.setHeader("Content-ID", `<${cid}>`);
    picture.setHeader("Content-Disposition", "inline");
    picture.setContent(Buffer.from(png));
  }
  return root.build();
}

/** No header may be folded at a character of an address: what is not printable ASCII has no place in one. */
const inHeader = (address: string): string => withAsciiDomain(address).replaceAll(/[^\x21-\x7e]/g, "");

const oneHeader = (text: string): string => text.replaceAll(/\p{Cc}+/gu, " ");

function listHeaders({ mailto, oneClick }: Unsubscribe = {}): [string, string][] {
  const ways = [
    ...(oneClick ? [oneClick] : []),
    ...(mailto ? [`mailto:${encodeURI(mailto)}?subject=unsubscribe`] : []),
  ];
  if (ways.length === 0) return [];
  const list = ways.map((way) => `<${way.replaceAll(/[\s<>,]/g, encodeURIComponent)}>`).join(", ");
  return [
    ["List-Unsubscribe", list],
    ...(oneClick ? ([["List-Unsubscribe-Post", "List-Unsubscribe=One-Click"]] as [string, string][]) : []),
  ];
}
