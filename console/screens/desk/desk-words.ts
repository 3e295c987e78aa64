import { wordsOf } from "../../words.ts";

/** What the desk says. */
export const sayDesk = await wordsOf({
  en: () => import("../../../texts/en/console/desk.ts"),
  es: () => import("../../../texts/es/console/desk.ts"),
  pt: () => import("../../../texts/pt/console/desk.ts"),
});
