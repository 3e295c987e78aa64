import { describe, expect, it } from "vitest";
import { isHappy } from "../../../local/demo/figures.ts";
import { aLead } from "../../build/a-lead.ts";
import { anOffer } from "../../build/expected-elsewhere.ts";

const offer = anOffer("ana", "accepted", {
  ...{ offeredAt: "2026-12-15T14:00:00.000Z", remindAt: ["2026-12-15T14:07:30.000Z"] },
  ...{ answeredAt: "2026-12-15T14:05:00.000Z", reminded: 0 },
});
const lead = aLead({ ownerId: "ana", offers: [offer] });

describe("a lead on the happy path", () => {
  it("was accepted by the first rep who was asked, before anybody was reminded", () => {
    expect(isHappy(lead)).toBe(true);
    expect(isHappy({ ...lead, offers: [offer, offer] })).toBe(false);
    expect(isHappy({ ...lead, offers: [{ ...offer, reminded: 1 }] })).toBe(false);
  });

  it("was answered before the reminder fell due, which costs a state even where the answer is kept first", () => {
    expect(isHappy({ ...lead, offers: [{ ...offer, answeredAt: "2026-12-15T14:07:31.000Z" }] })).toBe(false);
  });
});
