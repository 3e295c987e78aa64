import {
  GetSecretValueCommand,
  ResourceNotFoundException,
  SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";
import { mockClient } from "aws-sdk-client-mock";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { leadEvent } from "../../adapters/webhooks/lead-event.ts";
import { Outbox } from "../../adapters/webhooks/outbox.ts";
import { aLead } from "../build/a-lead.ts";
import { turno, useLocalRun } from "../build/command-line.ts";
import { useDatabase } from "../build/tables.ts";

const tables = useDatabase();
const { here } = useLocalRun(tables);
const run = (...words: string[]) => turno(...words, ...here());
const secrets = mockClient(SecretsManagerClient);
afterAll(() => secrets.restore());
const hook = {
  id: "crm",
  url: "https://hooks.example.com/in?key=hidden",
  secret: `whsec_${Buffer.alloc(32, 7).toString("base64")}`,
  person: true,
};
const now = new Date().toISOString();
const outbox = () => new Outbox(tables.client, "leads");
beforeEach(() => {
  secrets.reset();
  secrets.on(GetSecretValueCommand).resolves({ SecretString: JSON.stringify([hook]) });
});

describe("turno webhooks", () => {
  it("says so where nobody is told", async () => {
    secrets.on(GetSecretValueCommand).rejects(new ResourceNotFoundException({ message: "none", $metadata: {} }));
    const { code, out } = await run("webhooks", "list");
    expect([code, out]).toEqual([0, expect.stringMatching(/tells nobody.*turno-local\/webhooks/)]);
    expect((await run("webhooks", "list", "--json")).out).toBe("[]\n");
  });

  it("lists what waits and what was given up and why, without a secret, and has that told again", async () => {
    const [waits, lost] = [1, 2].map((rev) => leadEvent(aLead({ id: "a", rev }), "local"));
    if (!waits || !lost) throw new Error("two events");
    await outbox().put(hook.id, waits, now);
    await outbox().put(hook.id, lost, now);
    const [, second] = await outbox().pending(hook.id);
    if (!second) throw new Error("the second event");
    await outbox().giveUp(second, "503", now);
    const { out } = await run("webhooks", "list");
    expect(out).toMatch(/crm .*hooks\.example\.com .*yes .*1 .*1 .*no .*503/);
    const { out: json } = await run("webhooks", "list", "--json");
    expect(JSON.parse(json)).toMatchObject([{ id: "crm", waiting: 1, givenUp: 1, gone: false, because: "503" }]);
    expect(out + json).not.toContain("whsec_");
    const replayed = await run("webhooks", "replay", "crm");
    expect([replayed.code, replayed.out]).toEqual([0, expect.stringMatching(/^crm: 1 events that were given up/)]);
    expect(await outbox().pending(hook.id)).toHaveLength(2);
    expect((await run("webhooks", "replay", "crm")).out).toMatch(/^crm: 0 events/);
  });

  it("says what is wrong with a list that cannot be read, and not what it holds", async () => {
    secrets.on(GetSecretValueCommand).resolves({ SecretString: JSON.stringify([{ ...hook, secret: "hunter2" }]) });
    const { code, said } = await run("webhooks", "list");
    expect([code, said]).toEqual([1, expect.stringMatching(/turno-local\/webhooks is no list.*0\.secret: expected/)]);
    expect(said).not.toContain("hunter2");
  });

  it("refuses to replay for a receiver that there is not, or none", async () => {
    const { code, said } = await run("webhooks", "replay", "other");
    expect([code, said]).toEqual([
      1,
      expect.stringMatching(/^There is no receiver "other" in .*webhooks list names them/),
    ]);
    const none = await run("webhooks", "replay");
    expect([none.code, none.said]).toEqual([1, expect.stringContaining("missing required argument 'receiver'")]);
  });
});
