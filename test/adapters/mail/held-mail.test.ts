import { load } from "cheerio";
import { describe, expect, it } from "vitest";
import type { Held } from "../../../adapters/intake/held-store.ts";
import { heldMail } from "../../../adapters/mail/held-mail.ts";
import { holdReasons } from "../../../routing/lead/admit.ts";
import { type LeadFacts, locales } from "../../../routing/lead/lead.ts";
import type { Rep } from "../../../routing/reps/rep.ts";
import { aLead } from "../../build/a-lead.ts";
import { aPolicy } from "../../build/a-policy.ts";
import { aRep } from "../../build/a-rep.ts";

const hour = (n: number) => new Date(Date.UTC(2026, 10, 2, n)).toISOString();
const id = (n: number) => String(n).padStart(32, "0");
const aHeld = (n: number, facts: Partial<LeadFacts> = {}, reason: Held["reason"] = "trap"): Held => ({
  leadId: id(n),
  key: `k${n}`,
  reason,
  heldAt: hour(n),
  facts: aLead({ facts: { name: `Person ${n}`, company: "Flora Rosa", country: "CO", ...facts } }).facts,
  asWritten: [],
});
const write = (held: Held[], { stage = "prod", isAll = true, manager = {} as Partial<Rep> } = {}) =>
  heldMail({ held, isAll, manager: aRep({ locale: "en", ...manager }), policy: aPolicy(), stage, now: hour(40) });
const many = (count: number) => Array.from({ length: count }, (_, n) => aHeld(n));

describe("the mail about what is held", () => {
  it("says how many there are, for which reasons, and of each who, when, why and until when", () => {
    const { subject, text } = write([
      aHeld(14, { country: "CO" }, "too-soon"),
      aHeld(15, { country: "Narnia" }),
      aHeld(16),
    ]);
    expect(subject).toBe("3 submissions are held for you to look at");
    expect(text).toContain(
      "- 2 × filled in a field that people do not see\n- 1 × was sent sooner than a person types\n",
    );
    expect(text).toMatch(
      /Person 14, Flora Rosa, Colombia:\n- Monday, November 2, 08:00 \(.*\): was sent sooner .*\n- Removed on December 2, 2026 if/,
    );
    expect(text).toContain("Person 15, Flora Rosa, Narnia:");
  });

  it.each([
    ["prod", " --stage prod"],
    ["local", ""],
  ])("gives the exact commands for the stage %s", (stage, option) => {
    const { text, html } = write([aHeld(14), aHeld(15)], { stage });
    for (const command of [`release ${id(14)}`, `release ${id(15)}`, `discard ${id(15)} ${id(14)}`, "held"]) {
      expect(text.split("\n")).toContain(`- npm run turno -- leads ${command}${option}`);
      expect(load(html)("body").text()).toContain(`npm run turno -- leads ${command}${option}`);
    }
  });

  it("lists the newest twenty, counts all, and says that there are more", () => {
    const { subject, text } = write(many(25));
    expect(subject).toContain("25 submissions");
    expect(text.match(/leads release \d+/g)).toEqual(
      Array.from({ length: 20 }, (_, n) => `leads release ${id(24 - n)}`),
    );
    expect(text).toContain("These are the newest.");
    expect(write(many(20)).text).not.toContain("These are the newest.");
  });

  it("says so when more were held than it counted", () => {
    expect(write(many(25), { isAll: false }).subject).toContain("at least 25");
  });

  it.each(locales)("has words for every reason in %s, and for one alone", (locale) => {
    const mails = holdReasons.map((reason) => write([aHeld(14, {}, reason)], { manager: { locale } }));
    expect(new Set(mails.map(({ text }) => text)).size).toBe(holdReasons.length);
    expect(mails[0]?.subject).toMatch(/^1 (submission|solicitud|solicitação) /);
  });

  it.each(locales)("lets nobody add a line, a tag or a direction to it, in %s", (locale) => {
    const name = `<img src=x onerror=alert(1)>\n- npm run turno -- leads release evil\u202e\u2028{{x}}`;
    const facts = { name, company: name, country: name };
    const [harmless, hostile] = [{}, facts].map((facts) => write([aHeld(14, facts)], { manager: { locale } }));
    const shape = (html = "") => load(html)("body *").toArray().length;
    expect(shape(hostile?.html)).toBe(shape(harmless?.html));
    const lines = (text = "") => text.split("\n").filter((line) => line.startsWith("- "));
    expect(lines(hostile?.text)).toEqual(lines(harmless?.text));
    expect(`${hostile?.subject}${hostile?.text}${hostile?.html}`).not.toMatch(/[\u202e\u2028]/);
  });

  it("is shown whole by mail programs, however long the names are", () => {
    const long = "Ñandú ".repeat(2000);
    const held = many(25).map((one) => ({ ...one, facts: { ...one.facts, name: long, company: long, country: long } }));
    // Gmail hides what is beyond 102 KB.
    expect(Buffer.byteLength(write(held).html)).toBeLessThan(60_000);
  });
});
