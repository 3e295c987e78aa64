import type { Locale } from "../routing/lead/lead.ts";
import { formTexts } from "./by-language.ts";

/** What can be wrong with one field of the form. */
export type Fault = "missing" | "invalid" | "too-long";

/** What is wrong with a field, in the reader's language, as the form shows it and the JSON answer may. */
export function faultText(field: string, fault: Fault, locale: Locale): string {
  const texts: Record<string, string> = formTexts[locale].fault;
  return texts[`${field}-${fault}`] ?? formTexts[locale].fault[fault];
}
