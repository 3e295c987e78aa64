import { beforeAll, describe, expect, it } from "vitest";
import { formPage } from "../../adapters/pages/form-page.ts";
import { readCompaniesFile, readPolicyFile, readReviewsFile, readRosterFile } from "../../cli/files.ts";
import { readForm } from "../../functions/submit-lead/lead-form.ts";
import { personOf, readSampleLeads } from "../../local/demo/leads.ts";
import { companyDomain } from "../../routing/company/consumer-mail.ts";
import { formFacts, submittedFacts } from "../../routing/facts.ts";
import type { Lead } from "../../routing/lead/lead.ts";
import { bestNameMatch } from "../../routing/match-account.ts";
import { matchRule } from "../../routing/match-rule.ts";
import type { Policy } from "../../routing/policy/policy.ts";
import { qualify } from "../../routing/qualify.ts";
import type { Rep } from "../../routing/reps/rep.ts";
import { assess } from "../../routing/score.ts";
import { prepared } from "../../routing/steps.ts";
import { isOnShift } from "../../routing/time/working-time.ts";
import { aLead } from "../build/a-lead.ts";
import { sampleFindings } from "../build/sample.ts";

const samples = `${import.meta.dirname}/../../samples`;
const leads = readSampleLeads(`${samples}/leads.ndjson`);
const expecting = (what: string) => leads.filter(({ expect }) => expect === what);
let reps: Rep[] = [];
let policy: Policy;

beforeAll(() => {
  const roster = readRosterFile(`${samples}/reps.csv`);
  expect(roster).toMatchObject({ kind: "roster" });
  if (roster.kind === "roster") reps = roster.reps;
  const reading = readPolicyFile(`${samples}/policy.yaml`, reps);
  expect(reading).toMatchObject({ kind: "policy" });
  if (reading.kind === "policy") policy = reading.policy;
});

/** A Tuesday morning in the Americas. */
const now = "2026-11-24T15:00:00.000Z";

/** What the form makes of a line; undefined when it refuses it. */
function factsOf(form: Record<string, unknown>): Lead["facts"] | undefined {
  const read = readForm(form, "es", true);
  return "faults" in read ? undefined : read.facts;
}

/** Gate, lane and rule of every line that is a lead of its own. */
function decisions() {
  return expecting("lead").map(({ form }) => {
    const facts = factsOf(form);
    if (!facts) throw new Error(`the form refuses ${JSON.stringify(form)}`);
    const lead: Lead = { ...aLead(), facts, score: undefined, priority: undefined, lane: undefined };
    const { eligible, reasons } = qualify(lead, policy, now);
    if (!eligible) return { gates: reasons.map(({ because }) => because) };
    const { score, priority, lane, action } = assess(lead, policy, now);
    const rule =
      action === "route" ? matchRule({ ...lead, score, priority, lane }, policy, now, undefined).rule.rule : undefined;
    return { gates: [], lane: lane.lane, priority: priority.level, rule };
  });
}

describe("a region", () => {
  const base = {
    name: "Ana",
    email: "ana@x.example",
    company: "X",
    size: 300,
    country: "BR",
    language: "pt",
    use_case: "x",
  };
  const more = { products: ["invoicing"], industry: "retail", urgency: "now", value: 15_000 };

  it.each(["São Paulo", "Sao Paulo", "SAO PAULO", "Sa\u0303o Paulo", "sÃO pAULO", "Ｓão Paulo"])(
    "written as %s is met by the same rule",
    (region) => {
      const facts = factsOf({ ...base, ...more, region });
      if (!facts) throw new Error("the form takes it");
      const lead: Lead = { ...aLead(), facts, score: undefined, priority: undefined, lane: undefined };
      const { score, priority, lane } = assess(lead, policy, now);
      expect(matchRule({ ...lead, score, priority, lane }, policy, now, undefined).rule.rule).toBe(
        "São Paulo, in person",
      );
    },
  );
});

describe("sample company", () => {
  it("has 14 reps in 6 pools and two managers", () => {
    expect(reps.filter(({ role }) => role === "rep")).toHaveLength(14);
    expect(reps.filter(({ role }) => role === "manager")).toHaveLength(2);
    expect(new Set(reps.flatMap((rep) => Object.keys(rep.pools)))).toEqual(new Set(Object.keys(policy.pools)));
    expect(Object.keys(policy.pools)).toHaveLength(6);
  });

  it("has somebody at work for small organisations nearly round the clock, and on weekends", () => {
    const team = reps.filter(({ pools }) => "latam-smb" in pools);
    const staffed = (day: number) =>
      Array.from({ length: 24 }, (_, hour) => `2026-11-${day}T${String(hour).padStart(2, "0")}:30:00.000Z`).filter(
        (at) => team.some((rep) => isOnShift(rep, at)),
      ).length;
    expect(Math.min(...[24, 25, 26, 27].map(staffed))).toBeGreaterThanOrEqual(22);
    expect(Math.min(...[23, 28, 29].map(staffed))).toBeGreaterThanOrEqual(12);
  });

  it("reaches every rule, lane, gate and priority with some sample lead", () => {
    const decided = decisions();
    const seen = (key: "rule" | "lane" | "priority") =>
      new Set(decided.map((decision) => decision[key]).filter(Boolean));
    const rules = policy.rules.filter(({ when }) => !("owner" in when)).map(({ rule }) => rule);
    expect(seen("rule")).toEqual(new Set([...rules, "otherwise"]));
    expect(seen("lane")).toEqual(new Set(policy.lanes.map(({ lane }) => lane)));
    expect(seen("priority")).toEqual(new Set(["hot", "warm", "cold"]));
    const words = (because: unknown) => JSON.stringify(because);
    const gates = policy.qualification.reject.map(({ because }) => words(because));
    expect(new Set(decided.flatMap((decision) => decision.gates.map(words)))).toEqual(new Set(gates));
  });
});

