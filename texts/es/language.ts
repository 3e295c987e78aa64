import type { LanguageTags } from "../shape/language.ts";

/** Plain `es` for pages, which every screen reader has. */
export const tags: LanguageTags = { intl: "es-419", html: "es" };
