import { wordsOf } from "../../words.ts";

/** What the settings say. */
export const saySettings = await wordsOf({
  en: () => import("../../../texts/en/console/settings.ts"),
  es: () => import("../../../texts/es/console/settings.ts"),
  pt: () => import("../../../texts/pt/console/settings.ts"),
});
