import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Joined, readFilter } from "../../../policy/import/boolean-filter.ts";
import { fromSalesforce } from "../../../policy/import/from-salesforce.ts";
import { conditionOf, kindsIn } from "../../../policy/import/salesforce-conditions.ts";
import { type Criterion, type Queue, readAssignmentRules, readQueue } from "../../../policy/import/salesforce-rules.ts";
import { parsePolicyFile } from "../../../policy/read/policy-file.ts";
import { parseRoster } from "../../../policy/read/roster-file.ts";
import { evaluate } from "../../../routing/conditions/condition.ts";

const company = { name: "Own", currency: "USD", language: "en", timeZone: "America/New_York" } as const;
const holidaysOf = () => undefined as never;

const item = ({ field, operation, values }: Criterion) =>
  `<criteriaItems><field>${field}</field><operation>${operation}</operation>${values.length > 0 ? `<value>${values.join(",")}</value>` : ""}</criteriaItems>`;
const criterion = (field: string, operation: string, ...values: string[]): Criterion => ({ field, operation, values });
interface Made {
  to?: string;
  type?: "User" | "Queue";
  criteria?: Criterion[];
  more?: string;
}
const entry = ({ to = "Sales", type = "Queue", criteria = [], more = "" }: Made) =>
  `<ruleEntry><assignedTo>${to}</assignedTo><assignedToType>${type}</assignedToType>${criteria.map(item).join("")}${more}</ruleEntry>`;
const file = (...entries: Made[]) =>
  `<?xml version="1.0" encoding="UTF-8"?><AssignmentRules xmlns="http://soap.sforce.com/2006/04/metadata"><assignmentRule><fullName>Inbound</fullName><active>true</active>${entries.map(entry).join("")}</assignmentRule></AssignmentRules>`;

function imported(text: string, queues: Queue[] = []) {
  const reading = readAssignmentRules(text, "Lead.assignmentRules-meta.xml");
  if (reading.kind === "problems") throw new Error(reading.problems[0]?.expected);
  const [rule] = reading.found;
  if (!rule) throw new Error("no rule");
  const written = fromSalesforce(rule, queues, company);
  const roster = parseRoster(written.roster, "reps.csv", holidaysOf);
  if (roster.kind === "problems") throw new Error(roster.problems[0]?.expected);
  const read = parsePolicyFile(written.policy, "policy.yaml", roster.reps);
  if (read.kind !== "policy") throw new Error(read.problems[0]?.expected);
  return { ...written, read: read.policy, reps: roster.reps };
}
const when = (...criteria: Criterion[]) => {
  const one = { assignedTo: "Sales", isQueue: true, criteria, filter: undefined, formula: undefined };
  return conditionOf(one, kindsIn([one]));
};
const condition = (...criteria: Criterion[]) => {
  const said = when(...criteria);
  if (said.kind === "unsaid") throw new Error(said.why);
  return said.when;
};

