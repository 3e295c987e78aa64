import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { DescribeTableCommand, ScanCommand } from "@aws-sdk/client-dynamodb";
import { afterEach, describe, expect, it, vi } from "vitest";
import { localDynamoDb } from "../../local/dynamodb/tables.ts";
import { freePort, listen } from "../../local/http/free-port.ts";
import type { LocalStatus } from "../../local/pages/status.ts";
import { startLocal } from "../../local/run.ts";
import { freshFolder, toyAssembly } from "./fixtures/toy-assembly.ts";

const assembly = toyAssembly();
const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
});

interface Child {
  readonly process: ChildProcess;
  readonly baseUrl: string;
  readonly output: () => string;
  readonly exit: Promise<number | null>;
}

/** The toy stacks in a process of their own, once they are up or that process has ended. */
async function runToy(dataDir: string): Promise<Child> {
  const child = spawn(process.execPath, [join(import.meta.dirname, "fixtures/run-apart.ts"), assembly, dataDir]);
  children.push(child);
  let said = "";
  const exit = new Promise<number | null>((resolve) => child.once("exit", resolve));
  const up = new Promise<string>((resolve) => {
    child.stderr.on("data", (chunk) => (said += chunk));
    child.stdout.on("data", (chunk) => {
      said += chunk;
      if (said.includes("\n")) resolve((JSON.parse(said) as { baseUrl: string }).baseUrl);
    });
    child.once("exit", () => resolve(""));
  });
  return { process: child, baseUrl: await up, output: () => said, exit };
}

const lockOf = (dataDir: string) =>
  JSON.parse(readFileSync(join(dataDir, "lock.json"), "utf8")) as { databasePid: number };
const lives = (pid: number) => existsSync(`/proc/${pid}/cmdline`) && readFileSync(`/proc/${pid}/cmdline`).length > 0;

async function countLeads(baseUrl: string): Promise<number | undefined> {
  const response = await fetch(`${baseUrl}/_turno/status`);
  const { dynamoDbUrl, tables } = (await response.json()) as Pick<LocalStatus, "dynamoDbUrl" | "tables">;
  const client = localDynamoDb(dynamoDbUrl, "us-east-1");
  const { Items = [] } = await client.send(new ScanCommand({ TableName: tables.LEADS_TABLE ?? "" }));
  client.destroy();
  return Items.filter(({ status }) => status?.S === "NEW").length;
}

