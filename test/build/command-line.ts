import { Console } from "node:console";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { Writable } from "node:stream";
import { afterAll, beforeAll, vi } from "vitest";
import { runTurno } from "../../cli/program.ts";
import type { Tables } from "./open-tables.ts";

export interface Said {
  code: number;
  out: string;
  /** What went to the error output. */
  said: string;
}

class Kept extends Writable {
  text = "";

  override _write(chunk: Buffer, _: BufferEncoding, done: () => void): void {
    this.text += chunk;
    done();
  }
}

/**
 * Runs a command in this process and keeps what it writes.
 * One at a time: the outputs of the process are replaced meanwhile.
 */
export async function turno(...words: string[]): Promise<Said> {
  const [out, said] = [new Kept(), new Kept()];
  const exitCode = process.exitCode;
  process.exitCode = undefined;
  const { console: printed } = globalThis;
  globalThis.console = new Console(out, said);
  const spies = [
    vi.spyOn(process.stdout, "write").mockImplementation((chunk) => out.write(chunk)),
    vi.spyOn(process.stderr, "write").mockImplementation((chunk) => said.write(chunk)),
  ];
  try {
    await runTurno(words);
    return { code: Number(process.exitCode ?? 0), out: out.text, said: said.text };
  } finally {
    for (const spy of spies) spy.mockRestore();
    globalThis.console = printed;
    process.exitCode = exitCode;
  }
}

/** Has something that answers as a local run does, on these tables. `here` gives the words that name it. */
export function useLocalRun(tables: Tables): { here: () => ["--url", string] } {
  let server: Server;
  let url = "";
  beforeAll(async () => {
    const { hostname, port } = (await tables.client.config.endpoint?.()) ?? { hostname: "", port: 0 };
    const status = {
      dynamoDbUrl: `http://${hostname}:${port}`,
      // Nobody answers there.
      stepFunctionsUrl: "http://127.0.0.1:9",
      tables: {
        LEADS_TABLE: "leads",
        REPS_TABLE: "reps",
        CURSORS_TABLE: "cursors",
        POLICIES_TABLE: "policies",
        COMPANIES_TABLE: "companies",
        INTAKE_TABLE: "intake",
        REPORTS_TABLE: "reports",
      },
    };
    // A command that takes long leaves its connection idle, and one that is closed as it is used again is a fault.
    server = createServer((_, response) => response.setHeader("Connection", "close").end(JSON.stringify(status)));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => server.close());
  return { here: () => ["--url", url] };
}
