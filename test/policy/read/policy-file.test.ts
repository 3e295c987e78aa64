import { describe, expect, it } from "vitest";
import { parsePolicy } from "../../../policy/read/policy-file.ts";
import { attributeNames } from "../../../routing/policy/attribute.ts";
import { Policy } from "../../../routing/policy/policy.ts";
import { aRoster, goodPolicy as good, problemsOf } from "../../build/policy-text.ts";

const sections = Object.keys(Policy.shape);

const broken: [what: string, from: string | RegExp, to: string, said: string[]][] = [
  [
    "an attribute that does not exist",
    "country: BR",
    "contry: BR",
    [
      `p.yaml:5: territories.brazil: unknown attribute "contry"; did you mean "country"? Expected ${attributeNames.join(", ")}, any, all or not`,
    ],
  ],
  [
    "a country by its name, which is one of today's",
    "country: BR",
    "country: [Germany, Yemen, Brasil]",
    ["DE", "YE", "BR"].map(
      (code, n) =>
        `p.yaml:5: territories.brazil.country[${n}]: expected an ISO country code such as BR, found "${["Germany", "Yemen", "Brasil"][n]}"; did you mean "${code}"?`,
    ),
  ],
  [
    "an operator that does not exist",
    "at_least",
    "atleast",
    [
      'p.yaml:11: score[0].points[0].when.size: unknown operator "atleast"; did you mean "at_least"? Expected is, is_not, one_of, none_of, at_least, at_most, above, below, between, starts_with, ends_with, contains, word, words, within, older_than, in_next, before, after or known',
    ],
  ],
  [
    "a misspelt key",
    "currency",
    "curency",
    [
      "p.yaml:1: currency: is missing; expected a text",
      `p.yaml:3: unknown key "curency"; did you mean "currency"? Expected ${sections.slice(0, -1).join(", ")} or ${sections.at(-1)}`,
    ],
  ],
  [
    "a text in no language",
    "because: Ready",
    "because: {}",
    ["p.yaml:16: lanes[1].because: expected a text in one of en, es, pt"],
  ],
  [
    "a text in a language that is not known",
    "because: Ready",
    "because: { en: Ready, fr: Prêt }",
    ['p.yaml:16: lanes[1].because: unknown key "fr"; expected en, es or pt'],
  ],
  [
    "a pool that does not exist",
    "pools: [smb] }\nother",
    "pools: [smbs] }\nother",
    ['p.yaml:18: rules[0].pools[0]: there is no pool "smbs"; did you mean "smb"?'],
  ],
  [
    "a pool after the longest wait that does not exist",
    "sla:",
    "after_max_wait: [smb, smbs]\nsla:",
    ['p.yaml:22: after_max_wait[1]: there is no pool "smbs"; did you mean "smb"?'],
  ],
  [
    "a button that leads to an address that is not encrypted",
    "sla:",
    "nurture:\n  - { after: 3d, mail: { subject: s, text: t, url: 'http://a.example' } }\nsla:",
    ['p.yaml:23: nurture[0].mail.url: expected a web address as https://example.com, found "http://a.example"'],
  ],
  [
    "mails of a sequence that come on one day",
    "sla:",
    "nurture:\n  - { after: 3d, mail: { subject: s, text: t } }\n  - { after: 80h, mail: { subject: s, text: t } }\nsla:",
    ["p.yaml:24: nurture[1].after: expected at least a day after the mail before it, found 80h"],
  ],
  [
    "a pool of success managers that does not exist",
    "sla:",
    "onboarding: { pool: smbs, steps: [{ name: Live, after: 0d }] }\nsla:",
    [
      'p.yaml:22: onboarding.pool: there is no pool "smbs"; did you mean "smb"?',
      "p.yaml:22: onboarding.steps[0].after: expected more than no time",
    ],
  ],
  [
    "a manager that the roster does not have",
    "manager: marta",
    "manager: marte",
    ['p.yaml:21: pools.smb.manager: the roster has no active manager "marte"; did you mean "marta"?'],
  ],
  [
    "a pool in which nobody works",
    "  smb: { manager: marta }",
    "  smb: { manager: marta }\n  empty: { manager: marta }",
    ['p.yaml:22: pools.empty: nobody active in the roster works in pool "empty"'],
  ],
  [
    "a territory that does not exist",
    "territory: brazil",
    "territory: brasil",
    ['p.yaml:18: rules[0].when.territory: there is no territory "brasil"; expected brazil; did you mean "brazil"?'],
  ],
  [
    "a lane that does not exist",
    "when: { territory: brazil }",
    "when: { lane: [sales, nuture] }",
    ['p.yaml:18: rules[0].when.lane[1]: there is no lane "nuture"; expected nurture or sales; did you mean "nurture"?'],
  ],
  [
    "a country by its name",
    "country: BR",
    "country: Brasil",
    [
      'p.yaml:5: territories.brazil.country: expected an ISO country code such as BR, found "Brasil"; did you mean "BR"?',
    ],
  ],
  [
    "a number compared with a text",
    "{ at_least: 50 }",
    "fifty",
    ['p.yaml:11: score[0].points[0].when.size: expected a number, found "fifty"'],
  ],
  [
    "a text compared as a number",
    "country: BR",
    "country: { above: 3 }",
    ["p.yaml:5: territories.brazil.country: above compares numbers, and country is not a number"],
  ],
  [
    "a question asked too early",
    "urgency: now",
    "lane: sales",
    ["p.yaml:13: priority[0].when: the priority section is decided before lane is known"],
  ],
  [
    "a last lane that not every lead fits",
    "when: {}",
    "when: { size: 3 }",
    ["p.yaml:16: lanes[1].when: the last lane must match every lead: write `when: {}`"],
  ],
  [
    "a line that no lead can reach",
    "{ score: { below: 5 } }",
    "{}",
    ["p.yaml:16: lanes[1]: can never match: lanes[0] above it matches every lead"],
  ],
  [
    "a duration without its unit",
    "first_contact: 15m",
    "first_contact: 15",
    ["p.yaml:23: sla.hot.first_contact: expected a text, found 15"],
  ],
  [
    "a time to answer that is neither a time nor learnt",
    "answer: 5m",
    "answer: 5",
    ["p.yaml:23: sla.hot.answer: expected a text or a block of keys, found 5"],
  ],
  [
    "a time to answer that is learnt from something else",
    "answer: 5m",
    "answer: { from: reasignments, at_least: 5m, at_most: 30m }",
    ['p.yaml:23: sla.hot.answer.from: expected reassignments, found "reasignments"'],
  ],
  [
    "bounds of a time to answer with nothing between them",
    "answer: 5m",
    "answer: { from: reassignments, at_least: 1h, at_most: 30m }",
    ["p.yaml:23: sla.hot.answer.at_least: expected at most 30m, which is at_most, found 1h"],
  ],
  [
    "a bound of nothing",
    "answer: 5m",
    "answer: { from: reassignments, at_least: 0m, at_most: 30m }",
    ["p.yaml:23: sla.hot.answer.at_least: expected more than no time"],
  ],
  ["a duration of no time", "answer: 5m", "answer: 0m", ["p.yaml:23: sla.hot.answer: expected more than no time"]],
  [
    "a word that is none of the choices",
    "action: route",
    "action: rout",
    ['p.yaml:16: lanes[1].action: expected route, nurture or self-service, found "rout"; did you mean "route"?'],
  ],
  [
    "a comma that parts a text",
    "because: Ready",
    "because: { en: Yes, now, es: Sí, pt: Sim }",
    ['p.yaml:16: lanes[1].because: unknown key "now"; expected en, es or pt'],
  ],
  [
    "more points than the dimension has",
    "give: 10",
    "give: 11",
    ["p.yaml:11: score[0].points[0].give: expected at most the dimension's max of 10, found 11"],
  ],
  [
    "a range written backwards",
    "{ at_least: 50 }",
    "{ between: [9, 3] }",
    ["p.yaml:11: score[0].points[0].when.size.between: expected the smaller number first, found 9, 3"],
  ],
  [
    "the same name twice",
    "lane: sales",
    "lane: nurture",
    ['p.yaml:16: lanes[1].lane: there is another lane "nurture" above'],
  ],
  [
    "the same key twice",
    "currency: USD",
    "currency: USD\nname: Other",
    ["p.yaml:4: this key stands twice; expected it once"],
  ],
  [
    "a company service whose host a lead would choose",
    "currency: USD",
    "currency: USD\nenrichment: { providers: [{ http: firms, url: 'https://{domain}/about', map: { size: people } }] }",
    [
      'p.yaml:4: enrichment.providers[0].url: expected an https address that holds {domain} or {company} after its host, found "https://{domain}/about"',
    ],
  ],
  [
    "an expression that is none, a provider that stands twice, and a limit that nobody would wait for",
    "currency: USD",
    "currency: USD\nenrichment: { providers: [places, { http: firms, url: 'https://a.example/{domain}', map: { size: 'a.[' } }, places], limit: 60s }",
    [
      expect.stringMatching(
        /^p\.yaml:4: enrichment\.providers\[1\]\.map\.size: not a JMESPath expression: \S/,
      ) as never,
      'p.yaml:4: enrichment.providers[2]: there is another provider "places" above',
      "p.yaml:4: enrichment.limit: expected at most 20s",
    ],
  ],
  [
    "a bracket that is not closed",
    "pools: [smb] }\nother",
    "pools: [smb }\nother",
    [expect.stringMatching(/^p\.yaml:18: not YAML: /) as never],
  ],
  ["a tab for indentation", "  brazil:", "\tbrazil:", ["p.yaml:5: a tab indents this line; expected spaces"]],
  ["a section left empty", /rules:\n.*\n/, "rules:\n", ["p.yaml:17: rules: is empty; expected a list"]],
  ["nothing at all", good, "", ["p.yaml:1: the file is empty; expected a policy that begins with `turno: 1`"]],
];

