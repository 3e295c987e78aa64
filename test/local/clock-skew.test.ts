import { createServer } from "node:http";
import { DynamoDBClient, GetItemCommand } from "@aws-sdk/client-dynamodb";
import { afterEach, describe, expect, it, vi } from "vitest";
import { startDynamoDbMeter } from "../../local/dynamodb/meter.ts";
import { listen } from "../../local/http/free-port.ts";

const closing: (() => unknown)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

describe("an error answered beside another clock", () => {
  it("is not repeated by the SDK as if its clock were wrong", async () => {
    let requests = 0;
    const database = createServer((_, response) => {
      requests += 1;
      const type = "com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException";
      response.writeHead(400, { "content-type": "application/x-amz-json-1.0" }).end(JSON.stringify({ __type: type }));
    });
    const url = `http://127.0.0.1:${await listen(database, 0)}`;
    closing.push(() => database.close());
    const meter = await startDynamoDbMeter(url);
    closing.push(() => meter.stop());
    const credentials = { accessKeyId: "local", secretAccessKey: "local" };
    const client = new DynamoDBClient({ endpoint: meter.url, region: "us-east-1", credentials });
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 9 * 3_600_000 });
    closing.push(() => vi.useRealTimers());
    closing.push(() => client.destroy());
    await expect(client.send(new GetItemCommand({ TableName: "leads", Key: { pk: { S: "x" } } }))).rejects.toThrow();
    expect(requests).toBe(1);
  });
});
