import { sign } from "../intake/signature.ts";
import { callOut, type Posted, postedBy, type Wire } from "./call-out.ts";
import type { Hook } from "./hooks.ts";
import type { LeadEvent } from "./lead-event.ts";

/**
 * Posts an event, signed by Standard Webhooks: its id is the event's, so it is the same however often it is tried. Counts as
 * told once a whole answer with a 2xx came.
 * @param now ms since 1970
 */
export async function postWebhook(hook: Hook, event: LeadEvent, now: number, wire?: Wire): Promise<Posted> {
  const body = JSON.stringify(event);
  const timestamp = String(Math.floor(now / 1000));
  const headers = {
    "content-type": "application/cloudevents+json; charset=utf-8",
    "webhook-id": event.id,
    "webhook-timestamp": timestamp,
    "webhook-signature": sign(hook.secret, { id: event.id, timestamp, body: Buffer.from(body) }),
  };
  return postedBy(await callOut({ method: "POST", url: hook.url, headers, body }, wire), now);
}
