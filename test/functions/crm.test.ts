import { beforeEach, describe, expect, it } from "vitest";
import type { CrmKind } from "../../adapters/crm/crm-id.ts";
import { crmReceiver } from "../../adapters/crm/crm-receivers.ts";
import { PersonClaims } from "../../adapters/crm/person-claims.ts";
import { leadEvent } from "../../adapters/webhooks/lead-event.ts";
import type { Lead } from "../../routing/lead/lead.ts";
import { aLead } from "../build/a-lead.ts";
import { aRep } from "../build/a-rep.ts";
import { type Asked, type Double, useDouble } from "../build/crm-doubles.ts";
import { useTables } from "../build/tables.ts";

const tables = useTables();
const { asked, call, answers } = useDouble();
beforeEach(() => {
  asked.length = 0;
  clock = Date.parse("2026-11-02T15:00:00.000Z");
});
let clock = 0;
const secrets: Record<CrmKind, object> = {
  hubspot: { token: "pat-1" },
  salesforce: { url: "https://acme.my.salesforce.com/", client_id: `app-${Math.random()}`, client_secret: "s" },
  pipedrive: { url: "https://acme.pipedrive.com", token: "t", stages: { owned: 7 } },
};
const receiver = async (kind: CrmKind, secret: object = secrets[kind]) => {
  const [one] = await crmReceiver(kind, {
    secrets: { secretOf: async () => JSON.stringify(secret) },
    reps: { get: async () => aRep({ id: "ana", email: "ana@acme.example" }) as never },
    claims: new PersonClaims(tables.client, "leads", () => clock),
    call,
  })(clock);
  if (!one) throw new Error("a receiver");
  return (lead: Lead, rev = lead.rev) => one.tell(leadEvent({ ...lead, rev }, "dev"), async () => lead, clock);
};
const facts = {
  ...aLead().facts,
  name: "Lucía de la Cruz",
  company: "Flora",
  email: "lucia@flora.example",
  phone: "+525555550101",
};
const owned = (id: string, more: Partial<Lead> = {}) =>
  aLead({ id, rev: 5, status: "introduced", ownerId: "ana", facts, ...more });
const won: Partial<Lead> = {
  status: "closed",
  closed: { outcome: "won", at: "2026-11-02T15:00:00.000Z", by: "ana", value: 900 },
};
const json = ({ body }: Asked) => JSON.parse(body);

describe.each(["hubspot", "salesforce", "pipedrive"] as const)("%s", (kind) => {
  it("asks to wait, is down or breaks off: the event is told again", async () => {
    const tell = await receiver(kind);
    answers(() => ({ status: 429, headers: { "retry-after": "11" }, body: { status: "error", message: "limit" } }));
    expect(await tell(owned("waits"))).toEqual({ kind: "failed", because: "429", retryAfterMs: 11_000 });
    clock += 120_000;
    answers(() => ({ status: 503 }));
    expect(await tell(owned("waits"))).toEqual({ kind: "failed", because: "503" });
    clock += 120_000;
    answers(() => "cut");
    expect(await tell(owned("waits"))).toEqual({ kind: "failed", because: "unreachable" });
  });

  it("is told of the last of several changes alone, of nobody who was erased, and not of a reading that is behind", async () => {
    const tell = await receiver(kind);
    answers(() => ({ status: 500 }));
    expect(await tell(owned("later"), 4)).toEqual({ kind: "told" });
    expect(await tell(owned("gone", { erased: "2026-11-02T15:00:00.000Z" }))).toEqual({ kind: "told" });
    expect(await tell(owned("behind"), 6)).toEqual({ kind: "failed", because: "stale" });
    expect(asked).toEqual([]);
  });

  it("says what is wrong with its secret, and not what it holds", async () => {
    await expect(receiver(kind, { token: 1, client_id: "hunter2" })).rejects.toThrow(
      /^(token|url): Invalid input(: expected string, received (number|undefined))?$/,
    );
  });
});

