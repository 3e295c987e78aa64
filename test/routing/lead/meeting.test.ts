import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { close } from "../../../routing/lead/close-lead.ts";
import type { Meeting } from "../../../routing/lead/follow.ts";
import type { Lead } from "../../../routing/lead/lead.ts";
import {
  booked,
  cancelled,
  isMeetingNews,
  meetingOf,
  meetingsOf,
  tellingOf,
  withoutTold,
} from "../../../routing/lead/meeting.ts";
import { withoutOwner } from "../../../routing/lead/move-lead.ts";
import { aLead } from "../../build/a-lead.ts";
import { runs } from "../../build/runs.ts";

const now = "2026-11-02T15:00:00.000Z";
const wednesday = "2026-11-04T16:00:00.000Z";
const thursday = "2026-11-05T16:00:00.000Z";
const friday = "2026-11-06T16:00:00.000Z";
const owned = aLead({ status: "introduced", ownerId: "ana" });
const with30 = (lead: Lead, at = thursday, repId = "ana") => booked(lead, { repId, at, minutes: 30, by: "lead" }, now);
const told = (lead: Lead, at = now) => tellingOf(lead, at) ?? lead;

describe("a meeting", () => {
  it("keeps its name when it is moved, and its number rises", () => {
    const first = with30(owned);
    const moved = with30(first, friday);
    expect(moved.meeting).toMatchObject({ repId: "ana", at: friday, bookedAt: now, change: 2 });
    expect(moved.formerMeetings).toBeUndefined();
    expect(moved.timeline.map(({ event, detail }) => [event, detail])).toEqual([
      ["meeting-booked", thursday],
      ["meeting-moved", friday],
    ]);
    expect(with30(moved, friday)).toBe(moved);
  });

  it("of a customer stands while the lead is won, whoever owned it, and falls when it is opened again", () => {
    const call = { repId: "carla", at: friday, minutes: 30, by: "lead", ofCustomer: true } as const;
    const won = close(told(with30(owned)), { outcome: "won", at: now, by: "ana" }).lead;
    expect(meetingOf(won)).toBeUndefined();
    const met = told(booked(won, call, now));
    expect(meetingOf(met)).toMatchObject({ repId: "carla", ofCustomer: true });
    const { closed: _, ...open } = met;
    expect(meetingOf({ ...open, status: "introduced" })).toBeUndefined();
    expect(isMeetingNews({ ...open, status: "introduced" })).toBe(true);
  });

  it("is another one after it was cancelled", () => {
    const again = booked(
      cancelled(told(with30(owned)), "lead", now),
      { repId: "ana", at: thursday, minutes: 30, by: "lead" },
      friday,
    );
    expect(again.meeting).toMatchObject({ bookedAt: friday, change: 3 });
    expect(again.meeting).not.toHaveProperty("cancelledAt");
    expect(again.formerMeetings).toMatchObject([{ bookedAt: now, cancelledAt: now, change: 2 }]);
    expect(cancelled(owned, "lead", now)).toBe(owned);
  });

  it.each<[string, (lead: Lead) => Lead]>([
    ["the lead is closed", (lead) => close(lead, { outcome: "lost", at: now, by: "ana" }).lead],
    ["the person withdraws", (lead) => close(lead, { outcome: "withdrawn", at: now, by: "lead" }).lead],
    ["somebody else owns the lead", (lead) => ({ ...lead, ownerId: "beto" })],
    ["nobody owns it any more", (lead) => ({ ...withoutOwner(lead), status: "ready" })],
    ["its owner lost it and has it again", (lead) => ({ ...withoutOwner(lead), ownerId: "ana", status: "accepted" })],
  ])("is cancelled of itself when %s, and both are told", (_, ends) => {
    const after = ends(told(with30(owned)));
    expect(meetingOf(after)).toBeUndefined();
    expect(isMeetingNews(after)).toBe(true);
    const telling = told(after, wednesday);
    expect(meetingsOf(telling)).toMatchObject([{ cancelledAt: wednesday, change: 2, told: 2, invited: true }]);
    expect(telling.timeline.at(-1)).toMatchObject({ event: "meeting-cancelled", repId: "ana", detail: thursday });
    expect(isMeetingNews(withoutTold(telling, meetingsOf(telling)) ?? telling)).toBe(false);
  });

  it("that took place stays when the lead is closed", () => {
    const won = close(told(with30(owned)), { outcome: "won", at: friday, by: "ana" }).lead;
    const telling = told(won, friday);
    expect(telling.meeting).toMatchObject({ past: true, change: 1, told: 1 });
    expect(telling.meeting).not.toHaveProperty("cancelledAt");
    expect(isMeetingNews(telling)).toBe(false);
  });

  it("of which nobody was told is cancelled without telling anybody", () => {
    const never = told(cancelled(with30(owned), "lead", now));
    expect(never.meeting).not.toHaveProperty("invited");
    expect(isMeetingNews(never)).toBe(false);
  });
});

