import { GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import { besideThoseOf, markPattern, marksOf, withoutMarks } from "../../routing/lead/erased.ts";
import { Lead, type LeadFacts } from "../../routing/lead/lead.ts";
import { isConflict } from "../dynamo.ts";
import { leadKey } from "../leads/lead-rows.ts";
import type { EraseDeps } from "./erase-lead.ts";
import type { Erasure } from "./erasure-store.ts";

/** With the table of what is held or could not be read. */
export interface OthersDeps extends EraseDeps {
  intakeTable: string;
}

type Item = Record<string, unknown>;
type Person = Pick<Required<Erasure>, "said" | "leadIds">;

/** Of the table of reps, what is said of leads: plans for many at once, and what people said of a rep. */
const saysLeads = /^(PLAN#|REVIEW)/;
/** Of that of the intake, what is held or waits to be a lead, and what could not be read. */
const isSent = /^(HELD|RELEASED|UNREAD)$/;

/** The id of the lead beside which an item is; undefined for one that is beside none. */
const leadIdOf = ({ pk }: Item): string | undefined =>
  String(pk).startsWith("LEAD#") ? String(pk).slice("LEAD#".length) : undefined;

/**
 * Takes a person's marks out of an item of somebody else: notes, timelines, traces, messages. What somebody else is called
 * or reached by themself stays theirs, though it be the same. Returns whether something was changed.
 */
export async function withoutThem(item: Item, table: string, person: Person, deps: OthersDeps): Promise<boolean> {
  if (table === deps.intakeTable) {
    if (!isSent.test(String(item.pk))) return false;
    const { facts = {} } = item as { facts?: Partial<LeadFacts> };
    return replaced(item, table, markPattern(besideThoseOf(marksOf(person.said), facts)), deps);
  }
  if (table === deps.repsTable && !saysLeads.test(String(item.pk))) return false;
  const id = leadIdOf(item);
  if (id === undefined) return replaced(item, table, markPattern(marksOf(person.said)), deps);
  // Its own rows are removed with the lead.
  if (person.leadIds.includes(id)) return false;
  const own = item.sk === "LEAD" ? (item.facts as LeadFacts) : (await deps.leads.get(id))?.facts;
  const pattern = markPattern(besideThoseOf(marksOf(person.said), own ?? {}));
  if (item.sk !== leadKey(id).sk) return replaced(item, table, pattern, deps);
  let changed = false;
  await deps.leads.update(id, (lead) => {
    const { samePerson, ...rest } = lead;
    const isThem = samePerson !== undefined && person.leadIds.includes(samePerson.leadId);
    const without = isThem ? rest : lead;
    const next = pattern ? withoutMarks(without, pattern) : without;
    changed = next !== lead;
    return changed ? Lead.parse(next) : undefined;
  });
  return changed;
}

/** Writes an item without what the pattern finds; one that was written otherwise meanwhile is read and searched again. */
async function replaced(
  item: Item,
  TableName: string,
  pattern: RegExp | undefined,
  deps: OthersDeps,
  tries = 4,
): Promise<boolean> {
  if (!pattern) return false;
  const { pk, sk, ...content } = item;
  const next = withoutMarks(content, pattern);
  if (next === content) return false;
  const names = Object.keys(content);
  const { leadsTable, repsTable, intakeTable } = deps;
  const write = {
    Item: { pk, sk, ...next },
    ConditionExpression: names.map((_, n) => `#n${n} = :v${n}`).join(" AND "),
    ExpressionAttributeNames: Object.fromEntries(names.map((name, n) => [`#n${n}`, name])),
    ExpressionAttributeValues: Object.fromEntries(names.map((name, n) => [`:v${n}`, content[name]])),
  };
  try {
    await deps.client.send(
      TableName === leadsTable
        ? new PutCommand({ TableName: leadsTable, ...write })
        : TableName === repsTable
          ? new PutCommand({ TableName: repsTable, ...write })
          : new PutCommand({ TableName: intakeTable, ...write }),
    );
    return true;
  } catch (error) {
    if (!isConflict(error) || tries === 0) throw error;
  }
  const read = { Key: { pk, sk }, ConsistentRead: true };
  const { Item: now } = await deps.client.send(
    TableName === leadsTable
      ? new GetCommand({ TableName: leadsTable, ...read })
      : TableName === repsTable
        ? new GetCommand({ TableName: repsTable, ...read })
        : new GetCommand({ TableName: intakeTable, ...read }),
  );
  return now !== undefined && replaced(now, TableName, pattern, deps, tries - 1);
}
