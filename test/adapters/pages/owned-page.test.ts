import { describe, expect, it } from "vitest";
import { ownedPage } from "../../../adapters/pages/owned-page.ts";
import { submittedFacts } from "../../../routing/facts.ts";
import { locales } from "../../../routing/lead/lead.ts";
import { anOfferedLead } from "../../build/a-lead.ts";
import { aPolicy } from "../../build/a-policy.ts";
import { aRep } from "../../build/a-rep.ts";
import { foreignCode, hostile, read, visibleText } from "./reading.ts";

const owned = {
  lead: anOfferedLead({ status: "accepted", ownerId: "ana" }),
  rep: aRep(),
  policy: aPolicy(),
  contactBy: "2026-11-02T16:00:00.000Z",
  now: "2026-11-02T15:01:00.000Z",
};

describe("owned page", () => {
  it.each(["accepted", "already-accepted"] as const)("gives the owner the means of contact when %s", (state) => {
    const page = ownedPage({ locale: "es", state, ...owned });
    const $ = read(page);
    expect($("a[href='mailto:lucia@florarosa.example']").text()).toBe("lucia@florarosa.example");
    expect($("a[href='tel:+525555550101']").text()).toBe("+52 55 5555 0101");
    expect(visibleText(page)).toContain("How many stores do you have?");
    expect(visibleText(page)).toContain(
      "Límite para el primer contacto: 10:00 (hora de Ciudad de México), dentro de 59 minutos.",
    );
  });

  it("does not count backwards once the first contact is overdue", () => {
    const text = visibleText(
      ownedPage({ locale: "en", state: "already-accepted", ...owned, now: "2026-11-02T17:00:00.000Z" }),
    );
    expect(text).toContain("The first contact was due 10:00 (Central Standard Time).");
  });

  it("shows no telephone line when there is no number to dial, and WhatsApp where the number is whole", () => {
    const lead = anOfferedLead({ facts: { phone: "ask Pedro" } });
    const $ = read(ownedPage({ locale: "pt", state: "accepted", ...owned, lead }));
    expect($("a[href^='tel:']").length).toBe(0);
    const whole = anOfferedLead({ facts: { phone: "+525555550101" } });
    const linked = read(ownedPage({ locale: "pt", state: "accepted", ...owned, lead: whole }));
    expect(linked("a[href='https://wa.me/525555550101']").text()).toBe("wa.me/525555550101");
    for (const phone of ["ask Pedro", "5555 0101", "+52 55 5555 0101 ext. 4"]) {
      const incomplete = anOfferedLead({ facts: { phone } });
      const page = read(ownedPage({ locale: "pt", state: "accepted", ...owned, lead: incomplete }));
      expect(page("a[href*='wa.me']").length, phone).toBe(0);
    }
    expect($(".contacts").text()).toContain("ask Pedro");
  });

  it("prints hostile text as text, in every field", () => {
    const lead = anOfferedLead({
      facts: { name: hostile, email: hostile, phone: `5${hostile}`, company: hostile, message: hostile },
      qualification: { eligible: true, reasons: [], callScript: [hostile] },
    });
    const page = ownedPage({ locale: "en", state: "accepted", ...owned, lead });
    expect(foreignCode(page)).toEqual([]);
    for (const link of read(page)("a").toArray()) expect(link.attribs.href).toMatch(/^(mailto|tel):[^\s"<>]*$/);
  });

  it.each(locales)("calls each fact by a name in %s that a person can send later", (locale) => {
    const at = "2026-11-03T16:00:00.000Z";
    const names = submittedFacts
      .filter(({ name, fact }) => name !== "email" && !("ofPage" in fact))
      .map(({ name }) => name);
    const additions = names.map((field) => ({ n: 2, at, field, text: "x", beside: true as const }));
    const $ = read(ownedPage({ locale, state: "accepted", ...owned, lead: { ...owned.lead, additions } }));
    const labels = $("dt")
      .toArray()
      .map((dt) => $(dt).text());
    for (const name of names) expect(labels).not.toContain(name);
  });

  it("shows what was sent later beside what was first known, both with their dates", () => {
    const at = "2026-11-03T16:00:00.000Z";
    const lead = {
      ...owned.lead,
      additions: [
        { n: 2, at, field: "name", text: "Somebody Else", beside: true as const },
        { n: 2, at, field: "phone", text: "+525577777777", beside: true as const },
        { n: 2, at, field: "urgency", text: "now", before: "this-quarter" },
        { n: 2, at, field: "country", text: "CL", beside: true as const },
        { n: 3, at, field: "message", text: "Call me\non Friday", beside: true as const },
        { n: 3, at, field: "customer_type", text: "customer", claimed: true as const },
      ],
    };
    const text = visibleText(ownedPage({ locale: "en", state: "accepted", ...owned, lead }));
    for (const shown of ["Lucía Fernández", "Somebody Else", "+52 55 5555 0101", "+525577777777"])
      expect(text).toContain(shown);
    expect(text).toContain("sent later, November 3, 2026, 10:00 (Central Standard Time)");
    expect(text).toContain("Now (before: This quarter)");
    const later = "sent later, November 3, 2026, 10:00 (Central Standard Time)";
    expect(text).toContain(`Chile ${later}`);
    expect(text).toContain(`Call me on Friday ${later}`);
    expect(text).toContain(`Customer already ${later}; as claimed, not checked`);
    expect(text).toContain("Lucía Fernández known first, 09:00 (Central Standard Time)");
  });
});
