import { load } from "cheerio";

/** A rendered page to look into. */
export const read = (page: { html: string }) => load(page.html);

/** What a person sees of a page, without its style and script. */
export function visibleText(page: { html: string }): string {
  const $ = read(page);
  $("style, script").remove();
  return $("html").text().replaceAll(/\s+/g, " ").trim();
}

/** Text that breaks out of any place where it is printed unescaped. */
export const hostile = `"><script>alert(1)</script><img src=x onerror=alert(1)>'\`{{x}}&amp;</textarea>`;

/** The scripts and handlers of a page that are not its own. */
export function foreignCode(page: { html: string }): string[] {
  const $ = read(page);
  const scripts = $("script").toArray();
  const handlers = $("*")
    .toArray()
    .flatMap((element) => Object.keys($(element).attr() ?? {}).filter((name) => name.startsWith("on")));
  return [...scripts.slice(1).map((script) => $(script).text()), ...handlers, ...$("img").toArray().map(String)];
}
