import { QueryCommand, ScanCommand } from "@aws-sdk/lib-dynamodb";
import { companyDomain } from "../../routing/company/consumer-mail.ts";
import { markPattern, marksOf } from "../../routing/lead/erased.ts";
import type { Lead } from "../../routing/lead/lead.ts";
import { customerKeys } from "../customers/customer-rows.ts";
import { writeAll } from "../dynamo.ts";
import type { HeldStore } from "../intake/held-store.ts";
import type { UnreadStore } from "../intake/unread-store.ts";
import { personKey } from "../leads/lead-rows.ts";
import type { LeadStore } from "../leads/lead-store.ts";
import { addressRows } from "../mail/address-limit.ts";
import { type EraseDeps, type ErasedLead, eraseLead, removePointer } from "./erase-lead.ts";
import type { Erasure, ErasureStore } from "./erasure-store.ts";
import { type OthersDeps, withoutThem } from "./others-items.ts";
import { isOfPerson, personsLeads } from "./persons-leads.ts";

export interface ErasePersonDeps extends OthersDeps {
  leads: LeadStore;
  erasures: ErasureStore;
  held: Pick<HeldStore, "ofPerson" | "discard" | "done" | "released">;
  unread: Pick<UnreadStore, "naming" | "discard">;
  /** Whether there is time for another piece of it. */
  hasTime: () => boolean;
}

/** After so long, what was being written while a person was erased has been written. Milliseconds. */
const settles = 5 * 60_000;
/** How soon what had to wait is tried again, and for how long a meeting's cancellation is waited for. Milliseconds. */
const soon = 60_000;
const longestWait = 3_600_000;
/** How many items one read searches at most. */
const atOnce = 1000;

const later = (at: string, ms: number): string => new Date(Date.parse(at) + ms).toISOString();

/**
 * Goes on with an erasure as far as there is time, and returns it as it is then. Each part may be done twice, and by two at
 * once: the person's leads with all beside them, what is found by their address, what is held of them, and their marks in
 * items of others, for which the table is read once. Some minutes after the last part it looks once more for what came late;
 * then nothing but that it was done is kept. @throws Contention
 */
export async function erasePerson(erasure: Erasure, deps: ErasePersonDeps): Promise<Erasure> {
  let now = erasure;
  while (deps.hasTime() && now.dueAt !== undefined && now.dueAt <= deps.now()) {
    const next = now.state === "settling" ? await settle(now, deps) : await advance(now, deps);
    const kept = await deps.erasures.replace(next);
    if (!kept) return (await deps.erasures.get(now)) ?? next;
    now = kept;
  }
  return now;
}

async function advance(erasure: Erasure, deps: ErasePersonDeps): Promise<Erasure> {
  const { email = "" } = erasure;
  if (!erasure.searched) {
    const leads = (await personsLeads(email, deps)).filter(({ receivedAt }) => receivedAt <= erasure.at);
    if (leads.some(({ hold }) => hold)) return refused(erasure, deps.now());
    const said = [...(await saidOf(leads, deps)), ...(await saidOfHeld(email, deps))];
    const known = { ...erasure, said: [...(erasure.said ?? []), { email }, ...said].slice(0, mostSaid) };
    const ids = [...new Set([...(erasure.leadIds ?? []), ...leads.map(({ id }) => id)])];
    // Kept before anything is erased, so that a run that is cut off leaves the next one what it needs.
    if (ids.length > (erasure.leadIds?.length ?? 0) || !erasure.said) return { ...known, leadIds: ids };
    return erased(erasure, deps);
  }
  return search(erasure, deps);
}

type SaidOf = NonNullable<Erasure["said"]>[number];
const mostSaid = 200;

async function erased(erasure: Erasure, deps: ErasePersonDeps): Promise<Erasure> {
  const { at, by, leadIds = [], email = "" } = erasure;
  const how = { at: deps.now(), by, atOnce: Date.parse(deps.now()) - Date.parse(at) > longestWait };
  const results: ErasedLead[] = [];
  for (const id of leadIds) results.push(await eraseLead(id, how, deps));
  // A hold that was set meanwhile ends it; what was erased before is recorded, and leads to nobody.
  if (results.includes("held")) {
    const gone = leadIds.filter((_, n) => results[n] === "erased");
    await removeFound(erasure.said ?? [], gone, deps);
    return refused({ ...erasure, leads: gone.length }, deps.now());
  }
  if (results.includes("meeting")) return { ...erasure, dueAt: later(deps.now(), soon) };
  await removeFound(erasure.said ?? [], leadIds, deps);
  await removeOfAddress(email, leadIds, deps);
  return { ...erasure, leads: leadIds.length, searched: [] };
}

/** What the person said of themself, in all their submissions. */
async function saidOf(leads: readonly Lead[], { submissions }: Pick<ErasePersonDeps, "submissions">) {
  const facts = await Promise.all(
    leads.map(async (lead) => [lead.facts, ...(await submissions.of(lead.id)).map((one) => one.facts)]),
  );
  return naming(facts.flat());
}

/** What they said of themself in what is held, which managers are mailed of before it is a lead. */
async function saidOfHeld(email: string, { held, now }: Pick<ErasePersonDeps, "held" | "now">) {
  const all = [...(await held.ofPerson(email, now(), 1000)), ...(await held.released(now(), 1000))];
  return naming(all.filter((one) => isOfPerson(one, email)).map(({ facts }) => facts));
}

