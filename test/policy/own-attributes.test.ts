import { describe, expect, it } from "vitest";
import { companiesProvider } from "../../adapters/enrichment/companies-provider.ts";
import { mappedFacts } from "../../adapters/enrichment/mapped-facts.ts";
import { readForm } from "../../functions/submit-lead/lead-form.ts";
import { readBody } from "../../functions/submit-lead/read-body.ts";
import { policyChanges } from "../../policy/diff/policy-diff.ts";
import { parseCompanies } from "../../policy/read/companies-file.ts";
import { parsePolicy } from "../../policy/read/policy-file.ts";
import { renderYaml } from "../../policy/read/policy-yaml.ts";
import { renderProblem } from "../../policy/read/problem.ts";
import { writtenPolicy } from "../../policy/render/written-policy.ts";
import { readLeads } from "../../policy/replay/lead-file.ts";
import { boardOf } from "../../routing/choice/board.ts";
import { decideLead } from "../../routing/decide.ts";
import { ownFacts } from "../../routing/policy/own-attributes.ts";
import { aLead } from "../build/a-lead.ts";

const source = `turno: 1
name: Andina Cloud
currency: USD
attributes:
  plan: { name: { en: plan, es: plan contratado }, kind: choice, values: [free, { id: pro, name: { en: Professional } }] }
  tools: { kind: several, values: [erp, wiki] }
  seats: { kind: number, range: [0, 5000] }
  pilot: { kind: yes-no, signed: true }
  last_touch: { name: last touch, kind: date }
qualification:
  reject: [{ gate: no pilot, when: { pilot: false }, because: Said no }]
  ask: [{ missing: seats, ask: How many seats? }]
score: [{ dimension: size, max: 10, bands: { of: seats, steps: [{ from: 100, give: 10, because: A hundred seats }] } }]
priority: [{ priority: hot, when: { last_touch: { within: 30d } }, because: Touched lately }]
lanes: [{ lane: sales, when: {}, action: route, because: Ready }]
rules:
  - { rule: Pro, when: { plan: Pro, tools: erp }, pools: [large] }
otherwise: { pools: [smb] }
pools: { smb: { manager: marta }, large: { manager: marta } }
sla: { hot: { answer: 5m, first_contact: 15m }, warm: { answer: 1h, first_contact: 1h }, cold: { answer: 1h, first_contact: 4h } }
`;
const reading = parsePolicy(source, "p.yaml");
if (reading.kind !== "policy") throw new Error(reading.problems.map(renderProblem).join("\n"));
const { policy } = reading;
const own = ownFacts(policy.attributes);
const board = boardOf([], new Map());
const person = { name: "Ana", email: "ana@acme.example", language: "en" };
const problems = (from: string, to: string) => {
  const read = parsePolicy(source.replace(from, to), "p.yaml");
  return read.kind === "problems" ? read.problems.map(renderProblem) : [];
};

