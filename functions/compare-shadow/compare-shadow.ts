import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from "aws-lambda";
import type { PolicyStore } from "../../adapters/policies/policy-store.ts";
import type { ShadowStore } from "../../adapters/policies/shadow-store.ts";
import type { RepStore } from "../../adapters/reps/rep-store.ts";
import { logger } from "../../adapters/step.ts";
import { comparePlans } from "../../policy/shadow/compare-plans.ts";
import { Lead } from "../../routing/lead/lead.ts";

export interface Deps {
  shadows: Pick<ShadowStore, "get" | "note">;
  policies: Pick<PolicyStore, "find">;
  team: Pick<RepStore, "all">;
}

/** Where a lead is when the live policy has decided it. */
const decided: ReadonlySet<Lead["status"]> = new Set([
  "rejected",
  "nurtured",
  "waiting",
  "offered",
  "escalated",
  "accepted",
]);

/**
 * Lets the shadow decide the leads that the live policy has decided since it was started, and notes where it would do otherwise. It is told of
 * them by the stream of their table, after the fact: whatever happens here, no lead, ledger or mail is touched. A batch that comes again changes
 * nothing. A lead that cannot be compared is left out, so that no batch comes again for it.
 */
export async function compareShadow(
  { Records }: Pick<DynamoDBStreamEvent, "Records">,
  { shadows, policies, team }: Deps,
): Promise<DynamoDBBatchResponse> {
  const done = { batchItemFailures: [] };
  const shadow = await shadows.get();
  if (!shadow || shadow.endedAt !== undefined) return done;
  const policy = shadow.policy();
  const reps = await team.all();
  for (const { dynamodb } of Records) {
    const image = dynamodb?.NewImage as Record<string, AttributeValue> | undefined;
    if (!image || dynamodb?.Keys?.sk?.S !== "LEAD") continue;
    try {
      const lead = Lead.parse(unmarshall(image));
      const { id, receivedAt, policyVersion, status } = lead;
      if (policyVersion === undefined || !decided.has(status) || receivedAt < shadow.at) continue;
      const live = await policies.find(policyVersion);
      if (!live) continue;
      await shadows.note(shadow.id, id, comparePlans(lead, live.policy, policy, reps, receivedAt), receivedAt);
    } catch (error) {
      logger.warn("the shadow left a lead out", { errorName: (error as Error).name });
    }
  }
  return done;
}
