import { readFileSync } from "node:fs";
import { EventBridgeClient, PutEventsCommand, type PutEventsRequestEntry } from "@aws-sdk/client-eventbridge";
import { marshall } from "@aws-sdk/util-dynamodb";
import { Ajv } from "ajv";
import { mockClient } from "aws-sdk-client-mock";
import { HTTP } from "cloudevents";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { busId, EventBus } from "../../adapters/webhooks/event-bus.ts";
import { Outbox } from "../../adapters/webhooks/outbox.ts";
import { busReceiver } from "../../adapters/webhooks/receivers.ts";
import { tellChanges } from "../../functions/digest-leads/tell-changes.ts";
import { sendWebhooks } from "../../functions/send-webhooks/send-webhooks.ts";
import type { Lead } from "../../routing/lead/lead.ts";
import { anOfferedLead } from "../build/a-lead.ts";
import { useTables } from "../build/tables.ts";

const tables = useTables();
const eventBridge = mockClient(EventBridgeClient);
afterAll(() => eventBridge.restore());
let now: string;
/** Of each call: the ids that the bus refuses. */
let refuses: (id: string) => boolean;
let taken: PutEventsRequestEntry[];
const detailOf = ({ Detail = "" }: PutEventsRequestEntry) => JSON.parse(Detail);
const idsTaken = () => taken.map((entry) => detailOf(entry).id);
beforeEach(() => {
  now = "2026-11-02T15:00:00.000Z";
  refuses = () => false;
  taken = [];
  eventBridge.reset();
  eventBridge.on(PutEventsCommand).callsFake(({ Entries }: { Entries: PutEventsRequestEntry[] }) => {
    expect(Entries.length).toBeLessThanOrEqual(10);
    return {
      Entries: Entries.map((entry) => {
        if (refuses(detailOf(entry).id)) return { ErrorCode: "ThrottlingException", ErrorMessage: "slow down" };
        taken.push(entry);
        return { EventId: "e" };
      }),
    };
  });
});

const world = (busTellsPerson = false) => {
  const bus = new EventBus(new EventBridgeClient({}), "turno-dev");
  return {
    ...{
      bus,
      busTellsPerson,
      crms: [],
      hooks: { ids: async () => [] },
      policies: { ifActive: async () => undefined },
      stage: "dev",
      now: () => now,
      hasTime: () => true,
    },
    ...{ outbox: new Outbox(tables.client, "leads"), leads: tables.leads },
    receivers: [async () => [busReceiver(bus, busTellsPerson)]],
  };
};
const at = (id: string, rev: number): Lead => anOfferedLead({ id, rev });
const tell = (leads: readonly Lead[], person?: boolean) =>
  tellChanges(
    {
      Records: leads.map((lead, n) => ({
        dynamodb: {
          Keys: { sk: { S: "LEAD" } } as never,
          NewImage: marshall(lead, { removeUndefinedValues: true }) as never,
          SequenceNumber: String(n),
        },
      })),
    },
    world(person),
  );
const send = (person?: boolean) => sendWebhooks(world(person));
const later = (minutes: number) => {
  now = new Date(Date.parse(now) + minutes * 60_000).toISOString();
};

describe("the bus", () => {
  it("hears of each change once by its revision, as a CloudEvent that the SDK reads and the schema describes", async () => {
    const leads = Array.from({ length: 23 }, (_, n) => at("many", n + 1));
    expect(await tell(leads)).toEqual({ batchItemFailures: [] });
    expect(idsTaken()).toEqual(leads.map(({ rev }) => `many.${rev}`));
    const isTime = (text: string) => new Date(text).toISOString() === text;
    const ajv = new Ajv({ formats: { "date-time": isTime } });
    const validate = ajv.compile(JSON.parse(readFileSync("schemas/lead-changed.json", "utf8")));
    for (const entry of taken) {
      expect(entry).toMatchObject({ EventBusName: "turno-dev", Source: "turno", DetailType: "turno.lead.changed" });
      expect(validate(detailOf(entry)), JSON.stringify(validate.errors)).toBe(true);
      // What a target of a rule gets that takes `$.detail`.
      const headers = { "content-type": "application/cloudevents+json" };
      const read = HTTP.toEvent({ headers, body: entry.Detail ?? "" });
      expect(read).toMatchObject({ specversion: "1.0", subject: "many", source: "urn:turno:dev" });
    }
  });

  it("is told who the person is where the configuration asks for it, and otherwise not, also after a refusal", async () => {
    const lead = at("who", 1);
    await tables.leads.create(lead, undefined);
    const { name, email } = lead.facts;
    const said = () => taken.map(({ Detail }) => Detail).join();
    await tell([lead]);
    expect(said()).not.toMatch(new RegExp(`${name}|${email}`));
    refuses = () => true;
    await tell([lead], true);
    const [waiting] = await world().outbox.pending(busId);
    expect(JSON.stringify(waiting)).not.toMatch(new RegExp(`${name}|${email}`));
    refuses = () => false;
    await send(true);
    expect(detailOf(taken.at(-1) as PutEventsRequestEntry).data.person).toMatchObject({ name, email });
  });

  it("is told again what it refused of a call, and no more of it, without holding up the stream", async () => {
    refuses = (id) => id === "part.2";
    expect(await tell([1, 2, 3].map((rev) => at("part", rev)))).toEqual({ batchItemFailures: [] });
    expect(idsTaken()).toEqual(["part.1", "part.3"]);
    await send();
    refuses = () => false;
    later(1);
    await send();
    await send();
    expect(idsTaken()).toEqual(["part.1", "part.3", "part.2"]);
  });

  it("is told everything, each lead's in its order, after it was away for an hour", async () => {
    eventBridge.on(PutEventsCommand).rejects(Object.assign(new Error("no"), { name: "InternalException" }));
    const leads = [1, 2, 3].flatMap((rev) => [at("away-a", rev), at("away-b", rev)]);
    expect(await tell(leads)).toEqual({ batchItemFailures: [] });
    for (let minute = 0; minute < 60; minute += 1) {
      await send();
      later(1);
    }
    eventBridge.on(PutEventsCommand).callsFake(({ Entries }: { Entries: PutEventsRequestEntry[] }) => {
      taken.push(...Entries);
      return { Entries: Entries.map(() => ({ EventId: "e" })) };
    });
    later(120);
    await send();
    for (const lead of ["away-a", "away-b"])
      expect(idsTaken().filter((id) => id.startsWith(lead))).toEqual([1, 2, 3].map((rev) => `${lead}.${rev}`));
    expect(await world().outbox.pending(busId)).toEqual([]);
  });

  it("has the batch come again where what it refused could not be kept", async () => {
    refuses = () => true;
    const deps = { ...world(), outbox: { put: () => Promise.reject(new Error("no table")) } };
    const record = { Keys: { sk: { S: "LEAD" } }, NewImage: marshall(at("lost", 1), { removeUndefinedValues: true }) };
    const batch = { Records: [{ dynamodb: { ...record, SequenceNumber: "7" } }] };
    expect(await tellChanges(batch as never, deps)).toEqual({ batchItemFailures: [{ itemIdentifier: "7" }] });
  });
});
