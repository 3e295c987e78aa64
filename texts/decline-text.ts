import type { Locale } from "../routing/lead/lead.ts";
import { declineReasons } from "../routing/offers/decline-reasons.ts";
import { offerTexts } from "./by-language.ts";

/**
 * What a rep said when declining, for the manager: the reason in the reader's language, then the note as typed.
 * @param said as an offer keeps it: "no-time", or "no-time: back on Monday"; empty when they said nothing
 */
export function declineText(said: string | undefined, locale: Locale): string {
  const [code, ...note] = (said ?? "").split(": ");
  const reason = declineReasons.find((known) => known === code);
  return reason ? [`“${offerTexts[locale].reasons[reason]}”`, note.join(": ")].filter(Boolean).join(" – ") : "";
}
