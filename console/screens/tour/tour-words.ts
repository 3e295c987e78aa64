import { wordsOf } from "../../words.ts";

/** What the tour says. */
export const sayTour = await wordsOf({
  en: () => import("../../../texts/en/console/tour.ts"),
  es: () => import("../../../texts/es/console/tour.ts"),
  pt: () => import("../../../texts/pt/console/tour.ts"),
});
