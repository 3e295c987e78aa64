import { beforeAll, describe, expect, it } from "vitest";
import { answerConsole } from "../../functions/answer-console/answer-console.ts";
import type { Deps } from "../../functions/answer-console/asked.ts";
import type { Lead } from "../../routing/lead/lead.ts";
import { aPolicyWithForm } from "../build/a-form.ts";
import { consoleNow, openConsoleWorld, secrets, team } from "../build/console-world.ts";
import { useTables } from "../build/tables.ts";

const tables = useTables();
let deps: Deps;
beforeAll(async () => {
  deps = await openConsoleWorld(tables);
});

interface Asking {
  lead?: string;
  query?: Record<string, string>;
  headers?: Record<string, string>;
  body?: string;
}

async function ask(
  routeKey: string,
  who: string | Record<string, string>,
  { lead, query, headers = {}, body }: Asking = {},
) {
  const claims = typeof who === "string" ? { rep: who, email: `${who}@andina.example` } : who;
  const requestContext = { authorizer: { jwt: { claims, scopes: ["openid"] } } };
  const pathParameters = lead === undefined ? undefined : { lead };
  const asked = { routeKey, requestContext, pathParameters, queryStringParameters: query, headers, body };
  const answer = await answerConsole(asked as unknown as Parameters<typeof answerConsole>[0], deps);
  if (typeof answer === "string") throw new Error("an answer has a status");
  const text = answer.body ?? "";
  return { status: answer.statusCode, text, said: JSON.parse(text || "{}"), headers: answer.headers ?? {} };
}
const idsOf = ({ said }: { said: { leads: { id: string }[] } }) => said.leads.map(({ id }) => id);

