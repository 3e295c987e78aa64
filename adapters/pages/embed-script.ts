import { locales } from "../../routing/lead/lead.ts";
import { formTexts } from "../../texts/by-language.ts";
import script from "./embed.client.js";

/** What a reader of the frame hears it called, by language. */
const titles = Object.fromEntries(locales.map((locale) => [locale, formTexts[locale].frame]));

/** What the page of a site that may not show the form says in its place. */
const refusals = Object.fromEntries(locales.map((locale) => [locale, formTexts[locale].refused]));

/**
 * The script that another site includes to show the form. It asks for nothing but a frame on this site.
 * @param baseUrl where this site is, without a slash at the end
 * @param origins the sites that may show the form, as each page says in its headers as well
 */
export function embedScript(
  baseUrl: string,
  origins: readonly string[],
): { statusCode: 200; headers: Record<string, string>; text: string } {
  return {
    statusCode: 200,
    text: script
      .replace("TURNO_BASE_URL", () => JSON.stringify(baseUrl))
      .replace("TURNO_REFUSALS", () => JSON.stringify(refusals))
      .replace("TURNO_ORIGINS", () => JSON.stringify(origins))
      .replace("TURNO_TITLES", () => JSON.stringify(titles)),
    headers: {
      "Content-Type": "text/javascript; charset=utf-8",
      "X-Content-Type-Options": "nosniff",
      "Cross-Origin-Resource-Policy": "cross-origin",
      "Cache-Control": "public, max-age=3600",
    },
  };
}
