import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { SendRawEmailCommand } from "@aws-sdk/client-ses";
import type { APIGatewayProxyEventV2, DynamoDBStreamEvent } from "aws-lambda";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { CertificateStore } from "../../adapters/certificate/certificate-store.ts";
import { begunAudit, runAudit } from "../../adapters/certificate/run-audit.ts";
import { LeadList } from "../../adapters/leads/lead-list.ts";
import { storedLeads } from "../../adapters/leads/past-leads.ts";
import { eraseLeadDeps } from "../../adapters/privacy/erase-deps.ts";
import { rebuildRows } from "../../adapters/reports/rebuild-rows.ts";
import { pathParts, tryLivePath } from "../../adapters/synthetic/live-path.ts";
import { actOnOwnedLead } from "../../functions/act-on-lead/act-on-lead.ts";
import { answerOffer } from "../../functions/answer-offer/answer-offer.ts";
import { chooseRep } from "../../functions/choose-rep/choose-rep.ts";
import { enrichLead } from "../../functions/enrich-lead/enrich-lead.ts";
import { introduceRep } from "../../functions/introduce-rep/introduce-rep.ts";
import { offerLead } from "../../functions/offer-lead/offer-lead.ts";
import { qualifyLead } from "../../functions/qualify-lead/qualify-lead.ts";
import { ofRealLeads } from "../../functions/real-leads.ts";
import { scoreLead } from "../../functions/score-lead/score-lead.ts";
import { answerPost } from "../../functions/submit-lead/lead-request.ts";
import { leadStatuses } from "../../routing/lead/lead.ts";
import { aSite, crmSecret, formKey, signedHeaders } from "../build/doors.ts";
import { roster, useSteps } from "../build/steps.ts";
import { useDatabase } from "../build/tables.ts";

const tables = useDatabase();
const { deps, clock, ses, mails } = useSteps(tables);
/** The clock goes on by three seconds with each request, so that pages have been read. */
const now = () => clock.now;
let steps: readonly string[] = [];
let server: Server;
let baseUrl = "";

/** The workflow as it stands in `route-lead`, of the steps that work. */
async function route(leadId: string): Promise<void> {
  const all = { enrich: enrichLead, qualify: qualifyLead, score: scoreLead, choose: chooseRep, offer: offerLead };
  const world = { ...deps(), clock: () => Date.parse(now()), secrets: {}, fetch } as never;
  for (const name of steps.filter((step) => step in all) as (keyof typeof all)[])
    await all[name]({ leadId, token: `token-${leadId}` }, world);
}

async function answered(request: IncomingMessage, response: ServerResponse): Promise<void> {
  clock.now = new Date(Date.parse(clock.now) + 3000).toISOString();
  const { method = "GET", url = "/", headers } = request;
  const body = await text(request);
  const [, folder, link = "", act] = url.split("/");
  const fields = new URLSearchParams(body);
  const token = fields.get("shown") ?? "";
  if (folder === "form") return void response.writeHead(steps.includes("form") ? 200 : 503).end("form");
  if (folder === "leads") {
    const event = { headers, body, requestContext: { http: { sourceIp: "192.0.2.1" } } };
    const site = aSite(tables, now, { executions: { start: async (id) => void route(id).catch(() => {}) } });
    const answer = await answerPost(event as unknown as APIGatewayProxyEventV2, site);
    return void response.writeHead(answer.statusCode ?? 500).end(answer.body);
  }
  const decision = method === "POST" ? ({ decision: "accept", token } as const) : ({ decision: "look" } as const);
  const page =
    act === "acts"
      ? await actOnOwnedLead(link, { fields: { act: fields.get("act") ?? "", note: "" } as never, token }, "en", deps())
      : await answerOffer(link, decision, "en", deps());
  const leadId = link.split(".")[0] ?? "";
  if (method === "POST" && act === undefined && steps.includes("introduce")) await introduceRep({ leadId }, deps());
  response.writeHead(page.statusCode).end(page.html);
}