describe("policy file", () => {
  it("is read when everything fits", () => {
    expect(parsePolicy(good, "p.yaml", aRoster)).toMatchObject({
      kind: "policy",
      policy: { name: "Andina Cloud", sla: { hot: { answer: 5 } } },
    });
  });

  it.each(broken)("says where and what about %s", (_, from, to, said) => {
    const text = good.replace(from, to);
    expect(text).not.toBe(good);
    expect(problemsOf(text)).toEqual(said);
  });

  it("says everything at once, in the order of the file", () => {
    const text = good
      .replace("country: BR", "contry: BR")
      .replace("action: route", "action: rout")
      .replace("manager: marta", "manager: x");
    expect(problemsOf(text).map((said) => said.split(":")[1])).toEqual(["5", "16", "21"]);
  });

  it("points at the column of what is wrong", () => {
    const reading = parsePolicy(good.replace("country: BR", "contry: BR"), "p.yaml");
    expect(reading).toMatchObject({ problems: [{ line: 5, column: 13 }] });
  });

  it("is not exhausted by aliases that multiply", () => {
    const lines = Array.from(
      { length: 12 },
      (_, n) => `a${n + 1}: &a${n + 1} [${Array(10).fill(`*a${n}`).join(", ")}]`,
    );
    expect(problemsOf(`a0: &a0 [x]\n${lines.join("\n")}\n`)).toEqual([
      expect.stringMatching(/^p\.yaml:1: cannot be read: /),
    ]);
  });
});
