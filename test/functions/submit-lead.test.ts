import { SFNClient, StartExecutionCommand } from "@aws-sdk/client-sfn";
import { DeleteCommand } from "@aws-sdk/lib-dynamodb";
import type { APIGatewayProxyEventV2 } from "aws-lambda";
import { mockClient } from "aws-sdk-client-mock";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { leadKey } from "../../adapters/leads/lead-rows.ts";
import { LeadStore } from "../../adapters/leads/lead-store.ts";
import { SubmissionStore } from "../../adapters/leads/submission-store.ts";
import { Executions } from "../../adapters/workflow.ts";
import { answerPost } from "../../functions/submit-lead/lead-request.ts";
import type { Lead } from "../../routing/lead/lead.ts";
import { callsThrough } from "../build/counted-calls.ts";
import { aSite, from } from "../build/doors.ts";
import type { Tables } from "../build/open-tables.ts";
import { useDatabase } from "../build/tables.ts";

const tables = useDatabase();
const sfn = mockClient(SFNClient);
afterAll(() => sfn.restore());
const arn = "arn:aws:states:us-east-1:123456789012:stateMachine:route-lead";
const now = () => "2026-11-02T15:00:00.000Z";
let person = 0;

beforeEach(() => {
  person += 1;
  sfn.reset();
  sfn.on(StartExecutionCommand).resolves({ executionArn: "arn", startDate: new Date(0) });
});

const executions = new Executions(new SFNClient({ region: "us-east-1" }), arn);
const form = (fields: object = {}) => ({
  name: "Lucía Fernández",
  email: `lucia${person}@florarosa.example`,
  ...fields,
});

function post(body: string, headers: Record<string, string>, stores: Tables = tables) {
  return answerPost(
    { ...from("192.0.2.1"), headers, body, isBase64Encoded: false } as unknown as APIGatewayProxyEventV2,
    aSite(stores, now, { executions }),
  );
}
async function postJson(fields: object, headers: Record<string, string> = {}, stores: Tables = tables) {
  const answer = await post(JSON.stringify(fields), { "content-type": "application/json", ...headers }, stores);
  return {
    status: answer.statusCode,
    body: JSON.parse(String(answer.body)) as { lead: string; status: string; errors?: object[] },
  };
}
const postPage = (fields: Record<string, string>) =>
  post(String(new URLSearchParams(fields)), {
    "content-type": "application/x-www-form-urlencoded",
    accept: "text/html",
  });
const started = () => new Set(sfn.commandCalls(StartExecutionCommand).map(({ args }) => args[0].input.name));
const leadsOf = async (email: string) =>
  ((await tables.items("leads")) as unknown as (Lead & { sk: string })[]).filter(
    ({ sk, facts }) => sk === "LEAD" && facts.email === email,
  );

