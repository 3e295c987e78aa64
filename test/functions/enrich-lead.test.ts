import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { BatchGetCommand, QueryCommand, TransactWriteCommand } from "@aws-sdk/lib-dynamodb";
import { beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { customerWrite } from "../../adapters/customers/customer-rows.ts";
import { AnswerCache } from "../../adapters/enrichment/answer-cache.ts";
import { leadRows } from "../../adapters/pages/lead-summary.ts";
import { Secrets } from "../../adapters/secrets.ts";
import { type EnrichDeps, enrichLead } from "../../functions/enrich-lead/enrich-lead.ts";
import { qualifyLead } from "../../functions/qualify-lead/qualify-lead.ts";
import { submitLead } from "../../functions/submit-lead/submit-lead.ts";
import type { Account } from "../../routing/company/account.ts";
import { companyDomain } from "../../routing/company/consumer-mail.ts";
import type { Lead, LeadFacts } from "../../routing/lead/lead.ts";
import { aLead, anOfferedLead } from "../build/a-lead.ts";
import { aPolicy } from "../build/a-policy.ts";
import { roster, useSteps } from "../build/steps.ts";
import { useTables } from "../build/tables.ts";

const tables = useTables();
const { deps, clock } = useSteps(tables);

const companies: Account[] = [
  {
    domain: "florarosa.example",
    name: "Flora Rosa, S.A. de C.V.",
    relation: "customer",
    ownerId: "ana",
    size: 900,
    industry: "health",
    revenue: 5e6,
    country: "BR",
  },
  { domain: "antigua.example", name: "Librería Antigua", relation: "former", history: "Left in 2023 over the price." },
];
const service = (limit: string) =>
  aPolicy({
    enrichment: {
      providers: [
        "companies",
        { http: "firms", url: "https://api.example/{domain}", map: { size: "people" }, retries: 0, keep: "0m" },
        "places",
      ],
      limit,
    },
  });

beforeAll(async () => {
  await tables.open(roster);
  await tables.companies.importAccounts(companies);
});
let answer: () => Promise<Response>;
let asked = 0;
beforeEach(() => {
  asked = 0;
  answer = async () => new Response(JSON.stringify({ people: 60 }));
});

const enriching = (overrides: Partial<EnrichDeps> = {}): EnrichDeps => ({
  ...deps(),
  cache: new AnswerCache(tables.client, "companies"),
  secrets: new Secrets(new SecretsManagerClient({ region: "us-east-1" }), "turno/dev/"),
  fetch: () => {
    asked += 1;
    return answer();
  },
  ...overrides,
});
const nothingKnown = { size: undefined, country: undefined, industry: undefined, company: undefined };

async function arrive(id: string, facts: Partial<LeadFacts> = {}, more: Partial<Omit<Lead, "facts">> = {}) {
  const lead = aLead({ id, ...more, facts: { ...nothingKnown, email: `${id}@florarosa.example`, ...facts } });
  const companyKey = companyDomain(lead.facts.email);
  await tables.leads.create({ ...lead, ...(companyKey && { companyKey }) }, undefined);
  return { leadId: id };
}
const activate = (policy: ReturnType<typeof aPolicy>) =>
  tables.versions.publish(policy, "turno: 1", { author: "test", note: "", at: clock.now });

describe("enrich lead", () => {
  it("fills in what is unknown and knows whose the customer is, before the lead is qualified", async () => {
    const input = await arrive("known", { size: 12 });
    expect(await enrichLead(input, enriching())).toEqual({ leadId: "known", kind: "looked-up" });
    expect(await tables.leads.load("known")).toMatchObject({
      status: "new",
      facts: {
        company: "Flora Rosa, S.A. de C.V.",
        size: 12,
        industry: "health",
        revenue: 5e6,
        country: "BR",
        timeZone: "America/Sao_Paulo",
        place: { lat: -10, lon: -55 },
        customerType: "customer",
      },
      account: { accountId: "florarosa.example", by: "domain", similarity: 1, relation: "customer" },
      knownOwner: { repId: "ana", because: "account" },
      enrichment: {
        at: clock.now,
        lookups: [
          { provider: "companies", outcome: "found", filled: ["company", "industry", "revenue", "country"] },
          { provider: "places", outcome: "found", filled: ["timeZone", "place"] },
        ],
      },
    });
    expect(await qualifyLead(input, deps())).toMatchObject({ kind: "eligible" });
  });

  it("changes nothing when it runs twice, also at the same moment", async () => {
    const input = await arrive("twice");
    await Promise.all([enrichLead(input, enriching()), enrichLead(input, enriching())]);
    const { rev } = await tables.leads.load("twice");
    expect(rev).toBe(2);
    expect(await enrichLead(input, enriching())).toEqual({ leadId: "twice", kind: "looked-up" });
    expect((await tables.leads.load("twice")).rev).toBe(2);
  });

  it("leaves a lead alone that has gone on without it", async () => {
    const input = await arrive("gone-on");
    await qualifyLead(input, deps());
    await enrichLead(input, enriching());
    expect((await tables.leads.load("gone-on")).enrichment).toBeUndefined();
  });

  it("never takes the place of what the person writes in the meantime", async () => {
    const { leadId } = await submitLead(
      {
        facts: aLead({ facts: { ...nothingKnown, email: "meantime@florarosa.example" } }).facts,
        asWritten: [],
      },
      "first",
      deps(),
    );
    const writing = vi.spyOn(tables.companies, "byDomain").mockImplementationOnce(async () => {
      const more = { ...nothingKnown, email: "meantime@florarosa.example", size: 5, name: "Lucía Fernández" };
      await submitLead({ facts: aLead({ facts: more }).facts, asWritten: [] }, "second", deps());
      return companies[0];
    });
    await enrichLead({ leadId }, enriching());
    writing.mockRestore();
    const lead = await tables.leads.load(leadId);
    expect(lead.submissions).toBe(2);
    expect(lead).toMatchObject({ facts: { size: 5, industry: "health" }, companyKey: "florarosa.example" });
  });

  it("knows an account by its name, however it is written, and the former customer's past", async () => {
    const input = await arrive("by-name", { email: "rosa@gmail.com", company: "LIBRERIA ANTIGUA S.A." });
    await enrichLead(input, enriching());
    expect(await tables.leads.load("by-name")).toMatchObject({
      facts: { customerType: "former" },
      account: {
        accountId: "antigua.example",
        by: "name",
        relation: "former",
        history: "Left in 2023 over the price.",
      },
    });
  });

  it("sends whoever becomes a customer here to their success manager, with what was before", async () => {
    const won = aLead({ id: "won", facts: { ...nothingKnown, email: "a@ganada.example", products: ["crm"] } });
    const write = customerWrite("leads", won, "beto", "2026-10-01T10:00:00.000Z");
    await tables.client.send(new TransactWriteCommand({ TransactItems: [write] }));
    const input = await arrive("again", { email: "otra@ganada.example" });
    await enrichLead(input, enriching());
    const lead = await tables.leads.load("again");
    expect(lead).toMatchObject({
      facts: { customerType: "customer" },
      knownOwner: { repId: "beto", because: "account" },
      account: { relation: "customer", won: { leadId: "won", products: ["crm"] } },
    });
    const [history] = leadRows(lead, aPolicy(), "en").filter(({ label }) => label === "History");
    expect(history?.value).toBe("Customer since October 2026: CRM (lead won)");
  });

  it("sends a colleague to whoever has the company already", async () => {
    const own = { email: "first@nueva.example" };
    await arrive("first", own, { status: "introduced", ownerId: "beto", receivedAt: "2026-10-01T00:00:00.000Z" });
    const input = await arrive("second", { email: "second@nueva.example" });
    await enrichLead(input, enriching());
    expect(await tables.leads.load("second")).toMatchObject({
      knownOwner: { repId: "beto", because: "colleague", leadId: "first" },
      companyReps: ["beto"],
    });
  });

  it("knows who had a company's closed lead, and sends its colleague anywhere", async () => {
    const closed = { status: "closed", ownerId: "beto", receivedAt: "2026-10-01T00:00:00.000Z" } as const;
    await arrive("done", { email: "first@cerrada.example" }, closed);
    const input = await arrive("newer", { email: "second@cerrada.example" });
    await enrichLead(input, enriching());
    const lead = await tables.leads.load("newer");
    expect([lead.knownOwner, lead.companyReps]).toEqual([undefined, ["beto"]]);
  });

  it("sends a colleague to whoever is being asked to take the company's first lead", async () => {
    const { id: _, ...offering } = anOfferedLead({ facts: { email: "first@abierta.example" } });
    await arrive("asked-first", { email: "first@abierta.example" }, { status: "offered", offers: offering.offers });
    await enrichLead(await arrive("asked-second", { email: "second@abierta.example" }), enriching());
    expect((await tables.leads.load("asked-second")).knownOwner).toEqual({
      repId: offering.offers[0]?.repId,
      because: "colleague",
      leadId: "asked-first",
    });
  });

  it("knows whoever had a person's earlier lead, whose address is at a public mail service", async () => {
    await arrive("before", { email: "dora.before@gmail.com" }, { status: "closed", ownerId: "beto" });
    await enrichLead(await arrive("again-dora", { email: "dora@gmail.com" }, { earlier: "before" }), enriching());
    const lead = await tables.leads.load("again-dora");
    expect([lead.knownOwner, lead.companyReps]).toEqual([undefined, ["beto"]]);
  });

  it("counts a company with its parent: the size of the group, and the parent's owner where it has none", async () => {
    const group = { name: "Grupo", relation: "prospect", ownerId: "ana", size: 900, domain: "grupo.example" } as const;
    const part = {
      name: "Filial",
      relation: "prospect",
      size: 20,
      domain: "filial.example",
      parent: group.domain,
    } as const;
    await tables.companies.importAccounts([...companies, group, part]);
    await enrichLead(await arrive("of-a-group", { ...nothingKnown, email: "a@filial.example" }), enriching());
    await tables.companies.importAccounts(companies);
    expect(await tables.leads.load("of-a-group")).toMatchObject({
      facts: { size: 900 },
      knownOwner: { repId: "ana", because: "account" },
    });
  });

  it("knows no colleagues at a public mail service", async () => {
    await arrive("stranger", { email: "stranger@gmail.com" }, { status: "introduced", ownerId: "beto" });
    const input = await arrive("other", { email: "other@gmail.com", company: "Sola" });
    await enrichLead(input, enriching());
    expect((await tables.leads.load("other")).knownOwner).toBeUndefined();
  });
});

describe("enrich lead, with a company service", () => {
  const outcomes = async (id: string) => (await tables.leads.load(id)).enrichment?.lookups.map((it) => it.outcome);

  it("is not held up past the policy's limit, and says who was late", async () => {
    await activate(service("1s"));
    answer = () => new Promise(() => {});
    const input = await arrive("late", { email: "late@nadie.example", country: "MX" });
    await enrichLead(input, enriching());
    expect(await outcomes("late")).toEqual(["nothing", "late", "found"]);
    expect((await tables.leads.load("late")).facts.timeZone).toBe("America/Mexico_City");
  });

  it("cannot cost a customer their success manager by being slow", async () => {
    await activate(service("1s"));
    answer = () => new Promise(() => {});
    const input = await arrive("slow", { company: "Otra" });
    await tables.companies.importAccounts(companies.map((each) => ({ ...each, size: undefined })));
    await enrichLead(input, enriching());
    await tables.companies.importAccounts(companies);
    expect(await tables.leads.load("slow")).toMatchObject({ knownOwner: { repId: "ana" } });
    expect(await outcomes("slow")).toEqual(["found", "late", "found"]);
  });

  it("goes on without it when it fails or answers nonsense", async () => {
    await activate(service("4s"));
    for (const [id, broken] of Object.entries({
      down: () => Promise.reject(new TypeError("fetch failed")),
      nonsense: async () => new Response("<html>"),
      refused: async () => new Response("", { status: 403 }),
    })) {
      answer = broken;
      await enrichLead(await arrive(id, { email: `${id}@nadie.example` }), enriching());
      expect(await outcomes(id), id).toEqual(["nothing", "failed", "skipped"]);
    }
  });

  it("does not ask for what our own table knows", async () => {
    await enrichLead(await arrive("own-first"), enriching());
    expect(await outcomes("own-first")).toEqual(["found", "skipped", "found"]);
    expect(asked).toBe(0);
  });
});

describe("enrich lead, when the tables fail", () => {
  it("goes on with what was told when companies and colleagues cannot be read", async () => {
    await activate(aPolicy());
    const input = await arrive("broken", { country: "MX" });
    const { send } = tables.client;
    const breaking = vi.spyOn(tables.client, "send").mockImplementation(((command: object) => {
      if (command instanceof BatchGetCommand || command instanceof QueryCommand)
        return Promise.reject(new Error("down"));
      return Reflect.apply(send, tables.client, [command]);
    }) as never);
    await enrichLead(input, enriching());
    breaking.mockRestore();
    const lead = await tables.leads.load("broken");
    expect(lead.facts.timeZone).toBe("America/Mexico_City");
    expect(lead.enrichment?.lookups.map(({ provider, outcome }) => `${provider} ${outcome}`)).toEqual([
      "companies failed",
      "places found",
      "colleagues failed",
      "people failed",
      "accounts failed",
      "customers failed",
    ]);
  });

  it("fails when the lead cannot be written, and does it all when it runs again", async () => {
    const input = await arrive("unwritten");
    const failing = vi.spyOn(tables.leads, "update").mockRejectedValueOnce(new Error("down"));
    await expect(enrichLead(input, enriching())).rejects.toThrow("down");
    failing.mockRestore();
    await enrichLead(input, enriching());
    expect((await tables.leads.load("unwritten")).account?.accountId).toBe("florarosa.example");
  });
});
