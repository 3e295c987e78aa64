import { messagePage } from "../../adapters/pages/message-page.ts";
import type { Page } from "../../adapters/pages/page.ts";
import { returnPage } from "../../adapters/pages/return-page.ts";
import type { RepStore } from "../../adapters/reps/rep-store.ts";
import { linksTo, readReturnLink } from "../../adapters/reps/return-link.ts";
import type { Locale } from "../../routing/lead/lead.ts";
import { pauseEnd } from "../../routing/reps/pause.ts";

/**
 * Shows the page of the link in a pause mail and, when its button is pressed, ends the pause; pressing it twice is
 * harmless. The link of a pause that was replaced by another one is not found, so that an old mail cannot end the new
 * pause. `link` is the last part of the address.
 */
export async function returnRep(
  link: string,
  pressed: boolean,
  fallback: Locale,
  { reps, now }: { reps: RepStore; now: () => string },
): Promise<Page> {
  const target = readReturnLink(link);
  const rep = target && (await reps.get(target.repId));
  if (!target || !rep?.paused || !linksTo(rep.paused, target.hash)) {
    return messagePage({ locale: fallback, state: "not-found" });
  }
  const { id, locale, paused } = rep;
  const isOver = pauseEnd(paused) <= Date.parse(now());
  if (pressed && !isOver && !(await reps.endPause(id, target.hash, now()))) {
    return messagePage({ locale, state: "not-found" });
  }
  return returnPage({ locale, back: pressed || isOver, action: link });
}
