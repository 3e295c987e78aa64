import { QueryCommand } from "@aws-sdk/lib-dynamodb";
import type { Lead } from "../../routing/lead/lead.ts";
import { earliestEnd, expiresAt, type Retention, retainedStatuses } from "../../routing/lead/retention.ts";
import { personKey } from "../leads/lead-rows.ts";
import type { LeadStore } from "../leads/lead-store.ts";
import { type EraseDeps, eraseLead, removePointer } from "./erase-lead.ts";

/** How many leads of the index one call reads. */
const atOnce = 500;

export interface ExpireDeps extends EraseDeps {
  leads: LeadStore;
  hasTime: () => boolean;
}

/** What came of a run: leads erased, those on hold, those that failed, and whether all was looked at. */
export interface Expired {
  erased: number;
  onHold: number;
  failed: number;
  complete: boolean;
}

/**
 * Erases the leads whose time is over by the policy, with all beside them: the longest ago received first, as far as there
 * is time. Each by itself, on its revision, so one that is opened again in the meantime stays.
 */
export async function expireLeads(retention: Retention, deps: ExpireDeps): Promise<Expired> {
  const expired: Expired = { erased: 0, onHold: 0, failed: 0, complete: true };
  for (const status of retainedStatuses(retention)) {
    const before = earliestEnd(retention, status, deps.now());
    for await (const ids of overOf(status, before, retention, deps)) {
      for (const id of ids) {
        if (!deps.hasTime()) return { ...expired, complete: false };
        try {
          const result = await expireOne(id, retention, deps);
          if (result) expired[result] += 1;
        } catch {
          expired.failed += 1;
        }
      }
    }
  }
  return expired;
}

async function expireOne(id: string, retention: Retention, deps: ExpireDeps): Promise<"erased" | "onHold" | undefined> {
  const lead = await deps.leads.get(id);
  const at = lead && !lead.erased ? expiresAt(lead, retention) : undefined;
  if (!lead || at === undefined || at > deps.now()) return undefined;
  const result = await eraseLead(id, { at: deps.now(), by: "retention", keepsEarlier: true }, deps);
  if (result === "held") return "onHold";
  if (result !== "erased") return undefined;
  // One without earlier leads is all that its person's row leads to.
  if (lead.earlier === undefined) await removePointer(personKey(lead.facts), [id], deps.client, deps.leadsTable);
  return "erased";
}

/** Ids of the leads of a status that were received before a time and end as the policy limits, in their order. */
async function* overOf(
  status: Lead["status"],
  before: string,
  retention: Retention,
  { client, leadsTable }: Pick<ExpireDeps, "client" | "leadsTable">,
): AsyncGenerator<string[]> {
  let from: Record<string, unknown> | undefined;
  do {
    const page = await client.send(
      new QueryCommand({
        TableName: leadsTable,
        IndexName: "stand",
        KeyConditionExpression: "#status = :status AND standAt < :before",
        ExpressionAttributeNames: { "#status": "status" },
        ExpressionAttributeValues: { ":status": status, ":before": before },
        Limit: atOnce,
        ExclusiveStartKey: from,
      }),
    );
    const ends = (listed: { outcome?: keyof Retention } | undefined) =>
      status !== "closed" || (listed?.outcome !== undefined && retention[listed.outcome] !== undefined);
    yield (page.Items ?? []).filter(({ listed }) => ends(listed)).map(({ pk }) => String(pk).slice("LEAD#".length));
    from = page.LastEvaluatedKey;
  } while (from);
}
