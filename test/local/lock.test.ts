import { spawn } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readLock, takeLock } from "../../local/lock.ts";
import { freshFolder } from "./fixtures/toy-assembly.ts";

describe("the lock of a data folder", () => {
  it("is refused to a second taker in one line that names process and address", () => {
    const folder = freshFolder();
    const lock = takeLock(folder, "http://localhost:3000");
    expect(() => takeLock(folder, "http://localhost:4000")).toThrow(
      new RegExp(`^Turno already runs on ${folder}: process ${process.pid}, http://localhost:3000\\. .*TURNO_DATA`),
    );
    lock.release();
  });

  it("is free again after its release", () => {
    const folder = freshFolder();
    takeLock(folder, "http://localhost:1").release();
    takeLock(folder, "http://localhost:2").release();
    expect(existsSync(join(folder, "lock.json"))).toBe(false);
  });

  it("keeps what became known later", () => {
    const folder = freshFolder();
    const lock = takeLock(folder, "http://localhost:0");
    lock.update({ url: "http://localhost:3000", databasePid: 7 });
    expect(readLock(join(folder, "lock.json"))).toMatchObject({ url: "http://localhost:3000", databasePid: 7 });
    lock.release();
  });

  it("is taken over from a process that is gone", async () => {
    const folder = freshFolder();
    const gone = spawn(process.execPath, ["-e", ""]);
    await new Promise((resolve) => gone.once("exit", resolve));
    writeFileSync(join(folder, "lock.json"), JSON.stringify({ pid: gone.pid, identity: "1 node", url: "http://x" }));
    takeLock(folder, "http://localhost:3000");
    expect(JSON.parse(readFileSync(join(folder, "lock.json"), "utf8")).pid).toBe(process.pid);
  });

  it("is taken over when the process id belongs to somebody else by now", () => {
    const folder = freshFolder();
    writeFileSync(
      join(folder, "lock.json"),
      JSON.stringify({ pid: 1, identity: "1 node local/start.ts", url: "http://x" }),
    );
    takeLock(folder, "http://localhost:3000").release();
  });
});