beforeAll(async () => {
  server = createServer((request, response) => {
    answered(request, response).catch(() => response.writeHead(500).end());
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  await tables.open(roster);
});
afterAll(() => server.close());
beforeEach(() => {
  steps = ["form", "enrich", "qualify", "score", "choose", "offer", "introduce"];
});

const names = {
  LEADS_TABLE: "leads",
  REPS_TABLE: "reps",
  CURSORS_TABLE: "cursors",
  POLICIES_TABLE: "policies",
  REPORTS_TABLE: "reports",
};
/** A path that works is waited for as long as it takes; one that is broken, not. */
const path = (patience = 60_000) => ({
  ...eraseLeadDeps(tables.client, names, deps().tasks, now),
  ...{ baseUrl, formKey, patience, reading: 0 },
});
const sent = () => tables.items("leads").then((all) => all.filter(({ pk }) => pk === "SYNTHETIC"));

describe("a synthetic lead", () => {
  it("comes from the form to its rep and is closed, and nothing but mails to the simulator says so", async () => {
    const before = await Promise.all([tables.items("cursors"), tables.items("reports"), tables.reps.all()]);
    const tried = await tryLivePath(path());
    expect(tried).toEqual({ leadId: expect.stringMatching(/^synthetic-/), took: expect.anything() });
    expect(Object.keys(tried.took)).toEqual([...pathParts]);
    expect(mails().map(({ kind }) => kind)).toEqual(expect.arrayContaining(["offer", "details", "introduction"]));
    expect(mails().filter(({ to }) => !/^success(\+[\w-]+)?@simulator\.amazonses\.com$/.test(to))).toEqual([]);
    expect(await Promise.all([tables.items("cursors"), tables.items("reports"), tables.reps.all()])).toEqual(before);
    const left = (await tables.items("leads")).filter((item) => JSON.stringify(item).includes("synthetic"));
    expect(left.filter(({ ttl }) => typeof ttl !== "number")).toEqual([]);
    expect(JSON.stringify(left)).not.toContain("simulator");
    const places = (await tables.items("reps")).flatMap((item) => Object.entries(item));
    expect(places).toContainEqual(["open ~synthetic", 0]);
  });

  it("may be tried again at once: the mailbox of the simulator has no limit of one mail a day", async () => {
    expect(await tryLivePath(path())).not.toHaveProperty("broken");
    expect(await tryLivePath(path())).not.toHaveProperty("broken");
  });

  it.each([
    ["form", "form", /^\/form answered 503 in place of 200$/],
    ["choose", "offered", /not offered to its rep.*within 2 s: it is ready$/],
    ["introduce", "introduced", /not introduced within 2 s: it is accepted$/],
  ] as const)(
    "says where the path is broken: without %s at %s, and is cleared away all the same",
    async (gone, at, because) => {
      steps = steps.filter((step) => step !== gone);
      const { broken, took } = await tryLivePath(path(2000));
      expect(broken).toEqual({ at, because: expect.stringMatching(because) });
      expect(Object.keys(took)).toEqual(pathParts.slice(0, pathParts.indexOf(at)));
      // What never arrived may still come, and is cleared away by a later run.
      clock.now = new Date(Date.parse(clock.now) + 2 * 3_600_000).toISOString();
      steps = ["form", "enrich", "qualify", "score", "choose", "offer", "introduce"];
      expect(await tryLivePath(path())).not.toHaveProperty("broken");
      expect(await sent()).toEqual([]);
      expect((await tables.items("reps")).flatMap((item) => Object.entries(item))).toContainEqual([
        "open ~synthetic",
        0,
      ]);
    },
  );

  it("finds that SES took one of its mails no more", async () => {
    ses.on(SendRawEmailCommand).rejects(Object.assign(new Error("no"), { name: "MessageRejected" }));
    expect((await tryLivePath(path(2000))).broken).toMatchObject({ at: expect.stringMatching(/offered|introduced/) });
  });
});

describe("while it is under way, a synthetic lead", () => {
  it("is in no list, report, past or certificate, and in no event, and holds no place of a rep", async () => {
    steps = steps.filter((step) => step !== "introduce");
    const trying = tryLivePath(path());
    const [id] = await until(async () => {
      const leads = (await tables.items("leads")).filter(({ sk, status }) => sk === "LEAD" && status === "accepted");
      return leads.length > 0 ? leads.map(({ id }) => String(id)) : undefined;
    });
    const list = new LeadList(tables.client, "leads");
    const listed = [];
    for await (const lead of list.of({ statuses: [...leadStatuses] })) listed.push(lead);
    expect(listed).toEqual([]);
    expect(await tables.leads.overdue("2099-01-01T00:00:00.000Z", 50)).toEqual([id]);
    expect(await list.offeredTo()).toEqual([]);
    expect(await list.keptBy("~synthetic", { most: 10 })).toEqual([]);
    const past = [];
    for await (const page of storedLeads(tables.client, "leads")) past.push(...page);
    expect(past).toEqual([]);
    await rebuildRows(tables.client, { leads: "leads", reports: "reports", policies: "policies" });
    expect((await tables.items("reports")).filter(({ pk }) => String(pk).startsWith("MONTH#"))).toEqual([]);
    const certificates = new CertificateStore(tables.client, "leads");
    const audited = await runAudit(begunAudit(clock.now), {
      ...{ ...deps(), list, certificates, leadsTable: "leads", cursorsTable: "cursors", reportsTable: "reports" },
      everything: true,
    });
    expect(audited).toMatchObject({ found: 0, counts: { leads: {}, mails: { claimed: 0 } } });
    const change = (pk: string) => ({ dynamodb: { Keys: { pk: { S: pk }, sk: { S: "LEAD" } } } });
    const batch = { Records: [change(`LEAD#${id}`), change("LEAD#another")] } as DynamoDBStreamEvent;
    expect(ofRealLeads(batch).Records).toEqual([change("LEAD#another")]);
    expect((await tables.reps.all()).map(({ openLeads }) => openLeads)).toEqual(roster.map(() => 0));
    await introduceRep({ leadId: id ?? "" }, deps());
    expect(await trying).not.toHaveProperty("broken");
  });

  it("cannot be sent by somebody else, whatever they call themselves", async () => {
    const body = JSON.stringify({ name: "Ana", email: "ana@otra.example" });
    const sendAs = (headers: Record<string, string>) =>
      fetch(`${baseUrl}/leads`, { method: "POST", headers: { "content-type": "application/json", ...headers }, body });
    const answers = [
      await sendAs({ "idempotency-key": "~synthetic/1" }),
      await sendAs(signedHeaders(body, "~synthetic", now(), crmSecret)),
      await sendAs(signedHeaders(body, "m1", now(), `whsec_${Buffer.from(formKey).toString("base64")}`)),
    ];
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 401]);
    const leads = (await tables.items("leads")).filter(({ sk, erased }) => sk === "LEAD" && !erased);
    expect(leads.filter(({ id }) => String(id).startsWith("synthetic-"))).toEqual([]);
    expect(leads.length).toBeGreaterThan(0);
  });
});

async function until<Found>(look: () => Promise<Found | undefined>): Promise<Found> {
  for (let tries = 0; tries < 200; tries++) {
    const found = await look();
    if (found) return found;
    await new Promise((done) => setTimeout(done, 20));
  }
  throw new Error("it never came");
}
