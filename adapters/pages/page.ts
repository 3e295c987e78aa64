import { createHash } from "node:crypto";
import { markAddress } from "../../look/tokens.ts";
import type { Locale } from "../../routing/lead/lead.ts";
import { languageTags } from "../../texts/by-language.ts";
import script from "./page.client.js";
import style from "./page.css";

/** A whole answer to a browser. */
export interface Page {
  /** The status that fits what the page says. */
  statusCode: number;
  headers: Record<string, string>;
  html: string;
}

/** What layout.hbs needs beside the page's own fields. */
interface Layout {
  lang: string;
  title: string;
  /** Whose page it is, above the heading; empty when unknown. */
  company: string;
  embed: boolean;
  /** The address of the page's picture. */
  icon: string;
  style: string;
  /** The style of the brand; empty for none. */
  brand: string;
  script: string;
}

interface PageOptions {
  locale: Locale;
  title: string;
  company?: string | undefined;
  statusCode?: number;
  /** Shown inside another site. */
  embed?: boolean;
  /** The sites that may show it, as `https://example.com`. */
  embedOrigins?: readonly string[];
  /** The https addresses of the pictures that it shows. */
  pictures?: readonly string[];
  /** The style of the brand, after our own; empty for none. */
  brand?: string;
  /** Where its forms lead, beside us. */
  formsTo?: readonly string[];
}

/** Sends the browser on to a page, at an address relative to this one's, so that loading that one again sends nothing. */
export const seeOther = (location: string): Page => ({
  statusCode: 303,
  headers: { Location: location, "Cache-Control": "no-store" },
  html: "",
});

const hash = (text: string) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
const styleHash = hash(style);
const icon = markAddress();
const scriptHash = hash(script);

/**
 * Renders a page inside the layout, with the headers that keep it to itself: nothing is loaded from anywhere
 * but the pictures that it names, only our own style and script run, forms post to us alone, nobody caches it, and no link out carries the secret address.
 */
export function renderPage<View extends object>(
  template: (view: object) => string,
  {
    locale,
    title,
    company = "",
    statusCode = 200,
    embed = false,
    embedOrigins = [],
    pictures = [],
    brand = "",
    formsTo = [],
  }: PageOptions,
  view: View,
): Page {
  const layout: Layout = { lang: languageTags[locale].html, title, company, embed, icon, style, brand, script };
  const ancestors = embed && embedOrigins.length > 0 ? embedOrigins.join(" ") : "'none'";
  return {
    statusCode,
    html: template({ ...layout, ...view }),
    headers: {
      "Content-Type": "text/html; charset=utf-8",
      "Content-Language": languageTags[locale].html,
      "Content-Security-Policy": [
        "default-src 'none'",
        `style-src ${[styleHash, ...(brand === "" ? [] : [hash(brand)])].join(" ")}`,
        `script-src ${scriptHash}`,
        ["img-src data:", ...new Set(pictures.map((picture) => new URL(picture).origin))].join(" "),
        ["form-action 'self'", ...new Set(formsTo.map((address) => new URL(address).origin))].join(" "),
        "base-uri 'none'",
        `frame-ancestors ${ancestors}`,
      ].join("; "),
      "Referrer-Policy": "no-referrer",
      "X-Content-Type-Options": "nosniff",
      "Cache-Control": "no-store",
    },
  };
}