describe("assignment rules of leads from Salesforce", () => {
  it("become a policy and a roster that can be checked as they are", () => {
    const { read, reps, remarks } = imported(
      file(
        { to: "Enterprise_LATAM", criteria: [criterion("Lead.Country", "equals", "MX", "Brasil")] },
        { to: "Jane.Doe@corp.example", type: "User", criteria: [criterion("Lead.State", "equals", "CA")] },
        { to: "Everybody_Else" },
      ),
    );
    expect(read.rules.map(({ when, pools, rep, else: other }) => ({ when, pools, rep, other }))).toEqual([
      { when: { country: ["MX", "BR"] }, pools: ["enterprise-latam"], rep: undefined, other: undefined },
      { when: { region: "CA" }, pools: [], rep: "jane-doe", other: "next" },
    ]);
    expect(read.otherwise).toEqual({ pools: ["everybody-else"] });
    expect(reps.find(({ id }) => id === "jane-doe")?.email).toBe("jane.doe@corp.example");
    expect(remarks.join("\n")).toContain("somebody-of-…");
  });

  it("name a field of their own apart where every policy has its name, or an object of a program has", () => {
    const criteria = ["Size__c", "constructor", "__c"].map((field) => criterion(field, "equals", "a"));
    expect(imported(file({ criteria }, {})).read.rules[0]?.when).toEqual({
      ...{ own_size: "a", own_constructor: "a", own_field: "a" },
    });
    expect(when(criterion("Lead.Company", "toString", "a"))).toMatchObject({ kind: "unsaid" });
  });

  it("bring fields of their own as attributes, of a kind that fits every test of them", () => {
    const { read } = imported(
      file(
        { criteria: [criterion("Lead.Fleet__c", "equals", "5"), criterion("Lead.IsPartner__c", "equals", "True")] },
        { criteria: [criterion("Lead.Fleet__c", "greaterThan", "10"), criterion("Lead.Wishes__c", "includes", "Van")] },
        {},
      ),
    );
    expect(read.attributes).toEqual({
      fleet: { kind: "number" },
      is_partner: { kind: "yes-no" },
      wishes: { kind: "several" },
    });
    expect(read.rules.map(({ when }) => when)).toEqual([
      { fleet: 5, is_partner: true },
      { fleet: { above: 10 }, wishes: "Van" },
    ]);
  });

  it("give pools the users of their queues", () => {
    const queue = readQueue(
      "<Queue><name>Partner team</name><queueMembers><users><user>raj@corp.example</user></users></queueMembers></Queue>",
      "queues/Partners.queue-meta.xml",
    );
    if (queue.kind === "problems") throw new Error("unread");
    const { read, reps } = imported(file({ to: "Partners" }), [queue.found]);
    expect(read.pools.partners).toMatchObject({ name: "Partner team" });
    expect(reps.filter(({ pools }) => "partners" in pools).map(({ email }) => email)).toEqual(["raj@corp.example"]);
  });

  it("say where leads go that no entry takes", () => {
    const { read, remarks } = imported(file({ criteria: [criterion("Lead.City", "equals", "Lima")] }));
    expect(read.otherwise.pools).toEqual(["default-owner"]);
    expect(remarks[0]).toContain("default-owner");
  });

  it("ask who is only ever named by their name alone, and take two users with one name for two", () => {
    const to = (user: string): Made => ({
      to: user,
      type: "User",
      criteria: [criterion("Lead.City", "equals", "Lima")],
    });
    const { read, reps } = imported(
      file(to("jane@north.example"), to("jane@south.example"), to("Jane@North.example"), {}),
    );
    expect(read.rules.map(({ rep }) => rep)).toEqual(["jane", "jane-south-example", "jane"]);
    expect(Object.keys(read.pools)).toEqual(["sales"]);
    expect(reps.filter(({ pools, role }) => role === "rep" && Object.keys(pools).length === 0).length).toBe(2);
  });

  it("end with the entry that takes every lead, to a queue or to a user, wherever it stands", () => {
    const below = { to: "Never", criteria: [criterion("Lead.Fleet__c", "equals", "5")] };
    for (const [type, to] of [
      ["Queue", "Everybody"],
      ["User", "everybody@corp.example"],
    ] as const) {
      const { read, remarks } = imported(file({ type, to }, below, below));
      expect(read).toMatchObject({ rules: [], otherwise: { pools: ["everybody"] } });
      expect(read.attributes).toEqual({});
      expect(remarks.join("\n")).toContain("The 2 entries below entry 1, which takes every lead, never match");
    }
  });

  it("leave an entry out that cannot be said, at its place in the file, and remark upon it", () => {
    const { policy, remarks, read } = imported(
      file(
        { to: "One", more: "<formula>Rating &gt; 3\n&amp;&amp; TRUE</formula>" },
        { to: "Two", criteria: [criterion("Lead.City", "equals", "Lima")] },
        { to: "Three", criteria: [criterion("Lead.City", "within", "10")] },
      ),
    );
    expect(read.rules.map(({ rule }) => rule)).toEqual(["2, to Two"]);
    expect(remarks[0]).toMatch(/^Entry 1 is left out: its formula/);
    expect(policy.indexOf("# Entry 1, to One, is left out")).toBeLessThan(policy.indexOf("2, to Two"));
    expect(policy.indexOf("# Entry 3, to Three")).toBeLessThan(policy.indexOf("otherwise:"));
  });

  it.each([
    [criterion("Lead.NumberOfEmployees", "greaterOrEqual", "500"), { size: { at_least: 500 } }],
    [criterion("Lead.AnnualRevenue", "lessThan", "USD 1000000"), { revenue: { below: 1_000_000 } }],
    [criterion("Lead.LeadSource", "notEqual", "Web", "Event"), { source: { none_of: ["Web", "Event"] } }],
    [criterion("Lead.Phone", "notEqual"), { phone: { known: true } }],
    [criterion("Lead.Company", "equals"), { company: { known: false } }],
    [criterion("Lead.Title", "contains", "CEO", "Founder"), { role: { contains: ["CEO", "Founder"] } }],
    [criterion("Lead.Title", "notContain", "Intern"), { not: { role: { contains: ["Intern"] } } }],
    [criterion("Lead.PostalCode", "startsWith", "0", "1"), { postal_code: { starts_with: ["0", "1"] } }],
    [criterion("Lead.Country", "contains", "United States", "USA"), { country: ["US", "US"] }],
    [criterion("Lead.Country", "notContain", "Alemania"), { country: { none_of: ["DE"] } }],
    [criterion("Lead.Email", "contains", "@corp.example"), { email_domain: { contains: ["corp.example"] } }],
    [criterion("Lead.Product_Interest__c", "includes", "A", "B"), { product_interest: ["A", "B"] }],
    [criterion("Lead.IsPartner__c", "equals", "True"), { is_partner: true }],
    [criterion("Lead.Fleet__c", "greaterThan", "10"), { fleet: { above: 10 } }],
  ])("say %o in the policy's words", (given, expected) => {
    expect(condition(given)).toEqual(expected);
  });

  it.each([
    [criterion("User.Country", "equals", "MX"), "no field of the lead"],
    [criterion("Lead.Country", "equals", "Atlantis"), "no country"],
    [criterion("Lead.NumberOfEmployees", "greaterThan", "many"), "no number"],
    [criterion("Lead.Email", "equals", "ana@corp.example"), "whole address"],
    [criterion("Lead.City", "within", "10 km"), "no word here"],
  ])("say of %o why they cannot", (given, why) => {
    expect(when(given)).toMatchObject({ kind: "unsaid", why: expect.stringContaining(why) });
  });

  it("ask the same field twice where both must hold", () => {
    const twice = condition(criterion("Lead.Title", "contains", "head"), criterion("Lead.Title", "contains", "sales"));
    expect(evaluate(twice, { role: "Head of sales" }).holds).toBe(true);
    expect(evaluate(twice, { role: "Head of operations" }).holds).toBe(false);
  });

  it.each([
    ["no XML", "<AssignmentRules><assignmentRule>", "is no XML"],
    ["another file", "<Workflow/>", "expected the assignment rules of leads"],
    ["nothing", "", "is no XML"],
  ])("tell where %s is wrong", (_, text, expected) => {
    expect(readAssignmentRules(text, "a.xml")).toMatchObject({
      kind: "problems",
      problems: [{ file: "a.xml", expected: expect.stringContaining(expected) }],
    });
  });
});

