import { readFileSync } from "node:fs";
import { createServer, request, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { marshall } from "@aws-sdk/util-dynamodb";
import { Ajv } from "ajv";
import { CloudEvent } from "cloudevents";
import { Webhook } from "standardwebhooks";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { lookupPublic } from "../../adapters/calendar/public-address.ts";
import type { Wire } from "../../adapters/webhooks/call-out.ts";
import type { Hook } from "../../adapters/webhooks/hooks.ts";
import { type LeadEvent, leadEvent, withPerson } from "../../adapters/webhooks/lead-event.ts";
import { Outbox } from "../../adapters/webhooks/outbox.ts";
import { postWebhook } from "../../adapters/webhooks/post-webhook.ts";
import { hookReceiver } from "../../adapters/webhooks/receivers.ts";
import { tellChanges } from "../../functions/digest-leads/tell-changes.ts";
import { sendWebhooks } from "../../functions/send-webhooks/send-webhooks.ts";
import type { Lead } from "../../routing/lead/lead.ts";
import { aLead, anOfferedLead } from "../build/a-lead.ts";
import { useTables } from "../build/tables.ts";

const tables = useTables();
const secret = `whsec_${Buffer.alloc(32, 7).toString("base64")}`;
let hook: Hook;
let hooks = 0;
let now = "";
const later = (minutes: number) => {
  now = new Date(Date.parse(now) + minutes * 60_000).toISOString();
};

/** A receiver that answers as it is told to, and keeps what it took: the ids in their order. */
type Answer = (response: ServerResponse) => void;
let answer: Answer = () => {};
let received: { headers: Record<string, string>; body: string }[] = [];
const server = createServer(async (incoming, response) => {
  let body = "";
  for await (const chunk of incoming) body += chunk;
  received.push({ headers: incoming.headers as Record<string, string>, body });
  answer(response);
});
/** Does not answer at all. */
const silent: Answer = () => {};
const fine: Answer = (response) => response.writeHead(204).end();
beforeAll(() => new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve)));
afterAll(() => void server.close());
beforeEach(() => {
  const { port } = server.address() as AddressInfo;
  hooks += 1;
  hook = { id: `crm-${hooks}`, url: `http://127.0.0.1:${port}/in`, secret, person: false };
  now = "2026-11-02T15:00:00.000Z";
  received = [];
  answer = fine;
});

const toItself: Wire = {
  request: request as unknown as Wire["request"],
  lookup: lookupPublic,
  isPublic: () => true,
  protocol: "http:",
  // Long, since nothing is to fail where the machine has much to do; short where nobody answers.
  get timeoutMs() {
    return answer === silent ? 50 : 30_000;
  },
};
const world = () => ({
  hooks: { ids: async () => [hook.id] },
  receivers: [async () => [hookReceiver(hook, toItself)]],
  ...{ bus: { put: async () => [] }, busTellsPerson: false, crms: [], policies: { ifActive: async () => undefined } },
  outbox: new Outbox(tables.client, "leads"),
  leads: tables.leads,
  stage: "dev",
  now: () => now,
  hasTime: () => true,
});
const send = () => sendWebhooks(world());
let sequence = 0;
const records = (leads: readonly Lead[]) => ({
  Records: leads.map((lead) => ({
    dynamodb: {
      Keys: { sk: { S: "LEAD" }, pk: { S: `LEAD#${lead.id}` } },
      NewImage: marshall({ ...lead, pk: `LEAD#${lead.id}`, sk: "LEAD" }, { removeUndefinedValues: true }),
      SequenceNumber: String(++sequence),
    },
  })),
});
const tell = (leads: readonly Lead[]) => tellChanges(records(leads) as never, world());
const at = (id: string, rev: number): Lead => anOfferedLead({ id, rev });
const idsTold = () => received.map(({ headers }) => headers["webhook-id"]);
const firstOf = (ids: readonly (string | undefined)[]) => [...new Set(ids)];

