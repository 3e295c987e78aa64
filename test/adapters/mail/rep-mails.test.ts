import { load } from "cheerio";
import { describe, expect, it } from "vitest";
import { detailsMail } from "../../../adapters/mail/details-mail.ts";
import { escalationMail } from "../../../adapters/mail/escalation-mail.ts";
import { lapsedMail } from "../../../adapters/mail/lapsed-mail.ts";
import { offerMail } from "../../../adapters/mail/offer-mail.ts";
import { reminderMail } from "../../../adapters/mail/reminder-mail.ts";
import { locales } from "../../../routing/lead/lead.ts";
import { anOfferedLead } from "../../build/a-lead.ts";
import { aPolicy } from "../../build/a-policy.ts";
import { aRep } from "../../build/a-rep.ts";
import { aTriedLead, contactBy, everyMail, link } from "./every-mail.ts";

const policy = aPolicy();
const rep = aRep({ locale: "en", timeZone: "America/Bogota" });

describe("offer mail", () => {
  it.each(locales)("keeps the means of contact to itself until the lead is accepted, in %s", (locale) => {
    const { offer, reminder, lapsed, escalation } = everyMail(locale);
    for (const mail of [offer, reminder, lapsed, escalation]) {
      for (const part of Object.values(mail)) expect(part).not.toMatch(/lucia@|florarosa\.example|5555 ?0101/);
    }
  });

  it("says who it is, until when to answer on the rep's own clock, how long that is, and why it is theirs", () => {
    const { subject, text } = offerMail({ lead: anOfferedLead(), rep, policy, link });
    expect(subject).toBe("New warm lead: Lucía Fernández, Flora Rosa");
    for (const fact of [
      "[Warm]",
      "Answer by: today, 10:15 (Colombia Time)",
      "You have 15 minutes of working time",
      "Country: Mexico",
      "Warm: Wants to decide this quarter",
      "Score: 62 of 100 points",
      "Rule: Mexico",
    ]) {
      expect(text).toContain(fact);
    }
  });

  it("says of a last call that nobody took the lead, and not how long they alone would have", () => {
    const lead = anOfferedLead();
    const offers = lead.offers.map((offer) => ({ ...offer, round: 1, lastCall: true as const }));
    const { text } = offerMail({ lead: { ...lead, offers }, rep, policy, link });
    expect(text).toContain("Nobody has taken it so far");
    expect(text).not.toContain("of working time");
  });

  it("names the day when the answer is not due on the day of the offer", () => {
    const lead = anOfferedLead();
    const offers = lead.offers.map((offer) => ({ ...offer, expiresAt: "2026-11-03T14:05:00.000Z" }));
    const { text } = offerMail({ lead: { ...lead, offers }, rep, policy, link });
    expect(text).toContain("Answer by: Tuesday, November 3, 09:05 (Colombia Time)");
  });

  it("writes the priority as a word, so that it needs no colour", () => {
    const lead = anOfferedLead({ priority: { level: "hot", reasons: [] } });
    expect(load(offerMail({ lead, rep, policy, link }).html)(".tag").text()).toBe("Hot");
  });

  it("speaks of the offer to its reader, not of one to somebody else", () => {
    const lead = aTriedLead();
    expect(() => offerMail({ lead, rep: aRep({ id: "carla" }), policy, link })).toThrow("never offered to carla");
  });
});

describe("reminder and lapsed mail", () => {
  it("tell both times, and both days where they differ, for they may be read on either", () => {
    const lead = anOfferedLead();
    const later = lead.offers.map((offer) => ({ ...offer, expiresAt: "2026-11-03T14:05:00.000Z" }));
    expect(reminderMail({ lead, rep, policy, link }).text).toContain("offered to you today, 10:00 (Colombia Time)");
    const { text } = lapsedMail({ lead: { ...lead, offers: later }, rep, policy });
    expect(text).toContain("Offered: Monday, November 2, 10:00 (Colombia Time)");
    expect(text).toContain("Time was up: Tuesday, November 3, 09:05 (Colombia Time)");
  });
});

describe("escalation mail", () => {
  const escalation = {
    lead: aTriedLead(),
    manager: rep,
    reps: [aRep(), aRep({ id: "bob", name: "Bob Li" })],
    policy,
    link,
  };

  it("tells the manager why the lead came and what each rep said", () => {
    const { text } = escalationMail({ ...escalation, lead: { ...escalation.lead, ownerId: undefined }, reminder: 0 });
    expect(text).toContain("The reps who were asked did not take it.");
    expect(text).toContain("- Bob Li: declined, “I have no time”");
    expect(text).toContain("Received: today, 10:00 (Colombia Time)");
  });

  it("counts its reminders and dates the lead by the day of the reminder", () => {
    const { subject, text } = escalationMail({ ...escalation, reminder: 1 });
    expect(subject).toMatch(/^Reminder 1, /);
    expect(text).toContain("Received: Monday, November 2, 10:00 (Colombia Time)");
  });

  it("leaves out who was asked when nobody was", () => {
    const lead = { ...aTriedLead({ escalation: undefined }), offers: [] };
    expect(escalationMail({ ...escalation, lead, reminder: 0 }).text).not.toContain("Who was asked");
  });
});

describe("details mail", () => {
  const details = { lead: aTriedLead(), owner: rep, policy, contactBy };

  it("gives the rep everything at once", () => {
    const { html, text } = detailsMail({ ...details, link });
    for (const fact of [
      "First contact by: today, 11:05 (Colombia Time)",
      "Phone: +52 55 5555 0101",
      "Email: lucia@florarosa.example",
      "- How many stores do you have?",
      "> We want to see how it works with our stores.",
      "Score: 62 of 100 points",
      "- Value: 20 of 30\n  A mid-size deal (+20)",
      "- Rule: Mexico",
      "- Group: latam-smb",
      "https://calendar.example/ana",
    ]) {
      expect(text).toContain(fact);
    }
    const links = load(html)("a")
      .toArray()
      .map(({ attribs }) => attribs.href);
    expect(links).toContain("mailto:lucia@florarosa.example");
    expect(links).toContain("tel:+525555550101");
  });

  it("links a chat of WhatsApp where the number is whole", () => {
    const lead = aTriedLead({ facts: { ...aTriedLead().facts, phone: "+525555550101" } });
    const { html, text } = detailsMail({ ...details, lead, link });
    expect(load(html)("a[href='https://wa.me/525555550101']").text()).toBe("wa.me/525555550101");
    expect(text).toContain("WhatsApp: wa.me/525555550101");
  });

  it("offers to write where there is no number to call", () => {
    const { html } = detailsMail({ link, ...details, lead: aTriedLead({ facts: { phone: undefined } }) });
    expect(load(html)(".button a").attr("href")).toBe("mailto:lucia@florarosa.example");
  });

  it("tells a manager that nobody else took it", () => {
    const manager = aRep({ id: "marta", locale: "en", role: "manager" });
    expect(detailsMail({ link, ...details, owner: manager }).text).toContain(
      "Why you:\n- No rep took it, and you did.",
    );
  });

  it("needs no score, message or question", () => {
    const bare = aTriedLead({ score: undefined, qualification: undefined, priority: undefined, rule: undefined });
    const { text } = detailsMail({
      link,
      ...details,
      lead: { ...bare, facts: { name: "", email: "a@b.example", language: "en" } },
    });
    expect(text).not.toMatch(/Score|Ask them|Their message|undefined/);
  });
});
