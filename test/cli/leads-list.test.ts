import { beforeAll, describe, expect, it } from "vitest";
import type { Lead } from "../../routing/lead/lead.ts";
import { aFollowedLead } from "../build/a-followed-lead.ts";
import { aLead, anOfferedLead } from "../build/a-lead.ts";
import { aRep } from "../build/a-rep.ts";
import { turno, useLocalRun } from "../build/command-line.ts";
import { useDatabase } from "../build/tables.ts";

const tables = useDatabase();
const { here } = useLocalRun(tables);
const at = (hour: number) => `2026-11-02T${String(hour).padStart(2, "0")}:00:00.000Z`;
const rule = { rule: "Mexico", pools: ["latam-smb"] };

/** Stores a lead that came at this hour, by a person of its own unless another is named. */
async function stored(id: string, hour: number, lead: Lead, email = `${id}@florarosa.example`): Promise<void> {
  const facts = { ...lead.facts, email };
  const before = await tables.leads.ofPerson(facts);
  await tables.leads.create({ ...lead, id, facts, receivedAt: at(hour) }, before);
}

beforeAll(async () => {
  await tables.open([aRep(), aRep({ id: "beto" }), aRep({ id: "marta", role: "manager", pools: {} })]);
  await stored("first", 8, aLead({ status: "closed", ownerId: "ana", rule }), "lucia@florarosa.example");
  await stored("offered", 9, anOfferedLead());
  await stored("waiting", 10, aLead({ status: "waiting", rule, waitKey: "so", waitingSince: at(10) }));
  await stored(
    "mine",
    11,
    aLead({ status: "introduced", ownerId: "ana", rule: { rule: "Brazil", pools: ["brazil"] } }),
  );
  const escalation = {
    managerId: "marta",
    cause: "fault" as const,
    at: at(12),
    remindAt: [],
    reminded: 0,
    linkHashes: [],
  };
  await stored("managers", 12, aLead({ status: "escalated", escalation, rule }));
  const follow = { ...(aFollowedLead().follow as NonNullable<Lead["follow"]>), unresolvedAt: at(14) };
  const givenUp = aLead({ status: "contacted", ownerId: "beto", rule, follow });
  await stored("second", 13, givenUp, "Lucia@FloraRosa.example");
});

const listed = async (...words: string[]) => {
  const { out, said } = await turno("leads", "list", ...words, "--json", ...here());
  expect(said).toBe("");
  const { leads, next } = JSON.parse(out);
  return { ids: leads.map(({ lead }: { lead: string }) => lead), next };
};

describe("turno leads list", () => {
  it("lists the leads that somebody has or is to get, the latest first", async () => {
    expect((await listed()).ids).toEqual(["second", "managers", "mine", "waiting", "offered"]);
    expect((await listed("--status", "over")).ids).toEqual(["first"]);
    expect((await listed("--status", "all")).ids).toHaveLength(6);
  });

  it.each([
    ["a status, or several", ["--status", "waiting,escalated"], ["managers", "waiting"]],
    ["their owner", ["--owner", "beto"], ["second"]],
    ["who was offered them", ["--owner", "ana"], ["mine", "offered"]],
    ["their manager", ["--owner", "marta"], ["managers"]],
    ["their pool", ["--pool", "brazil"], ["mine"]],
    ["that nobody gave an outcome", ["--unresolved"], ["second"]],
    ["that, and who has them", ["--unresolved", "--owner", "beto"], ["second"]],
    ["that, and who has none of them", ["--unresolved", "--owner", "ana"], []],
    ["when they came", ["--since", at(11), "--until", at(13)], ["managers", "mine"]],
    ["all of these", ["--pool", "latam-smb", "--owner", "ana", "--status", "all", "--until", at(9)], ["first"]],
  ])("lists by %s", async (_, words, ids) => {
    expect((await listed(...words)).ids).toEqual(ids);
  });

  it("lists so many, and goes on after them until there are no more", async () => {
    const pages: string[][] = [];
    for (let after: string | undefined, n = 0; n < 9; n++) {
      const page = await listed("--most", "2", ...(after ? ["--after", after] : []));
      pages.push(page.ids);
      after = page.next;
      if (!after) break;
    }
    expect(pages).toEqual([["second", "managers"], ["mine", "waiting"], ["offered"]]);
  });

  it("shows a line for each in a table, and says how to see more", async () => {
    const { out } = await turno("leads", "list", "--most", "1", ...here());
    expect(out).toMatch(
      /│ second │ contacted │ .*│ 2026-11-02T13:00Z │ Lucía Fernández, Flora Rosa │ latam-smb │ beto/,
    );
    expect(out).toContain(`--after "${at(13)} second"`);
    expect((await turno("leads", "list", "--status", "new", ...here())).out).toMatch(/^No such lead in the local run/);
  });

  it.each([
    [["--status", "opne"], "Expected new, qualified"],
    [["--owner", "betto"], 'There is nobody "betto" in the local run'],
    [["--since", "yesterday"], "expected a date such as 2026-11-02"],
    [["--most", "0"], "Expected 1 to 1000"],
  ])("refuses %j", async (words, said) => {
    const result = await turno("leads", "list", ...words, ...here());
    expect([result.code, result.said]).toEqual([1, expect.stringContaining(said)]);
  });
});

