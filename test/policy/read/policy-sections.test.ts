import { describe, expect, it } from "vitest";
import { parsePolicy } from "../../../policy/read/policy-file.ts";
import { aRoster, goodPolicy, problemsOf } from "../../build/policy-text.ts";

/** A policy file with every section that may be left out. Its lines are those of the messages below. */
const good = `${goodPolicy
  .replace(
    "because: Fifty people }",
    `because: Fifty people }
    bands:
      of: size
      steps:
        - { from: 10, give: 3, because: Ten people }
        - { from: 100, give: 7, because: A hundred people }`,
  )
  .replace("pools: [smb] }\nother", "rep: ana, wait: 2h, pools: [smb] }\nother")}enrichment:
  providers:
    - companies
    - http: firmographics
      url: https://api.example/v1?d={domain}
      header: Authorization
      prefix: "Bearer "
      map: { size: metrics.employees }
      timeout: 900ms
  limit: 3s
accounts: { match_name_at: 0.8, colleagues: same-owner }
seniority: { owner: [founder] }
expectations: { answered_in_time: 0.9, win_rate: 0.2, also: [Every call is logged] }
choose: { lanes: [sales], show: 3, days: 5, length: 30m, notice: 2h }
channels: { team: { kind: slack, tell: [offers], pools: [smb] } }
`;

/** The same with points for events. */
const did = (line: string) => good.replace("    bands:", `    behaviour: [{ ${line} }]\n    bands:`);

