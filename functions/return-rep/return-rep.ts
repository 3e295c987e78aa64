import { messagePage } from "../../adapters/pages/message-page.ts";
import type { Page } from "../../adapters/pages/page.ts";
import { whenShown } from "../../adapters/pages/page-token.ts";
import { returnPage } from "../../adapters/pages/return-page.ts";
import type { RepStore } from "../../adapters/reps/rep-store.ts";
import { linksTo, readReturnLink } from "../../adapters/reps/return-link.ts";
import type { Locale } from "../../routing/lead/lead.ts";
import { pauseEnd } from "../../routing/reps/pause.ts";

/**
 * Shows the page of the link in a pause mail and, when its button is pressed, ends the pause; pressing it twice is
 * harmless. As with an offer, a button counts when its page could be read. The link of a pause that was replaced by another one is not found, so that an old mail cannot end the new
 * pause. `link` is the last part of the address.
 */
export async function returnRep(
  link: string,
  pressed: { token: string } | undefined,
  fallback: Locale,
  { reps, now }: { reps: RepStore; now: () => string },
): Promise<Page> {
  const target = readReturnLink(link);
  const rep = target && (await reps.get(target.repId));
  if (!target || !rep?.paused || !linksTo(rep.paused, target.hash)) {
    return messagePage({ locale: fallback, state: "not-found" });
  }
  const { id, locale, paused } = rep;
  const at = now();
  const isOver = pauseEnd(paused) <= Date.parse(at);
  const isUnread = pressed && whenShown(pressed.token, link, at) !== "read";
  if (isUnread && !isOver) return returnPage({ locale, back: false, action: link, now: at, asked: pressed });
  if (pressed && !isOver && !(await reps.endPause(id, target.hash, at))) {
    return messagePage({ locale, state: "not-found" });
  }
  return returnPage({ locale, back: pressed !== undefined || isOver, action: link, now: at });
}
