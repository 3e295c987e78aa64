import { request } from "node:http";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { type LocalRun, startLocal } from "../../local/run.ts";
import { freshFolder, toyAssembly } from "./fixtures/toy-assembly.ts";

let run: LocalRun;
beforeAll(async () => {
  run = await startLocal({ assembly: toyAssembly(), dataDir: freshFolder(), port: 0 });
});
afterAll(() => run.stop());

const ask = (path: string, init?: RequestInit) => fetch(run.baseUrl + path, init);
const event = async (path: string, init?: RequestInit) =>
  (await ask(path, init)).json() as Promise<Record<string, never>>;
const message = async (response: Response) => [
  response.status,
  ((await response.json()) as { message: string }).message,
];

describe("the event of a request", () => {
  it("has payload format 2.0 with everything of the request", async () => {
    const headers = { "X-Thing": "A", cookie: "a=1; b=2", "user-agent": "test/1", "x-forwarded-for": "9.9.9.9" };
    expect(await event("/echo?q=1&q=2&empty=&e=%C3%A9", { headers })).toMatchObject({
      version: "2.0",
      routeKey: "GET /echo",
      rawPath: "/echo",
      rawQueryString: "q=1&q=2&empty=&e=%C3%A9",
      queryStringParameters: { q: "1,2", empty: "", e: "é" },
      cookies: ["a=1", "b=2"],
      headers: { "x-thing": "A", "x-forwarded-for": expect.stringMatching(/^9\.9\.9\.9, (127\.0\.0\.1|::1)$/) },
      requestContext: {
        http: { method: "GET", path: "/echo", sourceIp: "127.0.0.1", userAgent: "test/1", protocol: "HTTP/1.1" },
        routeKey: "GET /echo",
        stage: "$default",
        requestId: expect.stringMatching(/.{10,}/),
        time: expect.stringMatching(/^\d\d\/[A-Z][a-z]{2}\/\d{4}:\d\d:\d\d:\d\d \+0000$/),
        timeEpoch: expect.any(Number),
      },
      isBase64Encoded: false,
    });
  });

  it("leaves out what the request does not have", async () => {
    const echoed = await event("/echo");
    for (const key of ["cookies", "queryStringParameters", "pathParameters", "body"])
      expect(echoed).not.toHaveProperty(key);
    expect(echoed.headers).not.toHaveProperty("cookie");
  });

  it("has path parameters decoded, and prefers the route without any", async () => {
    expect((await event("/items/a%20b%2Fc")).pathParameters).toEqual({ item: "a b/c" });
    expect((await event("/items/new")).routeKey).toBe("GET /items/new");
  });

  it.each([
    ["application/json", '{"a":"é"}', false],
    ["application/problem+json; charset=utf-8", "{}", false],
    ["text/plain", "é", false],
    ["application/x-www-form-urlencoded", "a=%C3%A9&b=2", true],
    ["application/octet-stream", "\u0000", true],
  ])("has the body of %s as text or in base64, as API Gateway would", async (type, body, base64) => {
    const echoed = await event("/echo", { method: "POST", body, headers: { "content-type": type } });
    expect(echoed.isBase64Encoded).toBe(base64);
    expect(Buffer.from(String(echoed.body), base64 ? "base64" : "utf8").toString()).toBe(body);
  });
});

