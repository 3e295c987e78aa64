import { describe, expect, it } from "vitest";
import type { ActForms } from "../../../adapters/pages/lead-acts.ts";
import { type OwnedPage, ownedPage } from "../../../adapters/pages/owned-page.ts";
import { acts } from "../../../texts/en/follow.ts";
import { aFollowedLead, ana, monday } from "../../build/a-followed-lead.ts";
import { aPolicy } from "../../build/a-policy.ts";
import { foreignCode, hostile, read, visibleText } from "./reading.ts";

const policy = aPolicy();
const now = "2026-11-02T15:20:00.000Z";
const contactBy = "2026-11-02T16:00:00.000Z";
const forms: ActForms = { action: "link/acts", link: "lead-1.secret" };
const page = (changes: Partial<OwnedPage> = {}) =>
  ownedPage({
    ...{ locale: "en", state: "already-accepted", lead: aFollowedLead(), rep: ana, policy, contactBy, now, forms },
    ...changes,
  });
const follow = aFollowedLead().follow as NonNullable<ReturnType<typeof aFollowedLead>["follow"]>;
const offered = (given: { html: string }) =>
  read(given)("input[name=act]")
    .toArray()
    .map((field) => field.attribs.value);

describe("the page of a lead, for its owner", () => {
  it("has a form for each thing that they can say, with the page's token, and all of them post to one address", () => {
    const shown = page({ canGiveBack: true });
    expect(offered(shown)).toEqual(["contacted", "no-answer", "meeting", "won", "lost", "invalid", "give-back"]);
    const $ = read(shown);
    for (const form of $("form").toArray()) {
      expect([form.attribs.action, form.attribs.method]).toEqual(["link/acts", "post"]);
      expect($(form).find("[name=shown]").attr("value")).toMatch(/^\w+\.\S{43}$/);
      expect($(form).find("button").text()).not.toBe("");
    }
    expect(offered(page())).not.toContain("give-back");
  });

  it("asks for no first contact that was made, and says when and how", () => {
    const lead = aFollowedLead(policy, {
      status: "contacted",
      follow: { ...follow, contactedAt: now, how: "whatsapp" },
    });
    expect(offered(page({ lead }))).toEqual(["meeting", "won", "lost", "invalid"]);
    expect(visibleText(page({ lead }))).toContain("First contact: 09:20 (Central Standard Time), by whatsapp.");
    expect(visibleText(page({ lead }))).not.toContain("First contact by");
  });

  it("says until when to call, how often they tried, when to try next, and when they meet", () => {
    const tried = { ...follow, tried: 2, nextTryAt: "2026-11-02T18:20:00.000Z" };
    const meeting = { repId: "ana", at: "2026-11-03T17:00:00.000Z", minutes: 30, bookedAt: now, by: "rep", change: 1 };
    const lead = aFollowedLead(policy, {
      follow: tried,
      meeting: meeting as NonNullable<OwnedPage["lead"]["meeting"]>,
    });
    const text = visibleText(page({ lead }));
    expect(text).toContain("First contact by 10:00 (Central Standard Time), in 40 minutes.");
    expect(text).toContain("Tried 2 times without an answer. Next try: 12:20 (Central Standard Time).");
    expect(text).toContain("Meeting: Tuesday, November 3, 11:00 (Central Standard Time).");
  });

  it.each([
    [{ outcome: "won", value: 12_000 }, "Won, USD 12,000, 09:00 (Central Standard Time)."],
    [{ outcome: "won" }, "Won, 09:00 (Central Standard Time)."],
    [{ outcome: "lost", reason: "price" }, "Lost: The price, 09:00 (Central Standard Time)."],
    [{ outcome: "lost", reason: "named-no-more" }, "Lost, 09:00 (Central Standard Time)."],
    [{ outcome: "withdrawn" }, "The person withdrew their request, 09:00 (Central Standard Time)."],
  ] as const)("says of a lead that is closed how it ended, and asks nothing: %o", (how, said) => {
    const lead = aFollowedLead(policy, { status: "closed", closed: { ...how, at: monday, by: "ana" } });
    const shown = page({ lead, canGiveBack: true });
    expect(visibleText(shown)).toContain(said);
    expect(visibleText(shown)).toContain("This lead is closed: Lucía Fernández");
    expect(read(shown)("form").length).toBe(0);
  });

  it("holds nothing of the person once their details are not shown any more", () => {
    const closed = { outcome: "won" as const, at: "2026-09-01T15:00:00.000Z", by: "ana" };
    const additions = [{ n: 2, at: monday, field: "phone", text: "+525577777777", beside: true as const }];
    const { html } = page({ lead: aFollowedLead(policy, { status: "closed", closed, additions }) });
    for (const gone of ["Lucía", "lucia@florarosa.example", "+52 55 5555 0101", "+525577777777", "We want to see"])
      expect(html).not.toContain(gone);
  });

  it("tells the history in the owner's time, and leaves out what concerns nobody", () => {
    const timeline = [
      { at: monday, event: "scored" },
      { at: monday, event: "accepted" },
      { at: now, event: "contacted", detail: "phone" },
    ];
    const $ = read(page({ lead: aFollowedLead(policy, { timeline }) }));
    expect(
      $(".history li")
        .toArray()
        .map((line) => $(line).text().replaceAll(/\s+/g, " ").trim()),
    ).toEqual(["Nov 2, 09:00 Accepted", "Nov 2, 09:20 Reached: by phone"]);
    expect($(".history + .hint").text()).toBe("Times are in Central Standard Time.");
  });

  it("asks again beside the field that is wrong, keeps what was typed, and puts the reader there", () => {
    const problem = { kind: "problem", field: "value", fault: "invalid" } as const;
    const fields = { act: "won", value: hostile, note: hostile };
    const asked = page({ forms: { ...forms, asked: { fields, problem } } });
    const $ = read(asked);
    expect(asked.statusCode).toBe(422);
    expect($("details[open]").length).toBe(1);
    expect($("details[open] .error[autofocus]").text()).toBe(acts.fault.value);
    expect($("#won-value").attr("value")).toBe(hostile);
    expect($("#won-value").attr("aria-describedby")).toBe("won-error");
    expect(foreignCode(asked)).toEqual([]);
  });

  it("says that a press came while the owner is still being told, which does not count", () => {
    const early = page({ said: { kind: "won", result: "being-told" } });
    expect([early.statusCode, page({ said: { kind: "won", result: "before" } }).statusCode]).toEqual([409, 200]);
    expect(visibleText(early)).toContain("Press once more in a minute.");
  });

  it("has no two elements of one id", () => {
    const ids = read(page({ canGiveBack: true }))("[id]")
      .toArray()
      .map(({ attribs }) => attribs.id);
    expect(new Set(ids).size).toBe(ids.length);
  });
});
