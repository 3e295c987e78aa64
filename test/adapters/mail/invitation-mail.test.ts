import { load } from "cheerio";
import ICAL from "ical.js";
import nodeIcal, { type VEvent } from "node-ical";
import PostalMime from "postal-mime";
import { describe, expect, it } from "vitest";
import { invitationMail, invitationRepMail } from "../../../adapters/mail/invitation-mail.ts";
import { rawMail } from "../../../adapters/mail/raw-mail.ts";
import type { Meeting } from "../../../routing/lead/follow.ts";
import type { LeadFacts } from "../../../routing/lead/lead.ts";
import type { Rep } from "../../../routing/reps/rep.ts";
import { aPolicy } from "../../build/a-policy.ts";
import { aRep } from "../../build/a-rep.ts";
import { aTriedLead, request } from "./every-mail.ts";

const now = "2026-11-02T15:00:00.000Z";
const booked: Meeting = {
  ...{ repId: "ana", at: "2026-11-05T16:00:00.000Z", minutes: 30, bookedAt: now, by: "lead" as const, change: 1 },
};
const choosing = aPolicy({ choose: { lanes: ["high-touch"] } });
const sender = { name: "Andina", address: "ventas@andina.example" };
interface Given {
  meeting?: Partial<Meeting>;
  facts?: Partial<LeadFacts>;
  rep?: Partial<Rep>;
  company?: string;
}
const given = ({ meeting, facts, rep, company = "Andina Cloud" }: Given = {}) => ({
  lead: aTriedLead({ facts: { language: "es", ...facts } }),
  rep: aRep(rep),
  policy: aPolicy({ name: company }),
  meeting: { ...booked, ...meeting },
  sender,
  now,
  request,
});
const both = (some: Given = {}) => [invitationMail(given(some)), invitationRepMail(given(some))];

/** The calendar's part as two independent programs read it. */
function read(mail: ReturnType<typeof invitationMail>) {
  const text = mail.calendar?.text ?? "";
  const calendar = new ICAL.Component(ICAL.parse(text));
  const events = calendar.getAllSubcomponents("vevent");
  const event = new ICAL.Event(events[0]);
  const other = Object.values(nodeIcal.sync.parseICS(text)).filter(
    (one): one is VEvent => typeof one === "object" && one !== null && "type" in one && one.type === "VEVENT",
  );
  return { text, calendar, events, event, other, property: (name: string) => events[0]?.getFirstPropertyValue(name) };
}
const people = ({ events }: ReturnType<typeof read>) =>
  (events[0]?.getAllProperties("attendee") ?? []).map((one) => ({
    address: String(one.getFirstValue()).toLowerCase(),
    name: one.getParameter("cn"),
    status: one.getParameter("partstat"),
    rsvp: one.getParameter("rsvp"),
  }));

