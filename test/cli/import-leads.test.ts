import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import type { APIGatewayProxyEventV2 } from "aws-lambda";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { answerPost } from "../../functions/submit-lead/lead-request.ts";
import { turno } from "../build/command-line.ts";
import { aSite, crmSecret } from "../build/doors.ts";
import { roster } from "../build/steps.ts";
import { useDatabase } from "../build/tables.ts";

const tables = useDatabase();
const folder = mkdtempSync(join(tmpdir(), "turno-import-"));
const file = join(folder, "leads.csv");
let server: Server;
let url = "";
let started: string[] = [];
/** What becomes of the next requests: each is answered so once, before it is taken. */
let faults: ("503" | "cut" | "refused")[] = [];

/** What answers as a local run: its status, its secrets, and its door for leads. */
beforeAll(async () => {
  await tables.open(roster);
  const { hostname, port } = (await tables.client.config.endpoint?.()) ?? { hostname: "", port: 0 };
  const named = ["leads", "reps", "cursors", "policies", "companies", "intake", "reports"];
  const now = () => new Date().toISOString();
  const site = aSite(tables, now, { executions: { start: async (_, name) => void started.push(name) } });
  server = createServer(async (request, response) => {
    const body = await text(request);
    response.setHeader("Connection", "close");
    if (request.url === "/_turno/status") {
      const dynamoDbUrl = `http://${hostname}:${port}`;
      const names = named.map((name) => [`${name.toUpperCase()}_TABLE`, name]);
      const status = { dynamoDbUrl, stepFunctionsUrl: url, secretsUrl: url, tables: Object.fromEntries(names) };
      return response.end(JSON.stringify(status));
    }
    if (request.url === "/") return response.end(JSON.stringify({ SecretString: JSON.stringify({ crm: crmSecret }) }));
    const fault = faults.shift();
    if (fault === "503") return response.writeHead(503).end("{}");
    if (fault === "refused") return response.writeHead(422).end(JSON.stringify({ detail: "Not accepted." }));
    const event = { headers: request.headers, body, requestContext: { http: { sourceIp: "192.0.2.1" } } };
    const answer = await answerPost(event as unknown as APIGatewayProxyEventV2, site);
    // Taken, and the connection is gone before anybody hears of it.
    if (fault === "cut") return response.destroy();
    return response.writeHead(answer.statusCode ?? 500).end(answer.body);
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true, force: true });
});
let n = 0;
beforeEach(() => {
  n += 1;
  started = [];
  faults = [];
});

const csv = (...lines: string[]) =>
  writeFileSync(file, ["Nombre,Correo electrónico,Empresa,Notas", ...lines].join("\n"));
const person = (of: string) => `${of} ${n},${of}${n}@lista.example,Lista SA,`;
const run = (...words: string[]) => turno("leads", "import", file, "--rate", "6000", "--url", url, ...words);
const leadsNow = async () =>
  (await tables.items("leads")).filter(
    ({ sk, facts }) => sk === "LEAD" && (facts as { email: string }).email.endsWith(`${n}@lista.example`),
  );

describe("turno leads import", () => {
  it("says what it would do and sends nothing, until it is told to", async () => {
    csv(person("ana"), "Nadie,,,", person("beto"));
    const { code, out } = await run();
    expect(code).toBe(0);
    expect(out).toContain("Columns that were not read: Notas");
    expect(out).toMatch(/2 leads in .*leads\.csv, 1 lines that are none\.\nline 3: email: expected/);
    expect(out).toContain("Nothing was sent. --yes sends 2 leads");
    expect([await leadsNow(), started]).toEqual([[], []]);
  });

  it("makes a lead of each row once, and nobody hears twice: of the same row, the same file and a changed name of it", async () => {
    csv(person("ana"), person("ana"), person("beto"));
    expect((await run("--yes")).out).toContain("3 leads were taken");
    expect((await run("--yes")).out).toMatch(/3 were sent before\.\n0 leads were taken/);
    writeFileSync(`${file}.progress`, "broken");
    expect((await run("--yes")).out).toContain("3 leads were taken");
    const leads = await leadsNow();
    expect(leads.map(({ submissions }) => submissions)).toEqual([1, 1]);
    // The workflow of a lead is started under its own name, which is that of one execution.
    expect(new Set(started).size).toBe(2);
  });

  it("goes on after a break at any point: what was sent is not sent again, what was cut off is the same lead", async () => {
    csv(...["ana", "beto", "caro", "dora"].map(person));
    faults = ["503", "cut", "cut"];
    const broken = await run("--yes", "--address", url);
    expect(broken.out).toContain("4 leads were taken");
    // As kill -9 leaves it: the first two are known, the third was taken and nobody heard of it.
    const { line: _, ...progress } = JSON.parse(readFileSync(`${file}.progress`, "utf8"));
    writeFileSync(`${file}.progress`, JSON.stringify({ ...progress, line: 3 }));
    const again = await run("--yes");
    expect(again.out).toMatch(/2 were sent before\.\n2 leads were taken/);
    expect(await leadsNow()).toHaveLength(4);
    expect(new Set(started).size).toBe(4);
  });

  it("keeps what is no lead with line and reason, also of what was refused before a break, and no cell is a formula", async () => {
    csv('=HYPERLINK("http://evil.example"),,@SUM(A1),+1', person("ana"), person("beto"), '"open', person("caro"));
    faults = ["refused"];
    const { out } = await run("--yes");
    expect(out).toContain("lines are in");
    await run("--yes");
    const rejects = readFileSync(`${file}.rejects.csv`, "utf8");
    expect(rejects.split("\n")[0]).toBe("line,reason,Nombre,Correo electrónico,Empresa,Notas");
    expect(rejects).toMatch(/^2,.*email: expected/m);
    expect(rejects).toMatch(/^3,Not accepted|^3,422 Not accepted/m);
    expect(rejects).toMatch(/^5,/m);
    for (const cell of ["\"'=HYPERLINK", "'@SUM", "'+1"]) expect(rejects).toContain(cell);
  });

  it("refuses a file whose columns say nothing, a mapping to no field, and a source that does not sign", async () => {
    writeFileSync(file, "foo,bar\n1,2\n");
    expect(await run("--yes")).toMatchObject({ code: 1, said: expect.stringContaining("no column is known") });
    csv(person("ana"));
    const mapped = await run("--map", "Notas=nothing");
    expect(mapped).toMatchObject({ code: 1, said: expect.stringContaining('mapped to "nothing"') });
    expect(await run("--yes", "--as", "constructor")).toMatchObject({
      code: 1,
      said: expect.stringContaining('No source "constructor" signs'),
    });
    expect(await leadsNow()).toEqual([]);
  });
});
