import { gunzipSync } from "node:zlib";
import { beforeAll, describe, expect, it } from "vitest";
import { rebuildRows } from "../../adapters/reports/rebuild-rows.ts";
import { answerConsole } from "../../functions/answer-console/answer-console.ts";
import type { Deps } from "../../functions/answer-console/asked.ts";
import { rowsIn } from "../../reports/columns.ts";
import type { LeadRow } from "../../reports/row.ts";
import { consoleNow, openConsoleWorld } from "../build/console-world.ts";
import { useTables } from "../build/tables.ts";

const tables = useTables();
let deps: Deps;
beforeAll(async () => {
  deps = await openConsoleWorld(tables);
  await rebuildRows(tables.client, { leads: "leads", reports: "reports", policies: "policies" });
});

async function ask(routeKey: string, who: string, month: string | undefined, headers: Record<string, string> = {}) {
  const claims = { rep: who, email: `${who}@andina.example` };
  const requestContext = { authorizer: { jwt: { claims, scopes: ["openid"] } } };
  const asked = { routeKey, requestContext, pathParameters: { month }, headers };
  const answer = await answerConsole(asked as unknown as Parameters<typeof answerConsole>[0], deps);
  if (typeof answer === "string") throw new Error("an answer has a status");
  const body = Buffer.from(answer.body ?? "", answer.isBase64Encoded ? "base64" : "utf8");
  const text = (answer.isBase64Encoded ? gunzipSync(body) : body).toString();
  return { status: answer.statusCode, text, said: JSON.parse(text || "{}"), headers: answer.headers ?? {} };
}
const rowsOf = (month: string, headers = {}) => ask("GET /api/reports/rows/{month}", "marta", month, headers);
const byId = (rows: LeadRow[]) => rows.toSorted((a, b) => (a.id < b.id ? -1 : 1));

describe("the rows of a month", () => {
  it("are those that the command counts, packed or not", async () => {
    const stored = await tables.rows.between("2026-11-01T00:00:00.000Z", "2026-12-01T00:00:00.000Z");
    expect(stored.length).toBe(5);
    const plain = await rowsOf("2026-11");
    expect(byId(rowsIn(plain.said.columns))).toEqual(byId(stored));
    const packed = await rowsOf("2026-11", { "accept-encoding": "gzip, br" });
    expect(packed.headers["Content-Encoding"]).toBe("gzip");
    expect(packed.text).toBe(plain.text);
    expect(rowsIn((await rowsOf("2026-10")).said.columns)).toEqual([]);
  });

  it("name nobody but the team, and nothing by which a person can be reached", async () => {
    const { text } = await rowsOf("2026-11");
    expect(text).not.toMatch(/Lucía|Flora Rosa|florarosa|55 5/);
  });

  it("are not read again for somebody who has them, until one has changed", async () => {
    const { headers } = await rowsOf("2026-11");
    const has = { "if-none-match": String(headers.ETag) };
    const { reportRows: rows } = deps;
    deps.reportRows = { versionOf: (month) => rows.versionOf(month), ofMonth: () => expect.fail("rows were read") };
    expect((await rowsOf("2026-11", has)).status).toBe(304);
    deps.reportRows = rows;
    await tables.leads.update("waiting", (lead) => ({ ...lead, restarts: 1 }));
    await rebuildRows(tables.client, { leads: "leads", reports: "reports", policies: "policies" });
    expect((await rowsOf("2026-11", has)).status).toBe(200);
  });

  it.each(["", "november", "2026-13", "2026-11-02"])("does not guess what month %j is", async (month) => {
    expect((await rowsOf(month)).status).toBe(422);
  });

  it("and the team are nothing for a rep", async () => {
    expect((await ask("GET /api/reports/rows/{month}", "ana", "2026-11")).status).toBe(404);
    expect((await ask("GET /api/reports/team", "ana", undefined)).status).toBe(404);
  });
});

describe("the team of the reports", () => {
  it("has each rep with their hours and limits, and no address", async () => {
    const { said, text } = await ask("GET /api/reports/team", "marta", undefined);
    expect(said.reps).toContainEqual(
      expect.objectContaining({
        id: "ana",
        name: "Ana Morales",
        shifts: expect.any(Array),
        capacity: expect.any(Number),
      }),
    );
    expect(text).not.toContain("@");
    expect(said.currency).toBeTruthy();
  });

  it("has what each ledger owes, within its bound where one is known", async () => {
    const one = 1_000_000_000;
    const balances = { ana: one / 2, beto: -one / 2 };
    const act = { kind: "correction" as const, reason: "test", by: "test", changes: balances };
    await tables.ledgers.change("latam-smb", consoleNow, (read) => ({ read, act, keep: 1440 }));
    const { said } = await ask("GET /api/reports/team", "olga", undefined);
    expect(said.fairness.find(({ ledger }: { ledger: string }) => ledger === "latam-smb")).toEqual({
      ...{ ledger: "latam-smb", pools: ["latam-smb"], bound: 0.5 },
      owed: [
        { repId: "ana", leads: 0.5 },
        { repId: "beto", leads: -0.5 },
      ],
    });
  });
});