/** How they call themself and are reached, each once. */
function naming(facts: readonly Pick<Lead["facts"], "name" | "email" | "phone">[]) {
  const all = facts.map(({ name, email, phone }) => ({ name, email, ...(phone && { phone }) }));
  return [...new Map(all.map((one) => [JSON.stringify(one), one])).values()];
}

/** Removes the rows by which a person is found: by who they are, and as a customer of their own. */
async function removeFound(
  said: readonly SaidOf[],
  ids: readonly string[],
  { client, leadsTable }: Pick<EraseDeps, "client" | "leadsTable">,
): Promise<void> {
  const persons = said.flatMap(({ email, name = "" }) => {
    if (email === undefined) return [];
    const customers = companyDomain(email) === undefined ? customerKeys({ email, name }) : [];
    return [personKey({ email, name }), ...customers];
  });
  const keys = new Map(persons.map((key) => [key.pk, key]));
  for (const key of keys.values()) await removePointer(key, ids, client, leadsTable);
}

/** Removes what is kept by their address alone: which mails it had lately, what is held of them, and what a source sent with it that nobody could read. */
async function removeOfAddress(email: string, ids: readonly string[], deps: ErasePersonDeps): Promise<void> {
  const { client, leadsTable } = deps;
  const query = new QueryCommand({ TableName: leadsTable, ...addressRows(email) });
  const { Items = [] } = await client.send(query);
  const keys = Items.map(({ pk, sk }) => ({ pk, sk }));
  await writeAll(
    client,
    leadsTable,
    keys.map((Key) => ({ DeleteRequest: { Key } })),
  );
  for (const one of await deps.held.ofPerson(email, deps.now(), 1000)) await deps.held.discard(one);
  for (const one of await deps.held.released(deps.now(), 1000))
    if (isOfPerson(one, email) && !ids.includes(one.leadId)) await deps.held.done(one);
  for (const one of await deps.unread.naming(email, deps.now())) await deps.unread.discard(one);
}

/** Takes the person's marks out of the next items of the table of leads, then of those of reps and of the intake. */
async function search(erasure: Erasure, deps: ErasePersonDeps): Promise<Erasure> {
  const { searched = [], searchedTo, said = [], leadIds = [], email = "" } = erasure;
  const { leadsTable, repsTable, intakeTable } = deps;
  const table = [leadsTable, repsTable, intakeTable].find((one) => !searched.includes(one));
  if (table === undefined) return { ...erasure, state: "settling", dueAt: later(deps.now(), settles) };
  const pattern = markPattern(marksOf(said));
  const next = { Limit: atOnce, ExclusiveStartKey: searchedTo, ConsistentRead: true };
  const scan =
    table === leadsTable
      ? new ScanCommand({ TableName: leadsTable, ...next })
      : table === repsTable
        ? new ScanCommand({ TableName: repsTable, ...next })
        : new ScanCommand({ TableName: intakeTable, ...next });
  const { Items = [], LastEvaluatedKey } = await deps.client.send(scan);
  let { others } = erasure;
  const more: string[] = [];
  for (const item of Items) {
    if (item.pk === "ERASURES") continue;
    const own = item.sk === "LEAD" && isOfPerson(item as unknown as Lead, email);
    if (own && String(item.receivedAt) <= erasure.at && !leadIds.includes(String(item.id))) more.push(String(item.id));
    else if (pattern?.test(JSON.stringify(item))) {
      pattern.lastIndex = 0;
      if (await withoutThem(item, table, { said, leadIds }, deps)) others += 1;
    }
    if (pattern) pattern.lastIndex = 0;
  }
  // Leads that no other one leads to: all of it once more, which finds most of it done.
  if (more.length > 0) {
    const { searched: _, searchedTo: __, ...rest } = erasure;
    const leads = (await Promise.all(more.map((id) => deps.leads.get(id)))).filter((one) => one !== undefined);
    if (leads.some(({ hold }) => hold)) return refused(erasure, deps.now());
    const known = [...said, ...(await saidOf(leads, deps))].slice(0, mostSaid);
    return { ...rest, others, said: known, leadIds: [...leadIds, ...more] };
  }
  const { searchedTo: _, ...rest } = erasure;
  return LastEvaluatedKey
    ? { ...rest, others, searchedTo: LastEvaluatedKey }
    : { ...rest, others, searched: [...searched, table] };
}

/** Removes once more what was written while the person was erased, and forgets who they are. */
async function settle(erasure: Erasure, deps: ErasePersonDeps): Promise<Erasure> {
  const { id, rev, at, by, leads, others, leadIds = [], email = "" } = erasure;
  for (const lead of leadIds) await eraseLead(lead, { at: deps.now(), by, atOnce: true }, deps);
  await removeOfAddress(email, leadIds, deps);
  return { id, rev, at, by, leads, others, state: "done", doneAt: deps.now() };
}

/** Ended by a legal hold, with what was erased before it stood. */
const refused = ({ id, rev, at, by, leads, others }: Erasure, doneAt: string): Erasure => ({
  ...{ id, rev, at, by, doneAt, leads, others },
  state: "refused",
});
