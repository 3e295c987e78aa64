import { wordsOf } from "../words.ts";

/** What the screens of the policy say. */
export const sayPolicy = await wordsOf({
  en: () => import("../../texts/en/console/policy.ts"),
  es: () => import("../../texts/es/console/policy.ts"),
  pt: () => import("../../texts/pt/console/policy.ts"),
});
