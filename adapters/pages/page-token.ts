import { createHmac, timingSafeEqual } from "node:crypto";

/** How long a page has to be open before its button counts, in milliseconds: a person cannot read it faster. */
const readingTime = 2000;

/** What a button that was pressed tells: its page was shown long enough before, only just, or never. */
export type Shown = "read" | "too-soon" | "never";

/**
 * What a page carries, to be sent back with its button. Programs that check mails follow its links, and some submit to
 * them; without the page's token, or at once, nothing they send counts. It is signed with the link itself, so that it is
 * of this page alone and no other key has to be kept: who has the link may open the page anyway.
 * @param link the last part of the page's address, which holds its secret
 * @param now ISO 8601 in UTC
 */
function pageToken(link: string, now: string): string {
  const shownAt = Date.parse(now).toString(36);
  return `${shownAt}.${signed(link, shownAt)}`;
}

/** What the token that came with a button says of the page of this link. */
export function whenShown(token: string | undefined, link: string, now: string): Shown {
  const [shownAt = "", mac = ""] = (token ?? "").split(".");
  const [given, own] = [Buffer.from(mac), Buffer.from(signed(link, shownAt))];
  if (given.length !== own.length || !timingSafeEqual(given, own)) return "never";
  return Date.parse(now) - Number.parseInt(shownAt, 36) >= readingTime ? "read" : "too-soon";
}

/** The token for a page that is shown again: the one that it had, so that the time runs on, or a new one. */
export const tokenAgain = (token: string | undefined, link: string, now: string): string =>
  token !== undefined && whenShown(token, link, now) !== "never" ? token : pageToken(link, now);

const signed = (link: string, shownAt: string): string =>
  createHmac("sha256", link).update(`page\n${shownAt}`).digest("base64url");
