import { wordsOf } from "../../words.ts";

/** What the page of a report says beside it. */
export const sayPage = await wordsOf({
  en: () => import("../../../texts/en/console/reports.ts"),
  es: () => import("../../../texts/es/console/reports.ts"),
  pt: () => import("../../../texts/pt/console/reports.ts"),
});

/** What the reports say, as the weekly mail does. */
export const sayReports = await wordsOf({
  en: () => import("../../../texts/en/reports.ts").then(({ reports: words }) => ({ words })),
  es: () => import("../../../texts/es/reports.ts").then(({ reports: words }) => ({ words })),
  pt: () => import("../../../texts/pt/reports.ts").then(({ reports: words }) => ({ words })),
});