describe("an invitation", () => {
  it("says when, and who invites whom, to both alike, as two programs read it", () => {
    for (const mail of both()) {
      const { calendar, event, other, property, ...rest } = read(mail);
      expect(calendar.getFirstPropertyValue("method")).toBe("REQUEST");
      expect(event.startDate.toJSDate().toISOString()).toBe(booked.at);
      expect(event.endDate.toJSDate().toISOString()).toBe("2026-11-05T16:30:00.000Z");
      expect(property("status")).toBe("CONFIRMED");
      expect(String(property("organizer")).toLowerCase()).toBe("mailto:ventas@andina.example");
      expect(people({ calendar, event, other, property, ...rest })).toEqual([
        { address: "mailto:ana@andina.example", name: "Ana Morales", status: "NEEDS-ACTION", rsvp: "TRUE" },
        { address: "mailto:lucia@florarosa.example", name: "Lucía Fernández", status: "ACCEPTED", rsvp: "TRUE" },
      ]);
      expect(other).toMatchObject([{ uid: event.uid, method: "REQUEST", summary: event.summary, sequence: 1 }]);
      expect(other[0]?.start.toISOString()).toBe(booked.at);
      expect(other[0]?.end?.toISOString()).toBe("2026-11-05T16:30:00.000Z");
    }
  });

  it("keeps its UID when it is moved and cancelled, while its SEQUENCE rises", () => {
    const changes = [
      {},
      { at: "2026-11-06T16:00:00.000Z", change: 2, moved: true as const },
      { change: 3, cancelledAt: now },
    ];
    const mails = changes.map((meeting) => invitationMail(given({ meeting })));
    const read3 = mails.map(read);
    expect(new Set(read3.map(({ event }) => event.uid)).size).toBe(1);
    expect(read3.map(({ event }) => event.sequence)).toEqual([1, 2, 3]);
    expect(read3.map(({ calendar }) => calendar.getFirstPropertyValue("method"))).toEqual([
      "REQUEST",
      "REQUEST",
      "CANCEL",
    ]);
    expect(read3.map(({ property }) => property("status"))).toEqual(["CONFIRMED", "CONFIRMED", "CANCELLED"]);
    expect(mails.map(({ subject }) => subject)).toEqual([
      "Reunión con Ana Morales: jueves, 5 de noviembre, 10:00 (hora de Ciudad de México)",
      "Cambio de hora de la reunión con Ana Morales: viernes, 6 de noviembre, 10:00 (hora de Ciudad de México)",
      "Reunión con Ana Morales cancelada: jueves, 5 de noviembre, 10:00 (hora de Ciudad de México)",
    ]);
  });

  it("has another UID for another meeting", () => {
    const uids = [booked.bookedAt, "2026-11-03T15:00:00.000Z"].map(
      (bookedAt) => read(invitationMail(given({ meeting: { bookedAt } }))).event.uid,
    );
    expect(new Set(uids).size).toBe(2);
    expect(uids[0]).toMatch(/^[\w-]+@andina\.example$/);
  });

  it("is the last alternative of the mail, with the same method in its type as in its body", async () => {
    for (const meeting of [{}, { cancelledAt: now }]) {
      const mail = invitationMail(given({ meeting }));
      const bytes = await rawMail(mail, { from: sender, to: "lucia@florarosa.example", replyTo: "ana@andina.example" });
      const raw = bytes.toString("latin1");
      expect(raw).toMatch(/^Content-Type: multipart\/alternative;/m);
      const types = [...raw.matchAll(/^Content-Type: (text\/[^\r]*(?:\r\n[ \t][^\r]*)*)/gm)].map(([, type = ""]) =>
        type.replaceAll(/\s+/g, " "),
      );
      const method = mail.calendar?.method;
      expect(types.map((type) => type.split(";")[0])).toEqual(["text/plain", "text/html", "text/calendar"]);
      expect(types[2]).toBe(`text/calendar; charset=utf-8; method=${method}`);
      const { attachments } = await PostalMime.parse(bytes);
      const [part] = attachments;
      expect(part).toMatchObject({ mimeType: "text/calendar", method });
      const text = new TextDecoder().decode(part?.content as ArrayBuffer);
      expect(text.trimEnd()).toBe(mail.calendar?.text.replaceAll("\r\n", "\n"));
      expect(raw).toContain(`\r\nMETHOD:${method}\r\n`);
    }
  });

  it("tells each in their language and by their clock, and gives only the rep the lead's number", () => {
    const [lead, rep] = both({ facts: { country: "PE", language: "pt" }, rep: { locale: "en" } });
    expect(lead?.text).toContain("Quando: quinta-feira, 5 de novembro, 11:00 (Horário Peru), 30 minutos");
    expect(rep?.text).toContain("When: Thursday, November 5, 10:00 (Central Standard Time), 30 minutes");
    expect(lead?.text).not.toContain("+52 55 5555 0101");
    expect(lead?.calendar?.text).not.toContain("+52 55 5555 0101");
    expect(rep?.text).toContain("+52 55 5555 0101");
    expect(read(rep as never).event.summary).toBe("Meeting with Lucía Fernández, Flora Rosa");
    expect(read(lead as never).event.summary).toBe("Reunião com Ana Morales");
  });

  const hostile = [
    'Eve"\r\nATTENDEE:mailto:all@example.com\r\nX:',
    "Eve;CN=\\, \\n: \u2028END:VEVENT\r\nBEGIN:VALARM",
    "\u202eevE \u2066<b>x</b>",
    '=HYPERLINK("http://evil.example")',
    "👩‍👩‍👧‍👦".repeat(30),
    "ñandú ".repeat(60),
    "^n^'^^",
  ];
  it.each(hostile)("holds nothing but text of a name such as %j", (name) => {
    for (const mail of both({ facts: { name, company: name }, rep: { name, title: name }, company: name })) {
      const reading = read(mail);
      expect(reading.events).toHaveLength(1);
      expect(reading.calendar.getAllSubcomponents()).toHaveLength(1);
      expect(people(reading).map(({ address }) => address)).toEqual([
        "mailto:ana@andina.example",
        "mailto:lucia@florarosa.example",
      ]);
      expect(reading.other).toHaveLength(1);
      expect(reading.text).not.toMatch(/[\u202e\u2066\u2028]/);
      for (const line of reading.text.split("\r\n")) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
      expect(reading.text.replaceAll("\r\n", "")).not.toMatch(/[\r\n]/);
    }
  });

  it.each([
    ["es", {}, "Cambiarla o cancelarla"],
    ["es", { cancelledAt: now }, "Elegir una hora"],
    ["pt", {}, "Mudar ou cancelar"],
  ] as const)(
    "leads its person to where it is moved or cancelled, in the mail alone: %s %o",
    (language, change, label) => {
      const meeting = { ...booked, ...change };
      const of = given({ facts: { language } });
      const lead = { ...of.lead, ownerId: "ana", meeting };
      const { html, text, calendar } = invitationMail({ ...of, lead, meeting, policy: choosing });
      const button = load(html)(".button a");
      expect([button.text().trim(), button.attr("href")]).toEqual([label, `${request}/times`]);
      expect(text).toContain(`${label}:\n${request}/times`);
      expect(calendar?.text.replaceAll("\r\n ", "")).not.toContain("/you/");
    },
  );

  it("leads to their request where times are not for choosing, and the rep to neither", () => {
    const { html } = invitationMail(given());
    expect(load(html)(".button").length).toBe(0);
    expect(load(html)(`a[href="${request}"]`).length).toBe(1);
    expect(invitationRepMail(given()).html).not.toContain("/you/");
  });

  it("asks nobody to answer the end of a meeting", () => {
    const reading = read(invitationMail(given({ meeting: { cancelledAt: now } })));
    expect(people(reading).map(({ rsvp }) => rsvp)).toEqual(["FALSE", "FALSE"]);
  });
});
