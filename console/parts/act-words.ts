import { wordsOf } from "../words.ts";

/** What is said where somebody acts on a lead. */
export const sayActs = await wordsOf({
  en: () => import("../../texts/en/console/acts.ts"),
  es: () => import("../../texts/es/console/acts.ts"),
  pt: () => import("../../texts/pt/console/acts.ts"),
});
