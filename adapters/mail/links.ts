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
