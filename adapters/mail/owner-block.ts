import type { Rep } from "../../routing/reps/rep.ts";
import type { Block } from "./block.ts";
import { httpsUrl, mailtoUrl, telUrl } from "./links.ts";

/** The face of who answers to a lead's person, with the ways to reach them. */
export const ownerBlock = ({ name, title = "", photoUrl, email, phone = "" }: Rep): Block => ({
  owner: {
    ...{ name, title, initials: initials(name), photo: httpsUrl(photoUrl) ?? "" },
    ...{ email, mailto: mailtoUrl(email), phone, tel: telUrl(phone) ?? "" },
  },
});

/** First letters of the first and the last name. */
export function initials(name: string): string {
  const words = name.split(/\s+/).filter((word) => /^\p{L}/u.test(word));
  return [...new Set([words[0], words.at(-1)])].map((word) => [...(word ?? "")][0]?.toLocaleUpperCase() ?? "").join("");
}
