import { load } from "cheerio";
import { describe, expect, it } from "vitest";
import { type MailContent, type MailKind, mails as mailsTo } from "../../../adapters/mail/mail.ts";
import { locales } from "../../../routing/lead/lead.ts";
import { plan } from "../../build/a-customer.ts";
import { aPolicy } from "../../build/a-policy.ts";
import { everyMail, link, withoutButton } from "./every-mail.ts";

const mails = locales.flatMap((locale) =>
  Object.entries(everyMail(locale)).map(([kind, mail]) => ({ kind: kind as MailKind, locale, mail })),
);
const withLink: MailKind[] = [
  ...(["new-customer", "milestone-manager", "milestone-reminder"] as const),
  "offer",
  "reminder",
  "paused",
  "escalation",
  "escalation-reminder",
  "additions",
];

/** Those that show who answers to the lead. */
const withFace: readonly MailKind[] = [
  ...(["acknowledgement", "acknowledgement-later", "introduction", "invitation"] as const),
  ...(["welcome", "milestone"] as const),
];

/** What a person reads of the HTML part. */
function visible({ html }: MailContent): string {
  const $ = load(html);
  $("head").remove();
  return $.root().text().replaceAll(/\s+/g, " ");
}

describe("every mail", () => {
  it.each(mails)("$kind in $locale has a subject, a preheader and both parts, without a hole in them", ({ mail }) => {
    for (const part of [mail.subject, mail.html, mail.text]) {
      expect(part.trim()).not.toBe("");
      expect(part).not.toMatch(/undefined|null|\[object|NaN|\{\{|\}\}|Invalid Date|: [.,]|\n \S/);
    }
    expect(mail.subject.length).toBeLessThanOrEqual(140);
    expect(load(mail.html)("body > div").first().text().trim()).not.toBe("");
  });

  it("about additions says what was known and stays, and what came beside it", () => {
    const { text } = everyMail("en").additions;
    expect(text).toMatch(/People: 120\n {2}known first, .*\n(.*\n)*People: 7\n {2}sent later, /);
  });

  it.each(mails)("$kind in $locale stays small enough for a mail program to show it whole", ({ mail }) => {
    expect(Buffer.byteLength(mail.html)).toBeLessThan(20_000);
  });

  it.each(mails)("$kind in $locale says which language it is in and why it was sent", ({ mail, locale }) => {
    const $ = load(mail.html);
    expect($("html").attr("lang")).toBe(locale === "pt" ? "pt-BR" : locale);
    expect($("title").text()).toBe(mail.subject);
    const footer = mail.text.split("--\n").at(-1)?.trim() ?? "";
    expect(footer).toContain("Andina Cloud");
    expect(visible(mail)).toContain(footer);
  });

  it.each(mails)("$kind in $locale has one button at most, and its address in the plain text", ({ kind, mail }) => {
    const buttons = load(mail.html)(".button a").toArray();
    expect(buttons.length).toBeLessThanOrEqual(withoutButton.includes(kind) ? 0 : 1);
    const address = buttons[0]?.attribs.href ?? "";
    if (/^https/.test(address)) expect(mail.text.split("\n")).toContain(address);
    if (withLink.includes(kind)) expect(address).toBe(link);
  });

  it.each(mails)("$kind in $locale has a plain text without markup", ({ mail }) => {
    expect(mail.text).not.toMatch(/&(amp|lt|gt|quot|#)|<\/?[a-z]/i);
    expect(mail.text).not.toMatch(/\n{3,}|[ \t]\n/);
  });

  it.each(mails)("$kind in $locale says the same in both parts", ({ mail }) => {
    const seen = visible(mail);
    const lines = mail.text.split("\n").map((line) => line.replace(/^(> |- |\d\. |\[\w+\] )/u, "").trim());
    const sayings = lines.flatMap((line) => line.split(/: /)).filter((line) => !/^(--|(https?|tel):.*|)$/.test(line));
    for (const saying of sayings) expect(seen).toContain(saying.replace(/:$/, "").replaceAll(/\s/g, " "));
  });

  it.each(mails)("$kind in $locale loads nothing but the owner's photo", ({ kind, mail }) => {
    const $ = load(mail.html);
    expect($("link, script, iframe, style[src]").toArray()).toHaveLength(0);
    expect(
      $("img")
        .toArray()
        .map(({ attribs }) => attribs.src),
    ).toEqual(withFace.includes(kind) ? ["https://andina.example/ana.jpg"] : []);
    expect(mail.html).not.toMatch(/@import|url\(/);
  });

  it.each(Object.keys(everyMail("en")) as MailKind[])("%s is really written in three languages", (kind) => {
    const [en, es, pt] = (["en", "es", "pt"] as const).map((locale) => everyMail(locale)[kind]);
    expect(new Set([en?.subject, es?.subject, pt?.subject]).size).toBe(3);
    const words = [en, es, pt].map((mail) => new Set(mail?.text.split("\n").filter((line) => line.length > 20)));
    const shared = [...(words[0] ?? [])].filter((line) => words[1]?.has(line) || words[2]?.has(line));
    const data = /https?:|npm run|>|More than 100|Wants to decide|Opened 40|Operations|Flora|CRM|How many|Account|@/;
    expect(shared.filter((line) => !data.test(line))).toEqual([]);
  });

  it.each(locales)("writes to the lead in the lead's language and to the rep in the rep's, in %s", (locale) => {
    const other = locale === "en" ? "pt" : "en";
    const own = everyMail(locale);
    const mixed = everyMail(other, { rep: { locale } });
    for (const kind of Object.keys(own) as MailKind[]) {
      const footer = (mail: MailContent) => mail.text.split("--\n").at(-1);
      const same = footer(mixed[kind]) === footer(own[kind]);
      expect(same).toBe(mailsTo[kind] === "team");
    }
  });
});

describe("the chance of a win", () => {
  const score = {
    ...{ total: 12, max: 20 },
    dimensions: [
      { dimension: "size", points: 12, max: 20, reasons: [{ because: "More than 100 people", points: 12 }] },
    ],
  };
  const steps = [
    { points: 0, chance: 0.05 },
    { points: 20, chance: 0.55 },
  ];
  const policy = aPolicy({
    onboarding: { ...plan, pool: "latam-smb" },
    chance: { from: "2026-01-01", to: "2026-03-01", leads: 300, won: 60, steps },
  });

  it("stands beside the points for whoever may take the lead, and in no mail to its person", () => {
    const told = Object.entries(everyMail("en", { policy, lead: { score } }))
      .filter(([, { html, text }]) => /Chance of a win/.test(html + text))
      .map(([kind]) => kind as MailKind);
    expect(told).toEqual(expect.arrayContaining(["offer", "details", "escalation"]));
    expect(told.filter((kind) => mailsTo[kind] === "lead")).toEqual([]);
    const { text } = everyMail("en", { policy, lead: { score } }).offer;
    expect(text).toContain("Chance of a win: 35%, by what came of 300 past leads");
    expect(text).toContain("For it: +12 More than 100 people");
    expect(text).toContain("12 of 20 points");
  });
});
