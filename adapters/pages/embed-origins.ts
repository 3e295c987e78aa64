/**
 * The sites that may show the form or post to it, out of one setting.
 * @param list origins with commas between them, e.g. "https://example.com,https://www.example.com"; may be empty
 * @throws Error naming what is no origin: a path, a wildcard or a stray character would open the page to others
 */
export function embedOrigins(list: string): string[] {
  return list
    .split(",")
    .map((origin) => origin.trim())
    .filter(Boolean)
    .map((origin) => {
      if (!/^https?:\/\/[a-z0-9.-]+(:\d+)?$/.test(origin)) {
        throw new Error(`EMBED_ORIGINS: expected an origin such as https://example.com, found "${origin}"`);
      }
      return origin;
    });
}