const broken: [what: string, from: string, to: string, said: string[]][] = [
  [
    "a channel of a pool that there is not",
    "tell: [offers], pools: [smb]",
    "tell: [offers], pools: [smbs]",
    ['p.yaml:45: channels.team.pools[0]: there is no pool "smbs"; did you mean "smb"?'],
  ],
  [
    "a channel that is told what there is not",
    "kind: slack, tell: [offers]",
    "kind: irc, tell: [wins]",
    [
      'p.yaml:45: channels.team.kind: expected slack or teams, found "irc"',
      'p.yaml:45: channels.team.tell[0]: expected offers, breaches or digests, found "wins"',
    ],
  ],
  [
    "a band's step with more points than the dimension has",
    "give: 7, because",
    "give: 17, because",
    ["p.yaml:16: score[0].bands.steps[1].give: expected at most the dimension's max of 10, found 17"],
  ],
  [
    "two steps from the same number",
    "from: 100",
    "from: 10",
    ["p.yaml:16: score[0].bands.steps[1].from: there is another step from 10 above"],
  ],
  [
    "bands of what is not known yet",
    "of: size",
    "of: score",
    ["p.yaml:13: score[0].bands.of: the score section is decided before score is known"],
  ],
  [
    "bands of what is no number",
    "of: size",
    "of: country",
    [
      'p.yaml:13: score[0].bands.of: expected size, value, revenue, engagement, score, local_hour or office_hour, found "country"',
    ],
  ],
  [
    "a weight of nothing",
    "max: 10",
    "max: 10\n    weight: 0",
    ["p.yaml:10: score[0].weight: expected a number above 0, found 0"],
  ],
  [
    "a rep whom the roster does not have",
    "rep: ana",
    "rep: anna",
    ['p.yaml:23: rules[0].rep: the roster has no active rep "anna"; did you mean "ana"?'],
  ],
  [
    "a manager where a rep is expected",
    "rep: ana",
    "rep: marta",
    ['p.yaml:23: rules[0].rep: the roster has no active rep "marta"'],
  ],
  [
    "a wait for nobody",
    "rep: ana, ",
    "",
    ["p.yaml:23: rules[0].wait: waits for nobody; expected `rep` as well, an id, `owner` or a fact"],
  ],
  [
    "a rule that goes on and has pools as well",
    "rep: ana, ",
    "rep: ana, else: next, ",
    ["p.yaml:23: rules[0].pools: the rules below go on with `else: next`; expected one or the other"],
  ],
  [
    "a rule without pools",
    "rep: ana, wait: 2h, pools: [smb]",
    "rep: ana, wait: 2h",
    ["p.yaml:23: rules[0]: expected `pools`, or a `rep` with `else: next`"],
  ],
  [
    "a fact that does not exist",
    "rep: ana, ",
    "rep: { fact: campain }, ",
    ['p.yaml:23: rules[0].rep: there is no text "campain" of a lead; did you mean "campaign"?'],
  ],
  ["a wait of no time", "wait: 2h", "wait: 0h", ["p.yaml:23: rules[0].wait: expected more than no time"]],
  [
    "a provider that does not exist",
    "- companies",
    "- companys",
    ['p.yaml:33: enrichment.providers[0]: expected companies or places, found "companys"; did you mean "companies"?'],
  ],
  [
    "a provider that stands twice",
    "- companies",
    "- companies\n    - companies",
    ['p.yaml:34: enrichment.providers[1]: there is another provider "companies" above'],
  ],
  [
    "an address without the company's domain",
    "{domain}",
    "domain",
    [
      'p.yaml:35: enrichment.providers[1].url: expected an https address that holds {domain} or {company} after its host, found "https://api.example/v1?d=domain"',
    ],
  ],
  [
    "an expression that is not whole",
    "metrics.employees",
    "metrics.",
    ["p.yaml:38: enrichment.providers[1].map.size: not a JMESPath expression: Syntax error, unexpected token: (EOF)"],
  ],
  [
    "an expression with a function that does not exist",
    "metrics.employees",
    "size(metrics)",
    ["p.yaml:38: enrichment.providers[1].map.size: not a JMESPath expression: Unknown function: size()"],
  ],
  [
    "a fact that no provider may fill in",
    "map: { size:",
    "map: { sise:",
    [
      'p.yaml:38: enrichment.providers[1].map: expected company, size, industry, value, revenue, country, region or city, found "sise"; did you mean "size"?',
    ],
  ],
  [
    "what comes before a secret that nothing carries",
    "      header: Authorization\n",
    "",
    [
      "p.yaml:36: enrichment.providers[1].prefix: stands before a secret, and no header carries one; expected a header as well",
    ],
  ],
  [
    "a lane in which nobody chooses, since it does not exist",
    "lanes: [sales], show",
    "lanes: [sale], show",
    ['p.yaml:44: choose.lanes[0]: there is no lane "sale"; did you mean "sales"?'],
  ],
  [
    "a lane in which nobody chooses, since no rep gets its leads",
    "lanes: [sales], show",
    "lanes: [nurture], show",
    ['p.yaml:44: choose.lanes[0]: the lane "nurture" is answered by mail; expected one whose action is route'],
  ],
  [
    "a meeting that takes a whole day",
    "length: 30m",
    "length: 1d",
    ["p.yaml:44: choose.length: expected a time from 5m to 8h"],
  ],
  [
    "more days than calendars are read for",
    "days: 5",
    "days: 15",
    ["p.yaml:44: choose.days: expected a number of at most 14, found 15"],
  ],
  [
    "a short time without its unit",
    "900ms",
    "900",
    ["p.yaml:39: enrichment.providers[1].timeout: expected a text, found 900"],
  ],
  [
    "a short time of nothing",
    "900ms",
    "0ms",
    ["p.yaml:39: enrichment.providers[1].timeout: expected more than no time"],
  ],
  [
    "a short time that is long",
    "3s",
    "3m",
    ['p.yaml:40: enrichment.limit: expected a short time such as 500ms or 2s, found "3m"'],
  ],
  [
    "a misspelt key of a provider",
    "http: firmographics",
    "htp: firmographics",
    [
      "p.yaml:34: enrichment.providers[1].http: is missing; expected a text",
      'p.yaml:34: enrichment.providers[1]: unknown key "htp"; did you mean "http"? Expected http, url, header, prefix, map, timeout, retries or keep',
    ],
  ],
  [
    "names that are alike too easily",
    "0.8",
    "0.3",
    ["p.yaml:41: accounts.match_name_at: expected a number of at least 0.5, found 0.3"],
  ],
  [
    "a word that is none of the choices",
    "same-owner",
    "same",
    ['p.yaml:41: accounts.colleagues: expected same-owner or any-owner, found "same"'],
  ],
  [
    "a level of positions that does not exist",
    "owner: [founder]",
    "ownr: [founder]",
    [
      'p.yaml:42: seniority: unknown key "ownr"; did you mean "owner"? Expected owner, executive, director, manager or specialist',
    ],
  ],
  [
    "positions that are no list",
    "[founder]",
    "founder",
    ['p.yaml:42: seniority.owner: expected a list, found "founder"'],
  ],
  [
    "a part of more than everything",
    "win_rate: 0.2",
    "win_rate: 20",
    ["p.yaml:43: expectations.win_rate: expected a number of at most 1, found 20"],
  ],
  [
    "an expectation that does not exist",
    "win_rate",
    "winrate",
    [
      'p.yaml:43: expectations: unknown key "winrate"; did you mean "win_rate"? Expected answered_in_time, contacted_in_time, win_rate or also',
    ],
  ],
  [
    "a number where a text is compared",
    "{ urgency: now }",
    "{ postal_code: 1100 }",
    ['p.yaml:18: priority[0].when.postal_code: expected a text, found 1100; write "1100"'],
  ],
  [
    "a part of a text looked for in a number",
    "{ urgency: now }",
    '{ size: { contains: "5" } }',
    ["p.yaml:18: priority[0].when.size: contains looks into texts, and size is not a text"],
  ],
  [
    "a need that does not exist",
    "manager: marta }",
    "manager: marta, needs: [langage] }",
    [
      'p.yaml:26: pools.smb.needs[0]: expected language, product, industry, use-case or country, found "langage"; did you mean "language"?',
    ],
  ],
  [
    "a preference that does not exist",
    "manager: marta }",
    "manager: marta, prefer: [nearest, fairnes] }",
    [
      'p.yaml:26: pools.smb.prefer[1]: expected owner, same-company, specialist, most-experienced, best-performer, least-loaded, highest-capacity-left, nearest-time-zone, nearest or fairness, found "fairnes"; did you mean "fairness"?',
    ],
  ],
  [
    "a lead shown to several who are one",
    "manager: marta }",
    "manager: marta, show_to: 1 }",
    ["p.yaml:26: pools.smb.show_to: expected a number of at least 2, found 1"],
  ],
];

