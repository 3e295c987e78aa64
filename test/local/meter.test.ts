import http, { createServer } from "node:http";
import { DynamoDBClient, GetItemCommand, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { afterEach, describe, expect, it, vi } from "vitest";
import { meterDynamoDb } from "../../local/dynamodb/meter.ts";
import { listen } from "../../local/http/free-port.ts";
import { readBody } from "../../local/http/request.ts";

const closing: (() => unknown)[] = [];
afterEach(() => {
  for (const close of closing.splice(0).reverse()) close();
});

/** A database that gives one answer, the requests that it got, and a metered client of it. */
async function answering(status: number, answer: object, portNow: () => number | undefined = () => undefined) {
  const bodies: { length: number; body: Record<string, unknown> }[] = [];
  const database = createServer(async (request, response) => {
    const body = await readBody(request);
    bodies.push({ length: body.length, body: JSON.parse(String(body)) });
    response.writeHead(status, { "content-type": "application/x-amz-json-1.0" }).end(JSON.stringify(answer));
  });
  const port = await listen(database, 0);
  closing.push(() => database.close());
  const { request } = http;
  closing.push(() => {
    http.request = request;
  });
  const usage = meterDynamoDb(portNow);
  const credentials = { accessKeyId: "local", secretAccessKey: "local" };
  const client = new DynamoDBClient({ endpoint: `http://127.0.0.1:${port}`, region: "us-east-1", credentials });
  closing.push(() => client.destroy());
  return { bodies, client, usage, port };
}
const get = new GetItemCommand({ TableName: "leads", Key: { pk: { S: "ñ" } } });
const put = new PutItemCommand({ TableName: "leads", Item: { pk: { S: "ñ" } } });
const refusal = { __type: "com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException" };

describe("an error answered beside another clock", () => {
  it("is not repeated by the SDK as if its clock were wrong", async () => {
    const { bodies, client } = await answering(400, refusal);
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 9 * 3_600_000 });
    closing.push(() => vi.useRealTimers());
    await expect(client.send(get)).rejects.toThrow();
    expect(bodies).toHaveLength(1);
  });
});

describe("the meter", () => {
  it("asks for the capacity that a call consumes, adds it up, and leaves the answer whole", async () => {
    const answer = { Item: { pk: { S: "ñ" } }, ConsumedCapacity: { TableName: "leads", CapacityUnits: 1.5 } };
    const { bodies, client, usage } = await answering(200, answer);
    for (let n = 0; n < 3; n++) expect((await client.send(get)).Item).toEqual({ pk: { S: "ñ" } });
    expect(bodies[0]?.body).toEqual({ ReturnConsumedCapacity: "TOTAL", TableName: "leads", Key: { pk: { S: "ñ" } } });
    expect(usage()).toEqual({ GetItem: { calls: 3, readUnits: 4.5, writeUnits: 0, refusedWrites: 0 } });
    expect(usage()).toEqual({});
  });

  it("counts writes that were refused by their condition", async () => {
    const { client, usage } = await answering(400, refusal);
    await expect(client.send(put)).rejects.toThrow();
    expect(usage()).toEqual({ PutItem: { calls: 1, readUnits: 0, writeUnits: 0, refusedWrites: 1 } });
  });

  it("sends calls elsewhere while there is somewhere else to send them to", async () => {
    let elsewhere: number | undefined;
    const first = await answering(200, {});
    const second = await answering(200, {}, () => elsewhere);
    elsewhere = first.port;
    await second.client.send(put);
    elsewhere = undefined;
    await second.client.send(put);
    expect([first.bodies.length, second.bodies.length]).toEqual([1, 1]);
  });
});
