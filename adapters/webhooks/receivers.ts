import type { Lead } from "../../routing/lead/lead.ts";
import type { Posted, Wire } from "./call-out.ts";
import { busId, type EventBus } from "./event-bus.ts";
import type { Hook } from "./hooks.ts";
import { withPerson } from "./lead-event.ts";
import type { Outgoing } from "./outbox.ts";
import { postWebhook } from "./post-webhook.ts";

/** Somebody who is told of changes through the outbox. */
export interface Receiver {
  /** What the outbox calls them: a webhook by its id, any other by its kind and name with a colon between. */
  id: string;
  /** @param lead reads the lead as it is now; undefined where it is no more @param now ms since 1970 */
  tell: (event: Outgoing, lead: () => Promise<Lead | undefined>, now: number) => Promise<Posted>;
}

export const hookReceiver = (hook: Hook, wire?: Wire): Receiver => ({
  id: hook.id,
  async tell(event, lead, now) {
    // A digest is put out for channels alone.
    if ("digest" in event) return { kind: "told" };
    return postWebhook(hook, hook.person ? withPerson(event, await lead()) : event, now, wire);
  },
});

/** The bus, for events that it refused when they happened. @param person whether its events say who the person is */
export const busReceiver = (bus: Pick<EventBus, "put">, person: boolean): Receiver => ({
  id: busId,
  async tell(event, lead) {
    if ("digest" in event) return { kind: "told" };
    const [refused] = await bus.put([person ? withPerson(event, await lead()) : event]);
    return refused ? { kind: "failed", because: refused.because } : { kind: "told" };
  },
});
