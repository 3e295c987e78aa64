import { beforeAll, describe, expect, it } from "vitest";
import { answerPolicy } from "../../functions/answer-policy/answer-policy.ts";
import { aPolicy } from "../build/a-policy.ts";
import { openConsoleWorld, policyDeps } from "../build/console-world.ts";
import { useTables } from "../build/tables.ts";

const tables = useTables();
beforeAll(async () => {
  await openConsoleWorld(tables);
});

async function ask(routeKey: string, who: string, query: Record<string, string> = {}) {
  const claims = { rep: who, email: `${who}@andina.example` };
  const asked = {
    routeKey,
    requestContext: { authorizer: { jwt: { claims } } },
    queryStringParameters: query,
    headers: {},
  };
  const { statusCode, body = "" } = await answerPolicy(asked as never, policyDeps(tables));
  return { status: statusCode, said: JSON.parse(body), text: body };
}

describe("the policy in the console's API", () => {
  it("is read by everybody, in their language, and its text by those who may try it", async () => {
    const rep = await ask("GET /api/policy", "ana");
    expect(rep.said).toMatchObject({
      version: 1,
      name: "Andina Cloud",
      written: expect.stringContaining("## Quién recibe qué"),
    });
    expect(rep.said.written).not.toContain("```yaml");
    expect(rep.said).not.toHaveProperty("source");
    const manager = await ask("GET /api/policy", "marta", { lang: "en" });
    expect(manager.said.written).toContain("## Who gets what");
    expect(manager.said.source).toContain("turno: 1");
  });

  it("has every version with who made it live, why, and until when it was", async () => {
    const by = (note: string, at: string) => ({ author: "olga", note, at });
    const next = aPolicy({ name: "Next" });
    await tables.versions.publish(next, "turno: 1\nname: Next", by("a second one", "2026-11-02T16:00:00.000Z"));
    const { said } = await ask("GET /api/policy/versions", "marta");
    expect(said.versions).toMatchObject([
      { version: 2, status: "active", note: "a second one", author: "olga" },
      { version: 1, status: "retired", activations: [{ until: "2026-11-02T16:00:00.000Z" }] },
    ]);
    expect(said.versions[0].activations[0]).not.toHaveProperty("until");
    expect((await ask("GET /api/policy", "ana")).said).toMatchObject({
      version: 2,
      name: "Next",
      live: { author: "olga" },
    });
    expect((await ask("GET /api/policy", "marta", { version: "1" })).said).toMatchObject({ version: 1, activation: 2 });
    expect((await ask("GET /api/policy", "marta", { version: "9" })).status).toBe(404);
  });

  it("keeps texts, versions, the board and past leads from reps", async () => {
    expect((await ask("GET /api/policy", "ana", { version: "1" })).status).toBe(404);
    for (const route of ["GET /api/policy/versions", "GET /api/board", "GET /api/replay-set"])
      expect((await ask(route, "ana")).status, route).toBe(404);
  });

  it("does not guess what a version or a page means", async () => {
    expect((await ask("GET /api/policy", "marta", { version: "latest" })).status).toBe(422);
    expect((await ask("GET /api/policy/versions", "marta", { before: "x" })).status).toBe(422);
    for (const query of [{ cursor: "x" }, { count: "0" }, { count: "1001" }] as Record<string, string>[])
      expect((await ask("GET /api/replay-set", "marta", query)).status).toBe(422);
  });
});

describe("what a policy is tried on", () => {
  it("is the roster with what everybody has, and no way to reach them", async () => {
    await tables.reps.importRoster(
      (await tables.reps.all()).map((rep) => ({ ...rep, phone: "+52 1", calendarFeed: "https://secret.example/feed" })),
    );
    const { said, text } = await ask("GET /api/board", "marta");
    expect(said.reps.find(({ id }: { id: string }) => id === "ana")).toMatchObject({
      name: "Ana Morales",
      openLeads: 0,
    });
    expect(text).not.toMatch(/@andina|\+52 1|secret\.example/);
  });

  it("is past leads by the page, each once, without their persons", async () => {
    const refs: string[] = [];
    let cursor: string | undefined;
    do {
      const { said, text } = await ask("GET /api/replay-set", "olga", { count: "2", ...(cursor && { cursor }) });
      expect(text).not.toMatch(/Luc[ií]a|lucia-|55 5555/);
      for (const { ref, facts } of said.leads) {
        expect(facts.email).toBe("@florarosa.example");
        refs.push(ref);
      }
      cursor = said.next;
    } while (cursor);
    expect(refs.sort()).toEqual(["anas", "betos", "offered-to-ana", "waiting", "won"]);
  });
});
