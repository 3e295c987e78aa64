import { PutItemCommand } from "@aws-sdk/client-dynamodb";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { localDynamoDb } from "../../local/dynamodb/tables.ts";
import { fillWithSamples } from "../../local/first-start.ts";
import { type LocalRun, startLocal } from "../../local/run.ts";
import { freshFolder, toyAssembly } from "./fixtures/toy-assembly.ts";

let run: LocalRun;
beforeAll(async () => {
  run = await startLocal({ assembly: toyAssembly(), dataDir: freshFolder(), port: 0 });
});
afterAll(() => run.stop());

describe("the sample company", () => {
  it("is loaded while there is no policy, and never again after that", async () => {
    const load = vi.fn(async () => {});
    const fill = () => fillWithSamples(run.app, run.endpoints.dynamoDb, { load });
    await fill();
    const names = ["leads", "reps", "policies", "companies", "cursors", "reports"];
    const tables = Object.fromEntries(names.map((name) => [name, "data-Leads"]));
    expect(load.mock.calls).toEqual([[tables, run.endpoints.dynamoDb]]);

    const client = localDynamoDb(run.endpoints.dynamoDb, "us-east-1");
    await client.send(new PutItemCommand({ TableName: "data-Leads", Item: { pk: { S: "POLICY" }, sk: { S: "1" } } }));
    client.destroy();
    await fill();
    expect(load).toHaveBeenCalledTimes(1);
  });
});
