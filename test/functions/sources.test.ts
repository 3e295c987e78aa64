import { createHmac } from "node:crypto";
import { compile } from "@jmespath-community/jmespath";
import { beforeEach, describe, expect, it } from "vitest";
import { sign } from "../../adapters/intake/signature.ts";
import { UnreadStore } from "../../adapters/intake/unread-store.ts";
import { answerSource, type SourceSite } from "../../functions/submit-lead/source-request.ts";
import { submittedFacts } from "../../routing/facts.ts";
import { saysWhereFrom } from "../../routing/lead/came-from.ts";
import { type KnownSource, knownSources, type Source } from "../../routing/policy/sources.ts";
import { aPolicy } from "../build/a-policy.ts";
import { aSite } from "../build/doors.ts";
import { useTables } from "../build/tables.ts";

const tables = useTables();
const now = "2026-11-30T15:00:00.000Z";
const key = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8G";
const base = "https://leads.andina.example";
let person = 0;
const mail = () => `ana${person}@prueba.example`;
beforeEach(() => {
  person += 1;
});

/** What each service sends of one lead, with values of our own. */
const payloads = (): Record<KnownSource, object> => ({
  meta: {
    ...{ id: `77${person}`, created_time: "2026-11-20T10:15:00+0000", form_id: "3", campaign_name: "Otoño" },
    field_data: [
      { name: "full_name", values: ["Ana Prueba"] },
      { name: "email", values: [mail()] },
      { name: "phone_number", values: ["+525555550100"] },
      { name: "company_name", values: ["Prueba SA"] },
    ],
  },
  google: {
    lead_id: `T-${person}`,
    user_column_data: [
      { column_name: "Full Name", string_value: "Ana Prueba", column_id: "FULL_NAME" },
      { column_name: "User Email", string_value: mail(), column_id: "EMAIL" },
      { column_name: "Company Name", string_value: "Prueba SA", column_id: "COMPANY_NAME" },
    ],
    ...{ api_version: "1.0", form_id: 1, campaign_id: 42, google_key: key, gcl_id: "G-1", is_test: false },
  },
  linkedin: {
    leadId: `L${person}`,
    firstName: "Ana",
    lastName: "Prueba",
    emailAddress: mail(),
    companyName: "Prueba SA",
  },
  typeform: {
    event_id: "E1",
    event_type: "form_response",
    form_response: {
      ...{
        form_id: "F1",
        token: `tok${person}`,
        submitted_at: "2026-11-30T14:59:00Z",
        hidden: { utm_campaign: "spring" },
      },
      answers: [
        { type: "text", text: "Ana Prueba", field: { id: "1", type: "short_text", ref: "name" } },
        { type: "email", email: mail(), field: { id: "2", type: "email", ref: "mail" } },
        { type: "text", text: "Prueba SA", field: { id: "3", type: "short_text", ref: "company" } },
      ],
    },
  },
  hubspot: {
    vid: 900 + person,
    properties: {
      firstname: { value: "Ana" },
      lastname: { value: "Prueba" },
      email: { value: mail() },
      company: { value: "Prueba SA" },
    },
  },
  tally: {
    ...{ eventId: `e${person}`, eventType: "FORM_RESPONSE" },
    data: {
      responseId: `r${person}`,
      fields: [
        { key: "q1", label: "Name", type: "INPUT_TEXT", value: "Ana Prueba" },
        { key: "q2", label: "Email", type: "INPUT_EMAIL", value: mail() },
        { key: "q3", label: "Company", type: "INPUT_TEXT", value: "Prueba SA" },
      ],
    },
  },
  flat: { id: `f${person}`, first_name: "Ana", last_name: "Prueba", email: mail(), company: "Prueba SA" },
});

