import { randomUUID } from "node:crypto";
import { DeleteCommand } from "@aws-sdk/lib-dynamodb";
import { beforeEach, describe, expect, it } from "vitest";
import { PolicyDrafts } from "../../adapters/policies/policy-drafts.ts";
import { changePolicy } from "../../functions/change-policy/change-policy.ts";
import { renderYaml } from "../../policy/read/policy-yaml.ts";
import { aPolicy } from "../build/a-policy.ts";
import { changeDeps, team } from "../build/console-world.ts";
import { storesOf } from "../build/open-tables.ts";
import { useTables } from "../build/tables.ts";

const tables = useTables();
const drafts = () => new PolicyDrafts(tables.client, "policies");
const source = renderYaml(aPolicy({ name: "Next" }));
const test = (outcome: string) => `- test: Mexico is called
  at: 2026-11-03T16:00:00Z
  lead: { name: Bia, email: bia@varejo.example, country: MX, size: 400, urgency: now }
  expect: { outcome: ${outcome} }
`;

beforeEach(async () => {
  for (const { pk, sk } of await tables.items("policies"))
    await tables.client.send(new DeleteCommand({ TableName: "policies", Key: { pk, sk } }));
  // Stores remember versions, which never change.
  Object.assign(tables, storesOf(tables.client));
  await tables.open(team, aPolicy());
});

async function ask(routeKey: string, who: string, body: object, rev?: number, key: string = randomUUID()) {
  const claims = { rep: who, email: `${who}@andina.example` };
  const headers = { "idempotency-key": key, ...(rev !== undefined && { "if-match": `"${rev}"` }) };
  const asked = { routeKey, requestContext: { authorizer: { jwt: { claims } } }, headers, body: JSON.stringify(body) };
  const { statusCode, body: said = "", headers: told } = await changePolicy(asked as never, changeDeps(tables));
  return { status: statusCode, said: JSON.parse(said), isReplayed: told?.["Idempotent-Replayed"] === "true" };
}
const draft = (who: string, text: string, rev: number, tests = "", key?: string) =>
  ask("PUT /api/policy/draft", who, { source: text, tests, basedOn: 1 }, rev, key);
const activate = (who: string, rev: number, basedOn = 1, note = "Brazil first", key?: string) =>
  ask("POST /api/policy/activate", who, { note, basedOn }, rev, key);
const live = async () => (await tables.policies.active()).policy.name;

describe("the draft of the policy", () => {
  it("is kept with who changed it, and is no policy yet", async () => {
    expect(await draft("marta", "turno: 1\nrul", 0)).toMatchObject({ status: 200, said: { draft: { rev: 1 } } });
    expect(await drafts().get()).toMatchObject({ rev: 1, source: "turno: 1\nrul", author: "marta", basedOn: 1 });
    expect(await live()).toBe("Andina Cloud");
  });

  it("is not written over by somebody who has not read it: they are told both who and what", async () => {
    await draft("marta", "a", 0);
    const second = await draft("olga", "b", 0);
    expect(second).toMatchObject({
      status: 412,
      said: { type: "urn:turno:changed", draft: { source: "a", author: "marta", rev: 1 } },
    });
    expect((await drafts().get())?.source).toBe("a");
    expect((await draft("olga", "b", 1)).status).toBe(200);
    expect((await draft("marta", "c", 1)).said.draft).toMatchObject({ source: "b", author: "olga" });
  });

  it("is kept once by a request that comes twice", async () => {
    const first = await draft("marta", "a", 0, "", "of-one-text");
    expect(await draft("marta", "a", 0, "", "of-one-text")).toEqual({ ...first, isReplayed: true });
    expect(await drafts().get()).toMatchObject({ rev: 1, source: "a" });
    expect((await draft("marta", "a", 0)).status).toBe(412);
  });

  it("needs to know which one is changed, and is limited", async () => {
    expect((await ask("PUT /api/policy/draft", "marta", { source: "a", tests: "", basedOn: 1 })).status).toBe(428);
    expect((await ask("PUT /api/policy/draft", "marta", { source: 7 }, 0)).status).toBe(422);
    const noise = Array.from({ length: 90_000 }, (_, n) => ((n * 2654435761) % 4294967296).toString(36)).join("");
    expect((await draft("marta", noise, 0)).status).toBe(413);
  });

  it("is thrown away by whoever has read it", async () => {
    await draft("marta", "a", 0);
    expect((await ask("DELETE /api/policy/draft", "marta", {}, 7)).status).toBe(412);
    expect((await ask("DELETE /api/policy/draft", "marta", {}, 1)).status).toBe(200);
    expect((await ask("DELETE /api/policy/draft", "marta", {}, 1)).status).toBe(200);
    expect(await drafts().get()).toBeUndefined();
  });

  it("does not exist for reps", async () => {
    expect((await draft("ana", "a", 0)).status).toBe(404);
    expect((await ask("DELETE /api/policy/draft", "ana", {}, 1)).status).toBe(404);
  });
});

