import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { readPolicyFile } from "../../../cli/files.ts";
import { allRegions } from "../../../policy/read/all-regions.ts";
import { policyBlock } from "../../../policy/read/policy-document.ts";
import { type PolicyReading, parsePolicy } from "../../../policy/read/policy-file.ts";
import { withRegions } from "../../../policy/read/policy-regions.ts";
import { renderYaml } from "../../../policy/read/policy-yaml.ts";
import { renderProblem } from "../../../policy/read/problem.ts";
import { safe } from "../../../policy/render/markdown.ts";
import { renderPolicy } from "../../../policy/render/render-policy.ts";
import { inLocale, type Locale, locales, type Words } from "../../../routing/lead/lead.ts";
import { isOwnerName } from "../../../routing/lead/owners.ts";
import { regionName } from "../../../routing/lead/read-region.ts";
import { attributes } from "../../../routing/policy/attribute.ts";
import { Policy } from "../../../routing/policy/policy.ts";
import { choiceWords } from "../../../texts/by-language.ts";
import { countryName } from "../../../texts/countries.ts";
import { languageName } from "../../../texts/language-name.ts";
import { numberWords } from "../../../texts/value-words.ts";
import { lengthOf } from "../../../texts/when.ts";
import { aPolicy } from "../../build/a-policy.ts";
import { anyPolicyDocument } from "../../build/any-policy.ts";
import { runs } from "../../build/runs.ts";

const policyIn = (reading: PolicyReading) => {
  if (reading.kind === "problems") throw new Error(reading.problems.map(renderProblem).join("\n"));
  return reading.policy;
};
const read = (text: string) => policyIn(parsePolicy(text, "p.yaml"));
const sample = policyIn(readPolicyFile(join(import.meta.dirname, "../../../samples/policy.yaml")));

describe("a rendered policy", () => {
  it("comes back the same from its YAML", () => {
    fc.assert(
      fc.property(anyPolicyDocument, (document) => {
        const policy = withRegions(Policy.parse(document));
        expect(read(stringify(document))).toStrictEqual(policy);
        expect(read(renderYaml(policy))).toStrictEqual(policy);
      }),
      runs(20),
    );
  });

  it("comes back the same from the document that people read", () => {
    fc.assert(
      fc.property(anyPolicyDocument, fc.constantFrom(...locales), (document, locale) => {
        const policy = withRegions(Policy.parse(document));
        expect(read(policyBlock(renderPolicy(policy, locale))?.yaml ?? "")).toStrictEqual(policy);
      }),
      runs(20),
    );
  });

  it("is found in a document by its check, with problems at the lines of the document", () => {
    const folder = mkdtempSync(join(tmpdir(), "turno-document-"));
    const file = join(folder, "policy.md");
    const markdown = renderPolicy(sample, "pt");
    writeFileSync(file, markdown.replaceAll("\n", "\r\n"));
    expect(readPolicyFile(file)).toMatchObject({ kind: "policy", policy: sample });
    writeFileSync(file, markdown);
    expect(readPolicyFile(file)).toMatchObject({ kind: "policy", policy: sample, source: renderYaml(sample) });
    writeFileSync(file, markdown.replace("\nattempts: 3\n", "\nattempts: 0\n"));
    const line = markdown.split("\n").indexOf("attempts: 3") + 1;
    expect(readPolicyFile(file)).toMatchObject({ problems: [{ file, line, path: "attempts" }] });
    writeFileSync(file, "# No policy\n\n```yaml\nname: x\n```\n");
    expect(readPolicyFile(file)).toMatchObject({
      problems: [{ expected: expect.stringMatching(/^holds no policy;/) }],
    });
    rmSync(folder, { recursive: true });
  });
});

type Scalar = string | number | boolean;