describe("the answer to a request", () => {
  it("has the function's cookies, each as a header", async () => {
    expect((await ask("/echo")).headers.getSetCookie()).toEqual(["a=1", "b=2"]);
  });

  it("is the function's result itself when that has no status", async () => {
    const response = await ask("/plain");
    expect([response.status, response.headers.get("content-type"), await response.json()]).toEqual([
      200,
      "application/json",
      { plain: true },
    ]);
  });

  it("has a base64 body decoded", async () => {
    const response = await ask("/picture");
    expect([response.status, response.headers.get("content-type")]).toEqual([203, "image/png"]);
    expect([...new Uint8Array(await response.arrayBuffer())]).toEqual([1, 2, 3, 255]);
  });

  it("is API Gateway's own for unknown routes and failed functions", async () => {
    expect(await message(await ask("/nowhere"))).toEqual([404, "Not Found"]);
    expect(await message(await ask("/plain", { method: "DELETE" }))).toEqual([404, "Not Found"]);
    expect(await message(await ask("/items/"))).toEqual([404, "Not Found"]);
    const said = vi.spyOn(console, "error").mockImplementation(() => {});
    expect(await message(await ask("/broken"))).toEqual([500, "Internal Server Error"]);
    expect(said).toHaveBeenCalledWith("GET /broken failed: Error: broken");
    said.mockRestore();
  });

  it("is 413 for a body over 10 MB, said or streamed", async () => {
    const body = Buffer.alloc(10 * 1024 * 1024 + 1, "a");
    expect(await message(await ask("/echo", { method: "POST", body }))).toEqual([413, "Request Entity Too Large"]);
    const status = await new Promise((resolve, reject) => {
      const streamed = request(`${run.baseUrl}/echo`, { method: "POST" }, (response) => resolve(response.statusCode));
      streamed.once("error", reject);
      streamed.write(body.subarray(0, body.length - 10));
      streamed.end(body.subarray(0, 11));
    });
    expect(status).toBe(413);
  });

  it("is 431 for headers over 10 KB", async () => {
    expect((await ask("/echo", { headers: { "x-long": "a".repeat(10_300) } })).status).toBe(431);
  });

  it("is 429 beyond the route's burst", async () => {
    const statuses = await Promise.all(Array.from({ length: 6 }, async () => (await ask("/busy")).status));
    expect(statuses.filter((status) => status === 200)).toHaveLength(2);
    expect(await message(await ask("/busy"))).toEqual([429, "Too Many Requests"]);
  });
});

describe("another origin", () => {
  const preflight = (origin: string) =>
    ask("/echo", { method: "OPTIONS", headers: { origin, "access-control-request-method": "POST" } });

  it("that is allowed may ask, and reads the API's headers, not the function's", async () => {
    const allowed = await preflight("https://shop.example");
    expect(allowed.status).toBe(204);
    expect(Object.fromEntries(allowed.headers)).toMatchObject({
      "access-control-allow-origin": "https://shop.example",
      "access-control-allow-methods": "GET,POST",
      "access-control-allow-headers": "content-type",
      "access-control-max-age": "600",
    });
    const answer = await ask("/picture", { headers: { origin: "https://shop.example" } });
    expect(answer.headers.get("access-control-allow-origin")).toBe("https://shop.example");
  });

  it("that is not allowed gets no permission", async () => {
    expect((await preflight("https://other.example")).headers.get("access-control-allow-origin")).toBeNull();
  });
});

describe("the local run's own pages", () => {
  it("show where to go, in a company without a console", async () => {
    const response = await ask("/");
    expect(response.headers.get("content-security-policy")).toContain("default-src 'none'");
    const page = await response.text();
    expect(page).toContain('href="/mailbox"');
    expect(page).toContain('href="/form"');
  });

  it("answer their status as JSON", async () => {
    expect(await event("/_turno/status")).toMatchObject({
      ready: true,
      speed: 1,
      executions: { running: 0, succeeded: 0, failed: 0 },
      transitions: 0,
      dynamo: { readUnits: expect.any(Number), writeUnits: expect.any(Number) },
      // What `npm run turno` finds the local run's policy and roster by.
      dynamoDbUrl: expect.stringMatching(/^http:/),
      tables: expect.any(Object),
    });
  });

  it("take no writes, and know what is not there", async () => {
    expect((await ask("/mailbox", { method: "POST" })).status).toBe(405);
    expect((await ask("/mailbox/mails/999")).status).toBe(404);
    expect((await ask("/_turno/page.css")).headers.get("content-type")).toContain("text/css");
  });
});
