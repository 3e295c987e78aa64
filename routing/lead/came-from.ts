import * as z from "zod/mini";
import { cleanText, cutText } from "./clean-text.ts";

/** How a person came to the form: parameters of its address, the page before it, and the page that it stands on. */
export const CameFrom = z.record(z.string(), z.string());
export type CameFrom = z.infer<typeof CameFrom>;

const clicks: ReadonlySet<string> = new Set(["gclid", "fbclid", "msclkid"]);
const pages: ReadonlySet<string> = new Set(["referrer", "landing_page"]);
/** Whether a parameter or posted field says how a person came: `utm_*`, ids of clicks, the page before and this one. */
export const saysWhereFrom = (name: string): boolean =>
  /^utm_[a-z0-9_]{1,40}$/.test(name) || clicks.has(name) || pages.has(name);

/** How many of them are kept, and how long each, in characters. */
const most = { entries: 20, text: 200, page: 500 };

/** What a record says of that: the first so many, shortened; a page only where it is a web address, without what is after #. */
export function cameFrom(given: Readonly<Record<string, unknown>>): CameFrom {
  const entries = Object.entries(given).flatMap(([name, value]): [string, string][] => {
    if (!saysWhereFrom(name) || typeof value !== "string") return [];
    const isPage = pages.has(name);
    const text = cutText(cleanText(isPage ? value.split("#", 1).join() : value), isPage ? most.page : most.text);
    return text === "" || (isPage && !/^https?:\/\//i.test(text)) ? [] : [[name, text]];
  });
  return Object.fromEntries(entries.slice(0, most.entries));
}
