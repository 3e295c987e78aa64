import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import * as z from "zod";
import { callersIn, sign } from "../../adapters/intake/signature.ts";
import type { Hook } from "../../adapters/webhooks/hooks.ts";
import { readRosterFile } from "../../cli/files.ts";
import type { Rep } from "../../routing/reps/rep.ts";
import { freePort } from "../http/free-port.ts";
import { ask } from "./http.ts";

const Functions = z.record(
  z.string(),
  z.object({ invocations: z.number(), errors: z.number(), milliseconds: z.number() }),
);

/** What the demo reads of `/_turno/status`. */
const Status = z.object({
  pid: z.number(),
  speed: z.number(),
  now: z.iso.datetime(),
  secretsUrl: z.string(),
  executions: z.object({ running: z.number(), failed: z.number() }),
  transitions: z.number(),
  events: z.number(),
  dynamo: z.object({
    readUnits: z.number(),
    writeUnits: z.number(),
    byFunction: z.record(
      z.string(),
      z.record(z.string(), z.object({ calls: z.number(), readUnits: z.number(), writeUnits: z.number() })),
    ),
  }),
  functions: Functions,
  refused: z.array(z.string()),
  scheduled: z.array(z.string()),
});
export type Status = z.infer<typeof Status>;

/** A local run that the demo uses through HTTP only. */
export interface Instance {
  readonly url: string;
  /** The data folder, if the demo started the instance. */
  readonly dataDir?: string;
  /** Process id, as last reported. */
  pid(): number;
  /** Turno's time, ms since 1970, as last reported. */
  now(): number;
  /** The headers by which a server of the company's own signs a request: a message with an id and a body. */
  signed(id: string, body: string): Promise<Record<string, string>>;
  status(): Promise<Status>;
  /** Kills the process of the demo's own instance and restarts it on the same data. */
  crash?(): Promise<void>;
  /** Stops the demo's own instance and removes its data. */
  close(): Promise<void>;
}

/** Connects to a local run that is already running. */
export async function runningInstance(url: string): Promise<Instance> {
  const base = new URL(url).origin;
  const heard = { at: 0, turno: 0, speed: 1, pid: 0 };
  const status = async (patienceMs?: number): Promise<Status> => {
    // The answer was made some time between, which on a fast clock is minutes.
    let at = 0;
    const asking = async () => {
      at = Date.now();
      return {};
    };
    const { text } = await ask(`${base}/_turno/status`, asking, patienceMs);
    const answer = Status.parse(JSON.parse(text));
    Object.assign(heard, {
      at: (at + Date.now()) / 2,
      turno: Date.parse(answer.now),
      speed: answer.speed,
      pid: answer.pid,
    });
    return answer;
  };
  await status(0).catch((error: Error) => {
    throw new Error(
      `No local run answers at ${base} (${error.message}). Start one with npm start, or leave --url out.`,
    );
  });
  const now = () => heard.turno + (Date.now() - heard.at) * heard.speed;
  let secret: string | undefined;
  return {
    url: base,
    pid: () => heard.pid,
    now,
    async signed(id, body) {
      // At a high speed the instance's clock is soon far from what was heard of it.
      if (Date.now() - heard.at > 1000 || !secret) {
        const { secretsUrl } = await status();
        secret ??= await firstSecret(secretsUrl);
      }
      const timestamp = String(Math.floor(now() / 1000));
      const signature = sign(secret, { id, timestamp, body });
      return { "webhook-id": id, "webhook-timestamp": timestamp, "webhook-signature": signature };
    },
    status: () => status(),
    close: async () => {},
  };
}

/** The secret of the source that a local run has from its first start on. */
async function firstSecret(endpoint: string): Promise<string> {
  const credentials = { accessKeyId: "demo", secretAccessKey: "demo" };
  const client = new SecretsManagerClient({ endpoint, region: "us-east-1", credentials });
  const { SecretString = "{}" } = await client.send(new GetSecretValueCommand({ SecretId: "turno-local/callers" }));
  client.destroy();
  const [secret] = Object.values(callersIn(SecretString)).flat();
  if (!secret) throw new Error("The local run has no source that signs.");
  return secret;
}

/**
 * Starts a local run of the project in `root` on an empty data folder. Its clock starts on a Tuesday at 14:00 UTC on which every
 * team is at work.
 * @param past `sample`: with the leads of the sample's last three months
 * @param webhooks the receivers of changes
 */
export async function ownInstance(
  speed: number,
  {
    root = join(import.meta.dirname, "../.."),
    past = "none",
    webhooks = [],
  }: { root?: string; past?: "none" | "sample"; webhooks?: readonly Hook[] } = {},
): Promise<Instance> {
  const dataDir = mkdtempSync(join(tmpdir(), "turno-demo-"));
  writeFileSync(join(dataDir, "secrets.json"), JSON.stringify({ "turno-local/webhooks": JSON.stringify(webhooks) }));
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const roster = readRosterFile(join(root, "samples/reps.csv"));
  const environment = {
    ...process.env,
    TURNO_DATA: dataDir,
    TURNO_PORT: String(port),
    TURNO_SPEED: String(speed),
    TURNO_START: nextTuesday(Date.now(), roster.kind === "roster" ? roster.reps : []),
    TURNO_PAST: past,
  };
  let child = await start(root, environment, url).catch((error: Error) => {
    rmSync(dataDir, { recursive: true, force: true });
    throw error;
  });
  const instance = await runningInstance(url);
  const kill = (): void => void child.kill("SIGKILL");
  process.once("exit", kill);
  return {
    ...instance,
    dataDir,
    async crash() {
      const ended = new Promise((resolve) => child.once("exit", resolve));
      child.kill("SIGKILL");
      await ended;
      child = await start(root, environment, url);
      await instance.status();
    },
    async close() {
      process.off("exit", kill);
      const ended = new Promise((resolve) => child.once("exit", resolve));
      if (child.exitCode === null && child.signalCode === null) {
        child.kill("SIGTERM");
        await Promise.race([ended, pause(10_000)]);
        child.kill("SIGKILL");
      }
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

async function start(root: string, environment: NodeJS.ProcessEnv, url: string): Promise<ChildProcess> {
  const child = spawn(process.execPath, [join(root, "local/start.ts")], {
    env: environment,
    stdio: ["ignore", "ignore", "pipe"],
  });
  let said = "";
  child.stderr?.on("data", (chunk: Buffer) => {
    said = (said + chunk).slice(-2000);
  });
  const deadline = Date.now() + 180_000;
  while (Date.now() < deadline && child.exitCode === null && child.signalCode === null) {
    const answer = await fetch(`${url}/_turno/status`).catch(() => undefined);
    if (answer?.ok) return child;
    await pause(100);
  }
  child.kill("SIGKILL");
  throw new Error(`The local run did not start: ${said.trim() || "it said nothing for a minute"}`);
}

/**
 * The first Tuesday after `now` (ms since 1970) that is nobody's public holiday, at 14:00 UTC, so that every demo has the same
 * working hours.
 */
export function nextTuesday(now: number, people: readonly Pick<Rep, "holidays">[]): string {
  const day = new Date(now);
  const ahead = (2 - day.getUTCDay() + 7) % 7 || 7;
  for (let days = ahead; ; days += 7) {
    const at = new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth(), day.getUTCDate() + days, 14)).toISOString();
    if (!people.some(({ holidays }) => holidays?.days.includes(at.slice(0, 10)))) return at;
  }
}
