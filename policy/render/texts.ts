import type { Locale } from "../../routing/lead/lead.ts";
import type { RenderTexts } from "./render-texts.ts";
import { renderTextsEn } from "./texts-en.ts";
import { renderTextsEs } from "./texts-es.ts";
import { renderTextsPt } from "./texts-pt.ts";

export const renderTexts: Record<Locale, RenderTexts> = { en: renderTextsEn, es: renderTextsEs, pt: renderTextsPt };
