import { SFNClient, StartExecutionCommand } from "@aws-sdk/client-sfn";
import { QueryCommand } from "@aws-sdk/lib-dynamodb";
import { mockClient } from "aws-sdk-client-mock";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { submitLead } from "../../functions/submit-lead/submit-lead.ts";
import type { Sender } from "../../routing/lead/admit.ts";
import { bytesOf } from "../../routing/lead/item-size.ts";
import type { LeadFacts, LeadStatus } from "../../routing/lead/lead.ts";
import { aLead, anOfferedLead } from "../build/a-lead.ts";
import { isLong } from "../build/runs.ts";
import { useTables } from "../build/tables.ts";

const tables = useTables();
const sfn = mockClient(SFNClient);
afterAll(() => sfn.restore());
beforeEach(() => {
  sfn.reset();
  sfn.on(StartExecutionCommand).resolves({});
});
const clock = { now: "2026-11-02T15:00:00.000Z" };
const deps = () => ({ ...tables, executions: { start: async () => {} }, now: () => clock.now });
const stranger: Sender = { door: "unsigned", source: "a network" };
const send = (facts: Partial<LeadFacts> & { email: string }, key = "k", sender = stranger) =>
  submitLead(
    {
      facts: { ...aLead().facts, ...facts },
      asWritten: [{ field: "size", text: `about ${key}` }],
    },
    key,
    deps(),
    sender,
  );
const rows = async (leadId: string, prefix: string) =>
  (
    await tables.client.send(
      new QueryCommand({
        TableName: "leads",
        KeyConditionExpression: "pk = :lead AND begins_with(sk, :prefix)",
        ExpressionAttributeValues: { ":lead": `LEAD#${leadId}`, ":prefix": prefix },
      }),
    )
  ).Items ?? [];
const leads = async (name: string, email: string) => (await tables.leads.ofPerson({ name, email }))?.newest;
/** As long as a message may be, a third as long, and short ones. */
const said = (n: number) => `${n} ${"漢".repeat([3900, 1300, 3][n % 3] as number)}`;
/** How many a stranger sends. */
const times = isLong ? 200 : 40;

describe("many submissions with the address of a lead", () => {
  it.each<LeadStatus>(["new", "qualified", "ready", "waiting", "offered", "escalated", "accepted", "introduced"])(
    "that is %s keep its contacts and its item small, and leave it where it is",
    async (status) => {
      const email = `${status}@flood.example`;
      const before = anOfferedLead({ id: `flood-${status}`, status, facts: { email, phone: "+525555550100" } });
      await tables.leads.create(before, undefined);
      for (let n = 0; n < times; n += 1) {
        await send({ email, name: `Stranger ${n}`, phone: `+5255000000${n}`, message: said(n) }, `${n}`);
      }
      const lead = await tables.leads.load(before.id);
      expect(lead).toMatchObject({
        status,
        offers: before.offers,
        facts: { name: before.facts.name, phone: "+525555550100" },
      });
      const [item] = await rows(before.id, "LEAD");
      expect(bytesOf(item)).toBeLessThan(64 * 1024);
      expect(await rows(before.id, "SUBMISSION#")).toHaveLength(5);
      expect(lead.keptOn).toEqual({ day: "2026-11-02", count: 5, of: { "a network": 5 }, more: true });
      expect(await leads("Anybody", email)).toBe(before.id);
    },
  );

  it("keep as much of the next day again", async () => {
    const email = "next-day@flood.example";
    await tables.leads.create(aLead({ id: "next-day", facts: { email } }), undefined);
    for (let n = 0; n < 25; n += 1) await send({ email, message: `one ${n}` }, `${n}`);
    clock.now = "2026-11-03T15:00:00.000Z";
    await send({ email, message: "the next day" }, "next");
    clock.now = "2026-11-02T15:00:00.000Z";
    const lead = await tables.leads.load("next-day");
    expect(lead.keptOn).toEqual({ day: "2026-11-03", count: 1, of: { "a network": 1 } });
    expect(lead.additions?.at(-1)?.text).toBe("the next day");
  });
});

describe("a person whose lead strangers flood", () => {
  const form = (n: number): Sender => ({ door: "form", source: `network ${n}` });
  const program = (n: number): Sender => ({ door: "unsigned", source: `network ${n}` });
  const crm: Sender = { door: "signed", source: "signed by crm" };
  it.each<[string, Sender[], Sender, string]>([
    ["from one network, by programs", Array(30).fill(program(1)), form(0), "merged"],
    ["from one network, by forms", Array(30).fill(form(1)), form(0), "merged"],
    ["from many networks, by programs", Array.from({ length: 30 }, (_, n) => program(n + 1)), form(0), "merged"],
    ["from many networks, by forms", Array.from({ length: 30 }, (_, n) => form(n + 1)), form(0), "crowded"],
    ["from many networks, by forms", Array.from({ length: 30 }, (_, n) => form(n + 1)), crm, "merged"],
  ])("%s, is heard all the same: %#", async (_, strangers, person, kind) => {
    const email = `heard-${strangers.length}-${person.source.length}-${strangers[1]?.source.length}-${_.length}@flood.example`;
    await tables.leads.create(aLead({ id: email, facts: { email } }), undefined);
    for (const [n, sender] of strangers.entries()) await send({ email, message: `noise ${n}` }, `${n}`, sender);
    expect((await send({ email, message: "It is me" }, "mine", person)).kind).toBe(kind);
    const lead = await tables.leads.load(email);
    expect(lead.additions?.some(({ text }) => text === "It is me")).toBe(kind === "merged");
  });
});

describe("a mailbox that several people read", () => {
  it("makes one lead of each of them, and one of a person who sends two at once", async () => {
    const email = "ventas@shared.example";
    const names = ["José Núñez", "JOSE NUÑEZ", "Núñez, José", "Ana Paz", "Ana  Paz"];
    const sent = await Promise.all(names.map((name, n) => send({ email, name, message: `from ${n}` }, `${n}`)));
    const [jose, ana] = [await leads("jose nunez", email), await leads("ana paz", email)];
    expect(sent.map(({ leadId }) => leadId)).toEqual([jose, jose, jose, ana, ana]);
    expect(ana).not.toBe(jose);
  });
});

describe("a submission that comes twice", () => {
  it("is merged once, at the same time or later", async () => {
    const email = "twice@flood.example";
    await tables.leads.create(aLead({ id: "twice", facts: { email } }), undefined);
    await Promise.all(Array.from({ length: 4 }, () => send({ email, message: "again" }, "same")));
    const [one, other] = [
      await send({ email, message: "again" }, "same"),
      await send({ email, message: "again" }, "other"),
    ];
    expect([one.kind, other.kind]).toEqual(["repeated", "repeated"]);
    expect((await tables.leads.load("twice")).submissions).toBe(2);
  });
});