describe("hubspot", () => {
  /** Contacts by address, as HubSpot keeps them: https://developers.hubspot.com/docs/api-reference/legacy/crm */
  const hubSpot = (contacts: Map<string, object>): Double => {
    return ({ method, path, query, body, headers }) => {
      if (headers.authorization !== "Bearer pat-1")
        return { status: 401, body: { category: "INVALID_AUTHENTICATION" } };
      if (method === "GET" && path === "/crm/v3/owners") {
        const results = query.get("email") === "ana@acme.example" ? [{ id: "77", email: query.get("email") }] : [];
        return { status: 200, body: { results } };
      }
      if (path !== "/crm/v3/objects/contacts/batch/upsert") return { status: 404 };
      const [{ id, idProperty, properties }] = JSON.parse(body).inputs;
      expect(idProperty).toBe("email");
      const isNew = !contacts.has(id);
      contacts.set(id, { ...contacts.get(id), ...properties });
      return { status: 200, body: { status: "COMPLETE", results: [{ id: "1", new: isNew, properties }] } };
    };
  };

  it("has one contact with owner and status, however often it is told, and a customer of who is won", async () => {
    const contacts = new Map<string, object>();
    answers(hubSpot(contacts));
    const tell = await receiver("hubspot");
    expect(await tell(owned("twice"))).toEqual({ kind: "told" });
    expect(await tell(owned("twice"))).toEqual({ kind: "told" });
    expect([...contacts]).toEqual([
      [
        "lucia@flora.example",
        {
          ...{ email: "lucia@flora.example", firstname: "Lucía de la", lastname: "Cruz", company: "Flora" },
          ...{ phone: "+525555550101", hs_lead_status: "OPEN", hubspot_owner_id: "77" },
        },
      ],
    ]);
    await tell(owned("twice", { rev: 6, ...won }));
    expect([...contacts.values()]).toMatchObject([{ hs_lead_status: "OPEN_DEAL", lifecyclestage: "customer" }]);
  });

  it("tries again after a conflict, and after a part of an answer that says it was not taken", async () => {
    const tell = await receiver("hubspot");
    const conflict = { status: "error", message: "Contact already exists. Existing ID: 9", category: "CONFLICT" };
    const around = hubSpot(new Map());
    answers((one) => (one.method === "GET" ? around(one) : { status: 409, body: conflict }));
    expect(await tell(owned("conflict"))).toEqual({ kind: "failed", because: "409" });
    const part = { status: "COMPLETE", results: [], numErrors: 1, errors: [{ category: "VALIDATION_ERROR" }] };
    answers((one) => (one.method === "GET" ? around(one) : { status: 207, body: part }));
    expect(await tell(owned("conflict"))).toEqual({ kind: "failed", because: "VALIDATION_ERROR" });
    answers(around);
    expect(await tell(owned("conflict"))).toEqual({ kind: "told" });
  });
});

describe("salesforce", () => {
  /** Leads by their external id: https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/dome_upsert.htm */
  const org = { good: "token-1", leads: new Map<string, object>(), converted: new Set<string>() };
  const salesforce: Double = ({ method, path, headers, query, body }) => {
    if (path === "/services/oauth2/token") {
      const form = new URLSearchParams(body);
      if (form.get("client_secret") !== "s") return { status: 400, body: { error: "invalid_client" } };
      return {
        status: 200,
        body: { access_token: org.good, instance_url: "https://acme.my.salesforce.com", token_type: "Bearer" },
      };
    }
    if (headers.authorization !== `Bearer ${org.good}`)
      return { status: 401, body: [{ message: "Session expired or invalid", errorCode: "INVALID_SESSION_ID" }] };
    if (method === "GET" && path.endsWith("/query")) {
      const isAna = query.get("q")?.includes("Email = 'ana@acme.example'");
      return { status: 200, body: { totalSize: 1, done: true, records: isAna ? [{ Id: "005A" }] : [] } };
    }
    const [, id = ""] = /\/sobjects\/Lead\/Turno_Id__c\/([^/]+)$/.exec(path) ?? [];
    if (method !== "PATCH" || !id) return { status: 404 };
    if (org.converted.has(id))
      return {
        status: 400,
        body: [{ errorCode: "CANNOT_UPDATE_CONVERTED_LEAD", message: "cannot reference converted lead" }],
      };
    const isNew = !org.leads.has(id);
    org.leads.set(id, JSON.parse(body));
    return isNew ? { status: 201, body: { id: "00Q1", success: true, errors: [], created: true } } : { status: 204 };
  };
  beforeEach(() => {
    org.leads.clear();
    answers(salesforce);
  });

  it("has one lead by the id of ours, however often it is told", async () => {
    const tell = await receiver("salesforce");
    for (let n = 0; n < 2; n += 1) expect(await tell(owned("sf"))).toEqual({ kind: "told" });
    expect([...org.leads]).toEqual([
      [
        "sf",
        {
          ...{ FirstName: "Lucía de la", LastName: "Cruz", Email: "lucia@flora.example", Phone: "+525555550101" },
          ...{ OwnerId: "005A", Company: "Flora", Status: "Open - Not Contacted" },
        },
      ],
    ]);
    expect(asked.filter(({ path }) => path.endsWith("/token"))).toHaveLength(1);
  });

  it("gives a new token where the old one has expired, once, and refuses in vain with a wrong secret", async () => {
    const tell = await receiver("salesforce");
    await tell(owned("sf-1"));
    org.good = "token-2";
    expect(await tell(owned("sf-2"))).toEqual({ kind: "told" });
    expect(org.leads.has("sf-2")).toBe(true);
    const wrong = { ...secrets.salesforce, client_id: "wrong", client_secret: "no" };
    const before = asked.length;
    expect(await (await receiver("salesforce", wrong))(owned("sf-3"))).toEqual({ kind: "failed", because: "400" });
    expect(asked.length - before).toBe(1);
  });

  it("takes no answer without a token for a token", async () => {
    answers(() => ({ status: 200, body: {} }));
    const fresh = { ...secrets.salesforce, client_id: "fresh" };
    expect(await (await receiver("salesforce", fresh))(owned("sf-6"))).toMatchObject({ kind: "failed" });
  });

  it("leaves who was converted meanwhile alone, and lets no address end the query that asks for its owner", async () => {
    org.converted.add("sf-4");
    const tell = await receiver("salesforce");
    expect(await tell(owned("sf-4"))).toEqual({ kind: "told" });
    const [one] = await crmReceiver("salesforce", {
      secrets: { secretOf: async () => JSON.stringify(secrets.salesforce) },
      reps: { get: async () => aRep({ email: "o'brien\\@x.example" }) as never },
      claims: new PersonClaims(tables.client, "leads", () => clock),
      call,
    })(clock);
    await one?.tell(leadEvent(owned("sf-5"), "dev"), async () => owned("sf-5"), clock);
    expect(asked.at(-2)?.query.get("q")).toContain("Email = 'o\\'brien\\\\@x.example'");
  });
});

