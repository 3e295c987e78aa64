import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from "aws-lambda";
import pLimit from "p-limit";
import type { WordStore } from "../../adapters/leads/word-store.ts";
import type { PolicyStore } from "../../adapters/policies/policy-store.ts";
import { decidedRow } from "../../adapters/reports/decided-row.ts";
import type { RowStore } from "../../adapters/reports/row-store.ts";
import { logger } from "../../adapters/step.ts";
import { monthOf } from "../../reports/row.ts";
import { Lead } from "../../routing/lead/lead.ts";

type Image = Record<string, AttributeValue>;

/** The rows of how many leads are written at once. */
const atOnce = 8;

export interface Deps {
  rows: Pick<RowStore, "put" | "noteChange">;
  words: Pick<WordStore, "keep" | "forget">;
  policies: Pick<PolicyStore, "find">;
  /** ISO 8601. */
  now: () => string;
}

/**
 * Keeps the rows of the leads whose changes a batch of the stream tells of, for reports and for search: of each lead those of
 * its latest change. A batch that comes again, or late, changes nothing, since a row never gives way to one of an earlier
 * revision. What could not be kept is answered, so that the batch comes again from there.
 */
export async function digestLeads(
  { Records }: Pick<DynamoDBStreamEvent, "Records">,
  { rows, words, policies, now }: Deps,
): Promise<DynamoDBBatchResponse> {
  const latest = new Map(
    Records.flatMap(({ dynamodb }, n) => {
      const keys = (dynamodb?.Keys ?? dynamodb?.NewImage) as Image | undefined;
      const image = dynamodb?.NewImage as Image | undefined;
      return keys?.pk?.S && keys.sk?.S === "LEAD" ? [[keys.pk.S, { image, n }] as const] : [];
    }),
  );
  const failed: number[] = [];
  const months = new Set<string>();
  await pLimit(atOnce).map(latest, async ([key, { image, n }]) => {
    try {
      if (!image) return await words.forget(key.slice("LEAD#".length), now());
      const lead = Lead.parse(unmarshall(image));
      if (lead.erased) return await words.forget(lead.id, now());
      const row = await decidedRow(lead, policies);
      await Promise.all([rows.put(row), words.keep(lead)]);
      return months.add(monthOf(row));
    } catch (error) {
      logger.error("a lead's rows were not kept", { key, errorName: (error as Error).name });
      return failed.push(n);
    }
  });
  for (const month of months) await rows.noteChange(month);
  const first = Math.min(...failed);
  const itemIdentifier = Records[first]?.dynamodb?.SequenceNumber;
  return { batchItemFailures: itemIdentifier === undefined ? [] : [{ itemIdentifier }] };
}
