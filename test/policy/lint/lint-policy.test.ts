import { describe, expect, it } from "vitest";
import { lintPolicy } from "../../../policy/lint/lint-policy.ts";
import type { Policy } from "../../../routing/policy/policy.ts";
import type { Rep } from "../../../routing/reps/rep.ts";
import { aPolicy } from "../../build/a-policy.ts";
import { aRep } from "../../build/a-rep.ts";

type Written = Parameters<typeof aPolicy>[0] & object;
const because = "So it is";
const rule = (name: string, when: object, more: object = {}) => ({ rule: name, when, pools: ["mid"], ...more });
const line = (when: object, give: number) => ({ when, give, because });

/** A policy with nothing to remark: three territories, two teams, and a rule for every lead. */
const good = {
  form: { products: ["crm", "billing"].map((id) => ({ id, name: id })) },
  languages: ["es", "pt"],
  territories: { brazil: { country: "BR" }, mexico: { country: "MX" }, andes: { country: ["CO", "PE"] } },
  qualification: { reject: [{ gate: "competitor", when: { email_domain: "rival.example" }, because }] },
  score: [
    {
      dimension: "size",
      max: 40,
      bands: {
        of: "size",
        steps: [
          { from: 50, give: 20, because },
          { from: 200, give: 40, because },
        ],
      },
    },
    { dimension: "geography", max: 10, points: [line({ territory: ["brazil", "mexico", "andes"] }, 10)] },
  ],
  priority: [{ priority: "hot", when: { urgency: "now" }, because }],
  lanes: [
    { lane: "customers", when: { customer_type: "customer" }, action: "route", because },
    { lane: "nurture", when: { urgency: "exploring" }, action: "nurture", because },
    { lane: "sales", when: {}, action: "route", because },
  ],
  rules: [
    rule("Customers", { lane: "customers" }),
    rule("Brazil, large", { territory: "brazil", size: { at_least: 200 } }),
    rule("Brazil", { territory: "brazil" }),
    rule("Billing", { products: "billing" }),
    rule("Large", { size: { at_least: 200 } }),
    rule(
      "Everybody else",
      { any: [{ size: { below: 200 } }, { size: { known: false } }] },
      { pools: ["small", "mid"] },
    ),
  ],
  otherwise: { pools: ["small"] },
  pools: {
    mid: { manager: "marta", needs: ["language", "product"] },
    small: { manager: "marta", needs: ["language"] },
  },
} satisfies Written;

const rep = (id: string, more: Partial<Rep> = {}): Rep =>
  aRep({ id, pools: { mid: 1 }, languages: ["es", "pt"], products: ["crm", "billing"], ...more });
const team: Rep[] = [
  rep("ana"),
  rep("beto", { pools: { small: 1 }, products: [] }),
  rep("marta", { role: "manager", pools: {} }),
];

const said = (policy: Policy, reps?: readonly Rep[]) =>
  lintPolicy(policy, reps).map(({ check, path, says }) => `${check} ${path.join(".")}: ${says}`);

const withRule = (n: number, changed: object): Written => ({ ...good, rules: good.rules.with(n, changed as never) });
const withFirst = (...first: object[]): Written => ({ ...good, rules: [...first, ...good.rules] as never });