describe("the local run", () => {
  it("keeps tables and mails through kill -9, and ends the database that it orphaned", async () => {
    const dataDir = freshFolder();
    const first = await startLocal({ assembly, dataDir, port: 0 });
    await first.invoke("toy", { do: "put", key: "LEAD#1", value: "kept" });
    await first.stop();

    const killed = await runToy(dataDir);
    expect(await countLeads(killed.baseUrl)).toBe(1);
    const { databasePid } = lockOf(dataDir);
    const before = await mailCount(killed.baseUrl);
    killed.process.kill("SIGKILL");
    await killed.exit;
    if (process.platform === "linux") expect(lives(databasePid)).toBe(true);

    const again = await startLocal({ assembly, dataDir, port: 0 });
    if (process.platform === "linux") expect(lives(databasePid)).toBe(false);
    expect(await countLeads(again.baseUrl)).toBe(1);
    expect(await mailCount(again.baseUrl)).toBeGreaterThanOrEqual(before);
    await again.stop();
  });

  it.runIf(process.platform === "linux")(
    "ends its database also when its folder is gone, which stops a part of it",
    async () => {
      const dataDir = freshFolder();
      const run = await startLocal({ assembly, dataDir, port: 0 });
      const { databasePid } = lockOf(dataDir);
      rmSync(dataDir, { recursive: true });
      await expect(run.stop()).rejects.toThrow(/ENOENT/);
      expect(lives(databasePid)).toBe(false);
    },
  );

  it("refuses a second start on the same data in one line, and the first goes on", async () => {
    const dataDir = freshFolder();
    const first = await runToy(dataDir);
    const second = await runToy(dataDir);
    expect(await second.exit).toBe(1);
    expect(second.output().trim()).toMatch(
      new RegExp(`^Turno already runs on ${dataDir}: process ${first.process.pid}, ${first.baseUrl}\\. [^\n]+$`),
    );
    expect((await fetch(`${first.baseUrl}/_turno/status`)).status).toBe(200);
    const { databasePid } = lockOf(dataDir);
    first.process.kill("SIGTERM");
    expect(await first.exit).toBe(0);
    expect(existsSync(join(dataDir, "lock.json"))).toBe(false);
    if (process.platform === "linux") expect(lives(databasePid)).toBe(false);
  });

  it("says which port is in use, and leaves nothing behind", async () => {
    const dataDir = freshFolder();
    const other = createServer();
    const port = await listen(other, await freePort());
    await expect(startLocal({ assembly, dataDir, port })).rejects.toThrow(
      `Port ${port} is in use. Set TURNO_PORT to another one.`,
    );
    other.close();
    expect(existsSync(join(dataDir, "lock.json"))).toBe(false);
  });

  it("restarts the database when it exits by itself, without a failed request", async () => {
    const said = vi.spyOn(console, "error").mockImplementation(() => {});
    const dataDir = freshFolder();
    const run = await startLocal({ assembly, dataDir, port: 0 });
    await new Promise((resolve) => setTimeout(resolve, 1100));
    process.kill(lockOf(dataDir).databasePid, "SIGKILL");
    const outcome = await run.invoke("toy", { do: "put", key: "LEAD#2", value: "after" });
    expect(outcome).toMatchObject({ ok: true, payload: "after" });
    expect(said).toHaveBeenCalledWith("The embedded DynamoDB ended (SIGKILL); starting it again.");
    await run.stop();
    said.mockRestore();
  });

  it("finds the number of a table's next change without reading all that there are", async () => {
    const dataDir = freshFolder();
    await (await startLocal({ assembly, dataDir, port: 0 })).stop();
    const database = new DatabaseSync(join(dataDir, "dynamodb.sqlite"));
    // What the embedded database asks with each write of a table whose changes somebody hears.
    const plan = database.prepare(
      "EXPLAIN QUERY PLAN SELECT COALESCE(MAX(CAST(sequence_number AS INTEGER)), 0) + 1 FROM _stream_records WHERE table_name = ?1",
    );
    expect(plan.all("leads").map(({ detail }) => detail)).toEqual([
      expect.stringMatching(/^SEARCH .*turno_next_change/),
    ]);
    database.close();
  });

  it("adds an index that the template has and the data lacks", async () => {
    const dataDir = freshFolder();
    await (await startLocal({ assembly, dataDir, port: 0 })).stop();
    const changed = toyAssembly();
    const file = join(changed, "data.template.json");
    const index = /{"IndexName":"due".*?"Projection":{[^}]*}}/.exec(readFileSync(file, "utf8"))?.[0] ?? "";
    const another = index.replace('"due"', '"overdue"');
    expect(another).not.toBe("");
    writeFileSync(file, readFileSync(file, "utf8").replace(index, `${index},${another}`));
    const again = await startLocal({ assembly: changed, dataDir, port: 0 });
    const client = localDynamoDb(again.endpoints.dynamoDb, again.app.region);
    const TableName = again.app.tables.find(({ definition }) => JSON.stringify(definition).includes("overdue"))?.name;
    const { Table } = await client.send(new DescribeTableCommand({ TableName }));
    expect(Table?.GlobalSecondaryIndexes?.map(({ IndexName }) => IndexName).sort()).toEqual(["due", "overdue"]);
    await again.stop();
  });

  it("refuses data whose tables have other keys than the template", async () => {
    const dataDir = freshFolder();
    await (await startLocal({ assembly, dataDir, port: 0 })).stop();
    const changed = toyAssembly();
    const file = join(changed, "data.template.json");
    writeFileSync(file, readFileSync(file, "utf8").replace('"IndexName":"due"', '"IndexName":"overdue"'));
    await expect(startLocal({ assembly: changed, dataDir, port: 0 })).rejects.toThrow(
      /has other keys or indexes than the template/,
    );
  });
});

async function mailCount(baseUrl: string): Promise<number> {
  return ((await (await fetch(`${baseUrl}/_turno/status`)).json()) as { mails: number }).mails;
}