const mac = (text: string, as: "hex" | "base64") => createHmac("sha256", key).update(text).digest(as);
/** The headers by which a service signs a body. */
const signatures: Record<KnownSource, (body: string) => Record<string, string>> = {
  meta: (body) => ({ "x-hub-signature-256": `sha256=${mac(body, "hex")}` }),
  google: () => ({}),
  linkedin: () => ({ "x-turno-secret": key }),
  typeform: (body) => ({ "typeform-signature": `sha256=${mac(body, "base64")}` }),
  tally: (body) => ({ "tally-signature": mac(body, "base64") }),
  hubspot: (body) => {
    const time = String(Date.parse(now));
    return {
      "x-hubspot-request-timestamp": time,
      "x-hubspot-signature-v3": mac(`POST${base}/in/ads${body}${time}`, "base64"),
    };
  },
  flat: () => ({ "x-turno-secret": key }),
};

interface Sending {
  source?: Source;
  body: string;
  headers?: Record<string, string>;
  name?: string;
  method?: string;
  query?: Record<string, string>;
  site?: Partial<SourceSite>;
}

async function send({ source = {}, body, headers = {}, name = "ads", method = "POST", query, site }: Sending) {
  const own = aSite(tables, () => now);
  const answer = await answerSource(
    {
      headers: { "content-type": "application/json", ...headers },
      ...{ body, isBase64Encoded: false, rawPath: `/in/${name}`, rawQueryString: "" },
      pathParameters: { source: name },
      queryStringParameters: query,
      requestContext: { http: { method, sourceIp: "192.0.2.9" } },
    } as never,
    {
      baseUrl: base,
      policy: async () => aPolicy({ sources: { ads: source } }),
      secretOf: async () => key,
      submit: own.submit as SourceSite["submit"],
      hold: own.hold as SourceSite["hold"],
      keepUnread: (unread) => new UnreadStore(tables.client, "intake").keep(unread),
      fetchLead: async () => Promise.reject(new Error("not asked for")),
      now: () => now,
      ...site,
    },
  );
  return {
    status: answer.statusCode,
    said: String(answer.body),
    body: JSON.parse(String(answer.body).startsWith("{") ? String(answer.body) : "{}"),
  };
}
const leadOf = (id: string) => tables.leads.load(id);
const kinds = Object.keys(signatures) as KnownSource[];