/** Every attribute with a value that it is compared with, anywhere in a condition. */
function comparisons(condition: unknown, attribute = ""): [string, Scalar][] {
  if (Array.isArray(condition)) return condition.flatMap((part) => comparisons(part, attribute));
  if (typeof condition !== "object" || condition === null) return [[attribute, condition as Scalar]];
  return Object.entries(condition).flatMap(([key, inner]) => comparisons(inner, key in attributes ? key : attribute));
}

/** Every text that is written by language, anywhere in a policy. */
function textsIn(value: unknown): Exclude<Words, string>[] {
  if (typeof value !== "object" || value === null) return [];
  return locales.some((locale) => locale in value)
    ? [value as Exclude<Words, string>]
    : Object.values(value).flatMap(textsIn);
}

/** What a reader of the language must find of a policy, as the document spells it. */
function mustName(policy: Policy, locale: Locale): string[] {
  const number = (value: number) => numberWords(value, locale);
  const percents = (...parts: (number | undefined)[]) => parts.flatMap((part) => (part ? [`${part * 100}%`] : []));
  const conditions = [policy.qualification.reject, policy.score, policy.priority, policy.lanes, policy.rules]
    .flatMap((section) => section as object[])
    .flatMap((entry) => ("points" in entry ? (entry.points as object[]) : [entry]))
    .map((entry) => (entry as { when: unknown }).when);
  const compared = comparisons([conditions, Object.values(policy.territories)]).map(([attribute, value]) => {
    const product = policy.form.products.find(({ id }) => attribute === "products" && id === value);
    if (product) return inLocale(product.name, locale, policy.languages);
    if (attribute === "country" && value !== true) return countryName(String(value), locale);
    if (attribute === "region") return regionName(String(value), locale, allRegions);
    if (typeof value === "boolean") return "";
    if (typeof value === "number") return number(value);
    const language = locales.find((known) => attribute === "language" && known === value);
    const words: Partial<Record<string, Record<string, string>>> = { ...choiceWords[locale] };
    return language ? languageName(language, locale) : (words[attribute]?.[value] ?? value);
  });
  const steps = policy.score.flatMap(({ max, points, bands }) => [
    max,
    ...points.map(({ give }) => give),
    ...(bands?.steps ?? []).flatMap(({ from, give }) => [from, give]),
  ]);
  const { expectations, accounts } = policy;
  return [
    ...policy.rules.flatMap(({ rule, rep, wait }) => [
      rule,
      ...(typeof rep === "string" && !isOwnerName(rep) ? [rep] : []),
      ...(wait ? [lengthOf(wait, locale)] : []),
    ]),
    ...Object.keys(policy.territories),
    ...policy.lanes.map(({ lane }) => lane),
    ...Object.entries(policy.pools).flatMap(([id, { manager }]) => [id, manager]),
    ...policy.qualification.reject.map(({ gate }) => gate),
    ...Object.values(policy.sla).flatMap(({ answer, first_contact }) =>
      [...(typeof answer === "number" ? [answer] : [answer.at_least, answer.at_most]), first_contact].map((minutes) =>
        lengthOf(minutes, locale),
      ),
    ),
    ...percents(...policy.reminders, expectations.answered_in_time, expectations.contacted_in_time),
    ...percents(expectations.win_rate, accounts.match_name_at),
    lengthOf(policy.max_wait, locale),
    number(policy.attempts),
    ...Object.values(policy.seniority).flat(),
    ...policy.references.flatMap(({ industry, company }) => [industry, company]),
    policy.currency,
    ...steps.map(number),
    ...compared,
    ...textsIn(policy).map((text) => inLocale(text, locale, policy.languages)),
  ];
}

/** Whether the text says it; a number not as a part of another one. */
const says = (text: string, name: string): boolean =>
  /^[\d.,]+$/.test(name)
    ? new RegExp(`(?<![\\d.,])${name.replaceAll(".", "\\.")}(?!\\d|[.,]\\d)`).test(text)
    : text.includes(safe(name));

