import { describe, expect, it } from "vitest";
import { parse, stringify } from "yaml";
import { formPage } from "../../adapters/pages/form-page.ts";
import { policyChanges } from "../../policy/diff/policy-diff.ts";
import { lintPolicy } from "../../policy/lint/lint-policy.ts";
import { parsePolicy } from "../../policy/read/policy-file.ts";
import { renderYaml } from "../../policy/read/policy-yaml.ts";
import { renderDiff } from "../../policy/render/diff.ts";
import { renderPolicy } from "../../policy/render/render-policy.ts";
import { inLocale, type Locale, locales, type Words } from "../../routing/lead/lead.ts";
import type { Policy } from "../../routing/policy/policy.ts";
import { everyMail } from "../adapters/mail/every-mail.ts";
import { goodPolicy } from "../build/policy-text.ts";

const all: Readonly<Partial<Record<Locale, string>>> = {
  en: "Ready to talk",
  es: "Lista para hablar",
  pt: "Pronta para falar",
};

/** A policy that its author wrote in these languages alone; the first of `languages` is for all other readers. */
function writtenIn(written: readonly Locale[], languages: readonly Locale[]): Policy {
  const words: Words = Object.fromEntries(written.map((locale) => [locale, all[locale]]));
  const document = parse(goodPolicy);
  document.languages = languages;
  document.form = { products: [{ id: "crm", name: words }] };
  document.qualification = { ask: [{ missing: "size", ask: words }] };
  document.lanes[1].because = words;
  document.pools.smb.name = words;
  document.references = [{ industry: "Retail", company: "Acme", text: words }];
  const reading = parsePolicy(stringify(document), "p.yaml");
  if (reading.kind === "problems") throw new Error(JSON.stringify(reading.problems));
  return reading.policy;
}

const cases: { written: Locale[]; languages: Locale[]; reads: Record<"en" | "es" | "pt", Locale> }[] = [
  { written: ["en"], languages: ["en", "es", "pt"], reads: { en: "en", es: "en", pt: "en" } },
  { written: ["es", "pt"], languages: ["pt", "es"], reads: { en: "pt", es: "es", pt: "pt" } },
  { written: ["es", "pt"], languages: ["en", "es", "pt"], reads: { en: "es", es: "es", pt: "pt" } },
  { written: ["pt"], languages: ["en"], reads: { en: "pt", es: "pt", pt: "pt" } },
];

describe.each(cases)("a policy in $languages whose texts are in $written", ({ written, languages, reads }) => {
  const policy = writtenIn(written, languages);

  it.each(locales)("is written out for a reader of %s, who finds each text once and in one language", (locale) => {
    const document = renderPolicy(policy, locale).split("\n```yaml\n")[0] ?? "";
    const read = (reads as Partial<Record<Locale, Locale>>)[locale] ?? written[0] ?? "en";
    expect(document).toContain(all[read]);
    for (const other of Object.values(all)) if (other !== all[read]) expect(document).not.toContain(other);
  });

  it.each(locales)("speaks to leads and reps who read %s, in its form and in their mails", (locale) => {
    const text = inLocale(policy.form.products[0]?.name ?? "", locale, languages);
    const products = policy.form.products;
    const page = formPage({
      locale,
      locales: languages,
      products,
      submissionId: "1",
    });
    expect(page.html).toContain(text);
    const mails = everyMail(locale, { policy, facts: { products: ["crm"], industry: "Retail" } });
    for (const mail of [mails.offer, mails.introduction, mails.nurture]) expect(mail.text).toContain(text);
  });

  it("comes back from its YAML as it was written, without a change to tell and without complaint", () => {
    const again = parsePolicy(renderYaml(policy), "p.yaml");
    expect(again).toMatchObject({ kind: "policy", policy });
    expect(renderDiff(policyChanges(policy, policy), policy)).toBe("");
    const remarks = (linted: Policy) => lintPolicy(linted, undefined).map(({ says }) => says);
    expect(remarks(policy)).toEqual(remarks(writtenIn(["en", "es", "pt"], languages)));
  });
});
