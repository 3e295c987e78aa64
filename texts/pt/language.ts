import type { LanguageTags } from "../shape/language.ts";

export const tags: LanguageTags = { intl: "pt-BR", html: "pt-BR" };
