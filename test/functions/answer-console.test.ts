import { beforeAll, describe, expect, it } from "vitest";
import { RosterPeople } from "../../adapters/reps/roster-people.ts";
import { answerConsole } from "../../functions/answer-console/answer-console.ts";
import { aRep } from "../build/a-rep.ts";
import { useTables } from "../build/tables.ts";

const tables = useTables();
const now = () => "2026-11-02T15:00:00.000Z";
const team = [
  aRep({ id: "ana", email: "ana@andina.example", managerId: "marta" }),
  aRep({ id: "marta", email: "marta@andina.example", role: "manager", pools: {}, managerId: undefined }),
];
let people: RosterPeople;
beforeAll(async () => {
  await tables.reps.importRoster(team);
  people = new RosterPeople(tables.client, "reps");
});

const ask = async (routeKey: string, claims: Record<string, string>) => {
  const requestContext = { authorizer: { jwt: { claims, scopes: ["openid"] } } };
  const asked = { routeKey, requestContext } as unknown as Parameters<typeof answerConsole>[0];
  const answer = await answerConsole(asked, { people, now });
  if (typeof answer === "string") throw new Error("an answer has a status");
  return { status: answer.statusCode, said: JSON.parse(answer.body ?? ""), headers: answer.headers ?? {} };
};
const ana = { rep: "ana", email: "ana@andina.example" };

describe("the console's API", () => {
  it("says who somebody is by the roster, and Turno's time", async () => {
    const { status, said, headers } = await ask("GET /api/me", ana);
    expect(status).toBe(200);
    expect(said).toEqual({
      id: "ana",
      name: "Ana Morales",
      role: "rep",
      locale: "es",
      timeZone: "America/Mexico_City",
      pools: ["latam-smb"],
      clock: { now: now() },
    });
    expect(headers["Cache-Control"]).toBe("no-store");
  });

  it("asks the roster at each request, so that a good token of somebody who left is good for nothing", async () => {
    await tables.reps.importRoster(team.filter(({ id }) => id !== "ana"));
    expect((await ask("GET /api/me", ana)).status).toBe(401);
    await tables.reps.importRoster(team);
    expect((await ask("GET /api/me", ana)).status).toBe(200);
  });

  it("takes the role from the roster and from nothing that the token says", async () => {
    expect((await ask("GET /api/me", { ...ana, role: "operator" })).said.role).toBe("rep");
    await tables.reps.importRoster(
      team.map((rep) => (rep.id === "ana" ? { ...rep, role: "operator", pools: {} } : rep)),
    );
    expect((await ask("GET /api/me", ana)).said.role).toBe("operator");
    await tables.reps.importRoster(team);
  });

  it.each<[string, Record<string, string>]>([
    ["of nobody in the roster", { rep: "nobody", email: "ana@andina.example" }],
    ["with another address than the roster has", { rep: "ana", email: "ana@evil.example" }],
    ["without an address", { rep: "ana" }],
    ["without anybody", { email: "ana@andina.example" }],
  ])("refuses a token %s", async (_, claims) => {
    const { status, said } = await ask("GET /api/me", claims);
    expect([status, said.type]).toEqual([401, "urn:turno:not-in-roster"]);
  });
});
