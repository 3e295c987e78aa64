import { wordsOf } from "../../words.ts";

/** What the team, and the page of one of it, say. */
export const sayTeam = await wordsOf({
  en: () => import("../../../texts/en/console/team.ts"),
  es: () => import("../../../texts/es/console/team.ts"),
  pt: () => import("../../../texts/pt/console/team.ts"),
});
