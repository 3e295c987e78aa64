import { describe, expect, it } from "vitest";
import { contactBy as dueAt } from "../../routing/offers/offer.ts";
import { contactBy, everyMail } from "../adapters/mail/every-mail.ts";
import { aLead } from "../build/a-lead.ts";
import { aPolicy } from "../build/a-policy.ts";
import { aRep } from "../build/a-rep.ts";
import { policy } from "./a-sample-company.ts";

const introduced = everyMail("en").introduction.text;

describe("hand over", () => {
  it("practice 61: tells the lead at once who calls and what comes next", () => {
    expect(introduced).toContain("Ana Morales");
    expect(everyMail("pt").introduction.text).not.toBe(introduced);
  });

  it("practice 59: gives the lead a known contact, whom an answer reaches", () => {
    expect(introduced).toContain(aRep().phone ?? "nobody");
  });

  it("practice 32: is as personal for the thousandth lead as for the first: by name and in their language", () => {
    for (const locale of ["en", "es", "pt"] as const) {
      expect(everyMail(locale).introduction.text).toContain("Lucía");
    }
  });

  it("practice 67: shows the lead the rep's calendar", () => {
    expect(introduced).toContain(aRep().calendarUrl ?? "nowhere");
  });

  it("practice 48: names customers of the lead's own industry", () => {
    expect(introduced).toContain("Tiendas Sol");
    expect(everyMail("en", { facts: { industry: "banking" } }).introduction.text).not.toContain("Tiendas Sol");
    expect(new Set(policy.references.map(({ industry }) => industry)).size).toBeGreaterThanOrEqual(5);
  });

  it("practice 30: reminds the rep of the new lead before the offer lapses", () => {
    expect(policy.reminders).toEqual([0.5, 0.8]);
    expect(everyMail("es").reminder.subject).not.toBe(everyMail("es").offer.subject);
  });

  it("practice 65: has a time for each step that can be measured and set: to answer, and to the first contact", () => {
    const lead = aLead({ acceptedAt: contactBy, priority: { level: "hot", reasons: [] } });
    const rules = aPolicy();
    expect(dueAt(lead, aRep(), rules)).toBe(new Date(Date.parse(contactBy) + 15 * 60_000).toISOString());
    expect(policy.expectations).toMatchObject({ answered_in_time: 0.9, contacted_in_time: 0.95 });
  });

  it("practice 75: carries the whole process: offer, reminder, hand-over and escalation go out by themselves", () => {
    expect(Object.values(everyMail("es")).every(({ html, text }) => html.length > 0 && text.length > 0)).toBe(true);
  });
});
