import { randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { type Locale, locales } from "../../routing/lead/lead.ts";
import { sampleLead } from "./sample-leads.ts";
import type { TourState } from "./tour-state.ts";

interface Around {
  readonly state: (locale: Locale) => Promise<TourState>;
  /** Takes what the form would post. */
  readonly send: (submission: object) => Promise<Response>;
  /** Puts Turno's clock forward by so many ms, with all that waits for it. */
  readonly putForward: (ms: number) => Promise<void>;
  /** Turno's time, ms since 1970, and how much faster than the real one it runs. */
  readonly now: () => number;
  readonly speed: number;
}

/** Where the console's tour asks; deployed there is nothing there. */
export const TOUR_PATH = "/_turno/tour";

/** How far one press puts the clock forward. */
const hurryMs = 10 * 60_000;

/** Answers what the console's tour asks on this machine: how far the newest lead is; and sends one, or hurries the clock. */
export function createTour({ state, send, putForward, now, speed }: Around) {
  let sent = 0;
  return async (request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> => {
    const json = (status: number, value: unknown) => {
      const headers = { "content-type": "application/json", "cache-control": "no-store" };
      response.writeHead(status, headers).end(JSON.stringify(value));
    };
    const asked = `${request.method} ${url.pathname.slice(TOUR_PATH.length)}`;
    // Another site that is open in the same browser can post here, too.
    if (request.method === "POST" && (request.headers["sec-fetch-site"] ?? "same-origin") !== "same-origin")
      return json(403, {});
    switch (asked) {
      case "GET ": {
        const locale = locales.find((one) => one === url.searchParams.get("lang")) ?? "en";
        return json(200, { now: new Date(now()).toISOString(), speed, ...(await state(locale)) });
      }
      case "POST /lead": {
        const answer = await send(sampleLead(sent, randomBytes(3).toString("hex")));
        sent += 1;
        return json(answer.ok ? 202 : 502, {});
      }
      case "POST /hurry":
        await putForward(hurryMs);
        return json(200, { now: new Date(now()).toISOString() });
      default:
        return json(404, {});
    }
  };
}
