import * as z from "zod";
import { erasedText, markPattern, marksOf, withoutMarks } from "../../routing/lead/erased.ts";
import { escapeHtml } from "../pages/html.ts";
import type { Mail, MailStore } from "./mail-store.ts";

/** Whose mails are erased: those to an address, if one is said, or about these leads; and what they said of themselves, in all others. */
export const ErasedMails = z.object({
  email: z.string().min(1).optional(),
  leadIds: z.array(z.string()),
  said: z.array(z.object({ name: z.string().optional(), email: z.string().optional(), phone: z.string().optional() })),
});

/** Empties the mails of a person, and takes their marks out of the others. Returns how many mails were changed. */
export function eraseMails({ email, leadIds, said }: z.infer<typeof ErasedMails>, mails: MailStore): number {
  const all = [...said, ...(email === undefined ? [] : [{ email }])];
  const inHtml = all.map((one) =>
    Object.fromEntries(Object.entries(one).map(([key, text]) => [key, escapeHtml(text)])),
  );
  const pattern = markPattern(marksOf([...all, ...inHtml]));
  const isTo = (mail: Mail) =>
    email !== undefined && mail.to.some((to) => to.toLowerCase().includes(email.toLowerCase()));
  return mails.rewrite((mail) => {
    if (isTo(mail) || leadIds.includes(mail.tags.lead ?? "")) return emptied(mail);
    return pattern ? withoutMarks(mail, pattern) : mail;
  });
}

const emptied = ({ n, id, at, from, tags }: Mail): Mail => ({
  ...{ n, id, at, from, tags, to: [] },
  ...{ subject: erasedText, html: "", text: "" },
});
