import { randomUUID } from "node:crypto";
import { createServer } from "node:http";
import type { Faults } from "../faults.ts";
import { listenForClients } from "../http/free-port.ts";
import { callerOf, readBody } from "../http/request.ts";
import { escapeHtml } from "../pages/html.ts";
import { eventOf } from "./mail-simulator.ts";
import type { Mail, MailStore } from "./mail-store.ts";

export interface MailSink {
  /** Endpoint of the SES API. */
  readonly url: string;
  /** Mails taken, by the function that sent them. */
  readonly sent: Readonly<Record<string, number>>;
  stop(): void;
}

type NewMail = Omit<Mail, "n" | "id" | "at">;

/** An answer of the SES API that is an error; `code` is the error's name in the SDK. */
class SesError extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

const MOST_RECIPIENTS = 50;
const XMLNS = "http://ses.amazonaws.com/doc/2010-12-01/";

/**
 * A server that answers the SDK's SES client (query protocol) and keeps every mail. Functions reach it for any AWS
 * service that the local run does not have, too, and are told so. `tell` hears of mails that come back.
 */
export async function startMailSink(
  store: MailStore,
  now: () => number,
  faults: Faults,
  tell: (event: object) => void = () => {},
): Promise<MailSink> {
  const sent: Record<string, number> = {};

  const take = async (form: URLSearchParams, caller: string): Promise<string> => {
    const action = form.get("Action") ?? "";
    if (faults.take("ses", "throttle")) throw new SesError(400, "Throttling", "Made to refuse this mail for now");
    if (faults.take("ses", "refuse")) throw new SesError(400, "MessageRejected", "Made to refuse this address");
    if (faults.take("ses", "fail")) throw new SesError(500, "InternalFailure", "Made to fail before it took this mail");
    const mail = action === "SendEmail" ? simpleMail(form) : await rawMail(form);
    check(mail);
    const id = `0100${randomUUID()}-000000`;
    const kept = { id, at: new Date(now()).toISOString(), ...mail };
    store.add(kept);
    const event = eventOf(kept);
    // As in the world, some time passes between a mail and its coming back.
    if (event) setTimeout(() => tell(event), 100);
    sent[caller] = (sent[caller] ?? 0) + 1;
    if (faults.take("ses", "drop-after"))
      throw new SesError(500, "InternalFailure", "Made to fail after it took this mail");
    return `<${action}Response xmlns="${XMLNS}"><${action}Result><MessageId>${id}</MessageId></${action}Result><ResponseMetadata><RequestId>${randomUUID()}</RequestId></ResponseMetadata></${action}Response>`;
  };

  const server = createServer(async (request, response) => {
    const answer = (status: number, body: string) =>
      response.writeHead(status, { "content-type": "text/xml" }).end(body);
    try {
      const form = new URLSearchParams(String(await readBody(request)));
      const action = form.get("Action");
      if (action !== "SendEmail" && action !== "SendRawEmail") {
        const asked = action ?? String(request.headers["x-amz-target"] ?? `${request.method} ${request.url}`);
        const message = `The local run does not have the AWS operation ${asked}`;
        console.error(`${callerOf(request)}: ${message}`);
        throw new SesError(400, "InvalidAction", message);
      }
      answer(200, await take(form, callerOf(request)));
    } catch (error) {
      const { status, code, message } =
        error instanceof SesError ? error : new SesError(500, "InternalFailure", String(error));
      const type = status < 500 ? "Sender" : "Receiver";
      answer(
        status,
        `<ErrorResponse xmlns="${XMLNS}"><Error><Type>${type}</Type><Code>${code}</Code><Message>${escapeHtml(message)}</Message></Error><RequestId>${randomUUID()}</RequestId></ErrorResponse>`,
      );
    }
  });
  const port = await listenForClients(server);
  return {
    url: `http://127.0.0.1:${port}`,
    sent,
    stop() {
      server.close();
      server.closeAllConnections();
    },
  };
}

