import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { PutCommand } from "@aws-sdk/lib-dynamodb";
import { mockClient } from "aws-sdk-client-mock";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { AnswerCache } from "../../../adapters/enrichment/answer-cache.ts";
import { type HttpSpec, httpProvider } from "../../../adapters/enrichment/http-provider.ts";
import { Secrets } from "../../../adapters/secrets.ts";
import { aLead } from "../../build/a-lead.ts";
import { aPolicy } from "../../build/a-policy.ts";
import { useDatabase } from "../../build/tables.ts";

const tables = useDatabase();
let server: Server;
let port = 0;
let asked: IncomingMessage[] = [];
let answer: (response: ServerResponse, request: IncomingMessage) => void = () => {};
beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push(request);
    answer(response, request);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  port = (server.address() as AddressInfo).port;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const secretsManager = mockClient(SecretsManagerClient);
afterAll(() => secretsManager.restore());
const clock = { now: Date.parse("2026-11-02T15:00:00.000Z") };
let run = 0;
beforeEach(() => {
  run += 1;
  asked = [];
  answer = (response) => response.end(JSON.stringify({ metrics: { employees: 900 }, category: "health" }));
  secretsManager.reset();
  secretsManager.on(GetSecretValueCommand).resolves({ SecretString: "top-secret\n" });
  clock.now = Date.parse("2026-11-02T15:00:00.000Z");
});

/** A provider as a policy would describe it, of another name in each test so that none finds the answers of another. */
function provider(overrides: Partial<HttpSpec> = {}, cache = new AnswerCache(tables.client, "companies")) {
  const [spec] = aPolicy({
    enrichment: {
      providers: [
        {
          http: `service-${run}`,
          url: "https://api.example/companies?domain={domain}",
          map: { size: "metrics.employees", industry: "category" },
          timeout: "1s",
        },
      ],
    },
  }).enrichment.providers;
  return httpProvider({ ...(spec as HttpSpec), ...overrides }, [], {
    cache,
    secrets: new Secrets(new SecretsManagerClient({ region: "us-east-1" }), "turno/dev/"),
    // The same requests over plain HTTP to this machine.
    fetch: (url, init) => fetch(String(url).replace("https://api.example", `http://127.0.0.1:${port}`), init),
    now: () => clock.now,
  });
}
const unknown = aLead({ facts: { size: undefined, industry: undefined } }).facts;
const ask = (one = provider(), facts = unknown, signal = AbortSignal.timeout(10_000)) => one.ask(facts, signal);
const json = (value: unknown) => {
  answer = (response) => response.end(JSON.stringify(value));
};

describe("company service", () => {
  it("is asked by domain, and its answer is mapped", async () => {
    expect(await ask()).toEqual({ size: 900, industry: "health" });
    expect(asked[0]?.url).toBe("/companies?domain=florarosa.example");
    expect(asked[0]?.headers.accept).toBe("application/json");
  });

  it("is asked by name with nothing in it that could change the address", async () => {
    const company = "A&B/../x?y=1#z ñ";
    await ask(provider({ url: "https://api.example/by-name/{company}/info" }), { ...unknown, company });
    expect(asked[0]?.url).toBe(`/by-name/${encodeURIComponent(company)}/info`);
  });

  it.each([
    ["a private address", { email: "ana@gmail.com" }, {}],
    ["an address that is no host", { email: "ana@localhost" }, {}],
    ["a lead without a company", { company: undefined }, { url: "https://api.example/{company}" }],
    ["a company of dots, a way up in the path", { company: ".." }, { url: "https://api.example/v1/{company}" }],
    ["a lead that told all of it", { size: 5, industry: "retail" }, {}],
  ])("is not asked about %s", async (_, facts, spec) => {
    expect(await ask(provider(spec), { ...unknown, ...facts })).toBe("skipped");
    expect(asked).toEqual([]);
  });

  it("is given the stage's secret in the policy's header, read once", async () => {
    const one = provider({ header: "Authorization", prefix: "Bearer ", keep: 0 });
    await ask(one);
    await ask(one);
    expect(asked.map(({ headers }) => headers.authorization)).toEqual(["Bearer top-secret", "Bearer top-secret"]);
    expect(secretsManager.commandCalls(GetSecretValueCommand).map(({ args }) => args[0].input)).toEqual([
      { SecretId: `turno/dev/service-${run}` },
    ]);
  });

  it("has its secret read again after it was refused, and is not asked again with the old one", async () => {
    const one = provider({ header: "X-Key", keep: 0 });
    answer = (response) => response.writeHead(401).end();
    await expect(ask(one)).rejects.toThrow("status 401");
    expect(asked).toHaveLength(1);
    secretsManager.on(GetSecretValueCommand).resolves({ SecretString: "new" });
    json({});
    await ask(one);
    expect(asked[1]?.headers["x-key"]).toBe("new");
  });

  it("fails without a request where there is no secret", async () => {
    secretsManager.on(GetSecretValueCommand).rejects(new Error("ResourceNotFoundException"));
    await expect(ask(provider({ header: "X-Key", retries: 0 }))).rejects.toThrow();
    expect(asked).toEqual([]);
  });
});

