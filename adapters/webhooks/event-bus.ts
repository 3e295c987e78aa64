import { type EventBridgeClient, PutEventsCommand } from "@aws-sdk/client-eventbridge";
import type { LeadEvent } from "./lead-event.ts";

/** What the outbox calls the bus, for events that it refused. */
export const busId = "bus:events";

/** The most entries that one call of PutEvents takes. */
const mostEntries = 10;

/**
 * Puts events on an EventBridge bus: each as it is in `detail`, so that a rule's target takes `$.detail` for a whole CloudEvent,
 * and its type as `detail-type`, so that rules match by it.
 */
export class EventBus {
  readonly #client: EventBridgeClient;
  readonly #bus: string;

  constructor(client: EventBridgeClient, bus: string) {
    this.#client = client;
    this.#bus = bus;
  }

  /** Puts them in their order, and returns those that the bus refused, or all of a call that failed, with why. */
  async put(events: readonly LeadEvent[]): Promise<{ event: LeadEvent; because: string }[]> {
    const refused: { event: LeadEvent; because: string }[] = [];
    for (let from = 0; from < events.length; from += mostEntries) {
      const some = events.slice(from, from + mostEntries);
      try {
        const { Entries: results = [] } = await this.#client.send(
          new PutEventsCommand({ Entries: some.map((event) => this.#entryOf(event)) }),
        );
        for (const [n, event] of some.entries()) {
          const because = results[n]?.EventId ? undefined : (results[n]?.ErrorCode ?? "no-answer");
          if (because !== undefined) refused.push({ event, because });
        }
      } catch (error) {
        for (const event of some) refused.push({ event, because: (error as Error).name });
      }
    }
    return refused;
  }

  #entryOf(event: LeadEvent) {
    return {
      EventBusName: this.#bus,
      Source: "turno",
      DetailType: event.type,
      Time: new Date(event.time),
      Resources: [],
      Detail: JSON.stringify(event),
    };
  }
}
