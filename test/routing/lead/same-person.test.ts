import { describe, expect, it } from "vitest";
import type { LeadFacts } from "../../../routing/lead/lead.ts";
import { phoneOf } from "../../../routing/lead/read-phone.ts";
import { numberKey, samePersonAs } from "../../../routing/lead/same-person.ts";
import { ruleFor } from "../../../routing/match-rule.ts";
import { aLead, anOfferedLead } from "../../build/a-lead.ts";
import { aPolicy } from "../../build/a-policy.ts";

const key = (phone: string, country: string) => numberKey({ phone: phoneOf(phone, country), country });

describe("the same telephone", () => {
  it.each([
    ["+52 1 55 5555 0100", "+52 55 5555 0100", "MX"],
    ["55 5555 0100", "+525555550100", "MX"],
    ["044 55 5555 0100", "(55) 5555-0100", "MX"],
    ["+54 9 11 2345 6789", "+54 11 2345-6789", "AR"],
    ["011 15 2345 6789", "+5491123456789", "AR"],
    ["+55 11 98888-7777", "(11) 8888-7777", "BR"],
    ["tel:+573005550100", "300 555 0100", "CO"],
  ])("%s is %s in %s", (one, other, country) => {
    expect(key(one, country)).toBeDefined();
    expect(key(one, country)).toBe(key(other, country));
  });

  it.each([
    ["+525555550100", "+525555550101"],
    ["+525555550100 ext. 1", "+525555550100 ext. 2"],
  ])("%s is not %s", (one, other) => {
    expect(numberKey({ phone: one })).not.toBe(numberKey({ phone: other }));
  });

  it("is not known where the country is not", () => {
    expect(numberKey({ phone: "5555 0100" })).toBeUndefined();
  });
});

const first = (facts: Partial<LeadFacts> = {}) =>
  aLead({
    id: "first",
    facts: {
      phone: "+525555550100",
      email: "nuria@muyimportante.example",
      name: "Nuria Prueba",
      company: "Muy Importante S.A.",
      ...facts,
    },
  });
const second = (facts: Partial<LeadFacts> = {}) =>
  aLead({
    id: "second",
    receivedAt: "2026-11-02T15:01:00.000Z",
    facts: {
      phone: "+52 1 55 5555 0100",
      email: "nuria.prueba@gmail.com",
      name: "Nuria Prueba",
      company: "Muy Importante",
      ...facts,
    },
  });

describe("perhaps the same person", () => {
  it.each<[string, Partial<LeadFacts>]>([
    ["the same name and company", {}],
    ["a slip in the name", { name: "Nuria Pruebas" }],
    ["one more surname", { name: "Nuria Prueba López" }],
    ["another order", { name: "PRUEBA, Nuria" }],
    ["a company that is not known", { company: undefined }],
  ])("is who has the number with %s", (_, facts) => {
    expect(samePersonAs(second(facts), [first()], 0.9)).toEqual({
      leadId: "first",
      name: "Nuria Prueba",
      receivedAt: first().receivedAt,
    });
  });

  it.each<[string, Partial<LeadFacts>]>([
    ["another name", { name: "Pedro Páramo" }],
    ["another company", { company: "Otra Cosa" }],
    ["another number", { phone: "+525555550199" }],
    ["no number", { phone: undefined }],
  ])("is nobody with %s", (_, facts) => {
    expect(samePersonAs(second(facts), [first()], 0.9)).toBeUndefined();
  });

  it("is the one whose lead is open, before the one whose lead is over", () => {
    const over = { ...first(), id: "over", status: "closed" as const, receivedAt: "2026-10-01T00:00:00.000Z" };
    expect(samePersonAs(second(), [over, first()], 0.9)?.leadId).toBe("first");
  });

  it("is known with the rep who is asked for the other lead, or owns it", () => {
    const asked = { ...anOfferedLead({ id: "first" }), facts: first().facts };
    expect(samePersonAs(second(), [asked], 0.9)?.repId).toBe("ana");
    expect(samePersonAs(second(), [{ ...asked, ownerId: "beto" }], 0.9)?.repId).toBe("beto");
  });

  it("goes to who has the other lead where no rule names anybody, and keeps the rule's pools", () => {
    const policy = aPolicy();
    const samePerson = { leadId: "first", name: "Nuria", receivedAt: "2026-11-02T15:00:00.000Z", repId: "beto" };
    const usual = ruleFor(second(), policy, "2026-11-02T15:02:00.000Z", undefined);
    const rule = ruleFor({ ...second(), samePerson }, policy, "2026-11-02T15:02:00.000Z", undefined);
    expect(rule).toEqual({ ...usual, rep: "beto", wait: 120 });
  });
});
