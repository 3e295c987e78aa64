import { randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { DeleteCommand, PutCommand, QueryCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { type Lead, openOffers } from "../../routing/lead/lead.ts";
import { withLink } from "../../routing/lead/move-lead.ts";
import { simulator, syntheticId } from "../../routing/lead/synthetic.ts";
import { syntheticRep } from "../../routing/reps/synthetic-rep.ts";
import { leadKey, personKey } from "../leads/lead-rows.ts";
import { newLink } from "../leads/offer-link.ts";
import { eraseLead, removePointer } from "../privacy/erase-lead.ts";
import type { ExpireDeps } from "../privacy/retention.ts";
import { setPlaces } from "../reps/set-places.ts";
import { asked, type Doorway, press, send } from "./pages.ts";

export interface LivePathDeps extends Omit<ExpireDeps, "hasTime">, Doorway {
  /** How long each part may take, ms. */
  patience: number;
}

/** The parts of the path, in their order: what a visitor, a rep and a person meet. */
export const pathParts = ["form", "sent", "offered", "accepted", "introduced", "closed"] as const;
type PathPart = (typeof pathParts)[number];

/** How long each part took, in seconds of real time; `broken` where it did not come further, and why. */
export interface Tried {
  leadId: string;
  took: Partial<Record<PathPart, number>>;
  broken?: { at: PathPart; because: string };
}

/** The partition of synthetic leads that were sent and not cleared away yet. */
const sentKey = (id: string) => ({ pk: "SYNTHETIC", sk: id });
const mostCleared = 25;
const lateMs = 3_600_000;

/**
 * Sends a synthetic lead through the public address, as a server that signs, and follows it as people do: reads and presses the rep's
 * pages, until the lead is closed. Every mail on the way goes to SES's simulator. What was sent is cleared away in the end, also
 * what earlier runs left. Never throws for a path that is broken.
 * @throws where the tables do not answer
 */
export async function tryLivePath(deps: LivePathDeps): Promise<Tried> {
  const message = randomUUID();
  const leadId = syntheticId(message);
  const tried: Tried = { leadId, took: {} };
  await openPlace(deps);
  await deps.client.send(
    new PutCommand({ TableName: deps.leadsTable, Item: { ...sentKey(leadId), at: deps.now(), message } }),
  );
  for (const [part, go] of Object.entries(partsOf(leadId, message, deps)) as [PathPart, () => Promise<void>][]) {
    const began = performance.now();
    try {
      await go();
    } catch (error) {
      tried.broken = { at: part, because: (error as Error).message };
      break;
    }
    tried.took[part] = Math.round(performance.now() - began) / 1000;
  }
  await clearAway(deps);
  return tried;
}

const partsOf = (leadId: string, message: string, deps: LivePathDeps): Record<PathPart, () => Promise<void>> => {
  let link = "";
  const until = (what: string, is: (lead: Lead) => boolean) => waitFor(leadId, what, is, deps);
  return {
    async form() {
      await asked(`${deps.baseUrl}/form`, {}, 200);
    },
    async sent() {
      await send(message, deps);
      await until("kept", () => true);
    },
    async offered() {
      await until("offered to its rep, in a task that waits", ({ status, taskToken }) =>
        Boolean(status === "offered" && taskToken),
      );
      link = await ownLink(leadId, deps);
    },
    async accepted() {
      await press(link, "", { decision: "accept" }, deps);
      await until("accepted", ({ status }) => status === "accepted" || status === "introduced");
    },
    async introduced() {
      await until("introduced", ({ status }) => status === "introduced");
      await mailsTaken(leadId, deps);
    },
    async closed() {
      await press(link, "/acts", { act: "invalid", note: "synthetic" }, deps);
      await until("closed", ({ status }) => status === "closed");
    },
  };
};

/** Lets the synthetic rep have leads, who is in no roster and so has no place by an import. */
async function openPlace({ client, repsTable }: LivePathDeps): Promise<void> {
  const { Update } = setPlaces(repsTable, [{ id: syntheticRep.id, most: syntheticRep.capacity }]);
  if (Update) await client.send(new UpdateCommand({ ...Update, TableName: repsTable }));
}

/** A link of one's own to the open offer, since nobody reads the mail with the other one. */
async function ownLink(leadId: string, { leads, baseUrl }: LivePathDeps): Promise<string> {
  const link = newLink(baseUrl, leadId);
  await leads.update(leadId, (lead) => {
    const [offer] = openOffers(lead);
    return offer && withLink(lead, link.hash, offer.attempt);
  });
  return link.url;
}

async function waitFor(
  leadId: string,
  what: string,
  is: (lead: Lead) => boolean,
  { leads, patience }: LivePathDeps,
): Promise<void> {
  const end = performance.now() + patience;
  for (let wait = 100; ; wait = Math.min(2000, wait * 1.5)) {
    const lead = await leads.get(leadId);
    if (lead && is(lead)) return;
    if (performance.now() > end)
      throw new Error(`the lead was not ${what} within ${patience / 1000} s: it is ${lead?.status ?? "not kept"}`);
    await delay(wait);
  }
}

/** Holds that SES took the offer, the details and the introduction. */
async function mailsTaken(leadId: string, { client, leadsTable }: LivePathDeps): Promise<void> {
  const { Items = [] } = await client.send(
    new QueryCommand({
      TableName: leadsTable,
      KeyConditionExpression: "pk = :lead AND begins_with(sk, :mail)",
      ExpressionAttributeValues: { ":lead": leadKey(leadId).pk, ":mail": "MAIL#" },
      ConsistentRead: true,
    }),
  );
  for (const kind of ["offer", "details", "introduction"]) {
    const state = Items.find(({ sk }) => String(sk).startsWith(`MAIL#${kind}#`))?.state ?? "not sent";
    if (state !== "sent") throw new Error(`the mail "${kind}" is ${state}`);
  }
}

/** Erases what was sent, now and before, as the data of any person is erased. */
async function clearAway(deps: LivePathDeps): Promise<void> {
  const { client, leadsTable, now } = deps;
  const { Items = [] } = await client.send(
    new QueryCommand({
      TableName: leadsTable,
      KeyConditionExpression: "pk = :synthetic",
      ExpressionAttributeValues: { ":synthetic": "SYNTHETIC" },
      ConsistentRead: true,
      Limit: mostCleared,
    }),
  );
  for (const { sk, message, at } of Items) {
    const id = String(sk);
    // One that was sent just now and is not there may still come.
    const isLate = Date.parse(now()) - Date.parse(String(at)) > lateMs;
    if (!isLate && !(await deps.leads.get(id))) continue;
    const email = `${simulator.mailbox}+${message}@${simulator.domain}`;
    await eraseLead(id, { at: now(), by: "synthetic", atOnce: true }, deps);
    await removePointer(personKey({ email, name: "" }), [id], client, leadsTable);
    await client.send(new DeleteCommand({ TableName: leadsTable, Key: sentKey(id) }));
  }
}