describe("a filter of criteria", () => {
  const { joined } = fc.letrec<{ joined: Joined }>((tie) => ({
    joined: fc.oneof(
      { depthSize: "small", withCrossShrink: true },
      fc.integer({ min: 1, max: 4 }),
      fc.array(tie("joined"), { minLength: 2, maxLength: 3 }).map((all) => ({ all })),
      fc.array(tie("joined"), { minLength: 2, maxLength: 3 }).map((any) => ({ any })),
      tie("joined").map((not) => ({ not })),
    ),
  }));
  const text = (one: Joined): string => {
    if (typeof one === "number") return String(one);
    if ("not" in one) return `not (${text(one.not)})`;
    const [parts, word] = "all" in one ? [one.all, "and"] : [one.any, "or"];
    return `(${parts.map(text).join(` ${word} `)})`;
  };
  const holds = (one: Joined, facts: readonly boolean[]): boolean => {
    if (typeof one === "number") return facts[one - 1] ?? false;
    if ("not" in one) return !holds(one.not, facts);
    return "all" in one ? one.all.every((part) => holds(part, facts)) : one.any.some((part) => holds(part, facts));
  };

  it("is read as it was meant, whatever it joins", () => {
    const facts = fc.array(fc.boolean(), { minLength: 4, maxLength: 4 });
    fc.assert(
      fc.property(joined, facts, (one, some) => {
        const read = readFilter(text(one), 4);
        expect(read && holds(read, some)).toBe(holds(one, some));
      }),
    );
  });

  it("binds NOT before AND, and AND before OR", () => {
    expect(readFilter("1 OR NOT 2 AND 3", 3)).toEqual({ any: [1, { all: [{ not: 2 }, 3] }] });
  });

  it.each(["", "1 AND", "(1", "1 2", "5", "1 XOR 2", "0"])("is not read when it is «%s»", (filter) => {
    expect(readFilter(filter, 4)).toBeUndefined();
  });
});