function simpleMail(form: URLSearchParams): NewMail {
  return {
    from: form.get("Source") ?? "",
    to: members(form, "Destination.ToAddresses"),
    cc: members(form, "Destination.CcAddresses"),
    bcc: members(form, "Destination.BccAddresses"),
    replyTo: members(form, "ReplyToAddresses"),
    subject: form.get("Message.Subject.Data") ?? "",
    html: form.get("Message.Body.Html.Data") ?? "",
    text: form.get("Message.Body.Text.Data") ?? "",
    tags: tagsOf(form),
  };
}

async function rawMail(form: URLSearchParams): Promise<NewMail> {
  const { default: PostalMime } = await import("postal-mime");
  const bytes = Buffer.from(form.get("RawMessage.Data") ?? "", "base64");
  const head = bytes.subarray(0, Math.max(0, bytes.indexOf("\r\n\r\n")));
  if (head.some((byte) => byte > 126)) throw new SesError(400, "InvalidParameterValue", "A header is not ASCII");
  const { from, to, cc, replyTo, subject, html, text, headers } = await PostalMime.parse(bytes);
  const envelope = members(form, "Destinations");
  const addresses = (list: Mailbox[] = []) => list.map(({ address = "" }) => address);
  const unsubscribe = headers.filter(({ key }) => key.startsWith("list-unsubscribe")).map(({ value }) => value);
  return {
    from: from ? named(from) : (form.get("Source") ?? ""),
    to: envelope.length > 0 ? envelope : addresses(to),
    cc: addresses(cc),
    replyTo: addresses(replyTo),
    subject: subject ?? "",
    html: html ?? "",
    text: text ?? "",
    tags: tagsOf(form),
    ...(unsubscribe.length > 0 && { unsubscribe }),
  };
}

interface Mailbox {
  name?: string | undefined;
  address?: string | undefined;
}

const named = ({ name, address = "" }: Mailbox): string => (name ? `${name} <${address}>` : address);

/** The refusals of SES that a caller can bring about by what it sends. */
function check(mail: NewMail): void {
  const recipients = [...mail.to, ...(mail.cc ?? []), ...(mail.bcc ?? [])];
  if (!mail.from.includes("@")) throw new SesError(400, "InvalidParameterValue", "Missing or invalid Source");
  if (recipients.length === 0) throw new SesError(400, "InvalidParameterValue", "Missing final recipient");
  if (recipients.length > MOST_RECIPIENTS)
    throw new SesError(400, "InvalidParameterValue", "Recipient count exceeds 50");
  const strange = recipients.find((each) => !/^[^\s@]+@[^\s@]+$/.test(/<([^<>]*)>\s*$/.exec(each)?.[1] ?? each));
  if (strange !== undefined) throw new SesError(400, "InvalidParameterValue", `Illegal address: ${strange}`);
  const tag = Object.entries(mail.tags).find((pair) => pair.some((each) => !/^[\w.@-]{1,256}$/.test(each)));
  if (tag) throw new SesError(400, "InvalidParameterValue", `Invalid message tag ${tag[0]}: only A-Z a-z 0-9 _ - . @`);
  if (mail.html === "" && mail.text === "") throw new SesError(400, "InvalidParameterValue", "The message has no body");
}

function members(form: URLSearchParams, prefix: string): string[] {
  const found: string[] = [];
  for (let index = 1; form.has(`${prefix}.member.${index}`); index += 1) {
    found.push(form.get(`${prefix}.member.${index}`) as string);
  }
  return found;
}

function tagsOf(form: URLSearchParams): Record<string, string> {
  const tags: Record<string, string> = {};
  for (let index = 1; form.has(`Tags.member.${index}.Name`); index += 1) {
    tags[form.get(`Tags.member.${index}.Name`) as string] = form.get(`Tags.member.${index}.Value`) ?? "";
  }
  return tags;
}
