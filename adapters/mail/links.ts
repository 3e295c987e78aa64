/** A web address out of stored data, if it is one that a mail may link or load: https and nothing else. */
export function httpsUrl(text: string | undefined): string | undefined {
  if (!text || !URL.canParse(text)) return undefined;
  const url = new URL(text);
  return url.protocol === "https:" ? url.href : undefined;
}

/** The address cannot add a second receiver, a subject or a text to the mail that it opens. */
export const mailtoUrl = (email: string): string => `mailto:${encodeURIComponent(email).replaceAll("%40", "@")}`;

/** For one tap; undefined where the text holds no number. An extension is left to the caller to dial. */
export function telUrl(phone: string | undefined): string | undefined {
  const digits = (phone ?? "").replace(/(?:ext|x|ramal|int|anexo|#).*/isu, "").replace(/[^\d+]/g, "");
  return /^\+?\d{5,18}$/.test(digits) ? `tel:${digits}` : undefined;
}

/**
 * A chat with a number, for a list of ways to reach somebody: nothing where it is not whole, with its country, as E.164 has it.
 * Whether there is an account is not known. Format: https://faq.whatsapp.com/5913398998672934
 */
export function whatsApp(phone: string | undefined): { label: string; value: string; href: string }[] {
  const [, digits] = /^\+([1-9]\d{7,14})$/.exec(phone ?? "") ?? [];
  return digits ? [{ label: "WhatsApp", value: `wa.me/${digits}`, href: `https://wa.me/${digits}` }] : [];
}