describe("turno leads find", () => {
  it("finds all leads of one person, the latest first, however the address is written", async () => {
    const { out } = await turno("leads", "find", "LUCIA@florarosa.example", "--json", ...here());
    expect(JSON.parse(out)).toMatchObject([{ lead: "second" }, { lead: "first", status: "closed" }]);
    expect((await turno("leads", "find", "nobody@florarosa.example", ...here())).out).toMatch(/^No lead of nobody@/);
  });

  it("asks for the name where several people read the address", async () => {
    await stored("shared", 14, aLead({ status: "new" }), "info@florarosa.example");
    const without = await turno("leads", "find", "info@florarosa.example", ...here());
    expect([without.code, without.said]).toEqual([1, expect.stringContaining("--name")]);
    const { out } = await turno("leads", "find", "info@florarosa.example", "--name", "fernández lucía", ...here());
    expect(out).toContain("│ shared │");
  });
});

describe("turno leads show", () => {
  it("shows who it is, where it stands, who was asked, and what happened", async () => {
    const lead = anOfferedLead({ taskToken: "secret-token" });
    await stored("shown", 15, {
      ...lead,
      consents: [
        ...[{ id: "news", wording: "News, please", version: "2", language: "en", given: false, at: at(14) }],
        ...[
          { id: "call", purpose: "contact", wording: "Call me", version: "1", language: "en", given: true, at: at(14) },
        ],
      ],
      from: { utm_campaign: "spring\u001b[31m" },
      timeline: [{ at: at(15), event: "offered", attempt: 1, repId: "ana", by: "marta" }],
    });
    const { out } = await turno("leads", "show", "shown", ...here());
    for (const part of [
      "lead shown: offered, warm",
      "With: ana",
      /│ email +│ shown@florarosa.example/,
      /│ 1 +│ ana │ latam-smb │ .*│ open/,
      "2026-11-02T15:00:00Z offered, offer 1, ana, by marta",
      "Did not agree at 2026-11-02T14:00Z to news, version 2, en: News, please",
      "Agreed at 2026-11-02T14:00Z to call, contact, version 1, en: Call me",
      /^Came by utm_campaign: spring\W*\[31m$/m,
    ])
      expect(out).toMatch(part);
    const { out: json } = await turno("leads", "show", "shown", "--json", ...here());
    expect(JSON.parse(json)).toMatchObject({ id: "shown", status: "offered" });
    expect(json).not.toContain("secret-token");
  });

  it("tells the earlier events as well, in their order", async () => {
    const many = Array.from({ length: 300 }, (_, n) => ({ at: at(16), event: "reminded", detail: `${n}` }));
    await stored("long", 16, aLead({ status: "new" }));
    await tables.leads.update("long", (lead) => ({ ...lead, timeline: many }));
    const { out } = await turno("leads", "show", "long", "--json", ...here());
    const { timeline } = JSON.parse(out);
    expect(timeline.map(({ detail }: { detail: string }) => Number(detail))).toEqual(many.map((_, n) => n));
    expect((await tables.leads.load("long")).timelineMoved).toBeGreaterThan(0);
  });

  it("says that there is none", async () => {
    const { code, said } = await turno("leads", "show", "nobodys", ...here());
    expect([code, said]).toEqual([1, expect.stringContaining('There is no lead "nobodys"')]);
  });
});