const afterTheWait: Partial<Record<Locale, string[]>> = {
  en: [
    "Once it has waited that long and nobody of its own groups is available, it goes to the group The backup (`backup`); when nobody there is available, to `last`. It does not wait again.",
    "or it waited 3 hours and nobody of the groups that are asked after that is available either, the lead goes to the manager",
  ],
  es: [
    "Cuando ya esperó ese tiempo y en sus propios grupos no hay nadie disponible, va al grupo El refuerzo (`backup`); si ahí no hay nadie disponible, a `last`. No vuelve a esperar.",
    "o si esperó 3 horas y tampoco hay nadie disponible en los grupos a los que se pregunta después, el prospecto pasa al gerente",
  ],
  pt: [
    "Depois de esperar esse tempo, se não houver ninguém disponível nos seus próprios grupos, ele vai para o grupo O reforço (`backup`); se lá não houver ninguém disponível, para `last`. Não volta a esperar.",
    "ou se esperou 3 horas e também não há ninguém disponível nos grupos consultados depois, o lead vai para o gerente",
  ],
};

const whoChooses = {
  en: ["A lead in `high-touch` may choose for itself: it sees up to 3 of the reps", "A meeting takes 30 minutes, and"],
  es: ["Un prospecto de `high-touch` puede elegir por sí mismo: ve hasta 3 de los", "Una reunión dura 30 minutos y"],
  pt: ["Um lead de `high-touch` pode escolher por si: vê até 3 dos vendedores", "Uma reunião dura 30 minutos e"],
};

const afterTheAttempts = {
  en: [
    "When 3 reps did not take it, the lead is shown to the whole group `anyone` at once; when nobody there is available, to `last`. The first to take it within 45 minutes has it.",
    "When nobody of them took it, or it waited 1 day, the lead goes to the manager",
  ],
  es: [
    "Si 3 vendedores no lo toman, el prospecto se muestra a la vez a todo el grupo `anyone`; si ahí no hay nadie disponible, a `last`. Se lo queda el primero que lo tome en 45 minutos.",
    "Si nadie de ellos lo toma, o si esperó 1 día, el prospecto pasa al gerente",
  ],
  pt: [
    "Se 3 vendedores não o assumem, o lead é mostrado a todo o grupo `anyone` ao mesmo tempo; se lá não houver ninguém disponível, ao grupo `last`. Fica com quem o assumir primeiro em 45 minutos.",
    "Se ninguém deles o assume, ou se esperou 1 dia, o lead vai para o gerente",
  ],
};

