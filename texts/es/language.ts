import type * as en from "../en/language.ts";

/** Plain `es` for pages, which every screen reader has. */
export const tags: typeof en.tags = { intl: "es-419", html: "es" };