describe("an event", () => {
  it("is what its schema says, and one by the CloudEvents SDK, with and without its person", () => {
    const isTime = (text: string) => new Date(text).toISOString() === text;
    const ajv = new Ajv({ formats: { "date-time": isTime } });
    const validate = ajv.compile(JSON.parse(readFileSync("schemas/lead-changed.json", "utf8")));
    const won = { outcome: "won" as const, at: now, by: "ana", value: 12 };
    const leads = [aLead(), anOfferedLead(), aLead({ status: "closed", closed: won, ownerId: "ana" })];
    for (const lead of leads)
      for (const event of [leadEvent(lead, "dev"), withPerson(leadEvent(lead, "dev"), lead)]) {
        expect(validate(event), JSON.stringify(validate.errors)).toBe(true);
        expect(new CloudEvent({ ...event }).validate()).toBe(true);
      }
  });

  it("names nobody unless its receiver asks, and nobody who was erased since", async () => {
    const lead = at("named", 3);
    await tables.leads.create(lead, undefined);
    const { name, email } = lead.facts;
    await tell([lead]);
    await send();
    expect(received[0]?.body).not.toContain(name);
    hook = { ...hook, id: `${hook.id}-person`, person: true };
    await tell([lead]);
    await send();
    expect(received[1]?.body).toContain(name);
    expect(received[1]?.body).toContain(email);
    expect(withPerson(leadEvent(lead, "dev"), { ...lead, erased: now }).data.person).toBeUndefined();
  });
});

