import { wordsOf } from "../words.ts";

/** What the list of leads and the page of one say. */
export const sayLeads = await wordsOf({
  en: () => import("../../texts/en/console/leads.ts"),
  es: () => import("../../texts/es/console/leads.ts"),
  pt: () => import("../../texts/pt/console/leads.ts"),
});
