import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { html, LIVE_SCRIPT, STYLE, sendPage } from "../pages/page.ts";

/** API Gateway's limit for the request line and all headers together. */
const MOST_HEADER_BYTES = 10_240;

/** Handles a request to the public server. */
export type Answer = (request: IncomingMessage, response: ServerResponse, url: URL) => Promise<void>;

/**
 * Creates the server for browsers and API clients. It listens before the handlers exist, because the templates need its
 * address; until `serve` is called it answers that Turno is starting.
 */
export function createPublicServer(): { readonly server: Server; serve(answer: Answer): void } {
  let behind: Answer | undefined;
  const server = createServer({ maxHeaderSize: MOST_HEADER_BYTES }, async (request, response) => {
    try {
      const url = new URL(request.url ?? "/", `http://${request.headers.host ?? "localhost"}`);
      if (url.pathname === "/_turno/page.css") return file(response, "text/css", STYLE);
      if (url.pathname === "/_turno/live.js") return file(response, "text/javascript", LIVE_SCRIPT);
      if (behind) return await behind(request, response, url);
      response.setHeader("retry-after", "1");
      sendPage(response, 503, "Turno starts", html`<main id="live" data-live><p>Turno is starting …</p></main>`);
    } catch (error) {
      console.error(error);
      if (!response.headersSent) response.writeHead(500, { "content-type": "application/json" });
      response.end('{"message":"Internal Server Error"}');
    }
  });
  return {
    server,
    serve(answer) {
      behind = answer;
    },
  };
}

function file(response: ServerResponse, type: string, text: string): void {
  response.writeHead(200, { "content-type": `${type}; charset=utf-8`, "cache-control": "no-cache" }).end(text);
}
