import { domainToASCII } from "node:url";

/** Who a mail is from. */
export interface Sender {
  /** As people read it; may hold any character but control characters. Empty where there is only an address. */
  readonly name: string;
  /** `sales@example.com`, in ASCII. */
  readonly address: string;
}

/**
 * Reads a sender as a person writes it: an address, or a name and the address in angle brackets, such as
 * `São Paulo: Vendas <v@example.com>`. The name needs no quotes, whatever is in it. An international domain becomes its
 * ASCII form, since SES knows no other.
 * @throws Error saying what is wrong
 */
export function readSender(text: string): Sender {
  const wrong = (what: string) => new Error(`"${text}" is no sender such as Turno <sales@example.com>: ${what}`);
  if (/\p{Cc}/u.test(text)) throw wrong("it holds a control character");
  const [, written = "", bracketed] = /^(.*)<([^<>]*)>$/s.exec(text.trim()) ?? [];
  const whole = (bracketed ?? text).trim();
  const at = whole.lastIndexOf("@");
  const [local, domain] = [whole.slice(0, at), domainToASCII(whole.slice(at + 1))];
  if (at < 1) throw wrong("it has no address");
  if (/\P{ASCII}/u.test(local)) throw wrong(`SES sends from no address with other than ASCII letters before the @`);
  if (!/^[\w!#$%&'*+/=?^`{|}~.-]+$/.test(local)) throw wrong(`"${local}" cannot stand before an @`);
  if (!/^[a-z0-9-]+(\.[a-z0-9-]+)+$/i.test(domain)) throw wrong("the part behind the @ is no domain");
  return { name: unquoted(written.trim()), address: `${local}@${domain}` };
}

/** The address with its domain in ASCII, as SES wants it; before the @ it stays as it is, and SES may refuse it. */
export function withAsciiDomain(address: string): string {
  const at = address.lastIndexOf("@");
  return `${address.slice(0, at)}@${domainToASCII(address.slice(at + 1)) || address.slice(at + 1)}`;
}

const unquoted = (name: string): string => {
  const [, inner] = /^"((?:[^"\\]|\\.)*)"$/.exec(name) ?? [];
  return inner === undefined ? name : inner.replaceAll(/\\(.)/g, "$1");
};