describe("a service that sends leads", () => {
  it.each(kinds)("%s is read as it sends and signs them", async (of) => {
    const body = JSON.stringify(payloads()[of]);
    const { status, body: answer } = await send({ source: { of }, body, headers: signatures[of](body) });
    expect(status).toBe(201);
    const lead = await leadOf(answer.leads[0]);
    expect(lead.facts).toMatchObject({ name: "Ana Prueba", email: mail(), company: "Prueba SA" });
    expect(lead.status).toBe("new");
    const again = await send({ source: { of }, body, headers: signatures[of](body) });
    expect(again.body.leads).toEqual(answer.leads);
    expect((await leadOf(answer.leads[0])).submissions).toBe(1);
  });

  it.each(kinds)("%s is refused with a wrong secret, and where it is signed with one byte changed", async (of) => {
    const body = JSON.stringify(payloads()[of]);
    const headers = signatures[of](body);
    const changed = body.replace("Ana", "Bna").replace(key, `${key.slice(0, -1)}H`);
    const forged = Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [
        name,
        name.endsWith("secret") ? `${value.slice(0, -1)}H` : value,
      ]),
    );
    for (const sent of [
      { body: changed, headers: forged },
      { body: changed.replace(/"google_key":"[^"]*",?/, ""), headers: {} },
    ]) {
      const { status, said } = await send({ source: { of }, ...sent });
      expect(status).toBe(401);
      expect(said).not.toMatch(/secret|signature|key/i);
    }
    expect(await tables.leads.ofPerson({ email: mail(), name: "Ana" } as never)).toBeUndefined();
  });

  it("may sign by Standard Webhooks, and is refused when it is too old", async () => {
    const source: Source = { map: { email: "contact.mail", name: "contact.who" } };
    const body = JSON.stringify({ contact: { mail: mail(), who: "Ana" } });
    const headers = (time: number) => ({
      ...{ "webhook-id": "m1", "webhook-timestamp": String(time) },
      "webhook-signature": sign(key, { id: "m1", timestamp: String(time), body }),
    });
    const seconds = Date.parse(now) / 1000;
    expect((await send({ source, body, headers: headers(seconds) })).status).toBe(201);
    expect((await send({ source, body, headers: headers(seconds - 600) })).status).toBe(401);
  });

  it("of HubSpot is refused when it is too old, though it is signed", async () => {
    const body = JSON.stringify(payloads().hubspot);
    const time = String(Date.parse(now) - 600_000);
    const headers = {
      "x-hubspot-request-timestamp": time,
      "x-hubspot-signature-v3": mac(`POST${base}/in/ads${body}${time}`, "base64"),
    };
    expect((await send({ source: { of: "hubspot" }, body, headers })).status).toBe(401);
  });

  it("is not told whether there is a source, and sends no more than it may", async () => {
    const body = JSON.stringify(payloads().flat);
    const headers = signatures.flat(body);
    expect((await send({ source: { of: "flat" }, body, headers, name: "__proto__" })).status).toBe(404);
    expect((await send({ source: { of: "flat" }, body, headers, name: "other" })).status).toBe(404);
    expect((await send({ source: { of: "flat" }, body: "x".repeat(200_000), headers })).status).toBe(413);
    const gone = Object.assign(new Error("none"), { name: "ResourceNotFoundException" });
    expect(
      (await send({ source: { of: "flat" }, body, headers, site: { secretOf: () => Promise.reject(gone) } })).status,
    ).toBe(401);
  });

  it("keeps what holds no address for a look, and says so by the facts that are missing", async () => {
    const body = JSON.stringify({ id: `u${person}`, first_name: "Ana" });
    const { status, body: answer } = await send({ source: { of: "flat" }, body, headers: signatures.flat(body) });
    expect(status).toBe(200);
    expect(answer).toMatchObject({ leads: [], unread: 1 });
    const all = await new UnreadStore(tables.client, "intake").all(now);
    expect(all.find(({ sent }) => sent === body)).toMatchObject({ source: "ads", missing: ["email"], at: now });
  });

  it("takes every lead of a list, however many, and each once when the list comes again", async () => {
    const list = Array.from({ length: 60 }, (_, n) => ({
      id: `l${n}`,
      name: `Ana ${n}`,
      email: `list-${n}@many.example`,
    }));
    const body = JSON.stringify(list);
    const sending = { source: { of: "flat" as const }, body, headers: signatures.flat(body) };
    const { body: first } = await send(sending);
    expect(new Set(first.leads).size).toBe(60);
    expect((await send(sending)).body.leads).toEqual(first.leads);
  });

  it("has the words of the policy before what is known of the service", async () => {
    const body = JSON.stringify({ ...payloads().flat, who: "Bea", tier: "gold" });
    const source: Source = { of: "flat", map: { name: "who", message: "join(' ', ['tier', tier])" } };
    const { body: answer } = await send({ source, body, headers: signatures.flat(body) });
    expect((await leadOf(answer.leads[0])).facts).toMatchObject({ name: "Bea", message: "tier gold", email: mail() });
  });
});

