import type { Answer } from "../http/public-server.ts";
import { readBody } from "../http/request.ts";
import { ErasedMails, eraseMails } from "../mail/erase-mails.ts";
import type { MailStore } from "../mail/mail-store.ts";
import { SIGN_IN_PATH } from "../resource-values.ts";
import type { Workflows } from "../step-functions/workflows.ts";
import type { ToldStore } from "../told/told-store.ts";
import { TOUR_PATH } from "../tour/tour.ts";
import { answerMailbox } from "./mailbox-page.ts";
import { html, sendPage } from "./page.ts";
import { type Counters, statusOf } from "./status.ts";
import { answerTold } from "./told-page.ts";

interface Around {
  readonly counters: Counters;
  readonly workflows: Workflows;
  readonly mails: MailStore;
  readonly tolds: ToldStore;
  /** Handles all other requests: the template's edge and routes. */
  readonly api: Answer;
  /** Where people sign in, and what the console's tour asks, if the template has a console. */
  readonly signIn: Answer | undefined;
  readonly tour: Answer | undefined;
}

const EXECUTIONS_LISTED = 10_000;

/** Handles requests for the local run's own pages, and passes all others to the API. */
export function createLocalPages(around: Around): Answer {
  const { counters, workflows, mails, tolds, api, signIn, tour } = around;
  return async (request, response, url) => {
    const section = url.pathname.split("/")[1];
    if (section !== "" && section !== "mailbox" && section !== "told" && section !== "_turno")
      return api(request, response, url);
    if (signIn && url.pathname.startsWith(`${SIGN_IN_PATH}/`)) return signIn(request, response, url);
    if (tour && `${url.pathname}/`.startsWith(`${TOUR_PATH}/`)) return tour(request, response, url);
    if (request.method === "POST" && url.pathname === "/_turno/erase-mails") {
      // A page of another origin cannot send this type without asking, which nobody answers.
      if (request.headers["content-type"] !== "application/json") return void response.writeHead(415).end();
      const asked = ErasedMails.safeParse(JSON.parse(String(await readBody(request))));
      if (!asked.success) return void response.writeHead(400).end();
      const { email, leadIds } = asked.data;
      const words = [...(email === undefined ? [] : [email]), ...leadIds];
      const changed = eraseMails(asked.data, mails) + tolds.forget(words);
      return void response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify({ changed }));
    }
    if (request.method !== "GET" && request.method !== "HEAD") {
      response.writeHead(405, { allow: "GET, HEAD" }).end();
      return;
    }
    const json = (value: unknown) => {
      const headers = { "content-type": "application/json", "cache-control": "no-store" };
      response.writeHead(200, headers).end(JSON.stringify(value));
    };
    if (url.pathname === "/_turno/status") return json(await statusOf(counters));
    if (url.pathname === "/_turno/executions") return json(await workflows.list(EXECUTIONS_LISTED));
    if (section === "told" && answerTold(tolds, request, response, url)) return;
    if (section === "mailbox" && answerMailbox(mails, response, url)) return;
    if (url.pathname !== "/")
      return sendPage(response, 404, "Not found", html`<main><h1>There is no such page</h1></main>`);
    if (tour) {
      response.writeHead(302, { location: "/app/tour", "cache-control": "no-store" }).end();
      return;
    }
    sendPage(response, 200, "Turno", doors);
  };
}

/** Where to go without a console. */
const doors = html`<main>
<h1>Turno runs on this machine</h1>
<ul class="doors"><li><a href="/form">Send a lead</a></li><li><a href="/mailbox">Read the mails</a></li><li><a href="/told">See what others are told</a></li></ul>
</main>`;
