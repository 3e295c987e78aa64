import { inLocale, type Locale } from "../routing/lead/lead.ts";
import { type Plan, stepsOf } from "../routing/onboarding/plan.ts";
import { milestoneTexts } from "./by-language.ts";
import { oneLine } from "./legible.ts";

/** What the steps of the plan are called in the reader's language: the call first, which has our own name. */
export const milestoneNames = (plan: Plan, locale: Locale, languages: readonly Locale[]): string[] =>
  stepsOf(plan).map(({ name }) =>
    name === undefined ? milestoneTexts[locale].call : oneLine(inLocale(name, locale, languages)),
  );
