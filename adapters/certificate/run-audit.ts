import { GetCommand, paginateQuery, ScanCommand } from "@aws-sdk/lib-dynamodb";
import { Lead } from "../../routing/lead/lead.ts";
import { syntheticKey } from "../../routing/lead/synthetic.ts";
import { ledgersOf } from "../../routing/ledger/stored-ledger.ts";
import type { PolicyStore } from "../policies/policy-store.ts";
import { counted, type Finding, findingsOf, type Item, uncertainIn } from "./audit-lead.ts";
import { ledgerFindings, type PlacesDeps, placeFindings } from "./audit-places.ts";
import { isLookedAt, type PointerTables, pointerFindings } from "./audit-pointers.ts";
import type { Audit, CertificateStore } from "./certificate-store.ts";

export interface AuditDeps extends PlacesDeps, PointerTables {
  certificates: Pick<CertificateStore, "keep">;
  policies: Pick<PolicyStore, "active">;
  /** ISO 8601. */
  now: () => string;
  hasTime: () => boolean;
  /** Looks at all leads, and not only at those of this night. */
  everything?: boolean;
}

/** How many items one read looks at, and how many findings are kept; all are counted. */
const atOnce = 500;
const mostKept = 100;
const mostUncertain = 200;
const dayMs = 86_400_000;

/** An audit that has not looked at anything yet. */
export const begunAudit = (at: string): Audit => ({
  day: at.slice(0, 10),
  startedAt: at,
  counts: { leads: {}, submissions: 0, mails: { claimed: 0, told: 0, ended: 0 } },
  findings: [],
  found: 0,
  uncertain: [],
});

/**
 * Goes on with an audit as far as there is time: each lead with what is beside it and what leads to it, then who holds what,
 * the ledgers, and the mails of which it was not known whether they were told. What differs is read again, consistently,
 * before it is found, since leads move meanwhile. It changes nothing but its own certificate, which is kept after each part.
 */
export async function runAudit(audit: Audit, deps: AuditDeps): Promise<Audit> {
  let now = audit;
  while (deps.hasTime() && now.doneAt === undefined) {
    const leads = await readOn(now, deps);
    now = leads.readTo ? leads : await closing(leads, deps);
    await deps.certificates.keep(now);
  }
  return now;
}

/** Looks at the next leads. A lead whose rows go on in the next part is looked at with that. */
async function readOn(audit: Audit, deps: AuditDeps): Promise<Audit> {
  const items: Item[] = [];
  let from = audit.readTo;
  let groups: Item[][];
  do {
    const { Items = [], LastEvaluatedKey } = await deps.client.send(
      new ScanCommand({ TableName: deps.leadsTable, Limit: atOnce, ExclusiveStartKey: from, ConsistentRead: true }),
    );
    items.push(...Items);
    from = LastEvaluatedKey;
    groups = partitions(items);
  } while (from && groups.length < 2);
  if (from) {
    const [next] = groups.pop() ?? [];
    const last = items[items.indexOf(next as Item) - 1];
    from = last && { pk: last.pk, sk: last.sk };
  }
  const ofLeads = groups.filter(
    ([first]) => String(first?.pk).startsWith("LEAD#") && !String(first?.pk).startsWith(syntheticKey),
  );
  const findings = [...(await suspected(ofLeads, deps)), ...(await pointers(ofLeads, deps))];
  const { readTo: _, ...rest } = audit;
  return {
    ...withFindings(rest, findings),
    counts: ofLeads.reduce(counted, audit.counts),
    uncertain: [...audit.uncertain, ...ofLeads.flatMap(uncertainIn)].slice(0, mostUncertain),
    ...(from && { readTo: from }),
  };
}

/** The items of each partition, which follow one another. */
function partitions(items: readonly Item[]): Item[][] {
  const groups: Item[][] = [];
  for (const item of items) {
    const last = groups.at(-1);
    if (last?.[0]?.pk === item.pk) last?.push(item);
    else groups.push([item]);
  }
  return groups;
}

const withFindings = <Of extends Audit>(audit: Of, findings: readonly Finding[]): Of => ({
  ...audit,
  findings: [...audit.findings, ...findings].slice(0, mostKept),
  found: audit.found + findings.length,
});

/** What does not agree within a lead, also when it is read once more. */
async function suspected(groups: readonly Item[][], deps: AuditDeps): Promise<Finding[]> {
  const found: Finding[] = [];
  for (const group of groups) {
    if (findingsOf(group, deps.now()).length === 0) continue;
    const again = await partitionOf(String(group[0]?.pk), deps);
    if (again.length > 0) found.push(...findingsOf(again, deps.now()));
  }
  return found;
}

async function partitionOf(pk: string, { client, leadsTable }: AuditDeps): Promise<Item[]> {
  const items: Item[] = [];
  const pages = paginateQuery(
    { client },
    {
      TableName: leadsTable,
      KeyConditionExpression: "pk = :pk",
      ExpressionAttributeValues: { ":pk": pk },
      ConsistentRead: true,
    },
  );
  for await (const { Items = [] } of pages) items.push(...Items);
  return items;
}

/** What does not lead to a lead as it should, also when both are read once more. */
async function pointers(groups: readonly Item[][], deps: AuditDeps): Promise<Finding[]> {
  const now = deps.now();
  const leads = groups.flatMap((group) => {
    const read = Lead.safeParse(group.find(({ sk }) => sk === "LEAD"));
    const isMeant = read.success && !read.data.erased && (deps.everything || isLookedAt(read.data, now));
    return isMeant ? [read.data] : [];
  });
  const first = await pointerFindings(leads, now, deps);
  if (first.length === 0) return [];
  const ids = new Set(first.map(({ of }) => of));
  const again = await Promise.all([...ids].map((id) => deps.leads.get(id)));
  return pointerFindings(again.filter((lead) => lead !== undefined && !lead.erased) as Lead[], now, deps);
}

/** What is looked at once all leads were. */
async function closing(audit: Audit, deps: AuditDeps): Promise<Audit> {
  const { policy } = await deps.policies.active();
  const since = new Date(Date.parse(deps.now()) - 2 * dayMs).toISOString();
  const ledgers = ledgersOf(policy, Object.keys(policy.pools));
  const found = [...(await placeFindings(deps)), ...(await ledgerFindings(ledgers, since, deps))];
  const untold: Finding[] = [];
  for (const Key of audit.uncertain) {
    const { Item } = await deps.client.send(new GetCommand({ TableName: deps.leadsTable, Key, ConsistentRead: true }));
    if (Item?.state === "sending")
      untold.push({ kind: "mail", of: Key.pk.slice("LEAD#".length), detail: `${Key.sk} was claimed, and is not told` });
  }
  return { ...withFindings(audit, [...found, ...untold]), uncertain: [], doneAt: deps.now() };
}
