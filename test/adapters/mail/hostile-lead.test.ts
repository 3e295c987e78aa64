import { load } from "cheerio";
import { describe, expect, it } from "vitest";
import { type MailKind, mails } from "../../../adapters/mail/mail.ts";
import { type LeadFacts, locales } from "../../../routing/lead/lead.ts";
import { everyMail, link } from "./every-mail.ts";

const hostile = `"><script>alert(1)</script><img src=x onerror=alert(1)>'\`{{x}}&amp;</title></table>`;
const fields = [
  "name",
  "email",
  "company",
  "country",
  "region",
  "phone",
  "role",
  "useCase",
  "industry",
  "message",
  "source",
  "campaign",
] as const satisfies readonly (keyof LeadFacts)[];
const everywhere: Partial<LeadFacts> = {
  ...Object.fromEntries(fields.map((field) => [field, hostile])),
  products: [hostile],
};
const toLead = (Object.keys(mails) as MailKind[]).filter((kind) => mails[kind] === "lead");

describe("a lead who writes code into the form", () => {
  it.each(locales)("changes the structure of no mail in %s", (locale) => {
    const shape = (html: string) => {
      const $ = load(html);
      return $("script, img, iframe, [onerror], [onload], form")
        .toArray()
        .map((element) => element.attribs.src ?? element.name);
    };
    const harmless = everyMail(locale);
    for (const [kind, mail] of Object.entries(everyMail(locale, { facts: everywhere }))) {
      expect(shape(mail.html)).toEqual(shape(harmless[kind as MailKind].html));
      expect(load(mail.html)("h1")).toHaveLength(1);
      expect(mail.text).not.toContain("&lt;");
    }
  });

  it.each(fields)("has %s shown as it was typed, where it is shown", (field) => {
    const { details } = everyMail("en", { facts: { [field]: hostile } });
    const shown = load(details.html)("body").text();
    const hidden: string[] = ["source", "campaign"];
    expect(shown.includes(hostile)).toBe(!hidden.includes(field));
  });

  it("gets no link that leads anywhere but to their own address and number", () => {
    const email = "a@b.example?bcc=all@c.example&body=x";
    const { details } = everyMail("en", { facts: { email, phone: "javascript:alert(1)" } });
    const links = load(details.html)("a")
      .toArray()
      .map(({ attribs }) => attribs.href);
    expect(new Set(links)).toEqual(
      new Set(["mailto:a@b.example%3Fbcc%3Dall@c.example%26body%3Dx", "https://calendar.example/ana", link]),
    );
  });

  it.each(locales)("cannot send words of their own to somebody else's address, in %s", (locale) => {
    const mails = everyMail(locale, { facts: { ...everywhere, name: "You won! www.prize.example" } });
    for (const kind of toLead) {
      const { calendar, ...parts } = mails[kind];
      for (const part of Object.values(parts)) expect(part).not.toMatch(/prize|alert/);
      // A calendar knows people by their addresses.
      expect((calendar?.text ?? "").replaceAll("\r\n ", "").replaceAll(/MAILTO:.*/g, "")).not.toMatch(/prize|alert/);
    }
  });
});

describe("the past of a former customer", () => {
  it.each(locales)("reaches the rep as one line of text, whatever it holds, in %s", (locale) => {
    const history = `Left in 2023.\n${hostile}\u202e https://prize.example`;
    const account = {
      accountId: "florarosa.example",
      name: "Flora Rosa",
      by: "domain" as const,
      similarity: 1,
      relation: "former" as const,
      history,
    };
    const mails = everyMail(locale, { lead: { account } });
    for (const { html, text } of [mails.details, mails.offer]) {
      expect(load(html).text()).toContain("Left in 2023. ");
      expect(load(html)("script, [onerror]")).toHaveLength(0);
      expect(text).toMatch(/^.*: Left in 2023\. .*$/m);
      expect(html + text).not.toContain("\u202e");
    }
    for (const kind of toLead) {
      for (const part of Object.values(mails[kind])) expect(part).not.toContain("Left in 2023");
    }
  });
});

describe("a subject", () => {
  it.each(locales)("is one line without control or direction characters, in %s", (locale) => {
    const name = "Eve\r\nBcc: all@c.example\u0000\u001b[31m\u202Etxt\u2066\u2028x";
    const mails = Object.values(everyMail(locale, { facts: { name, company: name }, rep: { name } }));
    for (const { subject } of mails) expect(subject).not.toMatch(/[\p{Cc}\u2028-\u202e\u2066-\u2069]/u);
  });

  it("is cut without breaking an emoji, however long the names are", () => {
    const family = "👩‍👩‍👧‍👦";
    const { offer } = everyMail("en", { facts: { name: family.repeat(90), company: "é".repeat(5000) } });
    expect([...new Intl.Segmenter().segment(offer.subject)].length).toBeLessThanOrEqual(140);
    expect(offer.subject).toMatch(/^New warm lead: (👩‍👩‍👧‍👦)+…, é+…$/u);
  });

  it("survives a name with a thousand accents on one letter", () => {
    const { offer } = everyMail("en", { facts: { name: `a${"\u0301".repeat(1000)}` } });
    expect(offer.subject.length).toBeLessThanOrEqual(600);
    expect(offer.subject).toContain("Flora Rosa");
  });
});

describe("a name of another script", () => {
  const names = ["محمد بن سلمان", "דוד לוי", "李小龍", "Zoë 🚀👩🏽‍💻", "Nguyễn Thị Ánh", "Måns O'Brien-Ñandú & Co"];

  it.each(names)("%s comes through whole in subject, HTML and text", (name) => {
    const { offer, details, introduction } = everyMail("en", { facts: { name } });
    for (const mail of [offer, details]) {
      expect(mail.subject).toContain(name);
      expect(mail.text).toContain(name);
      expect(load(mail.html)("h1 bdi").text()).toContain(name);
    }
    expect(introduction.text).toMatch(/Hello .+,/);
    expect(introduction.text).toContain(name);
  });

  it("is set apart in a greeting when it runs from right to left, so that our comma stays behind it", () => {
    expect(everyMail("es", { facts: { name: "דוד" } }).introduction.text).toContain("Hola, \u2068דוד\u2069:");
    expect(everyMail("es", { facts: { name: "Ana" } }).introduction.text).toContain("Hola, Ana:");
  });

  it("has each line of the message run in its own direction", () => {
    const { details } = everyMail("en", { facts: { message: "שלום\r\n\r\n\r\n\r\nHello" } });
    const lines = load(details.html)(".quote > div").toArray();
    expect(lines.map(({ attribs }) => attribs.dir)).toEqual(["auto", "auto", "auto"]);
    expect(details.text).toContain("> שלום\n>\n> Hello");
  });
});
