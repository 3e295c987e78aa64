import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from "aws-lambda";
import { logger } from "../../adapters/step.ts";
import type { HookList } from "../../adapters/webhooks/hooks.ts";
import { leadEvent } from "../../adapters/webhooks/lead-event.ts";
import type { Outbox } from "../../adapters/webhooks/outbox.ts";
import { Lead } from "../../routing/lead/lead.ts";

export interface Deps {
  hooks: Pick<HookList, "ids">;
  outbox: Pick<Outbox, "put">;
  stage: string;
  /** ISO 8601. */
  now: () => string;
}

/**
 * Puts an event out for each change of a lead that the stream tells of, for each receiver: once by its revision, however often
 * the batch comes. What could not be put is answered, so that the batch comes again from there. No lead waits for it.
 */
export async function tellChanges(
  { Records }: Pick<DynamoDBStreamEvent, "Records">,
  { hooks, outbox, stage, now }: Deps,
): Promise<DynamoDBBatchResponse> {
  const all = await hooks.ids(Date.parse(now()));
  if (all.length === 0) return { batchItemFailures: [] };
  for (const { dynamodb } of Records) {
    const image = dynamodb?.NewImage as Record<string, AttributeValue> | undefined;
    if (!image || dynamodb?.Keys?.sk?.S !== "LEAD") continue;
    try {
      const event = leadEvent(Lead.parse(unmarshall(image)), stage);
      for (const id of all) await outbox.put(id, event, now());
    } catch (error) {
      logger.error("a change was not put out", { errorName: (error as Error).name });
      const itemIdentifier = dynamodb?.SequenceNumber;
      return { batchItemFailures: itemIdentifier === undefined ? [] : [{ itemIdentifier }] };
    }
  }
  return { batchItemFailures: [] };
}
