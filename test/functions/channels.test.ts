import { createServer, request, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { marshall } from "@aws-sdk/util-dynamodb";
import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { lookupPublic } from "../../adapters/calendar/public-address.ts";
import { channelReceivers } from "../../adapters/channels/channel-receivers.ts";
import { leadMessage } from "../../adapters/channels/lead-message.ts";
import { slackBody, teamsBody } from "../../adapters/channels/message.ts";
import type { Wire } from "../../adapters/webhooks/call-out.ts";
import { Outbox } from "../../adapters/webhooks/outbox.ts";
import { tellChanges } from "../../functions/digest-leads/tell-changes.ts";
import { sendWebhooks } from "../../functions/send-webhooks/send-webhooks.ts";
import type { Lead } from "../../routing/lead/lead.ts";
import type { Policy } from "../../routing/policy/policy.ts";
import { channelTexts } from "../../texts/by-language.ts";
import { anOfferedLead } from "../build/a-lead.ts";
import { aPolicy } from "../build/a-policy.ts";
import { aRep } from "../build/a-rep.ts";
import { useTables } from "../build/tables.ts";

const tables = useTables();
let answer: (response: ServerResponse) => void;
let received: { path: string; body: string }[];
const server = createServer(async (incoming, response) => {
  let body = "";
  for await (const chunk of incoming) body += chunk;
  received.push({ path: incoming.url ?? "", body });
  answer(response);
});
beforeAll(() => new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve)));
afterAll(() => void server.close());
let now: string;
let policy: Policy;
beforeEach(() => {
  now = "2026-11-02T15:00:00.000Z";
  runs += 1;
  received = [];
  answer = (response) => response.writeHead(200).end("ok");
  policy = aPolicy({ channels: { [`team-${runs}`]: { kind: "slack", tell: ["offers", "breaches"] } } });
});
let runs = 0;
const reps = [aRep({ id: "ana", name: "Ana *Torres*" }), aRep({ id: "marta", name: "Marta", role: "manager" })];

const toItself: Wire = {
  request: request as unknown as Wire["request"],
  ...{ lookup: lookupPublic, isPublic: () => true, protocol: "http:", timeoutMs: 30_000 },
};
const world = (addresses?: string) => {
  const { port } = server.address() as AddressInfo;
  const named = Object.keys(policy.channels).map((name) => [name, `https://127.0.0.1:${port}/${name}`]);
  // Real addresses are https; the server of this test is not.
  const wire: Wire = {
    ...toItself,
    protocol: "https:",
    request: ((url: string, ...rest: never[]) =>
      (toItself.request as unknown as (...all: unknown[]) => unknown)(
        url.replace("https:", "http:"),
        ...rest,
      )) as never,
  };
  const policies = { ifActive: async () => policy };
  const secrets = { secretOf: async () => addresses ?? JSON.stringify(Object.fromEntries(named)) };
  return {
    ...{ policies, hooks: { ids: async () => [] }, bus: { put: async () => [] }, busTellsPerson: false, crms: [] },
    ...{ outbox: new Outbox(tables.client, "leads"), leads: tables.leads, stage: "dev" },
    ...{ now: () => now, hasTime: () => true },
    receivers: [
      channelReceivers({
        policies,
        secrets,
        reps: { all: async () => reps as never },
        baseUrl: "https://t.example",
        wire,
      }),
    ],
  };
};
const told = async (lead: Lead) => {
  const NewImage = marshall(lead, { removeUndefinedValues: true });
  const record = { dynamodb: { Keys: { sk: { S: "LEAD" } }, NewImage, SequenceNumber: "1" } };
  await tellChanges({ Records: [record] } as never, world());
};
const send = (addresses?: string) => sendWebhooks(world(addresses));
const later = (minutes: number) => {
  now = new Date(Date.parse(now) + minutes * 60_000).toISOString();
};
const offered = async (id: string, more: Partial<Lead> = {}): Promise<Lead> => {
  const at = { at: now, event: "offered", repId: "ana" };
  const facts = { ...anOfferedLead().facts, email: `${id}@andina.example` };
  const lead = anOfferedLead({ id, rev: 4, facts, timeline: [at], ...more });
  await tables.leads.create(lead, undefined);
  return lead;
};

