import type { LanguageTags } from "../shape/language.ts";

export const tags: LanguageTags = { intl: "en", html: "en" };
