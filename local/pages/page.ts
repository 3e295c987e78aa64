import type { ServerResponse } from "node:http";
import { cssVariables, markAddress } from "../../look/tokens.ts";
import { escapeHtml } from "./html.ts";

/** HTML that is not escaped again. All other values are escaped when a page is built. */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

type Part = Html | string | number | undefined | readonly Html[];

/** Template tag that escapes every interpolated value except `Html`. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  const text = strings.map((string, index) => string + (index < parts.length ? partOf(parts[index]) : ""));
  return new Html(text.join(""));
}

function partOf(part: Part): string {
  if (part === undefined) return "";
  if (part instanceof Html) return part.text;
  if (typeof part === "object") return part.map((each) => each.text).join("");
  return escapeHtml(String(part));
}

const SECURITY =
  "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; frame-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/** Sends one of the local run's own pages. */
export function sendPage(response: ServerResponse, status: number, title: string, body: Html, lang = "en"): void {
  const page = html`<!doctype html>
<html lang="${lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<link rel="icon" href="${markAddress()}">
<link rel="stylesheet" href="/_turno/page.css">
<script src="/_turno/live.js" defer></script>
</head>
<body>
<nav aria-label="Turno"><a class="brand" href="/">Turno</a> <a href="/mailbox">Mailbox</a> <a href="/told">Told</a> <a href="/form">Form</a></nav>
${body}
</body>
</html>
`;
  const headers = {
    "content-type": "text/html; charset=utf-8",
    "cache-control": "no-store",
    "content-security-policy": SECURITY,
  };
  response.writeHead(status, headers).end(page.text);
}

/** Refreshes the parts of a page marked `data-live` while the page is visible. */
export const LIVE_SCRIPT = `
const parts = () => [...document.querySelectorAll("[data-live]")];
async function refresh() {
  if (document.visibilityState !== "visible" || parts().length === 0) return;
  const response = await fetch(location.href, { headers: { accept: "text/html" } }).catch(() => undefined);
  document.body.classList.toggle("stale", !response?.ok);
  if (!response?.ok) return;
  const fresh = new DOMParser().parseFromString(await response.text(), "text/html");
  for (const part of parts()) {
    const next = fresh.getElementById(part.id);
    if (!next || next.innerHTML === part.innerHTML || part.querySelector(":focus-visible")) continue;
    const top = part.scrollTop;
    const aside = [...part.querySelectorAll(".scroll")].map((each) => [each.ariaLabel, each.scrollLeft]);
    part.replaceWith(next);
    next.scrollTop = top;
    for (const [label, left] of aside) {
      const same = next.querySelector(\`.scroll[aria-label="\${label}"]\`);
      if (same) same.scrollLeft = left;
    }
  }
}
setInterval(refresh, 2000);
document.addEventListener("visibilitychange", refresh);
for (const select of document.querySelectorAll("select[data-submit]")) {
  select.addEventListener("change", () => select.form.requestSubmit());
}
`;