describe("a channel", () => {
  it("is told who is asked for which lead until when, with a button that opens the page and does nothing", async () => {
    const lead = await offered("asked");
    await told(lead);
    expect(await send()).toEqual({ told: 1, failed: 0, dead: 0 });
    const { blocks } = JSON.parse(received[0]?.body ?? "{}");
    const texts = channelTexts[policy.languages[0] ?? "en"];
    expect(blocks[0].text).toEqual({ type: "plain_text", text: texts.offered("Ana *Torres*"), emoji: false });
    expect(JSON.stringify(blocks)).toContain(lead.facts.name);
    expect(blocks.at(-1).elements).toEqual([
      { type: "button", text: expect.objectContaining({ text: texts.open }), url: "https://t.example/app/leads/asked" },
    ]);
    for (const means of [lead.facts.email, lead.facts.phone ?? "+52", lead.facts.message ?? "?!"])
      expect(received[0]?.body).not.toContain(means);
  });

  it("hears of its pools and news alone, once, and not of what is over meanwhile or of whom was erased", async () => {
    const [name = ""] = Object.keys(policy.channels);
    await told(await offered("other-event", { timeline: [{ at: now, event: "scored" }] }));
    policy = aPolicy({ channels: { [name]: { kind: "slack", tell: ["breaches"] } } });
    await told(await offered("not-offers"));
    const pools = Object.keys(policy.pools).slice(0, 1);
    policy = aPolicy({ channels: { [name]: { kind: "slack", tell: ["offers"], pools } } });
    await told(
      await offered("elsewhere", { offers: anOfferedLead().offers.map((one) => ({ ...one, pool: "another" })) }),
    );
    await send();
    expect(received).toEqual([]);
    policy = aPolicy({ channels: { [name]: { kind: "slack", tell: ["offers"] } } });
    const twice = await offered("twice");
    await told(twice);
    await told(twice);
    const over = await offered("over", {
      offers: anOfferedLead().offers.map((one) => ({ ...one, outcome: "lapsed" })),
    });
    await told(over);
    await told(await offered("erased", { erased: now }));
    await send();
    await told(twice);
    await send();
    expect(received.map(({ body }) => JSON.parse(body).blocks.at(-1).elements[0].url)).toEqual([
      "https://t.example/app/leads/twice",
    ]);
  });

  it("is told again when it asks to wait, is down or breaks off, and given up after a day", async () => {
    await told(await offered("again"));
    answer = (response) => response.writeHead(429, { "retry-after": "600" }).end();
    expect(await send()).toMatchObject({ failed: 1 });
    later(9);
    await send();
    expect(received).toHaveLength(1);
    answer = (response) => response.destroy();
    later(1);
    expect(await send()).toMatchObject({ failed: 1 });
    for (let hour = 0; hour < 30; hour += 1) {
      later(60);
      await send();
    }
    const [name = ""] = Object.keys(policy.channels);
    expect(await world().outbox.dead(`channel:${name}`)).toMatchObject([{ because: "unreachable" }]);
  });

  it("without an address, or with addresses that cannot be read, is a failure that is kept", async () => {
    await told(await offered("nowhere"));
    expect(await send("{")).toEqual({ told: 0, failed: 0, dead: 0 });
    expect(await send("{}")).toEqual({ told: 0, failed: 1, dead: 0 });
    later(5);
    expect(await send()).toMatchObject({ told: 1 });
  });
});

/** Text in a body that a chat would read as markup: everything else is plain by its type. */
const marked = (body: string) => {
  const found: string[] = [];
  JSON.parse(body, (key, value) => {
    if (value?.type === "mrkdwn" || value?.type === "TextBlock") found.push(value.text);
    if (key === "text" && typeof value === "string") found.push(value);
    return value;
  });
  return found;
};

describe("words of strangers in a message", () => {
  const hostile = [
    "<!channel> <https://evil.example|your bank>",
    "*bold* _it_ ~no~ `code`",
    "[click](https://evil.example)",
    "a\n# heading\n- list",
    "&lt;!here&gt;",
  ];
  it.each(hostile)("«%s» stay words in Slack and in Teams", (name) => {
    const lead = anOfferedLead({ facts: { ...anOfferedLead().facts, name, company: name } });
    const message = leadMessage({ lead, event: "offered", policy, reps, locale: "en", baseUrl: "https://t.example" });
    if (!message) throw new Error("a message");
    const slack = JSON.parse(slackBody(message));
    for (const block of slack.blocks)
      if (block.text) expect(block.text).toMatchObject({ type: "plain_text", emoji: false });
    const card = JSON.parse(teamsBody(message)).attachments[0].content;
    for (const block of card.body)
      expect(block).toMatchObject({ type: "RichTextBlock", inlines: [{ type: "TextRun" }] });
    for (const text of [...marked(slackBody(message)), ...marked(teamsBody(message))])
      expect(text).not.toMatch(/https:\/\/evil|\n/);
  });

  it("leave the fallback without anything that begins a mention or markup, whatever they are", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (title) => {
        const { text } = JSON.parse(slackBody({ title, lines: [title] }));
        expect(text).not.toMatch(/[<>*_~`\n]|&(?!amp;|lt;|gt;)/);
      }),
    );
  });
});