describe("pipedrive", () => {
  /** Persons, whom the search sees late, and deals: https://developers.pipedrive.com/docs/api/v1 */
  const company = {
    persons: [] as { id: number; email: string; seen: boolean }[],
    deals: [] as Record<string, unknown>[],
  };
  const pipedrive: Double = (one) => {
    const { method, path, query, headers } = one;
    if (headers["x-api-token"] !== "t") return { status: 401, body: { success: false } };
    const fine = (data: unknown) => ({ status: method === "POST" ? 201 : 200, body: { success: true, data } });
    if (path === "/v1/users/find") return fine(query.get("term") === "ana@acme.example" ? [{ id: 55 }] : []);
    if (path === "/api/v2/persons/search") {
      const items = company.persons.filter(({ email, seen }) => seen && email === query.get("term"));
      return fine({ items: items.map(({ id }) => ({ result_score: 1, item: { id, type: "person" } })) });
    }
    if (path === "/api/v2/persons") {
      company.persons.push({ id: company.persons.length + 1, email: json(one).emails[0].value, seen: false });
      return fine({ id: company.persons.length });
    }
    if (path === "/api/v2/deals" && method === "GET")
      return fine(company.deals.filter(({ person_id }) => String(person_id) === query.get("person_id")));
    if (path === "/api/v2/deals") {
      company.deals.push({ id: company.deals.length + 1, ...json(one) });
      return fine({ id: company.deals.length });
    }
    const [, id] = /^\/api\/v2\/deals\/(\d+)$/.exec(path) ?? [];
    if (method !== "PATCH" || !id) return { status: 404 };
    Object.assign(company.deals[Number(id) - 1] ?? {}, json(one));
    return fine({ id: Number(id) });
  };
  beforeEach(() => {
    company.persons.length = 0;
    company.deals.length = 0;
    answers(pipedrive);
  });
  const person = (email: string) => ({ facts: { ...facts, email } });

  it("has one person and one deal with owner, stage and outcome, however often it is told", async () => {
    const tell = await receiver("pipedrive");
    for (let n = 0; n < 2; n += 1)
      expect(await tell(owned("pd", person("pd@flora.example")))).toEqual({ kind: "told" });
    expect(company.persons).toHaveLength(1);
    expect(company.deals).toEqual([
      { id: 1, title: "Flora · pd", person_id: 1, owner_id: 55, stage_id: 7, status: "open" },
    ]);
    await tell(owned("pd", { ...person("pd@flora.example"), rev: 6, ...won }));
    expect(company.deals).toMatchObject([{ status: "won", value: 900 }]);
  });

  it("makes no second person of two leads at once, though its search does not see the first yet", async () => {
    const tell = await receiver("pipedrive");
    const two = ["pd-a", "pd-b"].map((id) => owned(id, person("race@flora.example")));
    const first = await Promise.all(two.map((lead) => tell(lead)));
    expect(first.map(({ kind }) => kind).sort()).toContain("told");
    for (const lead of two) expect(await tell(lead)).toEqual({ kind: "told" });
    expect(company.persons).toHaveLength(1);
    expect(company.deals.map(({ title }) => title).sort()).toEqual(["Flora · pd-a", "Flora · pd-b"]);
  });

  it("lets another go on where who made a person was cut off", async () => {
    const tell = await receiver("pipedrive");
    const lead = owned("pd-cut", person("cut@flora.example"));
    answers((one) => (one.path === "/api/v2/persons/search" ? "cut" : pipedrive(one)));
    expect(await tell(lead)).toMatchObject({ kind: "failed" });
    answers(pipedrive);
    expect(await tell(lead)).toEqual({ kind: "failed", because: "claimed" });
    clock += 61_000;
    expect(await tell(lead)).toEqual({ kind: "told" });
  });
});
