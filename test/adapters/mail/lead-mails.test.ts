import { load } from "cheerio";
import { describe, expect, it } from "vitest";
import { acknowledgementMail } from "../../../adapters/mail/acknowledgement-mail.ts";
import { detailsMail } from "../../../adapters/mail/details-mail.ts";
import { introductionMail } from "../../../adapters/mail/introduction-mail.ts";
import { nurtureMail } from "../../../adapters/mail/nurture-mail.ts";
import { welcomeMail } from "../../../adapters/mail/welcome-mail.ts";
import type { Rep } from "../../../routing/reps/rep.ts";
import { aCustomer, aPlanningPolicy, aWonLead } from "../../build/a-customer.ts";
import { aLead } from "../../build/a-lead.ts";
import { aPolicy } from "../../build/a-policy.ts";
import { aRep } from "../../build/a-rep.ts";
import { aTriedLead, contactBy, request } from "./every-mail.ts";

const policy = aPolicy();

describe("acknowledgement", () => {
  const buttonOf = (lane: string) => {
    const lead = { ...aLead({ status: "offered", lane: { lane, because: "so" } }), ownerId: undefined };
    const choosing = aPolicy({ choose: { lanes: ["high-touch"] } });
    const sent = { lead, policy: choosing, about: "received" as const, contact: aRep(), request, now: contactBy };
    return load(acknowledgementMail(sent).html)(`a[href^="${request}"]`)
      .toArray()
      .map(({ attribs }) => attribs.href);
  };

  it("leads to the free times where the person may choose one, and else to their request", () => {
    expect(buttonOf("high-touch")).toEqual([`${request}/times`]);
    expect(buttonOf("low-touch")).toEqual([request]);
  });
});

