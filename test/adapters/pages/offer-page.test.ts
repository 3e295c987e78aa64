import { describe, expect, it } from "vitest";
import { type OfferPage, offerPage } from "../../../adapters/pages/offer-page.ts";
import { type Locale, locales } from "../../../routing/lead/lead.ts";
import { aPolicyWithForm } from "../../build/a-form.ts";
import { anOfferedLead } from "../../build/a-lead.ts";
import { aPolicy } from "../../build/a-policy.ts";
import { aRep } from "../../build/a-rep.ts";
import { foreignCode, hostile, read, visibleText } from "./reading.ts";

const asked = anOfferedLead();
const offer = asked.offers[0];
const aPage = (overrides: Partial<OfferPage> = {}): OfferPage => ({
  locale: "en",
  lead: asked,
  rep: aRep(),
  policy: aPolicy(),
  offer,
  action: "/offers/secret",
  now: "2026-11-02T15:01:00.000Z",
  ...overrides,
});

describe("offer page", () => {
  it.each(locales)("hides the means of contact until the lead is accepted, in %s", (locale) => {
    const { html } = offerPage(aPage({ locale }));
    expect(html).not.toContain("lucia@");
    expect(html).not.toContain("florarosa.example");
    expect(html).not.toContain("5555 0101");
  });

  it("tells what only this policy asks, by the names that it gives to it, and nothing of what is not known", () => {
    const own = { plan: "basic", seats: 1200, insured: true, starts: "2026-11-30", interests: ["x", "y"] };
    const lead = { ...asked, facts: { ...asked.facts, ...own } };
    const text = visibleText(offerPage(aPage({ locale: "es", lead, policy: aPolicyWithForm() })));
    for (const said of ["PlanBásico", "Puestos1,200", "Insuredsí", "Starts30 nov 2026", "Interestsx, y"])
      expect(text).toContain(said);
    expect(text).not.toMatch(/Level|Partner/);
  });

  it.each<[Locale, string, string]>([
    ["en", "Answer before 09:15 (Central Standard Time), in 14 minutes.", "Organization"],
    ["es", "Límite para responder: 09:15 (hora de Ciudad de México), dentro de 14 minutos.", "Organización"],
    ["pt", "Prazo para responder: 09:15 (Horário Cidade do México), em 14 minutos.", "Organização"],
  ])("tells in %s who it is, what they want and until when to answer", (locale, deadline, organization) => {
    const text = visibleText(offerPage(aPage({ locale })));
    for (const fact of [deadline, organization, "Lucía Fernández", "Flora Rosa", "Operations director", "CRM"]) {
      expect(text).toContain(fact);
    }
    expect(text).not.toMatch(/undefined|null|\[object|NaN/);
  });

  it("explains the score, the priority and why it came to this rep", () => {
    const text = visibleText(offerPage(aPage({ locale: "es" })));
    expect(text).toContain("Puntaje: 62 de 100");
    expect(text).toContain("Un negocio mediano +20");
    expect(text).toContain("Tibio: Wants to decide this quarter");
    expect(text).toContain("Regla: Mexico");
    expect(text).toContain("Grupo: latam-smb");
  });

  it("writes money with the currency's code", () => {
    expect(visibleText(offerPage(aPage()))).toMatch(/USD\s24,000/);
  });

  it.each([
    ["accept", 0],
    ["decline", 1],
  ] as const)("asks for the button of %s once more where that button is", (decision, index) => {
    const $ = read(offerPage(aPage({ asked: { decision, reason: "no-time", unread: true } })));
    const notice = $("[role=alert]");
    expect(notice).toHaveLength(1);
    expect(notice.nextAll("form").length + notice.closest("form").length).toBe(1);
    expect($("form").index(index === 0 ? notice.nextAll("form") : notice.closest("form"))).toBe(index);
  });

  it("names in the reader's language what a stranger claims, and says apart from it that nobody checked", () => {
    const asWritten = [{ field: "customer_type", text: "customer", claimed: true as const }];
    const rows = read(offerPage(aPage({ locale: "es", lead: { ...asked, asWritten } })))(".facts div");
    expect(rows.last().find("bdi").text()).toBe("Ya es cliente");
    expect(rows.last().find("small").text()).toBe("según se afirma, sin comprobar");
  });

  it("answers by POST alone, accept at once and decline with a reason", () => {
    const $ = read(offerPage(aPage()));
    const forms = $("form").toArray();
    expect(forms.map((form) => [form.attribs.method, form.attribs.action])).toEqual([
      ["post", "/offers/secret"],
      ["post", "/offers/secret"],
    ]);
    expect(
      $("[name=decision]")
        .toArray()
        .map((input) => input.attribs.value),
    ).toEqual(["accept", "decline"]);
    expect(
      $("[name=reason]")
        .toArray()
        .map((input) => input.attribs.value),
    ).toEqual(["wrong-fit", "no-time", "not-a-lead", "conflict", "other"]);
    expect($("details").attr("open")).toBeUndefined();
    expect($("main a").length).toBe(0);
  });

  it("asks again when a decline came without a reason", () => {
    const page = offerPage(aPage({ asked: { decision: "decline", unread: false } }));
    const $ = read(page);
    expect(page.statusCode).toBe(422);
    expect($("details").attr("open")).toBeDefined();
    expect($("#reason-error").text()).toBe("Choose a reason");
  });

  it("shows a lead of whom little is known", () => {
    const lead = anOfferedLead({
      facts: {
        company: undefined,
        size: undefined,
        country: undefined,
        phone: undefined,
        role: undefined,
        products: undefined,
        industry: undefined,
        value: undefined,
        urgency: undefined,
        message: undefined,
      },
      score: undefined,
      priority: undefined,
      rule: undefined,
    });
    const page = offerPage(aPage({ lead }));
    expect(read(page)("dt").toArray().length).toBe(1);
    expect(visibleText(page)).not.toMatch(/undefined|null|NaN/);
  });

  it("prints hostile text as text, in every field", () => {
    const facts = Object.fromEntries(
      ["name", "company", "country", "region", "role", "useCase", "industry", "message"].map((id) => [id, hostile]),
    );
    const lead = anOfferedLead({
      facts: { ...facts, products: [hostile] },
      priority: { level: "hot", reasons: [{ because: hostile }] },
      rule: { rule: hostile, pools: [hostile] },
    });
    const policy = aPolicy({ name: hostile });
    const page = offerPage(aPage({ lead, policy, action: hostile, offer: offer && { ...offer, pool: hostile } }));
    expect(foreignCode(page)).toEqual([]);
    expect(read(page)("blockquote").text()).toBe(hostile);
  });

  it("keeps right-to-left names from turning the line around", () => {
    const $ = read(offerPage(aPage({ lead: anOfferedLead({ facts: { name: "عبد الرحمن" } }) })));
    expect($("h1 bdi").text()).toBe("عبد الرحمن");
    expect($("blockquote").attr("dir")).toBe("auto");
  });
});

describe("offer page of a manager", () => {
  const escalated = anOfferedLead({
    status: "escalated",
    offers: [
      { ...(offer as NonNullable<typeof offer>), outcome: "declined", declineReason: "no-time: back on Monday: maybe" },
      { ...(offer as NonNullable<typeof offer>), attempt: 2, repId: "bob", outcome: "lapsed" },
    ],
    escalation: {
      managerId: "marta",
      cause: "attempts-used",
      at: "2026-11-02T15:30:00.000Z",
      remindAt: [],
      reminded: 0,
      linkHashes: [],
    },
  });
  const page = offerPage(
    aPage({ lead: escalated, rep: aRep({ id: "marta", role: "manager" }), offer: undefined, reps: [aRep()] }),
  );

  it("says who was asked and what they answered", () => {
    const text = visibleText(page);
    expect(text).toContain("The reps who were asked did not take it.");
    expect(text).toContain("Ana Morales: declined, “I have no time” – back on Monday: maybe");
    expect(text).toContain("bob: did not answer");
  });

  it("can only be taken", () => {
    const $ = read(page);
    expect($("button").text()).toBe("I take it");
    expect($("form").length).toBe(1);
    expect($("details").length).toBe(0);
    expect(page.html).not.toContain("lucia@");
  });
});
