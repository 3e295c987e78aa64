import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from "aws-lambda";
import pLimit from "p-limit";
import type { RowStore } from "../../adapters/reports/row-store.ts";
import { logger } from "../../adapters/step.ts";
import { rowOf } from "../../reports/row.ts";
import { Lead } from "../../routing/lead/lead.ts";

/** How many rows are written at once. */
const atOnce = 8;

/**
 * Keeps the rows of the leads whose changes a batch of the stream tells of: of each lead that of its latest change. A batch
 * that comes again, or late, changes nothing, since a row never gives way to one of an earlier revision. What could not be
 * kept is answered, so that the batch comes again from there.
 */
export async function digestLeads(
  { Records }: Pick<DynamoDBStreamEvent, "Records">,
  { rows }: { rows: Pick<RowStore, "put"> },
): Promise<DynamoDBBatchResponse> {
  const latest = new Map(
    Records.flatMap(({ dynamodb }, n) => {
      const image = dynamodb?.NewImage as Record<string, AttributeValue> | undefined;
      return image?.pk?.S && image.sk?.S === "LEAD" ? [[image.pk.S, { image, n }] as const] : [];
    }),
  );
  const failed: number[] = [];
  await pLimit(atOnce).map(latest.values(), async ({ image, n }) => {
    try {
      await rows.put(rowOf(Lead.parse(unmarshall(image))));
    } catch (error) {
      failed.push(n);
      logger.error("a lead's row was not kept", { key: image.pk?.S, errorName: (error as Error).name });
    }
  });
  const first = Math.min(...failed);
  const itemIdentifier = Records[first]?.dynamodb?.SequenceNumber;
  return { batchItemFailures: itemIdentifier === undefined ? [] : [{ itemIdentifier }] };
}