describe("the console's API", () => {
  it("says who somebody is by the roster, and Turno's time with every answer", async () => {
    const { status, said, headers } = await ask("GET /api/me", "ana");
    expect(status).toBe(200);
    expect(said).toEqual({
      id: "ana",
      name: "Ana Morales",
      role: "rep",
      locale: "es",
      timeZone: "America/Mexico_City",
      pools: ["latam-smb"],
      ownWords: { en: {}, es: {}, pt: {} },
      poolNames: expect.objectContaining({ pt: expect.objectContaining({ "latam-smb": expect.any(String) }) }),
    });
    expect(headers["Turno-Now"]).toBe(consoleNow);
    expect(headers["Cache-Control"]).toBe("no-store");
  });

  it("asks the roster at each request, so that a good token of somebody who left is good for nothing", async () => {
    await tables.reps.importRoster(team.filter(({ id }) => id !== "ana"));
    expect((await ask("GET /api/me", "ana")).status).toBe(401);
    await tables.reps.importRoster(team);
    expect((await ask("GET /api/me", "ana")).status).toBe(200);
  });

  it("takes the role from the roster and from nothing that the token says", async () => {
    const claims = { rep: "ana", email: "ana@andina.example", role: "operator", "cognito:groups": "[operator]" };
    expect((await ask("GET /api/me", claims)).said.role).toBe("rep");
    const promoted = team.map((rep) => (rep.id === "ana" ? { ...rep, role: "operator" as const, pools: {} } : rep));
    await tables.reps.importRoster(promoted);
    expect((await ask("GET /api/me", "ana")).said.role).toBe("operator");
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

  it("says nothing again that somebody has, and says it when it has changed", async () => {
    const { headers } = await ask("GET /api/leads", "marta");
    const again = await ask("GET /api/leads", "marta", { headers: { "if-none-match": String(headers.ETag) } });
    expect([again.status, again.text]).toEqual([304, ""]);
    const other = await ask("GET /api/leads", "ana", { headers: { "if-none-match": String(headers.ETag) } });
    expect(other.status).toBe(200);
  });
});

describe("who somebody is to Turno", () => {
  it("comes with what the active policy calls its own attributes and their values, in each language", async () => {
    const { showMe } = await import("../../functions/answer-console/show-me.ts");
    const policy = aPolicyWithForm();
    const policies = { active: async () => ({ policy, version: 1, source: "" }) } as unknown as Deps["policies"];
    const { ownWords } = await showMe(team[0] as Parameters<typeof showMe>[0], {} as never, { policies });
    expect(ownWords.es.plan).toEqual({ name: "Plan", values: { basic: "Básico", full: "full" } });
    expect([ownWords.en.seats?.name, ownWords.es.seats?.name]).toEqual(["Seats", "Puestos"]);
    expect(ownWords.pt.insured?.values).toEqual({ true: "sim", false: "não" });
  });
});

describe("the list of leads", () => {
  it("has all that are not over, the latest first, for those who lead", async () => {
    for (const who of ["marta", "olga"])
      expect(idsOf(await ask("GET /api/leads", who))).toEqual(["waiting", "betos", "anas", "offered-to-ana"]);
  });

  it("has for a rep what they have, and nothing else whatever they ask for", async () => {
    expect(idsOf(await ask("GET /api/leads", "ana"))).toEqual(["anas", "offered-to-ana"]);
    expect(idsOf(await ask("GET /api/leads", "ana", { query: { holder: "ana" } }))).toEqual(["anas", "offered-to-ana"]);
    expect((await ask("GET /api/leads", "ana", { query: { holder: "beto" } })).status).toBe(404);
    expect(idsOf(await ask("GET /api/leads", "beto", { query: { status: "closed" } }))).toEqual(["won"]);
    expect(idsOf(await ask("GET /api/leads", "ana", { query: { status: "closed" } }))).toEqual([]);
  });

  it("can be of some statuses, of whom, in a pool, since and until when", async () => {
    const list = async (query: Record<string, string>) => idsOf(await ask("GET /api/leads", "marta", { query }));
    expect(await list({ status: "waiting,closed" })).toEqual(["won", "waiting"]);
    expect(await list({ holder: "beto" })).toEqual(["betos"]);
    expect(await list({ pool: "latam-smb" })).toEqual(["betos", "anas", "offered-to-ana"]);
    expect(await list({ since: "2026-11-02T15:00:02.000Z" })).toEqual(["waiting", "betos"]);
    expect(await list({ until: "2026-11-02T15:00:01Z" })).toEqual(["offered-to-ana"]);
  });

  it("can be of those of which nobody gave an outcome, a rep's own for a rep", async () => {
    const list = async (who: string) => idsOf(await ask("GET /api/leads", who, { query: { unresolved: "true" } }));
    expect(await list("marta")).toEqual([]);
    await tables.leads.update("betos", (lead) => ({
      ...lead,
      follow: { ...(lead.follow as NonNullable<Lead["follow"]>), unresolvedAt: consoleNow },
    }));
    expect([await list("marta"), await list("beto"), await list("ana")]).toEqual([["betos"], ["betos"], []]);
  });

  it("names who has them, and says nothing by which their people can be reached", async () => {
    const { said, text } = await ask("GET /api/leads", "marta");
    expect(said.names).toEqual({ ana: "Ana Morales", beto: "Beto Ruiz" });
    expect(text).not.toMatch(/florarosa\.example|55 5555/);
    expect(said.leads.at(-1)).toMatchObject({ name: "Lucía Fernández", company: "Flora Rosa", by: expect.any(String) });
  });

  it.each([
    [{ status: "lost" }, "status"],
    [{ since: "yesterday" }, "since"],
    [{ until: "2026-99-99" }, "until"],
    [{ after: "x" }, "after"],
    [{ unresolved: "yes" }, "unresolved"],
  ])("does not guess what %o means", async (query, named) => {
    const { status, said, headers } = await ask("GET /api/leads", "marta", { query });
    expect([status, said.type]).toEqual([422, "urn:turno:unusable"]);
    expect(said.detail).toContain(`${named}: `);
    expect(headers["Content-Type"]).toBe("application/problem+json");
  });
});

describe("a search", () => {
  it.each(["", "not json", "{}", '{"words":" "}', '{"words":7}', JSON.stringify({ words: "a".repeat(300) })])(
    "does not guess what %j means",
    async (body) => {
      const { status, said } = await ask("POST /api/leads/search", "marta", { body });
      expect([status, said.type]).toEqual([422, "urn:turno:unusable"]);
    },
  );

  const search = (who: string, words: string) =>
    ask("POST /api/leads/search", who, { body: JSON.stringify({ words }) });

  it.each([
    ["the first letters of a name, without its accents", "lucia"],
    ["letters of several words, in any order", "rosa FERN"],
    ["the domain", "florarosa.example"],
    ["parts of the address", "lucia florarosa"],
  ])("finds leads by %s, the latest first, also those that are over", async (_, words) => {
    expect(idsOf(await search("marta", words))).toEqual(["won", "waiting", "betos", "anas", "offered-to-ana"]);
  });

  it("finds nothing where one of the words begins no word of the lead", async () => {
    for (const words of ["ucia", "lucia smith", "x", "!"]) expect(idsOf(await search("marta", words))).toEqual([]);
  });

  it("finds for a rep what they have, and not what others have", async () => {
    expect(idsOf(await search("ana", "flora rosa"))).toEqual(["anas", "offered-to-ana"]);
    expect(idsOf(await search("beto", "flora rosa"))).toEqual(["won", "betos"]);
  });

  it("says nothing by which a person can be reached, not even to who searched by it", async () => {
    const { said, text } = await ask("POST /api/leads/search", "marta", {
      body: JSON.stringify({ words: "lucia-1@florarosa.example" }),
    });
    expect(idsOf({ said })).toEqual(["anas"]);
    expect(text).not.toMatch(/florarosa\.example|55 5555/);
  });
});

const aSecond = "2026-11-02T15:00:01.000Z";

describe("a lead", () => {
  it("is told with its story, its offers and what was sent", async () => {
    const { said } = await ask("GET /api/leads/{lead}", "marta", { lead: "anas" });
    expect(said).toMatchObject({
      id: "anas",
      status: "introduced",
      holders: ["ana"],
      pool: "latam-smb",
      by: expect.stringMatching(/^2026-11-02T/),
      timeline: [{ event: "accepted", repId: "ana" }],
      offers: [{ repId: "ana", outcome: "accepted" }],
      sent: [{ reference: "r", facts: { company: "Flora Rosa" } }],
      names: { ana: "Ana Morales" },
      outlook: [],
    });
  });

  it("is told with what its person agreed to and how they came, and with no address in it before somebody has the lead", async () => {
    const consents = [{ id: "news", wording: "News, please", version: "2", language: "en", given: false, at: aSecond }];
    const from = {
      ...{ utm_campaign: "spring", utm_content: "p%40florarosa.example", utm_term: "p@florarosa.example" },
      landing_page: "https://flora.example/form?email=p@florarosa.example",
    };
    await tables.leads.update("anas", (lead) => ({ ...lead, consents, from }));
    const asked = (who: string) => ask("GET /api/leads/{lead}", who, { lead: "anas" });
    expect((await asked("ana")).said).toMatchObject({ consents, from });
    const { said, text } = await asked("marta");
    expect(said).toMatchObject({ consents });
    expect(said.from).toEqual({ utm_campaign: "spring", landing_page: "https://flora.example/form" });
    expect(text).not.toMatch(/florarosa\.example/);
  });

  it("is told with its chances in the language that the console is read in", async () => {
    const before = deps;
    const active = await deps.policies.active();
    const steps = [0, 1].map((chance) => ({ points: chance * 100, chance }));
    const policy = { ...active.policy, chance: { from: "2026-01-01", to: "2026-06-30", leads: 300, won: 60, steps } };
    deps = {
      ...deps,
      policies: { active: async () => ({ ...active, policy }), get: async () => ({ ...active, policy }) },
    };
    try {
      for (const [lang, says] of [
        ["en", "Chance of a win"],
        ["es", "Probabilidad de ganar"],
        ["pt", "Probabilidade de ganhar"],
      ] as const) {
        const { said } = await ask("GET /api/leads/{lead}", "marta", { lead: "anas", query: { lang } });
        expect(said.outlook[0]).toContain(says);
      }
    } finally {
      deps = before;
    }
  });

  it("is told with how to reach its person to whoever has accepted it, and to nobody else", async () => {
    const contact = async (who: string, lead: string) => {
      const { said, text } = await ask("GET /api/leads/{lead}", who, { lead });
      expect(said.contact).toBe(text.includes("florarosa.example"));
      expect(said.contact).toBe(text.includes("55 5555") || text.includes("55 55 555"));
      return said.contact;
    };
    expect(await contact("ana", "anas")).toBe(true);
    expect(await contact("ana", "offered-to-ana")).toBe(false);
    expect(await contact("marta", "anas")).toBe(false);
    expect(await contact("olga", "anas")).toBe(false);
  });

  it("is never told with a token or the hash of a link", async () => {
    for (const lead of ["anas", "offered-to-ana"]) {
      const { text } = await ask("GET /api/leads/{lead}", "ana", { lead });
      for (const secret of secrets) expect(text).not.toContain(secret);
    }
  });

  it("of somebody else is to a rep as one that does not exist", async () => {
    const theirs = await ask("GET /api/leads/{lead}", "ana", { lead: "betos" });
    const none = await ask("GET /api/leads/{lead}", "ana", { lead: "no-such-lead" });
    expect([theirs.status, theirs.text]).toEqual([404, none.text]);
    const decisions = await ask("GET /api/leads/{lead}/decisions", "ana", { lead: "betos" });
    expect([decisions.status, decisions.text]).toEqual([404, none.text]);
  });

  it("costs eight read units at most, its decisions four", async () => {
    const client = tables.connect();
    let units = 0;
    client.middlewareStack.add(
      (next) => async (args) => {
        Object.assign(args.input as object, { ReturnConsumedCapacity: "TOTAL" });
        const result = await next(args);
        const { ConsumedCapacity } = result.output as { ConsumedCapacity?: unknown };
        for (const one of [ConsumedCapacity].flat()) units += (one as { CapacityUnits: number }).CapacityUnits;
        return result;
      },
      { step: "initialize" },
    );
    const { storesOf } = await import("../build/open-tables.ts");
    const { LeadList } = await import("../../adapters/leads/lead-list.ts");
    const { RosterPeople } = await import("../../adapters/reps/roster-people.ts");
    const metered = {
      ...deps,
      ...storesOf(client),
      list: new LeadList(client, "leads"),
      people: new RosterPeople(client, "reps"),
    };
    const before = deps;
    deps = metered as Deps;
    try {
      await ask("GET /api/me", "ana");
      expect(units).toBeLessThanOrEqual(4);
      // Names are read once for each version of the roster.
      await ask("GET /api/leads/{lead}", "ana", { lead: "anas" });
      units = 0;
      await ask("GET /api/leads/{lead}", "ana", { lead: "anas" });
      expect(units).toBeLessThanOrEqual(8);
      units = 0;
      await ask("GET /api/leads/{lead}/decisions", "ana", { lead: "anas" });
      expect(units).toBeLessThanOrEqual(4);
      // A unit for each lead that is found, one for the words, one for the roster, and half of one for no such id.
      units = 0;
      await ask("POST /api/leads/search", "marta", { body: JSON.stringify({ words: "florarosa" }) });
      expect(units).toBeLessThanOrEqual(5 + 2.5);
    } finally {
      deps = before;
    }
  });
});

describe("the decisions about a lead", () => {
  it("are told as data, in brief and in full, in the reader's language", async () => {
    const { said } = await ask("GET /api/leads/{lead}/decisions", "ana", { lead: "anas" });
    const [first] = said.decisions;
    expect(first.trace.outcome.kind).toBe("offer");
    expect(first.brief.length).toBeGreaterThan(3);
    // A page breaks its lines itself, so that none is cut at a terminal's columns or goes on in the next.
    expect(first.brief.some((line: string) => line.length > 80)).toBe(true);
    expect(first.brief.filter((line: string) => line.endsWith("…") || line.startsWith("    "))).toEqual([]);
    expect(first.full.length).toBeGreaterThan(first.brief.length);
    expect(first.full.join("\n")).toContain("Ana Morales");
    const english = await ask("GET /api/leads/{lead}/decisions", "ana", { lead: "anas", query: { lang: "en" } });
    expect(english.said.decisions[0].brief[0]).not.toBe(first.brief[0]);
  });
});
