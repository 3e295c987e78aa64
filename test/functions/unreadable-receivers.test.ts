import { marshall } from "@aws-sdk/util-dynamodb";
import { beforeEach, describe, expect, it } from "vitest";
import { HookList, UnreadableReceivers } from "../../adapters/webhooks/hooks.ts";
import { leadEvent } from "../../adapters/webhooks/lead-event.ts";
import { Outbox } from "../../adapters/webhooks/outbox.ts";
import { tellChanges } from "../../functions/digest-leads/tell-changes.ts";
import { sendWebhooks } from "../../functions/send-webhooks/send-webhooks.ts";
import { anOfferedLead } from "../build/a-lead.ts";
import { useTables } from "../build/tables.ts";

const tables = useTables();
const crm = { id: "crm", url: "https://crm.example/in", secret: `whsec_${Buffer.alloc(32, 7).toString("base64")}` };
let stored: string;
let told: string[];
const now = "2026-11-02T15:00:00.000Z";
beforeEach(() => {
  stored = JSON.stringify([crm]);
  told = [];
});

/** As each function starts: nothing in memory. */
const world = () => {
  const outbox = new Outbox(tables.client, "leads");
  const hooks = new HookList({ secretOf: async () => stored }, outbox);
  const tell = async ({ id }: { id: string }) => {
    told.push(id);
    return { kind: "told" } as const;
  };
  return {
    ...{ hooks, outbox, leads: tables.leads, stage: "dev", now: () => now, hasTime: () => true },
    ...{ bus: { put: async () => [] }, busTellsPerson: false, crms: [], policies: { ifActive: async () => undefined } },
    receivers: [async (at: number) => (await hooks.all(at)).map(({ id }) => ({ id, tell }))],
  };
};
const change = (id: string, rev: number) =>
  tellChanges(
    {
      Records: [
        {
          dynamodb: {
            Keys: { sk: { S: "LEAD" } } as never,
            NewImage: marshall(anOfferedLead({ id, rev }), { removeUndefinedValues: true }) as never,
            SequenceNumber: "1",
          },
        },
      ],
    },
    world(),
  );

describe("a list of receivers that cannot be read", () => {
  it("stops neither rows nor search, and what happens meanwhile is told once it is mended", async () => {
    await sendWebhooks(world());
    for (const malformed of ["{", "[{}]", `[${JSON.stringify({ ...crm, url: "http://plain.example" })}]`]) {
      stored = malformed;
      expect(await change("meanwhile", 1)).toEqual({ batchItemFailures: [] });
      expect(await sendWebhooks(world())).toEqual({ told: 0, failed: 0, dead: 0 });
    }
    stored = JSON.stringify([crm]);
    await sendWebhooks(world());
    expect(told).toEqual(["meanwhile.1"]);
  });

  it("takes nothing from another receiver, and neither does one that throws", async () => {
    const broken = { id: "broken", tell: () => Promise.reject(new TypeError("a fault of ours")) };
    await change("fault", 1);
    const deps = world();
    await deps.outbox.put("broken", leadEvent(anOfferedLead({ id: "fault", rev: 1 }), "dev"), now);
    expect(await sendWebhooks({ ...deps, receivers: [async () => [broken], ...deps.receivers] })).toEqual({
      ...{ told: 1, failed: 1, dead: 0 },
    });
    expect(await deps.outbox.pending("broken")).toMatchObject([{ because: "TypeError", tries: 1 }]);
  });

  it("is told of by the field, without what it holds", async () => {
    stored = JSON.stringify([{ ...crm, secret: "hunter2" }]);
    const error = await world()
      .hooks.all(0)
      .catch((thrown: unknown) => thrown as Error);
    expect(error).toBeInstanceOf(UnreadableReceivers);
    expect((error as Error).message).toMatch(/^0\.secret: expected whsec_/);
    expect(JSON.stringify(error) + (error as Error).message).not.toContain("hunter2");
  });
});