describe("making a draft live", () => {
  it("stores it as a version with its note, ends the draft and keeps its tests, all in one write", async () => {
    await draft("olga", source, 0, test("offered"));
    expect(await activate("olga", 1)).toMatchObject({ status: 200, said: { version: 2, activation: 2 } });
    expect(await tables.policies.active()).toMatchObject({ version: 2, author: "olga", note: "Brazil first", source });
    expect(await drafts().get()).toBeUndefined();
    expect(await drafts().tests()).toBe(test("offered"));
  });

  it("is done once when it is asked twice", async () => {
    await draft("olga", source, 0);
    const first = await activate("olga", 1, 1, "Brazil first", "of-one-dialog");
    expect(first).toMatchObject({ status: 200, said: { version: 2 }, isReplayed: false });
    expect(await activate("olga", 1, 1, "Brazil first", "of-one-dialog")).toEqual({ ...first, isReplayed: true });
    expect((await tables.versions.history()).versions.length).toBe(2);
    expect((await activate("olga", 1)).status).toBe(412);
  });

  it("is done once when both requests come at the same time, and answers both alike", async () => {
    await draft("olga", source, 0);
    const both = await Promise.all([1, 2].map(() => activate("olga", 1, 1, "Brazil first", "of-two-taps")));
    expect(both.map(({ status, said }) => [status, said])).toEqual(
      [1, 2].map(() => [200, { version: 2, activation: 2 }]),
    );
    expect((await tables.versions.history()).versions.length).toBe(2);
  });

  it("needs the key of its request, which is good for no other", async () => {
    await draft("olga", source, 0, "", "of-one-text");
    expect((await activate("olga", 1, 1, "Brazil first", "short")).status).toBe(428);
    expect(await activate("olga", 1, 1, "Brazil first", "of-one-text")).toMatchObject({
      status: 422,
      said: { type: "urn:turno:key-reused" },
    });
    expect(await live()).toBe("Andina Cloud");
  });

  it("is refused while the draft has an error, or does not fit the roster", async () => {
    await draft("olga", source.replace("manager: marta", "manager: nobody"), 0);
    const { status, said } = await activate("olga", 1);
    expect([status, said.type]).toEqual([422, "urn:turno:not-a-policy"]);
    expect(said.problems[0].expected).toContain("nobody");
    expect(await live()).toBe("Andina Cloud");
  });

  it("is refused while a test fails", async () => {
    await draft("olga", source, 0, test("rejected"));
    const { status, said } = await activate("olga", 1);
    expect([status, said.type]).toEqual([422, "urn:turno:tests-fail"]);
    expect(said.problems[0]).toMatchObject({ line: 4 });
    expect(await live()).toBe("Andina Cloud");
  });

  it("is refused when something else became live meanwhile, and says what", async () => {
    await draft("olga", source, 0);
    await tables.versions.publish(aPolicy({ name: "Other" }), "x", {
      author: "marta",
      note: "urgent",
      at: "2026-11-02T16:00:00Z",
    });
    const { status, said } = await activate("olga", 1);
    expect(status).toBe(412);
    expect(said.live).toMatchObject({ version: 2, author: "marta", note: "urgent" });
    expect(await live()).toBe("Other");
    expect((await drafts().get())?.rev).toBe(1);
  });

  it("is refused for a draft that somebody changed since", async () => {
    await draft("olga", source, 0);
    await draft("marta", `${source}# more`, 1);
    expect(await activate("olga", 1)).toMatchObject({ status: 412, said: { draft: { author: "marta" } } });
  });

  it("needs a note", async () => {
    await draft("olga", source, 0);
    expect((await activate("olga", 1, 1, "  ")).status).toBe(422);
  });

  it("is for operators, and for managers of whom the roster says so", async () => {
    await draft("marta", source, 0);
    expect((await activate("marta", 1)).status).toBe(404);
    expect((await activate("ana", 1)).status).toBe(404);
    await tables.reps.importRoster(team.map((rep) => (rep.id === "marta" ? { ...rep, activatesPolicies: true } : rep)));
    expect((await activate("marta", 1)).status).toBe(200);
    // The roster's word is for managers alone.
    await tables.reps.importRoster(team.map((rep) => (rep.id === "ana" ? { ...rep, activatesPolicies: true } : rep)));
    await draft("marta", source, 0);
    expect((await activate("ana", 1, 2)).status).toBe(404);
  });
});

describe("rolling back", () => {
  const back = (who: string, version: number, key?: string) =>
    ask("POST /api/policy/rollback", who, { note: "too wide", version }, undefined, key);

  it("makes a version live that was so before, once", async () => {
    await draft("olga", source, 0);
    await activate("olga", 1);
    await draft("olga", renderYaml(aPolicy({ name: "Third" })), 0);
    await activate("olga", 1, 2, "wider");
    const first = await back("olga", 2, "of-one-rollback");
    expect(first).toMatchObject({ status: 200, said: { version: 2, activation: 4 } });
    expect(await back("olga", 2, "of-one-rollback")).toEqual({ ...first, isReplayed: true });
    expect(await back("olga", 2)).toMatchObject({
      status: 200,
      said: { version: 2, activation: 4 },
      isReplayed: false,
    });
    expect(await live()).toBe("Next");
  });

  it("is refused where that version does not fit the roster any more", async () => {
    await draft("olga", source, 0);
    await activate("olga", 1);
    await draft("olga", renderYaml(aPolicy({ pools: { "latam-smb": { manager: "max" } } })), 0);
    const max = { ...(team[2] as (typeof team)[number]), id: "max", email: "max@andina.example" };
    await tables.reps.importRoster([...team.filter(({ id }) => id !== "marta"), max]);
    expect((await activate("olga", 1, 2, "Max leads")).status).toBe(200);
    expect((await back("olga", 2)).status).toBe(422);
  });

  it("is not to a version that never was live, or is none", async () => {
    await tables.versions.save(aPolicy({ name: "Never" }), source, {
      author: "olga",
      note: "a try",
      at: "2026-11-02T16:00:00Z",
    });
    expect((await back("olga", 2)).status).toBe(409);
    expect((await back("olga", 9)).status).toBe(404);
    expect((await back("marta", 1)).status).toBe(404);
  });
});
