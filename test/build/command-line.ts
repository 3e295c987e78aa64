import { execFile } from "node:child_process";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll } from "vitest";
import type { Tables } from "./open-tables.ts";

const root = join(import.meta.dirname, "../..");

export interface Said {
  code: number;
  out: string;
  /** What went to the error output. */
  said: string;
}

/** Runs the command line as a person does, with no local run but the one that its words name. */
export const turno = (...words: string[]): Promise<Said> =>
  new Promise((resolve) => {
    const env = { ...process.env, TURNO_DATA: "/nowhere" };
    execFile(process.execPath, [join(root, "cli/turno.ts"), ...words], { env, cwd: root }, (error, out, said) => {
      resolve({ code: Number(error?.code ?? 0), out, said });
    });
  });

/** Has something that answers as a local run does, on these tables. `here` gives the words that name it. */
export function useLocalRun(tables: Tables): { here: () => ["--url", string] } {
  let server: Server;
  let url = "";
  beforeAll(async () => {
    const { hostname, port } = (await tables.client.config.endpoint?.()) ?? { hostname: "", port: 0 };
    const status = {
      dynamoDbUrl: `http://${hostname}:${port}`,
      tables: {
        LEADS_TABLE: "leads",
        REPS_TABLE: "reps",
        CURSORS_TABLE: "cursors",
        POLICIES_TABLE: "policies",
        COMPANIES_TABLE: "companies",
      },
    };
    server = createServer((_, response) => response.end(JSON.stringify(status)));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => server.close());
  return { here: () => ["--url", url] };
}
