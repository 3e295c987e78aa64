import { signal } from "@preact/signals";

/** Where somebody is: the path below /app and what stands behind its question mark. */
export interface Place {
  path: string;
  query: URLSearchParams;
}

const root = "/app";
const here = (): Place => ({
  path: location.pathname.slice(root.length) || "/",
  query: new URLSearchParams(location.search),
});

export const place = signal<Place>(here());

/** The address of a place; empty values are left out. */
export function addressOf(path: string, query: Readonly<Record<string, string | undefined>> = {}): string {
  const kept = Object.entries(query).filter((entry): entry is [string, string] => Boolean(entry[1]));
  const search = new URLSearchParams(kept).toString();
  return `${root}${path}${search ? `?${search}` : ""}`;
}

/** Goes to an address of the console, as a link would. */
export function go(address: string, { replace = false } = {}): void {
  if (replace) history.replaceState(null, "", address);
  else history.pushState(null, "", address);
  place.value = here();
  if (!replace) scrollTo(0, 0);
}

/** Lets links inside the console change the place without loading the page again. */
export function followLinks(): void {
  addEventListener("popstate", () => {
    place.value = here();
  });
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    const isPlain = event.button === 0 && !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey);
    if (!link || !isPlain || link.target || link.origin !== location.origin) return;
    if (!link.pathname.startsWith(`${root}/`)) return;
    event.preventDefault();
    go(link.pathname + link.search + link.hash);
  });
}