export const STYLE = `
${cssVariables()}
:root { font: 16px/var(--line-text) var(--sans); }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); min-height: 100dvh; display: flex; flex-direction: column; }
body.stale nav::after { content: "not reachable"; color: var(--late); margin-left: auto; }
a { color: var(--accent); }
nav { display: flex; gap: 1.25rem; align-items: baseline; padding: .75rem 1.25rem; border-bottom: 1px solid var(--line); }
nav a { text-decoration: none; }
nav .brand { font-weight: 700; color: inherit; }
main { padding: 1.25rem; max-width: 64rem; width: 100%; margin: 0 auto; }
h1 { font-size: 1.4rem; margin: 0 0 .25rem; } h2 { font-size: 1.05rem; margin: 2rem 0 .5rem; }
.quiet { color: var(--soft); } .bad { color: var(--late); }
.doors { display: flex; flex-wrap: wrap; gap: .75rem; padding: 0; margin: 1rem 0; list-style: none; }
.doors a { display: block; padding: .6rem 1.1rem; border-radius: var(--field); border: 1px solid var(--accent); text-decoration: none; font-weight: 600; }
.tiles { display: grid; grid-template-columns: repeat(auto-fill, minmax(8.5rem, 1fr)); gap: .75rem; margin: 0; }
.tiles div { background: var(--tint); border-radius: var(--field); padding: .6rem .9rem; }
.tiles dt { color: var(--soft); font-size: .85rem; } .tiles dd { margin: 0; font-size: 1.25rem; font-variant-numeric: tabular-nums; }
.scroll { overflow-x: auto; margin-top: .75rem; }
table { border-collapse: collapse; width: 100%; font-size: .9rem; }
th, td { text-align: left; padding: .35rem .9rem .35rem 0; border-bottom: 1px solid var(--line); white-space: nowrap; }
th { font-weight: 600; color: var(--soft); } td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; }
.people { list-style: none; padding: 0; margin: 0; display: grid; gap: .5rem; grid-template-columns: repeat(auto-fill, minmax(18rem, 1fr)); }
.people button { font: inherit; font-weight: 600; padding: .5rem .9rem; border-radius: var(--field); border: 1px solid var(--accent); background: none; color: var(--accent); cursor: pointer; }
.badge { display: inline-block; font-size: .75rem; padding: 0 .5rem; border-radius: 1rem; background: var(--tint); border: 1px solid var(--line); color: var(--soft); }
main.mailbox { flex: 1; display: grid; grid-template-columns: minmax(18rem, 25rem) minmax(0, 1fr); height: calc(100dvh - 3.1rem);
  max-width: none; margin: 0; padding: 0; }
.list { border-right: 1px solid var(--line); display: flex; flex-direction: column; min-height: 0; }
.list form { padding: .75rem 1rem; border-bottom: 1px solid var(--line); display: flex; gap: .5rem; }
.list select { flex: 1; min-width: 0; font: inherit; padding: .35rem; }
.list button { font: inherit; }
.list ol { list-style: none; margin: 0; padding: 0; overflow-y: auto; flex: 1; }
.list li a { display: block; padding: .65rem 1rem; border-bottom: 1px solid var(--line); text-decoration: none; color: inherit; }
.list li a:hover, .list li a[aria-current] { background: var(--tint); }
.list li a[aria-current] { box-shadow: inset 3px 0 var(--accent); }
.list .line { display: flex; justify-content: space-between; gap: .75rem; font-size: .85rem; color: var(--soft); }
.list time { white-space: nowrap; }
.list .line span:first-child { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.list .subject { display: block; font-weight: 600; overflow-wrap: anywhere; }
.list p { padding: 1rem; }
.mail { display: flex; flex-direction: column; min-width: 0; min-height: 0; }
.mail header { padding: .9rem 1.25rem; border-bottom: 1px solid var(--line); }
.mail dl { display: grid; grid-template-columns: auto 1fr; gap: 0 .75rem; margin: .4rem 0; font-size: .9rem; } .mail dd { margin: 0; overflow-wrap: anywhere; }
.mail dt { color: var(--soft); }
.tabs { display: flex; gap: 1rem; } .tabs [aria-current] { font-weight: 700; color: inherit; text-decoration: none; }
.mail iframe { flex: 1; border: 0; width: 100%; min-height: 60dvh; background: var(--card); }
.mail pre { margin: 0; padding: 1.25rem; white-space: pre-wrap; overflow-wrap: anywhere; font: inherit; overflow-y: auto; }
.back { display: none; }
@media (max-width: 48rem) {
  main.mailbox { grid-template-columns: minmax(0, 1fr); height: auto; }
  .mailbox.open .list { display: none; } .mailbox:not(.open) .mail { display: none; }
  .list { border-right: 0; } .back { display: inline-block; margin-bottom: .5rem; }
  .mail iframe { min-height: 75dvh; }
}
`;