describe("submit lead", () => {
  it("keeps the lead and starts its workflow with its id alone", async () => {
    const { status, body } = await postJson(
      form({ size: "120", country: "mx", products: ["crm"], use_case: "stores" }),
    );
    expect(status).toBe(201);
    expect(await tables.leads.load(body.lead)).toMatchObject({
      status: "new",
      facts: { size: 120, country: "MX", products: ["crm"], useCase: "stores", language: "en" },
    });
    expect(sfn.commandCalls(StartExecutionCommand)[0]?.args[0].input).toEqual({
      stateMachineArn: arn,
      name: body.lead,
      input: JSON.stringify({ leadId: body.lead }),
    });
  });

  it("takes where the person is and what the company earns from a server that knows", async () => {
    const more = { city: "Recife", postal_code: "50030-230", time_zone: "America/Recife", revenue: "2500000" };
    const { body } = await postJson(form(more));
    expect(await tables.leads.load(body.lead)).toMatchObject({
      facts: { city: "Recife", postalCode: "50030-230", timeZone: "America/Recife", revenue: 2_500_000 },
      companyKey: form().email.split("@")[1],
    });
  });

  it("keeps no company for an address of a public mail service", async () => {
    const { body } = await postJson(form({ email: "somebody.private@gmail.com" }));
    expect((await tables.leads.load(body.lead)).companyKey).toBeUndefined();
  });

  it("makes one lead and one execution of a hundred at once", async () => {
    const answers = await Promise.all(Array.from({ length: 100 }, () => postJson(form(), { "idempotency-key": "k" })));
    expect(new Set(answers.map(({ body }) => body.lead)).size).toBe(1);
    expect(answers.every(({ status }) => status === 201)).toBe(true);
    expect(started().size).toBe(1);
    expect(await leadsOf(form().email)).toHaveLength(1);
  });

  it("merges a person who returns into their open lead", async () => {
    const first = await postJson(form());
    const again = await postJson(form({ email: form().email.toUpperCase(), message: "One more thing", size: 40 }));
    expect(await leadsOf(form().email)).toHaveLength(1);
    expect(await tables.leads.get(again.body.lead)).toBeUndefined();
    expect(await tables.leads.load(first.body.lead)).toMatchObject({ facts: { size: 40, message: "One more thing" } });
  });

  it("makes one new lead of a person whose last one is gone, however many are sent at once, and merges what follows", async () => {
    const first = await postJson(form());
    await tables.client.send(new DeleteCommand({ TableName: "leads", Key: leadKey(first.body.lead) }));
    const messages = Array.from({ length: 5 }, (_, n) => `Message ${n}`);
    const answers = await Promise.all(messages.map((message) => postJson(form({ message }))));
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201, 201]);
    const [lead, ...others] = await leadsOf(form().email);
    expect([others, lead?.submissions, lead?.earlier]).toEqual([[], 5, undefined]);
    expect((await tables.leads.ofPerson({ ...form(), email: form().email }))?.newest).toBe(lead?.id);
  });

  it.each([
    ["was rejected", ["rejected"]],
    ["was closed by its owner", ["qualified", "ready", "offered", "accepted", "introduced", "closed"]],
  ] as const)("makes a new lead of a person whose last one %s", async (_, path) => {
    const { body } = await postJson(form());
    for (const status of path) await tables.leads.update(body.lead, (lead) => ({ ...lead, status }));
    const again = await postJson(form({ company: "Flora Rosa" }));
    expect(again.status).toBe(201);
    expect(again.body.lead).not.toBe(body.lead);
  });

  it("loses no lead when the workflow cannot be started", async () => {
    sfn.on(StartExecutionCommand).rejects(new Error("down"));
    const { status, body } = await postJson(form());
    expect(status).toBe(201);
    expect((await tables.leads.load(body.lead)).dueAt).toBe("2026-11-02T15:01:00.000Z");
  });

  it.each<[string, object, string, string]>([
    ["no name", { name: "  " }, "name", "missing"],
    ["no address", { email: undefined }, "email", "missing"],
    ["a broken address", { email: "lucia@" }, "email", "invalid"],
    ["too long a name", { name: "a".repeat(201) }, "name", "too-long"],
    ["an object for a name", { name: { first: "Lucía" } }, "name", "invalid"],
  ])("refuses %s by naming the field", async (_, fields, field, fault) => {
    const { status, body } = await postJson(form(fields));
    expect(status).toBe(422);
    expect(body.errors).toEqual([{ field, fault, detail: expect.any(String) }]);
  });

  it("names every field without which there is no lead", async () => {
    const { body } = await postJson({ size: -1 });
    expect(body.errors?.map((error) => (error as { field: string }).field)).toEqual(["name", "email"]);
  });

  it.each<[string, string, string, number]>([
    ["broken JSON", "{", "application/json", 400],
    ["a list", "[]", "application/json", 400],
    ["XML", "<lead/>", "application/xml", 415],
    ["too much", JSON.stringify({ message: "a".repeat(40_000) }), "application/json", 413],
  ])("answers %s with a problem document", async (_, body, type, status) => {
    const answer = await post(body, { "content-type": type });
    expect(answer).toMatchObject({ statusCode: status, headers: { "Content-Type": "application/problem+json" } });
    expect(JSON.parse(String(answer.body))).toMatchObject({
      status,
      title: expect.any(String),
      detail: expect.any(String),
    });
  });

  it("sends a browser on to the thanks, so that reloading sends nothing again", async () => {
    const answer = await postPage({ ...form(), language: "pt" });
    expect(answer).toMatchObject({ statusCode: 303, headers: { Location: "thanks?lang=pt" } });
  });

  it("shows a browser the form again with what was typed and the error beside the field", async () => {
    const answer = await postPage({ name: "Lucía <b>", email: "nowhere", language: "es", submission_id: "s1" });
    expect(answer.statusCode).toBe(422);
    expect(answer.body).toContain("Lucía &lt;b&gt;");
    expect(answer.body).toContain('aria-invalid="true"');
    expect(answer.body).toContain('value="s1"');
  });

  it("takes control and direction characters out of what was typed", async () => {
    const { body } = await postJson(form({ name: "Lu\u202Ecía\r\nBcc: x", message: "one\u0000\r\ntwo" }));
    expect((await tables.leads.load(body.lead)).facts).toMatchObject({ name: "Lu cía Bcc: x", message: "one\ntwo" });
  });
});

describe("the time of an answer", () => {
  /** What answering asks of the database. */
  async function callsOf(fields: object): Promise<string[]> {
    const client = tables.connect();
    const calls = callsThrough(client);
    const stores = { leads: new LeadStore(client, "leads"), submissions: new SubmissionStore(client, "leads") };
    await postJson(form(fields), {}, { ...tables, client, ...stores });
    return calls;
  }

  it("does not say whether somebody is known: as many calls for a stranger as for a person with an open lead", async () => {
    const stranger = await callsOf({ message: "first" });
    const known = await callsOf({ message: "second" });
    const again = await callsOf({ message: "second" });
    // One start of a workflow is a call as well.
    expect(stranger).toEqual(["UpdateItem", "UpdateItem", "GetItem", "TransactWriteItems"]);
    expect(known).toEqual(["UpdateItem", "UpdateItem", "GetItem", "BatchGetItem", "TransactWriteItems"]);
    expect(known.length).toBe(stranger.length + sfn.commandCalls(StartExecutionCommand).length);
    expect(again.length).toBe(known.length - 1);
  });
});