describe("introduction mail", () => {
  const introduce = (facts: Parameters<typeof aTriedLead>[0], owner: Partial<Rep> = {}) =>
    introductionMail({ lead: aTriedLead(facts), owner: aRep(owner), policy, contactBy, request });

  it("tells who contacts the lead, until when, and what comes next", () => {
    const { subject, text } = introduce({ facts: { language: "es" } });
    expect(subject).toBe("Ana Morales, de Andina Cloud, se comunicará con usted");
    expect(text).toContain("Hola, Lucía Fernández:");
    expect(text).toContain("Nos comunicaremos a más tardar: hoy, 10:05 (hora de Ciudad de México)");
    expect(text).toContain("1. Ana Morales le llamará o escribirá.");
    expect(text).toContain("- Tiendas Sol: Opened 40 stores with us.");
  });

  it.each([
    [
      "en",
      "You meet Ana Morales of Andina Cloud",
      "When: Wednesday, November 4, 11:00 (Central Standard Time), 30 minutes",
    ],
    [
      "es",
      "Tiene una reunión con Ana Morales, de Andina Cloud",
      "Cuándo: miércoles, 4 de noviembre, 11:00 (hora de Ciudad de México), 30 minutos",
    ],
  ] as const)(
    "names the time that was agreed on, and where it is moved, in place of a promise: %s",
    (language, subject, due) => {
      const meeting = { repId: "ana", at: "2026-11-04T17:00:00.000Z", minutes: 30, bookedAt: contactBy, change: 1 };
      const lead = aTriedLead({ ownerId: "ana", meeting: { ...meeting, by: "lead" }, facts: { language } });
      const choosing = aPolicy({ choose: { lanes: ["high-touch"] } });
      const mail = introductionMail({ lead, owner: aRep(), policy: choosing, contactBy, request });
      expect(mail.subject).toBe(subject);
      expect(mail.text).toContain(due);
      expect(mail.text).not.toContain("10:05");
      expect(load(mail.html)(".button a").attr("href")).toBe(`${request}/times`);
      expect(mail.html).not.toContain("calendar.example");
      const told = detailsMail({ lead, owner: aRep({ locale: "en" }), policy: choosing, contactBy, link: request });
      expect(told.text).toContain("You meet: Wednesday, November 4, 11:00 (Central Standard Time), 30 minutes");
      expect(told.text).not.toContain("First contact by");
    },
  );

  it("leads to the free times that we know before the owner's own calendar, where its person may choose", () => {
    const choosing = aPolicy({ choose: { lanes: ["high-touch"] } });
    const mail = introductionMail({
      ...{ lead: aTriedLead({ facts: { language: "en" } }), owner: aRep(), policy: choosing, contactBy, request },
    });
    expect(load(mail.html)(".button a").attr("href")).toBe(`${request}/times`);
    expect(mail.text).toContain("2. You can also choose a time yourself.");
  });

  it("keeps to the lead's clock where their country has one, else to the owner's, and says which", () => {
    expect(introduce({ facts: { language: "en", country: "PE" } }).text).toContain("today, 11:05 (Peru Time)");
    expect(introduce({ facts: { language: "en", country: "BR" } }).text).toContain("10:05 (Central Standard Time)");
    expect(introduce({ facts: { language: "en", country: undefined } }).text).toContain(
      "10:05 (Central Standard Time)",
    );
  });

  it("keeps to the zone that came with the form, or was looked up", () => {
    const facts = { language: "en" as const, country: "MX", timeZone: "America/Tijuana" };
    expect(introduce({ facts }).text).toContain("08:05 (Pacific Time)");
  });

  it("promises no call to who left no number", () => {
    expect(introduce({ facts: { language: "en", phone: undefined } }).text).toContain("1. Ana Morales writes to you.");
  });

  it("shows the owner's initials in a coloured circle, under the photo and without one", () => {
    const face = (owner: Partial<Rep>) => load(introduce({}, owner).html)(".face");
    expect(face({ photoUrl: undefined }).text()).toBe("AM");
    expect(face({}).find("img").attr("alt")).toBe("AM");
    expect(face({ name: "Ñusta", photoUrl: undefined }).text()).toBe("Ñ");
    expect(face({ name: "João da Conceição", photoUrl: undefined }).text()).toBe("JC");
    expect(face({ photoUrl: undefined }).attr("bgcolor")).toMatch(/^#/);
  });

  it.each(["http://a.example/x.jpg", "javascript:alert(1)", "data:text/html,x", "//a.example", "nonsense-address"])(
    "neither loads nor links %s",
    (url) => {
      const { html, text } = introduce({}, { photoUrl: url, calendarUrl: url });
      expect(html.includes(url) || text.includes(url)).toBe(false);
      expect(load(html)(".button a").attr("href")).toBe("mailto:ana@andina.example");
    },
  );

  it("says word for word what people said of the owner, with who, where and when", () => {
    const reviews = [
      {
        ...{ repId: "ana", state: "published" as const, date: "2026-10-01" },
        ...{ text: "Listened,\u202e and called <b>back</b>.", author: "Nora P.\nBcc: x@y.example", source: "Survey" },
      },
    ];
    const mail = introductionMail({
      lead: aTriedLead({ facts: { language: "es" } }),
      owner: aRep(),
      policy,
      contactBy,
      reviews,
      request,
    });
    expect(mail.text).toContain("Lo que dicen de Ana Morales:");
    const said = "«Listened, and called <b>back</b>.» – Nora P. Bcc: x@y.example, Survey, 1 de octubre de 2026";
    expect(mail.text).toContain(said);
    expect(load(mail.html).text()).toContain(said);
    expect(introduce({ facts: { language: "es" } }).text).not.toContain("Lo que dicen");
  });

  it("names only companies of the lead's own industry", () => {
    expect(introduce({ facts: { industry: "Retail " } }).text).toContain("Tiendas Sol");
    expect(introduce({ facts: { industry: "mining" } }).text).not.toContain("Tiendas Sol");
    expect(introduce({ facts: { industry: undefined } }).text).not.toContain("Tiendas Sol");
  });
});

describe("welcome mail", () => {
  const buttonOf = (lane: string, manager: Partial<Rep>, steps = aCustomer().steps) => {
    const choosing = aPlanningPolicy({ choose: { lanes: ["high-touch"] } });
    const lead = aWonLead({ lane: { lane, because: "so" } });
    const customer = { ...aCustomer(), steps };
    const about = { lead, customer, manager: aRep(manager), policy: choosing, now: contactBy, times: [], request };
    return load(welcomeMail(about).html)(".button a").attr("href");
  };

  it("leads to the free times that we know; to the manager's own calendar where leads choose none with us", () => {
    expect(buttonOf("high-touch", {})).toBe(`${request}/times`);
    expect(buttonOf("low-touch", { calendarUrl: undefined })).toBe(`${request}/times`);
    expect(buttonOf("low-touch", {})).toBe("https://calendar.example/ana");
  });

  it("leads to the manager's address once the call was logged", () => {
    const [call, ...steps] = aCustomer().steps;
    expect(buttonOf("high-touch", {}, call && [{ ...call, doneAt: contactBy }, ...steps])).toBe(
      "mailto:ana@andina.example",
    );
  });
});

describe("nurture mail", () => {
  const unsubscribe = "https://api.example/unsubscribe/secret?a=1&b=2";
  const lead = aLead({ lane: { lane: "nurture", because: "" }, facts: { language: "en" } });

  it("says that nobody will call, where to look, and how to reach somebody all the same", () => {
    const { text } = nurtureMail({ lead, policy, request, unsubscribe });
    expect(text).toContain("We will not call you for now.");
    expect(text).toContain("Look around:\nhttps://andina.example/start");
    expect(text).toContain("reply to this email");
    expect(text).toContain("You asked about: CRM.");
    expect(text).toContain(`Unsubscribe:\n${unsubscribe}`);
  });

  it("invites to start at once on a self-service lane", () => {
    const lanes = [{ lane: "nurture", when: {}, action: "self-service" as const, because: "" }];
    expect(nurtureMail({ lead, policy: aPolicy({ lanes }), request, unsubscribe }).text).toContain(
      "You can start right away",
    );
  });

  it("has no button where the policy has no page", () => {
    const { html, text } = nurtureMail({
      lead,
      policy: aPolicy({ self_service_url: undefined }),
      request,
      unsubscribe,
    });
    expect(load(html)(".button a")).toHaveLength(0);
    expect(text.replace(request, "").replace(unsubscribe, "")).not.toMatch(/https:|this page/);
  });
});
