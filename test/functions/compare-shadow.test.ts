import { randomUUID } from "node:crypto";
import { marshall } from "@aws-sdk/util-dynamodb";
import { beforeAll, describe, expect, it } from "vitest";
import { mostSeen, ShadowStore } from "../../adapters/policies/shadow-store.ts";
import { changePolicy } from "../../functions/change-policy/change-policy.ts";
import { compareShadow } from "../../functions/compare-shadow/compare-shadow.ts";
import { renderYaml } from "../../policy/read/policy-yaml.ts";
import type { Lead } from "../../routing/lead/lead.ts";
import { aLead } from "../build/a-lead.ts";
import { aPolicy } from "../build/a-policy.ts";
import { changeDeps, consoleNow, team } from "../build/console-world.ts";
import { useTables } from "../build/tables.ts";

const tables = useTables();
let shadows: ShadowStore;
let deps: Parameters<typeof compareShadow>[1];
const policy = aPolicy();
/** Beto is asked first in Mexico. */
const other = aPolicy({
  rules: [{ rule: "Beto first", when: { territory: "mexico" }, rep: "beto", pools: ["latam-smb"] }],
});
beforeAll(async () => {
  await tables.open(team, policy);
  shadows = new ShadowStore(tables.client, "policies");
  deps = { shadows, policies: tables.policies, team: tables.reps };
});

const later = (minutes: number) => new Date(Date.parse(consoleNow) + minutes * 60_000).toISOString();
const lead = (id: string, more: Partial<Lead> = {}) =>
  aLead({ id, receivedAt: later(1), status: "offered", policyVersion: 1, ...more });
const told = (...leads: (Lead | undefined)[]) =>
  compareShadow(
    {
      Records: leads.map((one) => ({
        dynamodb: {
          Keys: { pk: { S: "LEAD" }, sk: { S: "LEAD" } },
          NewImage: one
            ? marshall({ pk: "x", sk: "LEAD", ...one }, { removeUndefinedValues: true })
            : { broken: { S: "x" } },
        },
      })),
    } as never,
    deps,
  );
const figures = async () => {
  const { seen, agreed } = (await shadows.get()) ?? { seen: 0, agreed: 0 };
  return [seen, agreed];
};

async function ask(routeKey: string, who: string, body: object, rev?: number, key: string = randomUUID()) {
  const claims = { rep: who, email: `${who}@andina.example` };
  const headers = { "idempotency-key": key, ...(rev !== undefined && { "if-match": `"${rev}"` }) };
  const asked = { routeKey, requestContext: { authorizer: { jwt: { claims } } }, headers, body: JSON.stringify(body) };
  return (await changePolicy(asked as never, changeDeps(tables))).statusCode;
}

describe("a policy in the shadow", () => {
  it("does nothing before it is started", async () => {
    await told(lead("early"));
    expect(await shadows.get()).toBeUndefined();
  });

  it("is started from the draft, once, and not beside another one", async () => {
    await ask("PUT /api/policy/draft", "marta", { source: renderYaml(other), tests: "", basedOn: 1 }, 0);
    expect(await ask("POST /api/policy/shadow", "ana", { id: "first-shadow" }, 1)).toBe(404);
    expect(await ask("POST /api/policy/shadow", "marta", { id: "first-shadow" })).toBe(428);
    expect(await ask("POST /api/policy/shadow", "marta", { id: "first-shadow" }, 7)).toBe(412);
    for (const _ of ["at first", "and again"])
      expect(await ask("POST /api/policy/shadow", "marta", { id: "first-shadow" }, 1, "of-one-tap")).toBe(200);
    expect(await ask("POST /api/policy/shadow", "marta", { id: "another-one" }, 1)).toBe(409);
    expect(await shadows.get()).toMatchObject({ id: "first-shadow", author: "marta", seen: 0 });
  });

  it("notes each lead once, however often and late it is told of", async () => {
    const brazil = lead("brazil", { facts: { ...aLead().facts, country: "BR" } });
    await Promise.all([told(lead("mexico"), brazil), told(brazil, lead("mexico"))]);
    await told(lead("mexico", { status: "accepted" }));
    expect(await figures()).toEqual([2, 1]);
    expect(await shadows.differences("first-shadow")).toMatchObject([
      {
        lead: "mexico",
        live: { kind: "routed", pools: ["latam-smb"] },
        shadow: { kind: "routed", rule: "Beto first", rep: "beto" },
      },
    ]);
  });

  it("decides what came since its start and was decided, and nothing else", async () => {
    await told(
      lead("before", { receivedAt: later(-1) }),
      lead("new", { status: "new" }),
      lead("spam", { policyVersion: undefined }),
    );
    expect(await figures()).toEqual([2, 1]);
  });

  it("that cannot decide a lead leaves it out and fails nothing", async () => {
    const throwing = {
      ...deps,
      shadows: {
        get: async () => ({ ...(await shadows.get()), policy: () => ({ turno: 1 }) }),
        note: shadows.note.bind(shadows),
      },
    };
    const before = await tables.items("leads");
    const records = {
      Records: [
        {
          dynamodb: {
            Keys: { sk: { S: "LEAD" } },
            NewImage: marshall({ ...lead("thrown") }, { removeUndefinedValues: true }),
          },
        },
      ],
    };
    expect(await compareShadow(records as never, throwing as never)).toEqual({ batchItemFailures: [] });
    expect(await told(undefined)).toEqual({ batchItemFailures: [] });
    expect(await figures()).toEqual([2, 1]);
    expect(await tables.items("leads")).toEqual(before);
  });

  it("touches no lead, ledger or place, whatever it decides", async () => {
    const before = [await tables.items("leads"), await tables.items("cursors"), await tables.items("reps")];
    await told(lead("another"));
    expect(await figures()).toEqual([3, 1]);
    expect([await tables.items("leads"), await tables.items("cursors"), await tables.items("reps")]).toEqual(before);
  });

  it("ends when somebody says so, once, and keeps what it found", async () => {
    expect(await ask("POST /api/policy/shadow/end", "ana", { id: "first-shadow" })).toBe(404);
    expect(await ask("POST /api/policy/shadow/end", "marta", { id: "never-begun" })).toBe(404);
    expect(await ask("POST /api/policy/shadow/end", "marta", { id: "first-shadow" })).toBe(200);
    const endedAt = (await shadows.get())?.endedAt;
    expect(await ask("POST /api/policy/shadow/end", "olga", { id: "first-shadow" })).toBe(200);
    await told(lead("late"));
    expect(await shadows.get()).toMatchObject({ endedAt, seen: 3 });
    expect((await shadows.differences("first-shadow")).length).toBe(2);
    expect(await ask("POST /api/policy/shadow", "marta", { id: "second-one" }, 1)).toBe(200);
    expect(await figures()).toEqual([0, 0]);
  });

  it("stops at the most that one decides", async () => {
    const { UpdateCommand } = await import("@aws-sdk/lib-dynamodb");
    await tables.client.send(
      new UpdateCommand({
        TableName: "policies",
        Key: { pk: "POLICY", sk: "SHADOW" },
        UpdateExpression: "SET seen = :n",
        ExpressionAttributeValues: { ":n": mostSeen - 1 },
      }),
    );
    await told(lead("last"), lead("one-too-many"));
    expect((await figures())[0]).toBe(mostSeen);
    expect((await shadows.differences("second-one")).map((one) => one.lead)).toEqual(["last"]);
  });
});