describe("sections of a policy file", () => {
  it.each([
    ["event: webinar, give: 5, at_most: 2, half_life: forever", "half_life: expected a duration such as 5m, 2h or 1d"],
    ["event: webinar, give: 5, at_most: 2, half_life: 5m", "half_life: expected at least 1h"],
    ["event: Web Inar, give: 5, at_most: 2", "event: expected lower-case letters, digits and hyphens"],
    ["event: webinar, give: 5, at_most: 11", "at_most: expected"],
    ["event: webinar, give: 5", "at_most: is missing"],
    ["event: webinar, give: 11, at_most: 1", "give: expected at most the dimension's max of 10"],
  ])("say what about the behaviour { %s }", (line, said) => {
    expect(problemsOf(did("event: webinar, give: 5, at_most: 2, half_life: 30d"))).toEqual([]);
    expect(problemsOf(did(line)).join()).toContain(said);
  });

  it("are read when everything fits", () => {
    expect(problemsOf(good)).toEqual([]);
    expect(parsePolicy(good.replace("rep: ana", "rep: owner"), "p.yaml", aRoster)).toMatchObject({
      policy: { rules: [{ rep: "owner", wait: 120 }], enrichment: { limit: 3000 }, accounts: { match_name_at: 0.8 } },
    });
  });

  it.each(broken)("say where and what about %s", (_, from, to, said) => {
    expect(good).toContain(from);
    expect(problemsOf(good.replace(from, to))).toEqual(said);
  });
});
