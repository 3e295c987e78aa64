import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from "aws-lambda";
import pLimit from "p-limit";
import { channelId } from "../../adapters/channels/channel-receivers.ts";
import type { PolicyStore } from "../../adapters/policies/policy-store.ts";
import { count, logger } from "../../adapters/step.ts";
import { busId, type EventBus } from "../../adapters/webhooks/event-bus.ts";
import type { HookList } from "../../adapters/webhooks/hooks.ts";
import { type LeadEvent, leadEvent, withPerson } from "../../adapters/webhooks/lead-event.ts";
import type { Outbox } from "../../adapters/webhooks/outbox.ts";
import { Lead } from "../../routing/lead/lead.ts";
import { channelsToldOf } from "../../routing/policy/channels.ts";

export interface Deps {
  hooks: Pick<HookList, "ids">;
  bus: Pick<EventBus, "put">;
  /** What the outbox calls the CRMs that are told. */
  crms: readonly string[];
  /** Whether events on the bus say who the person is and how to reach them. */
  busTellsPerson: boolean;
  outbox: Pick<Outbox, "put">;
  policies: Pick<PolicyStore, "ifActive">;
  stage: string;
  /** ISO 8601. */
  now: () => string;
}

/** The events of how many changes are put out at once. */
const atOnce = 8;

/**
 * Tells the bus of each change of a lead that the stream tells of, and puts an event out for each receiver: once by its revision,
 * however often the batch comes. What could not be put out is answered, so that the batch comes again from there; what the bus
 * refuses waits in the outbox, so that a bus that is down holds nothing up. No lead waits for any of it.
 */
export async function tellChanges(
  { Records }: Pick<DynamoDBStreamEvent, "Records">,
  deps: Deps,
): Promise<DynamoDBBatchResponse> {
  const ids = await deps.hooks.ids(Date.parse(deps.now()));
  const channels = (await deps.policies.ifActive())?.channels ?? {};
  const leads = Records.filter(({ dynamodb }) => dynamodb?.NewImage && dynamodb.Keys?.sk?.S === "LEAD");
  const put = await pLimit(atOnce).map(leads, async ({ dynamodb }) => {
    try {
      const lead = Lead.parse(unmarshall(dynamodb?.NewImage as Record<string, AttributeValue>));
      const event = leadEvent(lead, deps.stage);
      const told = [...ids, ...deps.crms, ...channelsToldOf(lead, channels).map(channelId)];
      for (const id of told) await deps.outbox.put(id, event, deps.now());
      return { event, lead };
    } catch (error) {
      logger.error("a change was not put out", { errorName: (error as Error).name });
      return undefined;
    }
  });
  const failed = put.indexOf(undefined);
  const until = failed < 0 ? put.length : failed;
  const events = put.slice(0, until).flatMap((one) => one ?? []);
  const isKept = await tellBus(events, deps);
  const itemIdentifier = leads[isKept ? until : 0]?.dynamodb?.SequenceNumber;
  return { batchItemFailures: itemIdentifier === undefined ? [] : [{ itemIdentifier }] };
}

/** Whether each is on the bus, or waits for it in the outbox. */
async function tellBus(
  changes: readonly { event: LeadEvent; lead: Lead }[],
  { bus, busTellsPerson, outbox, now }: Deps,
): Promise<boolean> {
  const events = changes.map(({ event, lead }) => (busTellsPerson ? withPerson(event, lead) : event));
  const refused = await bus.put(events);
  if (refused.length === 0) return true;
  count("BusRefused", refused.length);
  logger.warn("the bus refused events", { count: refused.length, because: refused[0]?.because });
  const ids = new Set(refused.map(({ event }) => event.id));
  try {
    // Without the person, whom the outbox never holds.
    const waiting = changes.filter(({ event }) => ids.has(event.id));
    await pLimit(atOnce).map(waiting, ({ event }) => outbox.put(busId, event, now()));
    return true;
  } catch (error) {
    logger.error("events for the bus were not kept", { errorName: (error as Error).name });
    return false;
  }
}
