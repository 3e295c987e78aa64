import type { Locale } from "../../routing/lead/lead.ts";
import { mailFrameTexts } from "../../texts/by-language.ts";
import type { Block } from "./block.ts";

/** The way to the person's own page, of which this is the address. */
export function requestBlock(href: string, locale: Locale): Block {
  const { hint, label } = mailFrameTexts[locale].request;
  return { hint, page: { label, href } };
}