type Step = "book" | "move" | "cancel" | "hand-on" | "accept" | "close" | "tell";
const steps = fc.array(fc.constantFrom<Step>("book", "move", "cancel", "hand-on", "accept", "close", "tell"), {
  minLength: 1,
  maxLength: 30,
});

describe("what people are told of meetings", () => {
  it("ends, whatever happens, with one invitation that stands or none, and each one's numbers only rise", () => {
    fc.assert(
      fc.property(steps, (all) => {
        const calendars = new Map<string, { sequence: number; cancelled: boolean; repId: string; at: string }>();
        let lead: Lead = owned;
        let hour = 0;
        const mail = (meeting: Meeting) => {
          const uid = meeting.bookedAt;
          const before = calendars.get(uid);
          if (!meeting.invited) return expect(before).toBeUndefined();
          if (before) expect(meeting.change).toBeGreaterThanOrEqual(before.sequence);
          if (before?.sequence === meeting.change) expect(before.at).toBe(meeting.at);
          const { repId, at } = meeting;
          calendars.set(uid, { sequence: meeting.change, cancelled: meeting.cancelledAt !== undefined, repId, at });
        };
        const tell = () => {
          const telling = told(lead, time());
          for (const one of meetingsOf(telling)) mail(one);
          lead = withoutTold(telling, meetingsOf(telling)) ?? telling;
        };
        const time = () => new Date(Date.parse(now) + hour * 60_000).toISOString();
        for (const step of [...all, "tell" as const]) {
          hour += 1;
          const owner = lead.ownerId;
          const at = new Date(Date.parse(thursday) + hour * 3_600_000).toISOString();
          if ((step === "book" || step === "move") && owner && lead.status !== "closed")
            lead = booked(lead, { repId: owner, at, minutes: 30, by: "lead" }, time());
          if (step === "cancel") lead = cancelled(lead, "lead", time());
          if (step === "hand-on" && owner && lead.status !== "closed")
            lead = { ...withoutOwner(lead), status: "ready" };
          if (step === "accept" && !owner && lead.status !== "closed")
            lead = { ...lead, ownerId: hour % 2 === 0 ? "ana" : "beto", status: "introduced" };
          if (step === "close" && owner && lead.status !== "closed")
            lead = close(lead, { outcome: "lost", at: time(), by: "ana" }).lead;
          if (step === "tell") tell();
        }
        const standing = [...calendars.values()].filter(({ cancelled }) => !cancelled);
        const meeting = meetingOf(lead);
        expect(standing).toEqual(
          meeting ? [{ sequence: meeting.change, cancelled: false, repId: meeting.repId, at: meeting.at }] : [],
        );
        expect(isMeetingNews(lead)).toBe(false);
        expect(lead.formerMeetings).toBeUndefined();
      }),
      runs(400),
    );
  });
});
