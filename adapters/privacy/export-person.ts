import { type DynamoDBDocumentClient, paginateQuery, QueryCommand } from "@aws-sdk/lib-dynamodb";
import type { Lead } from "../../routing/lead/lead.ts";
import type { HeldStore } from "../intake/held-store.ts";
import type { UnreadStore } from "../intake/unread-store.ts";
import { leadKey } from "../leads/lead-rows.ts";
import type { LeadStore } from "../leads/lead-store.ts";
import type { Suppression, Suppressions } from "../leads/suppressions.ts";
import { addressRows } from "../mail/address-limit.ts";

type Item = Record<string, unknown>;

/** All that is kept of a person. Keys of items are left out where they say nothing, and with them whatever opens a page. */
export interface KeptOfPerson {
  email: string;
  /** ISO 8601 */
  at: string;
  leads: { lead: Item; beside: Record<string, Item[]> }[];
  held: Item[];
  /** What sources sent with the address, in which no lead was found. */
  unread: Item[];
  /** Why the address gets no mail that is about no request of theirs. */
  suppressed?: Omit<Suppression, "address">;
  /** Of which kinds of mails they had one within a day. */
  mailedLately: Item[];
}

export interface ExportDeps {
  client: DynamoDBDocumentClient;
  leadsTable: string;
  leads: LeadStore;
  held: Pick<HeldStore, "ofPerson">;
  unread: Pick<UnreadStore, "naming">;
  suppressions: Pick<Suppressions, "of">;
}

/** What says nothing of a person: keys of indexes, and secrets by which somebody could act. */
const leftOut = new Set([
  ...["pk", "sk", "taskToken", "linkHashes", "managerLinks", "secret", "dueShard", "standAt", "waitList", "turn"],
  ...["waitKeyHash", "waitKey", "keeper", "keptAt", "holders", "listed", "inPool", "rev", "shadow"],
]);

function told(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(told);
  if (value instanceof Uint8Array || typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, one]) => (leftOut.has(key) ? [] : [[key, told(one)]])),
  );
}

/** The rows beside a lead by their kind, as `SUBMISSION`; links to its person's page say no more than that there are some. */
async function besideOf(lead: Lead, { client, leadsTable }: ExportDeps): Promise<Record<string, Item[]>> {
  const beside: Record<string, Item[]> = {};
  const { pk, sk: own } = leadKey(lead.id);
  const pages = paginateQuery(
    { client },
    {
      TableName: leadsTable,
      KeyConditionExpression: "pk = :lead",
      ExpressionAttributeValues: { ":lead": pk },
      ConsistentRead: true,
    },
  );
  for await (const { Items = [] } of pages) {
    for (const { sk, ...item } of Items) {
      if (sk === own) continue;
      const [kind = "", ...rest] = String(sk).split("#");
      const name = kind === "MAIL" ? { mail: rest.join(" ") } : {};
      beside[kind] = [...(beside[kind] ?? []), { ...name, ...(told(item) as Item) }];
    }
  }
  return beside;
}

/**
 * All that is kept of the person with this address, for them to have.
 * @param at ISO 8601
 * @param leads theirs
 */
export async function exportPerson(
  email: string,
  at: string,
  deps: ExportDeps,
  leads: readonly Lead[],
): Promise<KeptOfPerson> {
  const { Items = [] } = await deps.client.send(
    new QueryCommand({ TableName: deps.leadsTable, ...addressRows(email) }),
  );
  const [held, unread, suppressed] = await Promise.all([
    deps.held.ofPerson(email, at, 1000),
    deps.unread.naming(email, at),
    deps.suppressions.of(email),
  ]);
  const each = leads.map(async (lead) => ({ lead: told(lead) as Item, beside: await besideOf(lead, deps) }));
  const { address: _, ...why } = suppressed ?? {};
  return {
    ...{ email, at, leads: await Promise.all(each), held: held.map((one) => told(one) as Item) },
    unread: unread.map((one) => told(one) as Item),
    ...(suppressed && { suppressed: why as Omit<Suppression, "address"> }),
    mailedLately: Items.map(({ sk, until }) => ({ kind: String(sk).slice("MAIL#".length), until })),
  };
}

/** What of a lead its person gets by themself: what they said, what came of it and when, and nothing that only we know of others. */
const ofLead = [
  "receivedAt",
  "status",
  "facts",
  "asWritten",
  "consent",
  "consents",
  "from",
  "unreachable",
  "look",
  "closed",
  "meeting",
];

/** The same as its person may take it away from their own page, without a word of the team or of anybody else: so without what nobody could read. */
export function personsFile({ leads, unread: _, ...kept }: KeptOfPerson): object {
  return {
    ...kept,
    leads: leads.map(({ lead, beside }) => ({
      ...Object.fromEntries(ofLead.flatMap((name) => (lead[name] === undefined ? [] : [[name, without(lead[name])]]))),
      submissions: beside.SUBMISSION ?? [],
      mails: (beside.MAIL ?? []).map(({ mail }) => mail),
      timeline: [
        ...(beside.TIMELINE ?? []).flatMap(({ timeline }) => timeline as Item[]),
        ...(lead.timeline as Item[]),
      ].map(({ at, event }) => ({ at, event })),
    })),
  };
}

const without = (value: unknown): unknown => {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  const { by: _, repId: __, counted: ___, note: ____, ...rest } = value as Item;
  return rest;
};
