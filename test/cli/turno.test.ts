import { execFile } from "node:child_process";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { useTables } from "../build/tables.ts";

const root = join(import.meta.dirname, "../..");
const samples = (file: string) => join(root, "samples", file);
const tables = useTables();
let server: Server;
let url = "";

/** Runs the command line as a person does. */
const turno = (...words: string[]): Promise<{ code: number; out: string; said: string }> =>
  new Promise((resolve) => {
    const env = { ...process.env, TURNO_DATA: "/nowhere" };
    execFile(process.execPath, [join(root, "cli/turno.ts"), ...words], { env, cwd: root }, (error, out, said) => {
      resolve({ code: Number(error?.code ?? 0), out, said });
    });
  });

beforeAll(async () => {
  const { hostname, port } = (await tables.client.config.endpoint?.()) ?? { hostname: "", port: 0 };
  const status = {
    dynamoDbUrl: `http://${hostname}:${port}`,
    tables: { LEADS_TABLE: "leads", REPS_TABLE: "reps", CURSORS_TABLE: "cursors", POLICIES_TABLE: "policies" },
  };
  server = createServer((_, response) => response.end(JSON.stringify(status)));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());

describe("turno", () => {
  it("checks a policy with its roster without any installation", async () => {
    const { code, out } = await turno("policy", "check", samples("policy.yaml"), "--reps", samples("reps.csv"));
    expect([code, out]).toEqual([0, expect.stringContaining("is a good policy: 6 lanes, 12 rules, 5 pools.")]);
  });

  it("says what to do where no local run is found", async () => {
    const { code, said } = await turno("reps", "list");
    expect(code).toBe(1);
    expect(said).toBe(
      "No local run has the data folder /nowhere. Start one with npm start, set TURNO_DATA to another folder, or name a deployed stage with --stage.\n",
    );
  });

  it("asks for a roster before a policy, then takes both, and gives the roster back", async () => {
    const early = await turno("policy", "activate", samples("policy.yaml"), "--note", "first", "--url", url);
    expect([early.code, early.said]).toEqual([
      1,
      expect.stringMatching(/^There are no reps in the local run at .*Import a roster first/),
    ]);
    const imported = await turno("reps", "import", samples("reps.csv"), "--url", url);
    expect([imported.code, imported.out]).toEqual([0, expect.stringContaining("16 added (marcela-rios")]);
    const activated = await turno(
      "policy",
      "activate",
      samples("policy.yaml"),
      "--note",
      "first",
      "--author",
      "eva",
      "--url",
      url,
    );
    expect([activated.code, activated.out]).toEqual([0, expect.stringMatching(/^Version 1 is active/)]);
    expect(await tables.policies.active()).toMatchObject({ version: 1, author: "eva", note: "first" });
    const exported = await turno("reps", "export", "--url", url);
    expect(exported.out.split("\n")).toHaveLength(18);
    expect(exported.out).not.toMatch(/(^|,)"?[=+@-]/m);
  });

  it("changes nothing for a file with problems", async () => {
    const before = await tables.items("policies");
    const { code, said } = await turno("policy", "activate", samples("reps.csv"), "--note", "oops", "--url", url);
    expect([code, said]).toEqual([1, expect.stringContaining("nothing was changed.")]);
    expect(await tables.items("policies")).toEqual(before);
  });
});
