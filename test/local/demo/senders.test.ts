import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import type { Instance } from "../../../local/demo/instance.ts";
import { sendLeads } from "../../../local/demo/senders.ts";

const server = createServer();
afterEach(() => void server.close());

describe("who sends leads", () => {
  it("signs again where the signature was too old when it arrived, with the same key", async () => {
    const keys: unknown[] = [];
    server.on("request", (request, response) => {
      keys.push(request.headers["webhook-id"]);
      const answer = keys.length < 3 ? { detail: "too old" } : { lead: "lead-1", status: "received" };
      response.writeHead(keys.length < 3 ? 401 : 201, { "content-type": "application/json" });
      response.end(JSON.stringify(answer));
    });
    await once(server.listen(0, "127.0.0.1"), "listening");
    let signatures = 0;
    const instance = {
      url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      signed: async (id: string) => ({ "webhook-id": id, "webhook-signature": `v1,${++signatures}` }),
    } as unknown as Instance;
    const sample = { idempotencyKey: "k", expect: "lead" as const, form: { email: "lucia@florarosa.example" } };
    const sent = await sendLeads([sample], instance, { rate: 100, isBehind: () => false, onSent: () => {} });
    expect(sent).toMatchObject([{ status: 201, lead: "lead-1" }]);
    expect([keys, signatures]).toEqual([["k", "k", "k"], 3]);
  });
});
