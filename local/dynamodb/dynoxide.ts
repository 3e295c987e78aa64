import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { freePort } from "../http/free-port.ts";
import { StartError } from "../start-error.ts";

/** The embedded DynamoDB: a child process that keeps its data in one file, or in memory. */
export interface EmbeddedDatabase {
  readonly url: string;
  stop(): Promise<void>;
}

const ANOTHER_ENDPOINT = "Or set TURNO_DYNAMODB_URL to any DynamoDB endpoint, such as DynamoDB Local.";
const START_LIMIT_MS = 5000;
/** A process that ends sooner than this after its start is not restarted. */
const SHORTEST_LIFE_MS = 1000;

/**
 * Starts the embedded DynamoDB on the data folder and restarts it if it exits by itself. `onStart` is called for each
 * process, `onLost` when it cannot be kept running. Without a folder it keeps its data in memory alone.
 */
export async function startDynoxide(
  dataDir: string | undefined,
  onStart: (pid: number) => void,
  onLost: (reason: string) => void,
): Promise<EmbeddedDatabase> {
  const program = findProgram();
  const port = await freePort();
  const file = dataDir === undefined ? undefined : join(dataDir, "dynamodb.sqlite");
  const kept = file === undefined ? [] : ["--db-path", file];
  let stopping = false;
  let child: ChildProcess;

  const start = async () => {
    child = spawn(program, ["serve", "--host", "127.0.0.1", "--port", String(port), ...kept], {
      stdio: ["ignore", "ignore", "pipe"],
      // A process group of its own, so that Ctrl-C reaches only Turno, which stops the database last.
      detached: process.platform !== "win32",
    });
    if (child.pid !== undefined) onStart(child.pid);
    await listening(child);
    const upSince = performance.now();
    child.once("exit", (code, signal) => {
      if (stopping) return;
      const how = `The embedded DynamoDB ended (${signal ?? `exit ${code}`})`;
      if (performance.now() - upSince < SHORTEST_LIFE_MS) return onLost(how);
      console.error(`${how}; starting it again.`);
      start().catch((error: Error) => onLost(error.message));
    });
  };
  await start();
  if (file !== undefined) indexChanges(file);

  return {
    url: `http://127.0.0.1:${port}`,
    stop() {
      stopping = true;
      return new Promise((resolve) => {
        if (child.exitCode !== null || child.signalCode !== null) return resolve();
        child.once("exit", () => resolve());
        child.kill("SIGTERM");
        setTimeout(() => child.kill("SIGKILL"), 3000).unref();
      });
    },
  };
}

/**
 * Gives the database an index for the number of a table's next change. Version 1.2.1 has none and reads all changes that it holds
 * for each new one, so that a run grew slower with every write.
 */
function indexChanges(file: string): void {
  const database = new DatabaseSync(file, { timeout: START_LIMIT_MS });
  database.exec(
    "CREATE INDEX IF NOT EXISTS turno_next_change ON _stream_records (table_name, CAST(sequence_number AS INTEGER))",
  );
  database.close();
}

function listening(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = "";
    const fail = (reason: string) =>
      reject(new StartError(`The embedded DynamoDB does not start: ${reason} ${said}`.trim()));
    const limit = setTimeout(() => fail(`nothing heard for ${START_LIMIT_MS} ms.`), START_LIMIT_MS);
    child.once("error", (error) => fail(error.message));
    child.once("exit", (code, signal) => fail(`${signal ?? `exit ${code}`}.`));
    child.stderr?.on("data", (chunk: Buffer) => {
      said = (said + chunk).slice(-500);
      if (!said.includes("listening on")) return;
      clearTimeout(limit);
      resolve();
    });
  });
}

/** Path of the program for this platform; installs its package, without saving, where npm could not lock it. */
function findProgram(): string {
  const require = createRequire(import.meta.url);
  const name = `@dynoxide/${process.platform}-${process.arch}`;
  const program = locate(require, name);
  if (program) return program;

  const root = join(import.meta.dirname, "../..");
  const locked = JSON.parse(readFileSync(join(root, "package.json"), "utf8")).optionalDependencies ?? {};
  const version = Object.entries(locked as Record<string, string>).find(([key]) => key.startsWith("@dynoxide/"))?.[1];
  const wanted = `${name}@${version ?? "1"}`;
  console.log(`Installing ${wanted}, the embedded DynamoDB of this platform …`);
  spawnSync("npm", ["install", "--no-save", "--no-audit", "--no-fund", wanted], {
    cwd: root,
    stdio: "ignore",
    shell: process.platform === "win32",
  });
  const installed = locate(require, name);
  if (installed) return installed;
  throw new StartError(`The embedded DynamoDB is missing. Try: npm install --no-save ${wanted}. ${ANOTHER_ENDPOINT}`);
}

function locate(require: NodeJS.Require, name: string): string | undefined {
  try {
    const folder = dirname(require.resolve(`${name}/package.json`));
    const program = join(folder, process.platform === "win32" ? "dynoxide.exe" : "dynoxide");
    return existsSync(program) ? program : undefined;
  } catch {
    return undefined;
  }
}
