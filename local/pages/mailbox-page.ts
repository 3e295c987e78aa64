import type { ServerResponse } from "node:http";
import type { Mail, MailHead, MailStore } from "../mail/mail-store.ts";
import { type Html, html, sendPage } from "./page.ts";

const MOST_LISTED = 200;
const MOST_ANSWERED = 1000;

/** Content security policy of a mail's frame: pictures, and links in a new tab. No scripts, no forms. */
const MAIL_SECURITY =
  "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; img-src data: http: https:; style-src 'unsafe-inline'; frame-ancestors 'self'";

/**
 * Handles the paths below `/mailbox`: the pages, a mail's HTML for its frame, and `api/mails?after=<n>`, which returns
 * up to 1000 mails after the n-th. Returns whether it knows the path.
 */
export function answerMailbox(store: MailStore, response: ServerResponse, url: URL): boolean {
  const path = url.pathname.replace(/^\/mailbox\/?/, "");
  if (path === "api/mails") {
    const after = Math.max(0, Math.floor(Number(url.searchParams.get("after") ?? 0)) || 0);
    const headers = { "content-type": "application/json", "cache-control": "no-store" };
    response.writeHead(200, headers).end(JSON.stringify({ mails: store.after(after, MOST_ANSWERED) }));
    return true;
  }
  const [, number, part] = /^mails\/(\d+)(\/html)?$/.exec(path) ?? [];
  const mail = number === undefined ? undefined : store.get(Number(number));
  if (path !== "" && !mail) return false;
  if (mail && part) {
    const headers = { "content-type": "text/html; charset=utf-8", "content-security-policy": MAIL_SECURITY };
    response.writeHead(200, headers).end(withLinksInNewTabs(mail.html));
    return true;
  }
  sendPage(response, 200, mail ? `${mail.subject} · Mailbox` : "Mailbox", mailbox(store, mail, url));
  return true;
}

function withLinksInNewTabs(page: string): string {
  const base = '<base target="_blank">';
  return /<head[^>]*>/i.test(page) ? page.replace(/<head[^>]*>/i, (head) => head + base) : base + page;
}

function mailbox(store: MailStore, open: Mail | undefined, url: URL): Html {
  const recipient = url.searchParams.get("to") ?? "";
  const heads = store.heads();
  const recipients = [...new Set(heads.flatMap((mail) => mail.to))].sort();
  const shown = heads.filter((mail) => recipient === "" || mail.to.includes(recipient)).toReversed();
  const before = Number(url.searchParams.get("before") ?? Number.POSITIVE_INFINITY);
  const page = shown.filter((mail) => mail.n < before);
  const listed = page.slice(0, MOST_LISTED);
  const link = (path: string, more: Record<string, string> = {}) => {
    const query = new URLSearchParams({ ...(recipient ? { to: recipient } : {}), ...more }).toString();
    return `/mailbox${path}${query ? `?${query}` : ""}`;
  };
  const older = page.length > listed.length ? listed.at(-1)?.n : undefined;

  return html`<main class="mailbox${open ? " open" : ""}">
<section class="list" aria-label="Mails">
<form method="get" action="/mailbox"><select name="to" aria-label="Recipient" data-submit>
<option value="">All recipients (${heads.length})</option>
${recipients.map((each) => html`<option${each === recipient ? html` selected` : ""}>${each}</option>`)}
</select><noscript><button>Show</button></noscript></form>
<ol id="mails" data-live>
${listed.map((mail) => html`<li>${row(mail, link(`/mails/${mail.n}`), mail.n === open?.n)}</li>`)}
${listed.length === 0 ? html`<li><p class="quiet">No mail yet.</p></li>` : ""}
${older === undefined ? "" : html`<li><a href="${link("", { before: String(older) })}">Older mails</a></li>`}
</ol>
</section>
<section class="mail" aria-label="Mail">${open ? opened(open, url, link) : ""}</section>
</main>`;
}

function row(mail: MailHead, href: string, current: boolean): Html {
  return html`<a href="${href}"${current ? html` aria-current="true"` : ""}>
<span class="line"><span>${mail.to.join(", ")}</span><time datetime="${mail.at}">${moment(mail.at).slice(5)}</time></span>
<span class="subject">${mail.subject}</span>${kind(mail)}</a>`;
}

function kind(mail: MailHead): Html {
  return mail.tags.kind ? html` <span class="badge">${mail.tags.kind}</span>` : html``;
}

function opened(mail: Mail, url: URL, link: (path: string, more?: Record<string, string>) => string): Html {
  const asText = url.searchParams.get("view") === "text" || mail.html === "";
  const path = `/mails/${mail.n}`;
  const tab = (label: string, href: string, current: boolean) =>
    html`<a href="${href}"${current ? html` aria-current="page"` : ""}>${label}</a>`;
  const others = Object.entries(mail.tags).filter(([name]) => name !== "kind");
  return html`<header>
<a class="back" href="${link("")}">← All mails</a>
<h1>${mail.subject}</h1>${kind(mail)}
<dl>
<dt>To</dt><dd>${mail.to.join(", ")}</dd>
<dt>From</dt><dd>${mail.from}</dd>
${mail.replyTo?.length ? html`<dt>Reply to</dt><dd>${mail.replyTo.join(", ")}</dd>` : ""}
${mail.unsubscribe?.length ? html`<dt>Unsubscribe</dt><dd>${mail.unsubscribe.join(" · ")}</dd>` : ""}
<dt>Sent</dt><dd><time datetime="${mail.at}">${moment(mail.at)} UTC</time></dd>
${others.map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}
</dl>
<div class="tabs">${tab("Mail", link(path), !asText)} ${tab("Plain text", link(path, { view: "text" }), asText)}</div>
</header>
${
  asText
    ? html`<pre>${mail.text}</pre>`
    : html`<iframe title="${mail.subject}" src="/mailbox/mails/${mail.n}/html" sandbox="allow-popups allow-popups-to-escape-sandbox"></iframe>`
}`;
}

/** Formats a time as 2026-11-23 14:05, in UTC. */
function moment(iso: string): string {
  return `${iso.slice(0, 10)} ${iso.slice(11, 16)}`;
}
