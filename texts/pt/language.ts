import type * as en from "../en/language.ts";

export const tags: typeof en.tags = { intl: "pt-BR", html: "pt-BR" };