describe("Meta's lead ads", () => {
  const stored = JSON.stringify({ secret: key, verify: "v-1", token: "t-1" });
  const asked = (verify: string) => ({
    "hub.mode": "subscribe",
    "hub.verify_token": verify,
    "hub.challenge": "1158201444",
  });

  it("ask whether the address is ours, and nobody else is answered", async () => {
    const site = { secretOf: async () => stored };
    const sending = { source: { of: "meta" } as Source, body: "", method: "GET", site };
    expect(await send({ ...sending, query: asked("v-1") })).toMatchObject({ status: 200, said: "1158201444" });
    expect((await send({ ...sending, query: asked("v-2") })).status).toBe(401);
    expect((await send({ ...sending, query: {} })).status).toBe(401);
  });

  const named = () =>
    JSON.stringify({
      object: "page",
      entry: [
        {
          id: "1",
          time: 1,
          changes: [{ field: "leadgen", value: { leadgen_id: `55${person}`, page_id: "1", form_id: "3" } }],
        },
      ],
    });

  it("name a lead alone, which is fetched with the token", async () => {
    const body = named();
    const asked: string[] = [];
    const site: Partial<SourceSite> = {
      secretOf: async () => stored,
      fetchLead: async (id, token) => {
        asked.push(`${id} ${token}`);
        return { ...payloads().meta, id };
      },
    };
    const { status, body: answer } = await send({ source: { of: "meta" }, body, headers: signatures.meta(body), site });
    expect(status).toBe(201);
    expect(asked).toEqual([`55${person} t-1`]);
    expect((await leadOf(answer.leads[0])).facts).toMatchObject({
      email: mail(),
      phone: "+525555550100",
      source: "meta",
    });
  });

  it("are sent again where Meta does not answer, and kept for a look where there is no token", async () => {
    const body = named();
    const sending = { source: { of: "meta" } as Source, body, headers: signatures.meta(body) };
    await expect(
      send({
        ...sending,
        site: { secretOf: async () => stored, fetchLead: () => Promise.reject(new Error("Meta answered 500")) },
      }),
    ).rejects.toThrow("Meta answered 500");
    expect((await send(sending)).body).toMatchObject({ leads: [], unread: 1 });
  });
});

/** What platforms send, as people reported it. */
const reported = [
  {
    of: "google",
    lead: `{"lead_id":"T-1","user_column_data":[{"column_name":"Full Name","string_value":"Ana Prueba","column_id":"FULL_NAME"},{"column_name":"User Email","string_value":"ana@prueba.example","column_id":"EMAIL"}],"api_version":"1.0","form_id":1,"campaign_id":1,"google_key":"k","is_test":true}`,
  },
  {
    of: "meta",
    lead: `{"created_time":"2026-11-20T10:15:00+0000","id":"1","form_id":"3","field_data":[{"name":"full_name","values":["Ana Prueba"]},{"name":"email","values":["ana@prueba.example"]},{"name":"phone_number","values":["+525555550100"]}]}`,
  },
  { of: "flat", lead: `{"first_name":"Ana","last_name":"Prueba","email":"ana@prueba.example"}` },
] as const;

it.each(reported)("a payload of $of is taken with what is said once", async ({ of, lead: written }) => {
  const lead = written.replaceAll("ana@prueba.example", mail());
  const secret = "k";
  const headers: Record<KnownSource, Record<string, string>> = {
    ...{ google: {}, typeform: {}, tally: {}, hubspot: {}, linkedin: {}, flat: { "x-turno-secret": secret } },
    meta: { "x-hub-signature-256": `sha256=${createHmac("sha256", secret).update(lead).digest("hex")}` },
  };
  const site = { secretOf: async () => secret };
  const { status, body } = await send({ source: { of }, body: lead, headers: headers[of], site });
  expect(status).toBe(201);
  expect((await leadOf(body.leads[0])).facts).toMatchObject({ name: "Ana Prueba", email: mail() });
});

it.each(Object.entries(knownSources))(
  "what is known of %s are expressions that can be read, for facts that there are",
  (_, known) => {
    const facts = submittedFacts.map(({ name }): string => name);
    for (const [fact, expression] of Object.entries(known.map)) {
      expect(() => compile(expression)).not.toThrow();
      expect([fact, facts.includes(fact) || saysWhereFrom(fact)]).toEqual([fact, true]);
    }
    expect(() => compile(known.id)).not.toThrow();
  },
);
