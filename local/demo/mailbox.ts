import * as z from "zod";
import { ask } from "./http.ts";
import type { Instance } from "./instance.ts";

const Mail = z.object({
  n: z.number(),
  at: z.string(),
  to: z.array(z.string()),
  subject: z.string(),
  text: z.string(),
  tags: z.record(z.string(), z.string()),
});
/** A mail as it lies in the mailbox of a local run. */
export type Mail = z.infer<typeof Mail>;
const Mails = z.object({ mails: z.array(Mail) });

/** The mails after number `n`, in their order. */
export async function mailsAfter(instance: Instance, n: number): Promise<Mail[]> {
  const { text } = await ask(`${instance.url}/mailbox/api/mails?after=${n}`);
  return Mails.parse(JSON.parse(text)).mails;
}

/** The number of the newest mail; undefined where there is none. */
export async function lastMailOf(instance: Instance): Promise<number | undefined> {
  let last: number | undefined;
  for (;;) {
    const mails = await mailsAfter(instance, last ?? 0);
    if (mails.length === 0) return last;
    last = mails.at(-1)?.n;
  }
}

/** The first link of a mail whose path begins with this word, without what follows its secret. */
export const linkIn = ({ text }: Pick<Mail, "text">, path: LinkPath): string | undefined => links[path].exec(text)?.[0];

const links = {
  offers: /https?:\/\/\S+\/offers\/[\w.~-]+/,
  returns: /https?:\/\/\S+\/returns\/[\w.~-]+/,
  you: /https?:\/\/\S+\/you\/[\w.~-]+/,
  customers: /https?:\/\/\S+\/customers\/[\w.~-]+/,
};
type LinkPath = keyof typeof links;
