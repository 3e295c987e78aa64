import { DeleteCommand, type DynamoDBDocumentClient, paginateQuery, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { erasedLead } from "../../routing/lead/erased.ts";
import type { Lead } from "../../routing/lead/lead.ts";
import { isFinal } from "../../routing/lead/lifecycle.ts";
import { isMeetingNews, tellingOf } from "../../routing/lead/meeting.ts";
import { ended } from "../../routing/onboarding/onboarding.ts";
import { freedTimeWrites } from "../claims/claim-time.ts";
import { closeLead } from "../claims/close-lead.ts";
import type { ActDeps } from "../claims/end-lead.ts";
import { heldBy } from "../customers/won-writes.ts";
import { backOff, isConflict, writeAll } from "../dynamo.ts";
import { Contention, LeadNotFound } from "../faults.ts";
import { erasedItem, leadKey, numberRowKey } from "../leads/lead-rows.ts";
import type { SubmissionStore } from "../leads/submission-store.ts";
import type { WordStore } from "../leads/word-store.ts";
import { decidedRow } from "../reports/decided-row.ts";
import type { RowStore } from "../reports/row-store.ts";
import { freePlaces } from "../reps/free-places.ts";
import type { HoldStore } from "../reps/hold-store.ts";

/** How long what is left of a lead stays, so that whatever still works on it finds it over. Seconds. */
export const stays = 8 * 86_400;
const tries = 8;

export interface EraseDeps extends ActDeps {
  client: DynamoDBDocumentClient;
  leadsTable: string;
  holds: Pick<HoldStore, "of">;
  rows: Pick<RowStore, "anonymised">;
  words: Pick<WordStore, "forget">;
  submissions: Pick<SubmissionStore, "of">;
}

/**
 * `erased`: nothing of it is left. `held`: a legal hold stands. `meeting`: somebody has still to be told that a meeting is
 * cancelled, so it is for later.
 */
export type ErasedLead = "erased" | "held" | "meeting";

/** How a lead is erased. Times are ISO 8601. */
export interface Erasing {
  at: string;
  by: string;
  /** Older leads of the person stay, and are found by this one. */
  keepsEarlier?: boolean;
  /** Does not wait until both sides of a meeting were told that it is cancelled. */
  atOnce?: boolean;
}

/**
 * Erases a lead with everything beside it. One that is open is closed first as withdrawn, so places, effort and ledgers are
 * freed as by any closing and its workflows end; a customer who is beginning ends likewise. Its row of the reports gives way
 * to one that is of no lead, in one write with what is left of the lead. Done again, or by two at once, it comes to the same.
 * @throws Contention
 */
export async function eraseLead(id: string, how: Erasing, deps: EraseDeps): Promise<ErasedLead> {
  for (let attempt = 0; attempt < tries; attempt++) {
    if (attempt > 0) await backOff(attempt);
    const lead = await deps.leads.get(id);
    if (lead?.hold && !lead.erased) return "held";
    if (lead && !lead.erased) {
      const result = await empty(lead, how, deps);
      if (result === "changed") continue;
      if (result === "meeting") return "meeting";
    }
    await deps.words.forget(id, how.at);
    await removeBeside(id, how.at, deps);
    return "erased";
  }
  throw new Contention(`lead ${id} is written by many at once`);
}

async function empty(lead: Lead, how: Erasing, deps: EraseDeps): Promise<"done" | "changed" | "meeting"> {
  if (!isFinal(lead.status)) {
    await closeLead(lead.id, { outcome: "withdrawn", at: how.at, by: how.by }, deps);
    return "changed";
  }
  if (await endOnboarding(lead.id, how.at, deps)) return "changed";
  if (isMeetingNews(lead) && !how.atOnce) return "meeting";
  const ttl = how.keepsEarlier && lead.earlier !== undefined ? undefined : ttlAfter(how.at);
  const left = erasedLead(lead, how.at, how.keepsEarlier ?? false);
  const put = {
    Put: {
      TableName: deps.leadsTable,
      Item: erasedItem(left, ttl),
      ConditionExpression: "rev = :rev",
      ExpressionAttributeValues: { ":rev": lead.rev },
    },
  };
  const freed = await freedTimeWrites(tellingOf(lead, how.at) ?? lead, deps);
  const unfound = [...(await numbersOf(lead, deps))].map((Key) => ({ Delete: { TableName: deps.leadsTable, Key } }));
  const row = await decidedRow(lead, deps.policies);
  return (await deps.rows.anonymised(row, ttlAfter(how.at), [put, ...freed, ...unfound])) ? "done" : "changed";
}

/** The keys by which a lead is found by its telephone numbers, at most as many as fit into one write. */
async function numbersOf(lead: Lead, { submissions }: EraseDeps): Promise<{ pk: string; sk: string }[]> {
  const all = [lead.facts, ...(await submissions.of(lead.id)).map(({ facts }) => facts)];
  const keys = all.map((facts) => numberRowKey({ ...lead, facts })).filter((key) => key !== undefined);
  return [...new Map(keys.map((key) => [key.pk, key])).values()].slice(0, 60);
}

const ttlAfter = (at: string): number => Math.floor(Date.parse(at) / 1000) + stays;

/** Ends the beginning of the customer that the lead became; false where none is under way. */
async function endOnboarding(leadId: string, at: string, deps: EraseDeps): Promise<boolean> {
  let token: string | undefined;
  let hasEnded = false;
  try {
    await deps.onboardings.update(leadId, (read) => {
      const over = ended(read, "unfinished", at);
      token = read.taskToken;
      hasEnded = over !== undefined;
      return over && { onboarding: over, also: freePlaces(deps.repsTable, heldBy(read)) };
    });
  } catch (error) {
    if (!(error instanceof LeadNotFound)) throw error;
  }
  // Ended already in the table: a task that is not reached finds it so when it times out.
  if (hasEnded && token) await deps.tasks.wake(token, { leadId, kind: "ended" }).catch(() => false);
  return hasEnded;
}

/** What stays beside an erased lead for as long as it does: that mails went out, and that a beginning ended. Neither names anybody. */
const staysBeside = (sk: string): boolean => sk.startsWith("MAIL#") || sk === "ONBOARDING";

/** Removes all rows beside a lead. */
async function removeBeside(id: string, at: string, { client, leadsTable }: EraseDeps): Promise<void> {
  const { pk, sk: own } = leadKey(id);
  const pages = paginateQuery(
    { client },
    {
      TableName: leadsTable,
      KeyConditionExpression: "pk = :lead",
      ExpressionAttributeValues: { ":lead": pk },
      ProjectionExpression: "pk, sk",
      ConsistentRead: true,
    },
  );
  for await (const { Items = [] } of pages) {
    const keys = Items.map(({ sk }) => String(sk)).filter((sk) => sk !== own);
    const gone = keys.filter((sk) => !staysBeside(sk));
    await writeAll(
      client,
      leadsTable,
      gone.map((sk) => ({ DeleteRequest: { Key: { pk, sk } } })),
    );
    for (const sk of keys.filter(staysBeside)) await expire({ pk, sk }, ttlAfter(at), client, leadsTable);
  }
}

async function expire(Key: object, ttl: number, client: DynamoDBDocumentClient, leadsTable: string): Promise<void> {
  const update = new UpdateCommand({
    TableName: leadsTable,
    Key: { ...Key },
    UpdateExpression: "SET #ttl = :ttl",
    ConditionExpression: "attribute_exists(pk)",
    ExpressionAttributeNames: { "#ttl": "ttl" },
    ExpressionAttributeValues: { ":ttl": ttl },
  });
  await client.send(update).catch((error: unknown) => {
    if (!isConflict(error)) throw error;
  });
}

/** Removes a row that leads to one of these leads; one that leads to another stays. */
export async function removePointer(
  Key: { pk: string; sk: string },
  ids: readonly string[],
  client: DynamoDBDocumentClient,
  leadsTable: string,
): Promise<void> {
  if (ids.length === 0) return;
  const remove = new DeleteCommand({
    TableName: leadsTable,
    Key,
    ConditionExpression: `attribute_not_exists(pk) OR leadId IN (${ids.map((_, n) => `:id${n}`).join(", ")})`,
    ExpressionAttributeValues: Object.fromEntries(ids.map((id, n) => [`:id${n}`, id])),
  });
  await client.send(remove).catch((error: unknown) => {
    if (!isConflict(error)) throw error;
  });
}