describe("an attribute that the policy names itself", () => {
  it("has no name that every object of a program answers to", () => {
    expect(problems("  seats: {", "  constructor: {").join()).toContain('"constructor" is taken');
  });

  it("is read from the form as its kind says, and what cannot be read is kept as it was written", () => {
    const posted = {
      ...person,
      plan: "PRO",
      tools: "erp; Wiki",
      seats: "120",
      last_touch: "2026-10-20T23:00:00-03:00",
    };
    expect(readForm(posted, "en", false, own)).toMatchObject({
      facts: { plan: "pro", tools: ["erp", "wiki"], seats: 120, last_touch: "2026-10-21" },
      unknown: [],
    });
    expect(
      readForm({ ...person, plan: "gold", seats: "9000", last_touch: "31/10/2026" }, "en", false, own),
    ).toMatchObject({
      unread: [
        { name: "plan", expected: "free or pro" },
        { name: "seats", expected: "a number up to 5000" },
        { name: "last_touch", expected: "a day such as 2026-11-30" },
      ],
      asWritten: [{ field: "plan", text: "gold" }, { field: "seats" }, { field: "last_touch" }],
    });
  });

  it("has several values where a form posts its field several times", () => {
    const body = Buffer.from("name=Ana&email=ana%40acme.example&tools=erp&tools=wiki&city=Lima&city=Cusco");
    const posted = readBody(body, "application/x-www-form-urlencoded");
    if (typeof posted === "string") throw new Error(posted);
    expect(readForm(posted, "en", false, own)).toMatchObject({ facts: { tools: ["erp", "wiki"], city: "Cusco" } });
  });

  it("names the rep where a rule says so, if it is a text", () => {
    const rule = (fact: string) => `{ rule: Pro, when: {}, rep: { fact: ${fact} }, pools: [large] }`;
    const from = "{ rule: Pro, when: { plan: Pro, tools: erp }, pools: [large] }";
    const withSeller = source.replace("attributes:", "attributes:\n  seller: { kind: text }");
    const read = (fact: string) => parsePolicy(withSeller.replace(from, rule(fact)), "p.yaml").kind;
    expect([read("seller"), read("seats")]).toEqual(["policy", "problems"]);
  });

  it("is believed of a stranger unless it is of sources that sign alone", () => {
    const posted = { ...person, pilot: "sí", plan: "free" };
    expect(readForm(posted, "en", false, own)).toMatchObject({ claimed: ["pilot"], facts: { plan: "free" } });
    expect(readForm(posted, "en", false, own)).not.toHaveProperty("facts.pilot");
    expect(readForm(posted, "en", true, own)).toMatchObject({ claimed: [], facts: { pilot: true } });
  });

  it("comes from services, the table of companies and files of leads as well", async () => {
    const map = { plan: "subscription.plan", seats: "subscription.seats", pilot: "pilot", size: "people" };
    const answer = { subscription: { plan: "pro", seats: 12 }, pilot: true, people: 40 };
    expect(mappedFacts(map, answer, own)).toEqual({ plan: "pro", seats: 12, pilot: true, size: 40 });
    const table = parseCompanies(
      "domain,name,relation,attributes\nacme.example,Acme,prospect,plan=pro; tools=erp|wiki; seats=many\n",
      "c.csv",
    );
    if (table.kind !== "companies") throw new Error(table.problems.map(renderProblem).join("\n"));
    const found = await companiesProvider(async () => table.accounts[0], own).ask(aLead().facts, AbortSignal.abort());
    expect(found).toMatchObject({ company: "Acme", plan: "pro", tools: ["erp", "wiki"] });
    expect(found).not.toHaveProperty("seats");
    async function* csv() {
      yield "name,email,plan,last touch\nAna,ana@acme.example,free,2026-10-20\n";
    }
    const leads = await readLeads(csv(), "l.csv", { language: "en", own, spread: { start: 0, every: 1 } });
    expect(leads.kind === "leads" && leads.leads.at(0).facts).toMatchObject({
      plan: "free",
      last_touch: "2026-10-20",
    });
  });

  it("decides gates, questions, points, priority and rules", () => {
    const lead = (facts: object) => aLead({ facts: { ...person, ...facts } as never });
    const at = "2026-11-02T15:00:00Z";
    const decided = (facts: object) => decideLead(lead(facts), policy, board, at);
    expect(decided({ pilot: false }).kind).toBe("rejected");
    const pro = decided({ plan: "pro", tools: ["erp"], seats: 100, last_touch: "2026-10-03" });
    expect(pro).toMatchObject({
      qualification: { callScript: [] },
      assessment: { score: { total: 10 }, priority: { level: "hot" } },
      rule: { rule: "Pro" },
    });
    const free = decided({ plan: "free", tools: ["erp"], last_touch: "2026-10-02" });
    expect(free).toMatchObject({
      qualification: { callScript: ["How many seats?"] },
      assessment: { score: { total: 0 }, priority: { level: "cold" } },
      rule: { rule: "otherwise" },
    });
  });

  it("is named in the written policy, in its diff and in its file", () => {
    const text = writtenPolicy(policy, "es");
    expect(text).toContain("“plan contratado” es Professional");
    expect(text).toContain("“last touch” es de hace 30 días como máximo");
    expect(text).toContain("“plan contratado”: uno de free y Professional");
    const again = parsePolicy(renderYaml(policy), "again.yaml");
    expect(again.kind === "policy" && again.policy).toEqual(policy);
    const other = parsePolicy(source.replace("[0, 5000]", "[0, 9]"), "o.yaml");
    if (other.kind !== "policy") throw new Error("not a policy");
    expect(JSON.stringify(policyChanges(policy, other.policy))).toContain("seats");
  });

  it.each([
    [
      "a name that every policy has",
      "  seats: {",
      "  size: {",
      '"size" is taken in every policy; expected another name',
    ],
    [
      "an attribute that nobody named",
      "{ plan: Pro,",
      "{ plann: Pro,",
      'unknown attribute "plann"; did you mean "plan"?',
    ],
    ["a value that it cannot have", "{ plan: Pro,", "{ plan: gold,", 'there is no plan "gold"; expected free or pro'],
    [
      "a number asked as a text",
      "{ plan: Pro,",
      "{ seats: { contains: '1' },",
      "contains looks into texts, and seats is not a text",
    ],
    [
      "days asked of what is none",
      "{ plan: Pro,",
      "{ seats: { within: 30d },",
      "within compares days, and seats is not a day",
    ],
    ["a choice without values", "kind: several, values: [erp, wiki]", "kind: choice", "a choice needs its values"],
    ["bands of what is no number", "of: seats", "of: plan", 'found "plan"'],
    [
      "a day that there is not",
      "{ within: 30d }",
      "2026-02-30",
      'expected a day such as 2026-11-30, found "2026-02-30"',
    ],
  ])("says where and what about %s", (_, from, to, said) => {
    expect(source).toContain(from);
    expect(problems(from, to).join("\n")).toContain(said);
  });
});
