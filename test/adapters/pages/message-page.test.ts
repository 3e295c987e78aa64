import { describe, expect, it } from "vitest";
import { messagePage, messageStates } from "../../../adapters/pages/message-page.ts";
import { locales } from "../../../routing/lead/lead.ts";
import type { MessageState } from "../../../texts/shape/pages.ts";
import { anOfferedLead } from "../../build/a-lead.ts";
import { aPolicy } from "../../build/a-policy.ts";
import { aRep } from "../../build/a-rep.ts";
import { foreignCode, hostile, read, visibleText } from "./reading.ts";

const states = Object.keys(messageStates) as MessageState[];
const owned = {
  lead: anOfferedLead({ status: "accepted", ownerId: "ana" }),
  rep: aRep(),
  policy: aPolicy(),
  contactBy: "2026-11-02T16:00:00.000Z",
  now: "2026-11-02T15:01:00.000Z",
};

describe("message page", () => {
  it.each(states.flatMap((state) => locales.map((locale) => [state, locale] as const)))(
    "says what happened: %s, in %s",
    (state, locale) => {
      const page = messagePage({ locale, state });
      expect(page.statusCode).toBe(messageStates[state]);
      expect(read(page)("h1").length).toBe(1);
      expect(visibleText(page)).not.toMatch(/undefined|null|\[object/);
    },
  );

  it.each(states.filter((state) => !state.endsWith("accepted")))("leaks nothing of the lead when %s", (state) => {
    expect(messagePage({ locale: "es", state, owned })).toEqual(messagePage({ locale: "es", state }));
  });

  it.each(["accepted", "already-accepted"] as const)("gives the owner the means of contact when %s", (state) => {
    const page = messagePage({ locale: "es", state, owned });
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
      messagePage({ locale: "en", state: "already-accepted", owned: { ...owned, now: "2026-11-02T17:00:00.000Z" } }),
    );
    expect(text).toContain("The first contact was due 10:00 (Central Standard Time).");
  });

  it("shows no telephone line when there is no number to dial", () => {
    const lead = anOfferedLead({ facts: { phone: "ask Pedro" } });
    const $ = read(messagePage({ locale: "pt", state: "accepted", owned: { ...owned, lead } }));
    expect($("a[href^='tel:']").length).toBe(0);
    expect($(".contacts").text()).toContain("ask Pedro");
  });

  it("prints hostile text as text, in every field", () => {
    const lead = anOfferedLead({
      facts: { name: hostile, email: hostile, phone: `5${hostile}`, company: hostile, message: hostile },
      qualification: { eligible: true, reasons: [], callScript: [hostile] },
    });
    const page = messagePage({ locale: "en", state: "accepted", owned: { ...owned, lead } });
    expect(foreignCode(page)).toEqual([]);
    for (const link of read(page)("a").toArray()) expect(link.attribs.href).toMatch(/^(mailto|tel):[^\s"<>]*$/);
  });

  it.each(["too-fast", "unavailable"] as const)("tells programs when to come back: %s", (state) => {
    expect(messagePage({ locale: "en", state }).headers["Retry-After"]).toBe("60");
  });
});
