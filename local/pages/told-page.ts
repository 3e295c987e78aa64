import type { IncomingMessage, ServerResponse } from "node:http";
import type { Locale } from "../../routing/lead/lead.ts";
import { toldTexts } from "../../texts/by-language.ts";
import { preferredLocale } from "../../texts/preferred-locale.ts";
import type { Told, ToldStore } from "../told/told-store.ts";
import { type Html, html, sendPage } from "./page.ts";

const MOST_LISTED = 200;

/** Handles `/told` and `/told/<n>`: what receivers and the bus were told. Returns whether it knows the path. */
export function answerTold(store: ToldStore, request: IncomingMessage, response: ServerResponse, url: URL): boolean {
  const path = url.pathname.replace(/^\/told\/?/, "");
  const asked = url.searchParams.get("lang");
  const locale = preferredLocale(asked ?? undefined, request.headers["accept-language"]);
  if (path === "api/told") {
    const headers = { "content-type": "application/json", "cache-control": "no-store" };
    response.writeHead(200, headers).end(JSON.stringify({ told: store.all() }));
    return true;
  }
  const open = /^\d+$/.test(path) ? store.all().find(({ n }) => n === Number(path)) : undefined;
  if (path !== "" && !open) return false;
  const { title } = toldTexts[locale];
  sendPage(response, 200, title, toldPage(store.all(), open, asked === null ? "" : `?lang=${locale}`, locale), locale);
  return true;
}

function toldPage(all: readonly Told[], open: Told | undefined, query: string, locale: Locale): Html {
  const words = toldTexts[locale];
  const listed = all.slice(-MOST_LISTED).toReversed();
  return html`<main class="mailbox${open ? " open" : ""}">
<section class="list" aria-label="${words.title}">
<p class="quiet">${words.intro}</p>
<ol id="told" data-live>
${listed.map(
  (one) => html`<li><a href="/told/${one.n}${query}"${one.n === open?.n ? html` aria-current="true"` : ""}>
<span class="line"><span>${one.to}</span><time datetime="${one.at}">${one.at.slice(5, 16).replace("T", " ")}</time></span>
<span class="subject">${nameOf(one)}</span> <span class="badge">${one.answer}</span></a></li>`,
)}
${listed.length === 0 ? html`<li><p class="quiet">${words.none}</p></li>` : ""}
</ol>
</section>
<section class="mail" aria-label="${words.opened}">${open ? opened(open, query, locale) : ""}</section>
</main>`;
}

function opened(told: Told, query: string, locale: Locale): Html {
  const words = toldTexts[locale];
  return html`<header>
<a class="back" href="/told${query}">← ${words.title}</a>
<h1>${nameOf(told)}</h1>
<dl>
<dt>${words.to}</dt><dd>${told.method} ${told.to}</dd>
<dt>${words.at}</dt><dd><time datetime="${told.at}">${told.at.slice(0, 16).replace("T", " ")} UTC</time></dd>
<dt>${words.answer}</dt><dd>${told.answer}</dd>
${Object.entries(told.headers).map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}
</dl>
${told.headers["webhook-signature"] ? html`<p class="quiet">${words.signed}</p>` : ""}
</header>
<pre>${indented(told.body)}</pre>`;
}

/** What it is about: the event of a lead, or the request. */
function nameOf({ body, by, method }: Told): string {
  const { data, type } = parsed(body) as { data?: { event?: unknown }; type?: unknown };
  return typeof data?.event === "string" ? `${String(type)}: ${data.event}` : `${by} ${method}`;
}

function indented(body: string): string {
  const value = parsed(body);
  return Object.keys(value).length > 0 ? JSON.stringify(value, null, 2) : body;
}

function parsed(body: string): object {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === "object" && value !== null ? value : {};
  } catch {
    return {};
  }
}
