/** Characters of an atom in RFC 5321 and 5322, and a quoted text of them and of others that are printed. */
const atoms = /^[\w!#$%&'*+/=?^`{|}~-]+(\.[\w!#$%&'*+/=?^`{|}~-]+)*$/;
const quoted = /^"([ !#-[\]-~]|\\[ -~])*"$/;

/** The domain in the letters that mail servers know (RFC 5890); undefined for what can be none. */
function asciiDomain(domain: string): string | undefined {
  if (!/^[\p{L}\p{M}\p{N}.-]+$/u.test(domain) || !URL.canParse(`http://${domain}`)) return undefined;
  // The domains of names known only to ASCII keep the case in which they were typed.
  const name = /^[\0-\x7f]*$/.test(domain) ? domain : new URL(`http://${domain}`).hostname;
  const isHost = /^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+([a-z]|[a-z][a-z0-9-]{0,61}[a-z0-9])$/i;
  return isHost.test(name) ? name : undefined;
}

/**
 * An address to which mail can be sent, its domain in ASCII: all that RFC 5321 allows before the @, 64 characters at
 * most, and a domain in letters of any language behind it. Letters beyond ASCII before the @ are refused, since the mail
 * service cannot send there. Undefined for anything else.
 */
export function emailOf(text: string): string | undefined {
  const at = text.lastIndexOf("@");
  const local = text.slice(0, at);
  const domain = asciiDomain(text.slice(at + 1));
  const isLocal = at > 0 && local.length <= 64 && (atoms.test(local) || quoted.test(local));
  return isLocal && domain !== undefined ? `${local}@${domain}` : undefined;
}
