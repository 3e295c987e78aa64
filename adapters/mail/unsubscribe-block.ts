import type { Locale } from "../../routing/lead/lead.ts";
import { mailFrameTexts } from "../../texts/by-language.ts";
import type { Block } from "./block.ts";

/** The way out of mails that are about no request of the reader's. */
export function unsubscribeBlock(href: string, locale: Locale): Block {
  const { hint, label } = mailFrameTexts[locale].unsubscribe;
  return { hint, page: { label, href } };
}
