import { randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { DeleteCommand, PutCommand, QueryCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { type Lead, openOffers } from "../../routing/lead/lead.ts";
import { withLink } from "../../routing/lead/move-lead.ts";
import { simulator, syntheticId } from "../../routing/lead/synthetic.ts";
import { syntheticRep } from "../../routing/reps/synthetic-rep.ts";
import { sign } from "../intake/signature.ts";
import { syntheticSecret } from "../intake/synthetic-secret.ts";
import { leadKey, personKey } from "../leads/lead-rows.ts";
import { newLink } from "../leads/offer-link.ts";
import { eraseLead, removePointer } from "../privacy/erase-lead.ts";
import type { ExpireDeps } from "../privacy/retention.ts";
import { setPlaces } from "../reps/set-places.ts";

export interface LivePathDeps extends Omit<ExpireDeps, "hasTime"> {
  /** The public address, without a slash at the end. */
  baseUrl: string;
  formKey: string;
  /** How long each part may take, ms. */
  patience: number;
  /** How long a page is read before its button is pressed, ms. */
  reading?: number;
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

async function send(message: string, { baseUrl, formKey, now }: LivePathDeps): Promise<void> {
  const body = JSON.stringify({
    name: "Synthetic Lead",
    email: `${simulator.mailbox}+${message}@${simulator.domain}`,
    message: "Sent by Turno itself, to see whether the path of leads works.",
  });
  const timestamp = String(Math.floor(Date.parse(now()) / 1000));
  await asked(
    `${baseUrl}/leads`,
    {
      method: "POST",
      headers: {
        "content-type": "application/json",
        "webhook-id": message,
        "webhook-timestamp": timestamp,
        "webhook-signature": sign(syntheticSecret(formKey), { id: message, timestamp, body }),
      },
      body,
    },
    201,
  );
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

/** Reads a rep's page and presses one of its buttons, again where the page says that it came too soon. */
async function press(link: string, to: string, fields: Record<string, string>, deps: LivePathDeps): Promise<void> {
  let page = await asked(link, {}, 200);
  for (let tries = 0; tries < 5; tries++) {
    await delay(deps.reading ?? 2500);
    const shown = /name="shown" value="([^"]*)"/.exec(page)?.[1];
    if (shown === undefined) throw new Error("the rep's page has no button");
    const body = new URLSearchParams({ ...fields, shown });
    const answer = await reach(`${link}${to}`, { method: "POST", body });
    if (answer.status !== 422) return expected(answer.status, 200, `POST ${pathOf(link)}${to}`);
    page = await answer.text();
  }
  throw new Error("the rep's button was pressed too soon each time");
}

const reach = (url: string, init: RequestInit): Promise<Response> =>
  fetch(url, { ...init, redirect: "manual", signal: AbortSignal.timeout(20_000) }).catch((error: Error) => {
    throw new Error(`${pathOf(url)} did not answer: ${(error.cause as Error | undefined)?.message ?? error.message}`);
  });

async function asked(url: string, init: RequestInit, status: number): Promise<string> {
  const answer = await reach(url, init);
  expected(answer.status, status, `${init.method ?? "GET"} ${pathOf(url)}`);
  return answer.text();
}

function expected(got: number, wanted: number, what: string): void {
  if (got !== wanted) throw new Error(`${what} answered ${got} in place of ${wanted}`);
}

/** Where an address leads, without what makes a link work. */
const pathOf = (url: string): string => new URL(url).pathname.replace(/\.[\w-]+/, "");

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
