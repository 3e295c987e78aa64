import { execFileSync } from "node:child_process";
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { StartError } from "./start-error.ts";

/** The process that uses a data folder. */
export interface LockContent {
  readonly pid: number;
  /** Start time and command line of that process. */
  readonly identity: string | undefined;
  readonly url: string;
  /** Process id of the embedded database, once it runs. */
  readonly databasePid?: number;
}

export interface Lock {
  /** Adds values that become known after the lock was taken. */
  update(change: Partial<LockContent>): void;
  release(): void;
}

/**
 * Locks the data folder for this process. Throws a StartError with the process id and address when another process
 * holds it. The lock of a killed process is taken over and its orphaned database is ended.
 */
export function takeLock(dataDir: string, url: string): Lock {
  const file = join(dataDir, "lock.json");
  let content: LockContent = { pid: process.pid, identity: identityOf(process.pid), url };
  const fresh = `${file}.${process.pid}`;
  writeFileSync(fresh, JSON.stringify(content));
  try {
    while (!tryLink(fresh, file)) {
      const holder = readLock(file);
      if (!holder) continue;
      if (holdsTurno(holder)) {
        throw new StartError(
          `Turno already runs on ${dataDir}: process ${holder.pid}, ${holder.url}. Stop it first, or set TURNO_DATA to another folder.`,
        );
      }
      endOrphanedDatabase(holder, dataDir);
      removeIfUnchanged(file, holder);
    }
  } finally {
    rmSync(fresh, { force: true });
  }
  return {
    update(change) {
      content = { ...content, ...change };
      writeFileSync(fresh, JSON.stringify(content));
      renameSync(fresh, file);
    },
    release: () => rmSync(file, { force: true }),
  };
}

/** Reads the lock of a data folder; undefined if it is not locked. */
export function readLock(file: string): LockContent | undefined {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as LockContent;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    if (error instanceof SyntaxError)
      throw new StartError(`${file} is not readable. If no Turno runs here, remove it.`);
    throw error;
  }
}

function tryLink(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

/** Two starts may find the same stale lock. Only the one that renames it, still unchanged, continues. */
function removeIfUnchanged(file: string, seen: LockContent): void {
  const aside = `${file}.stale-${process.pid}`;
  try {
    renameSync(file, aside);
  } catch {
    return;
  }
  if (readLock(aside)?.pid !== seen.pid) tryLink(aside, file);
  rmSync(aside, { force: true });
}

/** Compares the start time too, since another process may have reused the process id. */
function holdsTurno(holder: LockContent): boolean {
  return identityOf(holder.pid) === holder.identity;
}

/** Ends the database of a killed run, only if the process is still that database on that file. */
function endOrphanedDatabase(holder: LockContent, dataDir: string): void {
  if (!holder.databasePid) return;
  const identity = identityOf(holder.databasePid);
  if (!identity?.includes("dynoxide") || !identity.includes(dataDir)) return;
  process.kill(holder.databasePid, "SIGKILL");
  const deadline = Date.now() + 3000;
  while (identityOf(holder.databasePid) !== undefined && Date.now() < deadline) pause(20);
}

/** Start time and command line of a running process; undefined when there is none or it is a zombie. */
function identityOf(pid: number): string | undefined {
  try {
    if (process.platform === "linux") {
      const command = readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ").trim();
      const afterName = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1) ?? "";
      const startTicks = afterName.split(" ")[19];
      return command === "" ? undefined : `${startTicks} ${command}`;
    }
    if (process.platform === "win32") {
      const script = `Get-CimInstance Win32_Process -Filter "ProcessId=${pid}" | % { "$($_.CreationDate.Ticks) $($_.CommandLine)" }`;
      return execFileSync("powershell", ["-NoProfile", "-Command", script], { encoding: "utf8" }).trim() || undefined;
    }
    return (
      execFileSync("ps", ["-ww", "-o", "lstart=,command=", "-p", String(pid)], { encoding: "utf8" }).trim() || undefined
    );
  } catch {
    return undefined;
  }
}

function pause(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}
