import type { APIGatewayProxyEventV2 } from "aws-lambda";
import { beforeEach, describe, expect, it } from "vitest";
import { answerPost } from "../../functions/submit-lead/lead-request.ts";
import type { Lead } from "../../routing/lead/lead.ts";
import { callsThrough } from "../build/counted-calls.ts";
import { aSite, from, signedHeaders } from "../build/doors.ts";
import { useDatabase } from "../build/tables.ts";

const tables = useDatabase();
const now = () => "2026-11-02T15:00:00.000Z";
let person = 0;
let message = 0;
beforeEach(() => {
  person += 1;
});
const email = () => `ines${person}@empresa.example`;

async function send(fields: object, isSigned = true, id = `m${++message}`) {
  const body = JSON.stringify({ email: email(), ...fields });
  const event = {
    ...from("192.0.2.1"),
    headers: { "content-type": "application/json", ...(isSigned && signedHeaders(body, id, now())) },
    body,
    isBase64Encoded: false,
  };
  const answer = await answerPost(event as unknown as APIGatewayProxyEventV2, aSite(tables, now));
  return { status: answer.statusCode, body: JSON.parse(String(answer.body)) };
}
const webinar = { id: "w1", event: "webinar", at: "2026-11-01T10:00:00Z" };
const page = { id: "p1", event: "pricing-page", at: "2026-11-02T09:00:00Z" };
const theLead = async (): Promise<Lead> => {
  const before = await tables.leads.ofPerson({ email: email(), name: "" });
  return tables.leads.load(before?.newest ?? "");
};
const due = async () => (await tables.news.due("2027-01-01T00:00:00.000Z", 500)).includes((await theLead()).id);

describe("what a person did", () => {
  it("comes with a signed submission, several at once", async () => {
    const { status, body } = await send({ name: "Inés", events: [webinar, page, webinar] });
    expect([status, body.claimed, body.unread]).toEqual([201, undefined, undefined]);
    expect((await theLead()).facts.events).toEqual([webinar, page]);
  });

  it("comes later by the address alone, is kept once however often it is sent, and has the lead decided again", async () => {
    await send({ name: "Inés" });
    const { id } = await theLead();
    await tables.leads.update(id, (lead) => ({ ...lead, status: "qualified" }));
    expect(await send({ events: [webinar] })).toEqual({ status: 201, body: { lead: id, status: "received" } });
    const once = await theLead();
    expect(once).toMatchObject({ facts: { events: [webinar] }, stale: true, submissions: 1 });
    expect(await due()).toBe(true);
    await send({ events: [webinar] });
    expect(await theLead()).toEqual(once);
    await send({ events: [page] });
    expect((await theLead()).facts.events).toEqual([webinar, page]);
    expect(await tables.submissions.of(id)).toHaveLength(1);
  });

  it("is all kept when it comes at once, also from a call that is made twice", async () => {
    await send({ name: "Inés" });
    const many = [1, 2, 3].map((n) => ({ event: "webinar", id: `w${n}`, at: `2026-11-01T1${n}:00:00Z` }));
    await Promise.all([...many, ...many].map((event) => send({ events: [event] })));
    expect((await theLead()).facts.events?.map(({ id }) => id)).toEqual(["w1", "w2", "w3"]);
  });

  it("takes one write, and none when nothing is new", async () => {
    await send({ name: "Inés", events: [webinar] });
    const calls = callsThrough(tables.client);
    await send({ events: [page] });
    expect(calls.filter((name) => /Write|Put|Update/.test(name))).toHaveLength(1);
    calls.length = 0;
    await send({ events: [webinar, page] });
    expect(calls.filter((name) => /Write|Put|Update/.test(name))).toEqual([]);
  });

  it("is said where its time cannot be read or is to come, and kept", async () => {
    const odd = { event: "fair", at: "last week" };
    const soon = { event: "demo", at: "2026-12-01T10:00:00Z" };
    const { body } = await send({ name: "Inés", events: [webinar, odd, soon] });
    expect(body.unread).toEqual([{ field: "events", detail: expect.stringContaining("its time with a zone") }]);
    expect(body.to_come).toMatchObject([soon]);
    const lead = await theLead();
    expect(lead.facts.events).toEqual([webinar, soon]);
    expect(lead.asWritten).toContainEqual({ field: "events", text: JSON.stringify([odd]), unread: true });
  });

  it("is only claimed by who does not sign, and nothing of it counts", async () => {
    const { body } = await send({ name: "Inés", events: [webinar] }, false);
    expect(body.claimed).toMatchObject([{ field: "events" }]);
    const lead = await theLead();
    expect(lead.facts.events).toBeUndefined();
    expect(lead.asWritten).toMatchObject([{ field: "events", text: "webinar 2026-11-01T10:00:00Z", claimed: true }]);
    expect(await send({ events: [page] }, false)).toMatchObject({ status: 422, body: { errors: [{ field: "name" }] } });
    expect((await theLead()).facts.events).toBeUndefined();
  });

  it("of somebody without an open lead makes none", async () => {
    expect(await send({ events: [webinar] })).toMatchObject({
      status: 404,
      body: { type: expect.stringContaining("no-lead") },
    });
    await send({ name: "Inés" });
    const { id } = await theLead();
    await tables.leads.update(id, (lead) => ({ ...lead, status: "rejected" }));
    expect((await send({ events: [webinar] })).status).toBe(404);
    expect((await theLead()).facts.events).toBeUndefined();
  });

  it("without a name takes nothing else along", async () => {
    await send({ name: "Inés" });
    expect(await send({ events: [webinar], size: 9 })).toMatchObject({
      status: 422,
      body: { errors: [{ field: "name" }] },
    });
  });
});