describe("the sample's form and policy", () => {
  const asked = {
    name: "Ana",
    email: "ana@x.example",
    country: "BR",
    size: "250",
    urgency: "now",
    products: ["payments"],
  };

  it("agree: a good lead through the form alone is hot and goes to a rep", () => {
    expect(Object.keys(asked).filter((name) => !formFacts.some((fact) => fact.name === name))).toEqual([]);
    const read = readForm(asked, "pt", false);
    if ("faults" in read) throw new Error("the form takes it");
    const nothing = { answers: [], account: undefined, companyLeads: [] };
    const lead = prepared({ ...aLead(), facts: read.facts }, nothing, policy, now);
    expect(lead).toMatchObject({ status: "ready", priority: { level: "hot" }, lane: { lane: "high-touch" } });
  });

  it("agree on what can be reached: nothing that the policy asks is out of the form's reach", () => {
    expect(sampleFindings().filter(({ check }) => check === "not-by-form")).toEqual([]);
  });

  it("ask for the same as the form's page", () => {
    const { html } = formPage({
      locale: "en",
      locales: ["en"],
      products: [{ id: "crm", name: "CRM" }],
      submissionId: "x",
    });
    const posted = new Set([...html.matchAll(/ name="([a-z_]+)"/g)].map(([, name]) => name));
    const facts = submittedFacts
      .map(({ name }) => name as string)
      .filter((name) => posted.has(name) || name === "language");
    expect(facts).toEqual(formFacts.map(({ name }) => name));
  });
});

describe("sample reviews", () => {
  it("are of reps of the roster, and one waits for a look", () => {
    const ids = reps.map(({ id }) => id);
    const reading = readReviewsFile(`${samples}/reviews.csv`, now.slice(0, 10), ids);
    expect(reading).toMatchObject({ kind: "reviews" });
    const states = reading.kind === "reviews" ? reading.reviews.map(({ state }) => state) : [];
    expect(states.filter((state) => state === "published").length).toBeGreaterThan(8);
    expect(states).toContain("pending");
  });
});

describe("sample companies", () => {
  const reading = readCompaniesFile(`${samples}/companies.csv`);
  const accounts = reading.kind === "companies" ? reading.accounts : [];

  it("are customers with success managers, former customers with a past, and prospects", () => {
    expect(accounts).toHaveLength(40);
    const success = reps.filter(({ pools }) => "customer-success" in pools).map(({ id }) => id);
    for (const { domain, relation, ownerId, history } of accounts) {
      if (ownerId)
        expect(
          reps.map(({ id }) => id),
          domain,
        ).toContain(ownerId);
      if (relation === "customer") expect(success, domain).toContain(ownerId);
      if (relation === "former") expect(history, domain).toMatch(/.{20}/);
    }
  });

  it("are known by domain or by name to some leads of every relation", () => {
    const matched = expecting("lead").flatMap(({ form }) => {
      const domain = companyDomain(String(form.email));
      const account = accounts.find((each) => each.domain === domain);
      const named = bestNameMatch(form, accounts, policy.accounts.match_name_at);
      return account
        ? [`${account.relation} by domain`]
        : named
          ? [`${accounts.find((each) => each.domain === named.domain)?.relation} by name`]
          : [];
    });
    expect(new Set(matched)).toEqual(
      new Set(["customer by domain", "former by domain", "prospect by domain", "customer by name", "prospect by name"]),
    );
    expect(matched.filter((how) => how.endsWith("by name"))).toHaveLength(2);
  });
});

describe("sample leads", () => {
  it("are 200 submissions in three languages", () => {
    expect(leads).toHaveLength(200);
    expect(new Set(leads.map(({ form }) => form.language).filter(Boolean))).toEqual(new Set(["en", "es", "pt"]));
  });

  it("are refused by the form where that is expected, and nowhere else", () => {
    const refused = leads.filter(({ form }) => factsOf(form) === undefined);
    expect(refused.length).toBeGreaterThan(2);
    expect(refused).toEqual(expecting("rejected-by-form"));
  });

  it("repeat a submission word for word under the same key, after the first", () => {
    for (const repeat of expecting("repeated")) {
      const same = leads.filter(({ idempotencyKey }) => idempotencyKey === repeat.idempotencyKey);
      expect(same.map(({ expect }) => expect)).toEqual(["lead", "repeated"]);
      expect(same[0]?.form).toEqual(repeat.form);
    }
    expect(expecting("repeated").length).toBeGreaterThan(5);
  });

  it("bring persons back who are written otherwise or know more, after their first lead", () => {
    for (const again of expecting("merged")) {
      const first = leads.find((other) => personOf(other) === personOf(again));
      expect(first?.expect).toBe("lead");
      expect(first?.idempotencyKey).not.toBe(again.idempotencyKey);
    }
    expect(expecting("merged").some(({ form }) => form.email !== String(form.email).trim().toLowerCase())).toBe(true);
  });

  it("hold programs, formulas, markup, emoji, right-to-left and very long texts", () => {
    const text = leads.map(({ form }) => JSON.stringify(form)).join("\n");
    expect(expecting("held").some(({ form }) => form.website)).toBe(true);
    for (const odd of [
      /=HYPERLINK/,
      /<script>/,
      /\p{Extended_Pictographic}/u,
      /\p{Script=Arabic}/u,
      /\p{Script=Hebrew}/u,
      /\u202e/,
    ]) {
      expect(text).toMatch(odd);
    }
    expect(Math.max(...expecting("lead").map(({ form }) => String(form.message ?? "").length))).toBeGreaterThan(3000);
  });
});
