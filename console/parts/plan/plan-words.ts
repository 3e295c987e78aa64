import { wordsOf } from "../../words.ts";

/** What a plan for many says. */
export const sayPlan = await wordsOf({
  en: () => import("../../../texts/en/console/plan.ts"),
  es: () => import("../../../texts/es/console/plan.ts"),
  pt: () => import("../../../texts/pt/console/plan.ts"),
});
