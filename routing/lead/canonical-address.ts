const sameProvider: Readonly<Record<string, string>> = { "googlemail.com": "gmail.com" };

/**
 * The mailbox behind an address as far as it can be told: without case, tag behind a plus, dots and quotes before the @.
 * Two people's addresses may become one, so it is for limits only, never for knowing or writing to somebody.
 */
export function canonicalAddress(email: string): string {
  const address = email.trim().toLowerCase();
  const at = address.lastIndexOf("@");
  const local = address.slice(0, at).replace(/^"|"$/g, "");
  const domain = address.slice(at + 1).replace(/\.$/, "");
  const tag = local.indexOf("+", 1);
  const untagged = (tag < 0 ? local : local.slice(0, tag)).replaceAll(/[.\\]/g, "");
  return `${untagged || local}@${sameProvider[domain] ?? domain}`;
}