describe.each(locales)("the written policy in %s", (locale) => {
  const [human = "", yaml] = renderPolicy(sample, locale).split("\n```yaml\n");

  it("names every rule, pool, territory, lane, number and value", () => {
    expect(yaml).toBe(`${renderYaml(sample)}\`\`\`\n`);
    const names = mustName(sample, locale);
    expect(names.length).toBeGreaterThan(300);
    expect(names.filter((name) => !says(human, name))).toEqual([]);
  });

  it("says what other policies may hold", () => {
    const policy = aPolicy({
      enrichment: {
        providers: [
          {
            http: "firmographics",
            url: "https://api.example/v1?d={domain}",
            header: "Authorization",
            prefix: "Bearer ",
            map: { size: "metrics.employees" },
            timeout: "700ms",
            retries: 2,
            keep: "30d",
          },
        ],
        limit: "2s",
      },
      accounts: { match_name_at: 1, colleagues: "any-owner" },
      priority: [],
      reminders: [],
      score: [{ dimension: "engagement", max: 7, weight: 1.5, points: [] }],
      pools: { "latam-smb": { manager: "marta", show_to: 9 } },
    });
    const said = renderPolicy(policy, locale).split("\n```yaml\n")[0];
    for (const part of [
      "`https://api.example/v1?d={domain}`",
      "Authorization",
      "`Bearer`",
      "`metrics.employees`",
      lengthOf(30 * 1440, locale),
      numberWords(10.5, locale),
      numberWords(1.5, locale),
      "700",
      " 9 ",
    ])
      expect(said).toContain(part);
  });

  it("says who gets a lead that nobody took in time", () => {
    const pools = {
      "latam-smb": { manager: "marta" },
      backup: { name: { en: "The backup", es: "El refuerzo", pt: "O reforço" }, manager: "marta" },
      last: { manager: "marta" },
    };
    const said = (after_max_wait: string[]) =>
      renderPolicy(aPolicy({ pools, max_wait: "3h", after_max_wait }), locale).split("\n```yaml\n")[0];
    for (const text of afterTheWait[locale] ?? []) {
      expect(said(["backup", "last"])).toContain(text);
      expect(said([])).not.toContain(text);
    }
  });

  it("says who is shown a lead after the attempts, for how long, and who has it then", () => {
    const pools = { "latam-smb": { manager: "marta" }, anyone: { manager: "marta" }, last: { manager: "marta" } };
    const said = (after_attempts?: object) =>
      renderPolicy(aPolicy({ pools, after_attempts }), locale).split("\n```yaml\n")[0];
    for (const text of afterTheAttempts[locale]) {
      expect(said({ pools: ["anyone", "last"], wait: "45m" })).toContain(text);
      expect(said()).not.toContain(text);
    }
  });

  it("says which leads choose for themselves, among what, and that a turn counts", () => {
    const said = (lanes: string[]) => renderPolicy(aPolicy({ choose: { lanes } }), locale).split("\n```yaml\n")[0];
    for (const text of whoChooses[locale]) {
      expect(said(["high-touch"])).toContain(text);
      expect(said([])).not.toContain(text);
    }
  });

  it("lets no text of the policy become markup", () => {
    const wild = "a *b* _c_ `d` [e](https://x.example) <img> | ~f~ $g$ \n# h &amp; \u202e";
    const policy = aPolicy({
      name: wild,
      rules: [{ rule: wild, when: { company: wild }, pools: ["latam-smb"], because: wild }],
    });
    const said = renderPolicy(policy, locale).split("\n```yaml\n")[0] ?? "";
    expect(
      said.match(
        /a \\\*b\\\* \\_c\\_ \\`d\\` \\\[e\\\]\(https:\/\/x\.example\) \\<img\\> \\\| \\~f\\~ \\\$g\\\$ \\# h \\&amp;/g,
      ),
    ).toHaveLength(4);
    expect(said).not.toContain("\u202e");
  });
});

describe("the written policy", () => {
  it.each([
    [
      "en",
      "success` chooses who has the customer",
      "Live: after 14 days; the customer is mailed",
      "“Hooray”, You did it.",
    ],
    [
      "es",
      "success` elige quién tiene al cliente",
      "En marcha: después de 14 días; el cliente recibe",
      "«Bravo», Lo logró.",
    ],
    [
      "pt",
      "success` escolhe quem fica com o cliente",
      "No ar: depois de 14 dias; o cliente recebe",
      "“Viva”, Conseguiu.",
    ],
  ] as const)("says in %s what begins with a win, and nothing where nothing does", (locale, ...texts) => {
    const pools = { "latam-smb": { manager: "marta" }, success: { manager: "marta" } };
    const step = {
      ...{ name: { en: "Live", es: "En marcha", pt: "No ar" }, after: "14d", tell: "customer" },
      mail: {
        subject: { en: "Hooray", es: "Bravo", pt: "Viva" },
        text: { en: "You did it.", es: "Lo logró.", pt: "Conseguiu." },
      },
    };
    const said = (onboarding?: object) => renderPolicy(aPolicy({ pools, onboarding }), locale).split("\n```yaml\n")[0];
    for (const text of texts) {
      expect(said({ pool: "success", steps: [step] })).toContain(text);
      expect(said()).not.toContain(text);
    }
  });
});