describe("webhooks", () => {
  it("are signed so that the package of Standard Webhooks takes them, and no altered one", async () => {
    await tell([at("signed", 1)]);
    expect(await send()).toEqual({ told: 1, failed: 0, dead: 0 });
    const [{ headers, body }] = received as [(typeof received)[number]];
    const check = new Webhook(secret);
    // The package holds the time against the clock of this machine.
    const own = postedNow(JSON.parse(body) as LeadEvent);
    await own;
    const last = received.at(-1) as (typeof received)[number];
    expect(check.verify(last.body, last.headers)).toMatchObject({ id: "signed.1", type: "turno.lead.changed" });
    expect(() => check.verify(last.body.replace("offered", "offereD"), last.headers)).toThrow();
    expect(headers["webhook-id"]).toBe("signed.1");
  });

  it("tell each change once by its revision, in order, however often the stream tells of it", async () => {
    const leads = [1, 2, 3, 4].map((rev) => at("often", rev));
    await tell(leads);
    await tell(leads);
    await send();
    await tell([...leads].reverse());
    later(1);
    await send();
    expect(idsTold()).toEqual(["often.1", "often.2", "often.3", "often.4"]);
  });

  const failures: [string, Answer][] = [
    ["is down", (response) => response.destroy()],
    ["answers 500", (response) => response.writeHead(500).end("no")],
    ["does not answer in time", silent],
    [
      "breaks off within its answer",
      (response) => {
        response.writeHead(200, { "content-length": 100 });
        response.write("half", () => response.destroy());
      },
    ],
    ["redirects", (response) => response.writeHead(302, { location: "http://127.0.0.1/" }).end()],
  ];
  it.each(failures)(
    "are tried again with the same id where the receiver %s, in order, and told once it is back",
    async (_, failing) => {
      answer = failing;
      await tell([1, 2, 3].map((rev) => at("failing", rev)));
      for (let minute = 0; minute < 20; minute += 1) {
        await send();
        later(1);
      }
      expect(firstOf(idsTold())).toEqual(["failing.1"]);
      expect(received.length).toBeGreaterThan(3);
      answer = fine;
      later(60);
      for (let minute = 0; minute < 3; minute += 1) await send();
      expect(firstOf(idsTold())).toEqual(["failing.1", "failing.2", "failing.3"]);
      expect(await world().outbox.pending(hook.id)).toEqual([]);
    },
  );

  it("of an hour in which a receiver was down are all told once it is back, each lead's in its order, with the same ids", async () => {
    answer = (response) => response.writeHead(502).end();
    for (let minute = 0; minute < 60; minute += 1) {
      if (minute % 20 === 0) await tell(["down-a", "down-b"].map((id) => at(id, minute / 20 + 1)));
      await send();
      later(1);
    }
    const tried = new Set(idsTold());
    answer = fine;
    received = [];
    for (let minute = 0; minute < 130; minute += 1) {
      await send();
      later(1);
    }
    for (const lead of ["down-a", "down-b"])
      expect(idsTold().filter((id) => id?.startsWith(lead))).toEqual([1, 2, 3].map((rev) => `${lead}.${rev}`));
    for (const id of tried) expect(idsTold()).toContain(id);
  });

  it("wait as long as a 429 asks them to", async () => {
    answer = (response) => response.writeHead(429, { "retry-after": "1800" }).end();
    await tell([at("slow-down", 1)]);
    await send();
    answer = fine;
    later(29);
    await send();
    expect(received).toHaveLength(1);
    later(1);
    await send();
    expect(idsTold()).toEqual(["slow-down.1", "slow-down.1"]);
  });

  it("are given up after a day, told of, and told again on replay", async () => {
    answer = (response) => response.writeHead(503).end();
    await tell([1, 2].map((rev) => at("down", rev)));
    let dead = 0;
    for (let hour = 0; hour < 60; hour += 1) {
      dead += (await send()).dead;
      later(60);
    }
    expect([dead, (await world().outbox.dead(hook.id)).length]).toEqual([2, 2]);
    answer = fine;
    received = [];
    expect(await world().outbox.replay(hook.id, now)).toBe(2);
    await send();
    expect(idsTold()).toEqual(["down.1", "down.2"]);
  });

  it("are not told once more after a replay of what came before them", async () => {
    answer = (response) => response.writeHead(503).end();
    await tell([at("late", 1)]);
    for (let hour = 0; hour < 60; hour += 1) {
      await send();
      later(60);
    }
    answer = fine;
    await tell([at("late", 2)]);
    await send();
    await world().outbox.replay(hook.id, now);
    await send();
    received = [];
    await tell([at("late", 2)]);
    await send();
    expect(idsTold()).toEqual([]);
  });

  it("stop for a receiver that is gone, keep what it misses, and go on after a replay", async () => {
    answer = (response) => response.writeHead(410).end();
    await tell([at("gone", 1)]);
    expect(await send()).toEqual({ told: 0, failed: 0, dead: 1 });
    await tell([at("gone", 2)]);
    later(5);
    await send();
    expect(received).toHaveLength(1);
    answer = fine;
    expect(await world().outbox.replay(hook.id, now)).toBe(2);
    await send();
    expect(idsTold()).toEqual(["gone.1", "gone.1", "gone.2"]);
  });

  it("of one lead do not wait for those of another", async () => {
    let first = true;
    answer = (response) => {
      response.writeHead(first ? 500 : 204).end();
      first = false;
    };
    await tell([at("a-fails", 1)]);
    await send();
    await tell([at("b-fine", 1)]);
    await send();
    expect(idsTold()).toEqual(["a-fails.1", "b-fine.1"]);
  });

  it("go to public servers over https alone", async () => {
    const event = leadEvent(aLead(), "dev");
    const post = (url: string) => postWebhook({ ...hook, url }, event, 0);
    for (const url of ["http://example.com/", "https://u:p@example.com/"])
      expect(await post(url)).toEqual({ kind: "failed", because: "address" });
    for (const url of ["https://127.0.0.1/", "https://169.254.169.254/latest", "https://[::1]/", "https://localhost/"])
      expect(await post(url)).toEqual({ kind: "failed", because: "not-public" });
  });
});

const postedNow = (event: LeadEvent) => postWebhook(hook, event, Date.now(), toItself);