const planted: [what: string, policy: Written, reps: Rep[], says: RegExp][] = [
  [
    "a rule that contradicts itself in a number",
    withFirst(rule("Impossible", { size: { at_least: 50, at_most: 10 } })),
    team,
    /^never-matches rules\.0\.when: can never match: what it asks of size is never true together$/,
  ],
  [
    "a rule that contradicts itself between a country and a territory",
    withFirst(rule("Impossible", { territory: "mexico", all: [{ urgency: "now" }, { country: "BR" }] })),
    team,
    /^never-matches rules\.0\.when: can never match: what it asks of country and territory is never true together$/,
  ],
  [
    "a rule that asks for more points than there are",
    withFirst(rule("Impossible", { score: { at_least: 60 } })),
    team,
    /^never-matches rules\.0\.when: can never match: nothing can be what it asks of score$/,
  ],
  [
    "a rule that asks for a combination of points that none adds up to",
    withFirst(rule("Impossible", { score: { above: 40, below: 50 } })),
    team,
    /^never-matches rules\.0\.when: no new lead matches: none that .* has what it asks of score$/,
  ],
  [
    "a lane that cannot come with that customer type",
    withFirst(rule("Impossible", { lane: "customers", customer_type: "former" })),
    team,
    /^never-matches rules\.0\.when: no new lead matches: .* asks of customer_type and lane$/,
  ],
  [
    "a rule for those whom a gate rejects",
    withFirst(rule("Impossible", { email_domain: "rival.example" })),
    team,
    /^never-matches rules\.0\.when: no new lead matches: none that passes the gates .* asks of email_domain$/,
  ],
  [
    "a rule for a lane that leads to no person",
    withFirst(rule("Impossible", { lane: "nurture" })),
    team,
    /^never-matches rules\.0\.when: no new lead matches: .* asks of lane$/,
  ],
  [
    "a text that is a number",
    withFirst(rule("Impossible", { postal_code: 11000 })),
    team,
    /^never-matches rules\.0\.when: can never match: nothing can be what it asks of postal_code$/,
  ],
  [
    "a rule below one that takes all that it could",
    {
      ...good,
      rules: [...good.rules.slice(0, 3), rule("Rio", { country: "BR", city: "Rio" }), ...good.rules.slice(3)],
    },
    team,
    /^never-matches rules\.3\.when: can never match: rule "Brazil" above takes every lead that it could; for example \{ country: BR, city: rio, .* goes by rule "Brazil"$/,
  ],
  [
    "a rule below two that together take all that it could",
    { ...good, rules: [...good.rules, rule("Nobody left", { role: { contains: "chief" } })] },
    team,
    /^never-matches rules\.6\.when: can never match: rules "Large" and "Everybody else" above together take every lead/,
  ],
  [
    "a combination that no rule covers",
    withRule(
      5,
      rule("Everybody else", { any: [{ size: { below: 100 } }, { size: { known: false } }] }, { pools: ["small"] }),
    ),
    team,
    /^uncovered otherwise: no rule covers territory mexico or andes, lane sales, size 100 to 199, product crm \(2 combinations\): .* it falls to otherwise, pool small; for example \{ country: MX, size: 100, /,
  ],
  [
    "leads whose size nobody knows",
    withRule(5, rule("Everybody else", { size: { below: 200 } }, { pools: ["small", "mid"] })),
    team,
    /^uncovered otherwise: no rule covers territory mexico or andes, lane sales, size unknown, product crm /,
  ],
  [
    "a language that nobody in a rule's only pool speaks",
    good,
    [rep("ana", { languages: ["es"] }), ...team.slice(1)],
    /^nobody-can-take rules\.0\.pools: nobody in pool mid takes language pt: such a lead goes to the manager marta at once; for example \{ customer_type: customer, language: pt \} .* by rule "Customers"$/,
  ],
  [
    "two products that nobody has both",
    good,
    [rep("ana", { products: ["crm"] }), rep("aldo", { products: ["billing"] }), ...team.slice(1)],
    /^nobody-can-take rules\.0\.pools: nobody in pool mid takes product crm with product billing: .* products: \[crm, billing\]/,
  ],
  [
    "a product that nobody in the first of two pools has",
    { ...good, rules: [rule("All", {}, { pools: ["mid", "small"] })] },
    [rep("ana", { products: ["crm"] }), ...team.slice(1)],
    /^skill-missing pools\.mid\.needs: nobody in the pool has the product billing: such a lead goes past it to pool small; for example \{ products: billing|skill-missing pools\.mid\.needs: nobody in the pool has the product billing: such a lead goes past it to pool small; for example \{ products: \[billing\]/,
  ],
  [
    "two rules that claim a territory for different owners",
    withFirst(
      rule("Andes, urgent", { territory: "andes", urgency: "now" }, { pools: ["small"] }),
      rule("Andes, billing", { territory: "andes", products: "billing" }),
    ),
    team,
    /^rules-overlap rules\.1\.when: claims leads in andes for pool mid that rule "Andes, urgent" above sends to pool small, .* \{ country: CO, products: \[billing\], urgency: now, /,
  ],
  [
    "two rules that claim a territory for different reps, once by name and once by country",
    withFirst(
      rule("Andes, urgent", { territory: "andes", urgency: "now" }, { rep: "ana" }),
      rule("Colombia, billing", { country: "CO", products: "billing" }),
    ),
    team,
    /^rules-overlap rules\.1\.when: claims leads in andes for pool mid that rule "Andes, urgent" above sends to rep ana/,
  ],
  [
    "territories that lie across each other",
    {
      ...good,
      territories: { ...good.territories, pacific: { country: ["PE", "CL"] } },
      rules: [rule("Andes", { territory: "andes" }), ...good.rules, rule("Pacific", { territory: "pacific" })],
    },
    team,
    /^territories-overlap territories\.pacific: overlaps andes, so that a lead can be in both: .* \{ country: PE, /,
  ],
  [
    "a territory in which nobody can be",
    { ...good, territories: { ...good.territories, nowhere: { country: "BR", not: { country: "BR" } } } },
    team,
    /^never-given territories\.nowhere: no lead can be in this territory$/,
  ],
  [
    "a lane into which nobody comes",
    {
      ...good,
      lanes: [
        ...good.lanes.slice(0, 2),
        { lane: "win-back", when: { customer_type: "customer", urgency: "now" }, action: "route", because },
        ...good.lanes.slice(2),
      ] as never,
    },
    team,
    /^never-given lanes\.2\.when: no lead can come into this lane/,
  ],
  [
    "a territory that nothing asks for",
    { ...good, territories: { ...good.territories, iberia: { country: "ES" } } },
    team,
    /^unused-name territories\.iberia: nothing asks/,
  ],
  [
    "a product that nothing asks for",
    { ...good, form: { products: [...good.form.products, { id: "payroll", name: "Payroll" }] } },
    [rep("ana", { products: [] }), ...team.slice(1)],
    /^unused-name form\.products\.0: nothing names crm and payroll, and no rep lists it/,
  ],
  [
    "mails to nurture, where no lane nurtures",
    {
      ...good,
      lanes: [{ lane: "all", when: {}, action: "route", because: "" }],
      nurture: [{ after: "1d", mail: { subject: "s", text: "t" } }],
    },
    team,
    /^unused-name nurture: no lane has the action nurture/,
  ],
  [
    "a pool that no rule asks",
    { ...good, pools: { ...good.pools, big: { manager: "marta" } } },
    [...team, rep("caio", { pools: { big: 1, small: 1 } })],
    /^unused-pool pools\.big: no rule sends leads/,
  ],
  [
    "a pool without active reps",
    good,
    [rep("ana", { active: false }), ...team.slice(1)],
    /^empty-pool pools\.mid: nobody active/,
  ],
  [
    "a rep in no pool",
    good,
    [...team, rep("caio", { pools: {} })],
    /^unreachable-rep pools: caio works in no pool: nobody can reach this rep$/,
  ],
  [
    "a rep in a pool that no rule asks",
    { ...good, pools: { ...good.pools, big: { manager: "marta" } } },
    [...team, rep("caio", { pools: { big: 1 } })],
    /^unreachable-rep pools\.big: caio works only in pool big, which no rule asks/,
  ],
  [
    "the same where leads can name their rep",
    {
      ...good,
      rules: [...good.rules, rule("Named", {}, { rep: { fact: "campaign" }, else: "next" })],
      pools: { ...good.pools, big: { manager: "marta" } },
    },
    [...team, rep("caio", { pools: { big: 1 } })],
    /^unreachable-rep pools\.big: .*: nobody can reach this rep other than by a lead that names them$/,
  ],
  [
    "a rep whose skills no lead of their rules needs",
    {
      ...good,
      rules: good.rules.with(5, rule("Everybody else", { country: ["MX", "CO"] }, { pools: ["small"] }) as never),
      otherwise: { pools: ["mid"] },
      pools: { ...good.pools, small: { manager: "marta", needs: ["country"] } },
    },
    [...team, rep("caio", { pools: { small: 1 }, countries: ["AR"] })],
    /^unreachable-rep pools\.small\.needs: no lead that comes to pool small is one that caio has the skills for/,
  ],
  [
    "a named rep who is not in the roster",
    withRule(3, rule("Billing", { products: "billing" }, { rep: "anna" })),
    team,
    /^named-rep rules\.3\.rep: the roster has no rep "anna"; did you mean "ana"\?: leads of this rule go to pool mid at once$/,
  ],
  [
    "a named rep who is away for good",
    withRule(3, rule("Billing", { products: "billing" }, { rep: "caio" })),
    [...team, rep("caio", { active: false })],
    /^named-rep rules\.3\.rep: caio is not active: /,
  ],
];

describe("lint of a policy", () => {
  it("has no findings for a policy that covers everything once", () => {
    expect(said(aPolicy(good), team)).toEqual([]);
  });

  it.each(planted)("finds %s", (_, policy, reps, says) => {
    const all = said(aPolicy(policy), reps);
    expect(
      all.filter((text) => says.test(text)),
      all.join("\n"),
    ).toHaveLength(1);
  });

  it("counts a pool that is asked after the longest wait as used, and its reps as reached", () => {
    const policy = { ...good, pools: { ...good.pools, big: { manager: "marta" } }, after_max_wait: ["big"] };
    expect(said(aPolicy(policy), [...team, rep("caio", { pools: { big: 1 } })])).toEqual([]);
  });

  it.each(planted.filter(([what]) => /no rule covers|nobody knows|nobody in a rule|nobody has both/.test(what)))(
    "finds %s, also where a pool that could have it is asked after the longest wait",
    (_, policy, reps, says) => {
      const { pools } = policy as typeof good;
      const later = { ...policy, pools: { ...pools, big: { manager: "marta", needs: [] } }, after_max_wait: ["big"] };
      const all = said(aPolicy(later), [...reps, rep("dora", { pools: { big: 1 } })]);
      expect(all.filter((text) => says.test(text))).toHaveLength(1);
    },
  );

  it("says nothing of reps without a roster", () => {
    expect(said(aPolicy({ ...good, pools: { ...good.pools, big: { manager: "marta" } } }))).toEqual([
      "unused-pool pools.big: no rule sends leads to this pool, nor does otherwise, after_max_wait or after_attempts",
    ]);
  });

  it("finds lanes that count nothing as in flight, and leads that take longer than anybody may have", () => {
    const effort = { sales: { points: 1, close: "30d", bands: [{ from: 5000, points: 2, close: "301d" }] } };
    const all = said(aPolicy({ ...good, effort, in_flight: "30d" }), team);
    expect(all).toEqual([
      expect.stringMatching(/^in-flight in_flight: effort does not say how long leads of the lane "customers" take/),
      expect.stringMatching(/^in-flight effort.sales.bands.0.close: such a lead takes longer to close than any rep/),
    ]);
  });

  it("finds events that are counted twice, and those that a dimension has no points for", () => {
    const [first, ...dimensions] = good.score as { max: number }[];
    const event = (more: object) => ({ event: "webinar", give: 5, at_most: 1, ...more });
    const behaviour = [event({ half_life: "30d" }), event({}), event({ event: "fair", at_most: 9 })];
    const score = [{ ...first, behaviour }, ...dimensions];
    const max = first?.max ?? 0;
    expect(said(aPolicy({ ...good, score } as never), team).filter((text) => text.startsWith("behaviour"))).toEqual([
      expect.stringMatching(/^behaviour score.0.behaviour.1.event: each webinar is counted twice/),
      `behaviour score.0.behaviour.2.at_most: of fair the latest ${max / 5} give all of the dimension's ${max} points while they are fresh; at_most is 9`,
    ]);
  });

  it("shows with which events a lead comes to a rule, and finds points that no events can make", () => {
    const score = [
      { dimension: "engagement", max: 30, behaviour: [{ event: "webinar", give: 4, at_most: 2, half_life: "30d" }] },
    ];
    const when = (...rules: object[]) => aPolicy({ ...good, score, rules } as never);
    const busy = when(rule("Busy", { score: { at_least: 6 } }), rule("Busier", { score: { at_least: 7 } }));
    const taken = lintPolicy(busy, team).find(({ check }) => check === "never-matches");
    expect(taken?.says).toMatch(
      /rule "Busy" above takes every lead that it could; for example \{.* events: "webinar 2026/,
    );
    expect(taken?.example?.lead.facts.events).toHaveLength(2);
    expect(taken?.example?.lead.score?.total).toBeGreaterThanOrEqual(7);
    expect(said(when(rule("Many", { score: { above: 8 } })), team).join()).toMatch(/a lead has 8 points at most/);
    const never = /never-matches rules.0.when: no new lead matches/;
    expect(said(when(rule("Between", { score: { between: [7.3, 7.5] } })), team).join()).toMatch(never);
    expect(said(when(rule("Just so", { score: { between: [7.2, 7.5] } })), team).join()).not.toMatch(/never-matches/);
  });

  it("accepts a special case before the general one", () => {
    const rules = [
      rule("Andes, urgent", { territory: "andes", urgency: "now" }, { pools: ["small"] }),
      rule("Andes", { territory: "andes" }),
      ...good.rules,
    ];
    expect(said(aPolicy({ ...good, rules }), team)).toEqual([]);
  });
});

describe("what no source can bring", () => {
  const reaching = (more: Written) =>
    said(aPolicy({ ...good, ...more })).filter((one) => one.startsWith("not-by-form"));
  const urgent = { priority: "hot", when: { role: { contains: "director" }, urgency: "now" }, because };

  it("is no priority that a lead has also without a region, by name or by code, which the form does not ask for", () => {
    const large = { region: { none_of: ["Jalisco"] }, size: { at_least: 50 } };
    expect(
      reaching({ priority: [{ priority: "hot", when: { not: { region: "MX-JAL" }, urgency: "now" }, because }] }),
    ).toEqual([]);
    expect(reaching({ priority: [{ priority: "hot", when: { any: [large, { urgency: "now" }] }, because }] })).toEqual(
      [],
    );
    expect(reaching({ priority: [{ priority: "hot", when: { region: "MX-JAL" }, because }] })).toHaveLength(1);
  });

  it("is a priority that asks what the form does not, until something brings it", () => {
    expect(reaching({ priority: [urgent] })).toEqual([
      "not-by-form priority.0.when: no lead that comes through the form can be hot: the form does not ask for role, and no look-up of this policy fills it in",
    ]);
    expect(reaching({ priority: [urgent, { ...urgent, when: { size: { at_least: 50 } } }] })).toEqual([]);
    const service = {
      http: "firms",
      url: "https://api.example/{domain}",
      header: "X-Key",
      map: { industry: "sector" },
    };
    const fintech = { ...urgent, when: { industry: "fintech" } };
    expect(reaching({ priority: [fintech], enrichment: { providers: [] } })).toHaveLength(1);
    expect(reaching({ priority: [fintech], enrichment: { providers: [service] } })).toEqual([]);
    expect(reaching({ priority: [fintech], enrichment: { providers: ["companies"] } })).toEqual([]);
  });

  it.each(["UTC", "America/Argentina/Buenos_Aires", "America/Buenos_Aires", "Asia/Calcutta", "asia/kolkata"])(
    "is no zone that a lead can have: %s",
    (zone) => {
      expect(reaching({ priority: [{ ...urgent, when: { any: [urgent.when, { time_zone: zone }] } }] })).toEqual([]);
    },
  );
  it("is a zone that no lead has, since letters are read as none", () => {
    expect(reaching({ priority: [{ ...urgent, when: { any: [urgent.when, { time_zone: "CST" }] } }] })).toHaveLength(1);
  });

  it("is a score that only points of such facts could make, and a lane that asks for it", () => {
    const score = [
      {
        dimension: "use-case" as const,
        max: 30,
        points: [line({ use_case: { known: true } }, 20), line({ phone: { known: true } }, 10)],
      },
    ];
    const lanes = [
      { lane: "sales", when: { score: { at_least: 25 } }, action: "route" as const, because },
      { lane: "mail", when: {}, action: "nurture" as const, because },
    ];
    expect(reaching({ score, lanes, rules: [] }).map((one) => one.split(":").slice(0, 2).join(""))).toEqual([
      "not-by-form score no lead that comes through the form can reach a score of 25",
      "not-by-form lanes.0.when no lead that comes through the form can come into the lane sales",
    ]);
    expect(
      reaching({
        score,
        lanes: [{ ...lanes[0], when: { score: { at_least: 10 } } }, lanes[1]] as typeof lanes,
        rules: [],
      }),
    ).toEqual([]);
  });

  it("is a claim that nobody signs, where the installation has no source that does", () => {
    const policy = aPolicy({
      ...good,
      priority: [{ priority: "hot", when: { any: [{ engagement: { at_least: 3 } }, { urgency: "now" }] }, because }],
    });
    const claimed = (signed: boolean) =>
      lintPolicy(policy, undefined, { signed }).filter(({ check }) => check === "no-source");
    expect(claimed(true)).toEqual([]);
    expect(claimed(false)).toMatchObject([
      { path: ["priority", 0, "when", "any", 0, "engagement"], about: ["engagement"] },
    ]);
  });
});