describe("an untrusted answer", () => {
  it("fills in nothing of another type, too long or too large", async () => {
    json({ a: "some", b: ["retail"], c: "x".repeat(300), d: -5, e: "Atlantis", f: { g: 1 }, h: 1.5, i: "" });
    const map = { size: "a", industry: "b", company: "c", value: "d", country: "e", revenue: "f", city: "i" };
    expect(await ask(provider({ map }))).toBe("nothing");
    expect(await ask(provider({ map: { size: "h" } }))).toBe("nothing");
    json({ size: 1e9 });
    expect(await ask(provider({ map: { size: "size" } }))).toBe("nothing");
  });

  it("keeps what is good of it, in one line, without what steers a display", async () => {
    json({ name: "Flora\n\u202eRosa ", country: "mx", people: 12, worth: 1e5 });
    const map = { company: "name", country: "country", size: "people", revenue: "worth" };
    expect(await ask(provider({ map }), { ...unknown, country: undefined, company: undefined })).toEqual({
      company: "Flora Rosa",
      country: "MX",
      size: 12,
      revenue: 1e5,
    });
  });

  it.each<[string, (response: ServerResponse) => void]>([
    ["is no JSON", (response) => response.end("<html>oops")],
    ["is more than anybody needs", (response) => response.end(JSON.stringify("x".repeat(100_000)))],
    ["never ends", (response) => void setInterval(() => response.write("x".repeat(9000)), 5).unref()],
    ["sends elsewhere", (response) => response.writeHead(302, { location: "http://169.254.169.254/" }).end()],
    ["refuses", (response) => response.writeHead(400).end("no")],
  ])("is given up at once when it %s", async (_, hostile) => {
    answer = hostile;
    await expect(ask()).rejects.toThrow();
    expect(asked).toHaveLength(1);
    server.closeAllConnections();
  });

  it("is an empty one when it is null, or nests deeper than anything real", async () => {
    answer = (response) => response.end("null");
    expect(await ask()).toBe("nothing");
    answer = (response) => response.end(`${"[".repeat(30_000)}${"]".repeat(30_000)}`);
    expect(await ask(provider({ http: `deep-${run}` }))).toBe("nothing");
  });
});

describe("a service that is slow or down", () => {
  it("is asked again when it says that it is busy", async () => {
    answer = (response) => {
      if (asked.length === 1) response.writeHead(503).end();
      else response.end(JSON.stringify({ category: "health" }));
    };
    expect(await ask(provider({ retries: 1 }))).toEqual({ industry: "health" });
  });

  it("is asked no more often than the policy says", async () => {
    answer = (response) => response.writeHead(500).end();
    await expect(ask(provider({ retries: 2 }))).rejects.toThrow("status 500");
    expect(asked).toHaveLength(3);
  });

  it("is too late after the policy's timeout", async () => {
    answer = () => {};
    await expect(ask(provider({ timeout: 50, retries: 0 }))).rejects.toMatchObject({ name: "TooLate" });
  });

  it("is left alone as soon as the time for all of them is over", async () => {
    answer = () => {};
    await expect(ask(provider({ timeout: 5000, retries: 3 }), unknown, AbortSignal.timeout(50))).rejects.toThrow();
    expect(asked).toHaveLength(1);
  });

  it("is failing when nobody listens there", async () => {
    await expect(ask(provider({ url: "https://127.0.0.1:1/{domain}", retries: 0 }))).rejects.toThrow("fetch failed");
  });
});

describe("kept answers", () => {
  it("are not asked for again until they expire, nothing as well", async () => {
    const one = provider({ keep: 60 });
    answer = (response) => response.writeHead(404).end();
    expect([await ask(one), await ask(one)]).toEqual(["nothing", "nothing"]);
    expect(asked).toHaveLength(1);
    clock.now += 59 * 60_000;
    json({ category: "health" });
    expect(await ask(one)).toBe("nothing");
    clock.now += 2 * 60_000;
    expect([await ask(one), await ask(one)]).toEqual([{ industry: "health" }, { industry: "health" }]);
    expect(asked).toHaveLength(2);
  });

  it("are of one company and one mapping, and hold nothing of what was typed", async () => {
    const company = "Flora Secreta";
    const by = (map: HttpSpec["map"]) => provider({ url: "https://api.example/{company}", map });
    await ask(by({ industry: "category" }), { ...unknown, company });
    await ask(by({ industry: "category" }), { ...unknown, company: "Another" });
    expect(await ask(by({ size: "metrics.employees" }), { ...unknown, company })).toEqual({ size: 900 });
    expect(asked).toHaveLength(3);
    const kept = (await tables.items("companies")).filter(({ pk }) => String(pk).includes(`service-${run}#`));
    expect(kept).toHaveLength(3);
    expect(JSON.stringify(kept)).not.toContain("Secreta");
  });

  it("that cannot be read or written are no reason not to ask", async () => {
    const down = { send: () => Promise.reject(new Error("down")) } as unknown as typeof tables.client;
    const one = provider({}, new AnswerCache(down, "companies"));
    expect([await ask(one), await ask(one)]).toEqual([
      { size: 900, industry: "health" },
      { size: 900, industry: "health" },
    ]);
    expect(asked).toHaveLength(2);
  });

  it("of a shape that nobody knows count as none", async () => {
    await tables.client.send(
      new PutCommand({ TableName: "companies", Item: { pk: "ANSWER#odd", sk: "ANSWER", facts: [{}], ttl: 9e9 } }),
    );
    expect(await new AnswerCache(tables.client, "companies").answerOf("odd", clock.now)).toBeUndefined();
  });
});
