import type { Page } from "../../adapters/pages/page.ts";
import { type Answer, answerOffer, type Deps } from "../../functions/answer-offer/answer-offer.ts";

/** The token that a page's forms carry, or "". */
export const tokenIn = (html: string): string => /name="shown" value="([^"]+)"/.exec(html)?.[1] ?? "";

/** What a person does with a link: opens its page, reads for three seconds, and presses. */
export async function press(link: string, answer: Answer, fallback: "en", deps: Deps): Promise<Page> {
  const earlier = () => new Date(Date.parse(deps.now()) - 3000).toISOString();
  const { html } = await answerOffer(link, { decision: "look" }, fallback, { ...deps, now: earlier });
  return answer.decision === "look"
    ? answerOffer(link, answer, fallback, deps)
    : answerOffer(link, { ...answer, token: tokenIn(html) }, fallback, deps);
}
