import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  counted,
  eventsText,
  isToCome,
  type LeadEvent,
  mostEvents,
  mostOfKind,
  readEvents,
  withEvents,
} from "../../routing/lead/events.ts";
import { merge, withMoreEvents } from "../../routing/lead/merge-lead.ts";
import { renewed } from "../../routing/renew-lead.ts";
import { assess } from "../../routing/score.ts";
import { aLead } from "../build/a-lead.ts";
import { aPolicy } from "../build/a-policy.ts";

const now = "2026-11-30T12:00:00.000Z";
const daysAgo = (days: number) => `${new Date(Date.parse(now) - days * 86_400_000).toISOString().slice(0, 19)}Z`;
const webinar = (days: number, id?: string): LeadEvent => ({ event: "webinar", at: daysAgo(days), ...(id && { id }) });

const behaviour = { event: "webinar", give: 10, at_most: 2, half_life: "30d", because: "Came to a webinar" };
const policyWith = (...behaviours: object[]) =>
  aPolicy({
    score: [{ dimension: "engagement", max: 100, behaviour: behaviours }],
    priority: [{ priority: "hot", when: { score: { at_least: 10 } }, because: "Busy" }],
  } as never);
const scored = (events: readonly LeadEvent[], policy = policyWith(behaviour), at = now) =>
  assess(aLead({ facts: { events: [...events] } }), policy, at);
const points = (...given: Parameters<typeof scored>) => scored(...given).score.total;

describe("points for what a person did", () => {
  it("are given once for each event, and only for events of that name", () => {
    expect(points([webinar(0)])).toBe(10);
    expect(points([webinar(0), webinar(0.1)])).toBe(20);
    expect(points([{ event: "fair", at: daysAgo(0) }])).toBe(0);
    expect(points([])).toBe(0);
  });

  it("are half after the half-life, a quarter after two, and nothing in the end", () => {
    expect(points([webinar(30)])).toBe(5);
    expect(points([webinar(60)])).toBe(3); // 2.5 of 10, to a tenth of an event
    expect(points([webinar(365)])).toBe(0);
    expect(points([webinar(365)], policyWith({ ...behaviour, half_life: undefined }))).toBe(10);
  });

  it("are those of the latest so many events", () => {
    expect(points([webinar(60), webinar(30), webinar(0)])).toBe(15);
  });

  it("have each event's part in their reason, the latest first, which add up", () => {
    const [dimension] = scored([webinar(30), webinar(0)]).score.dimensions;
    expect(dimension?.reasons).toEqual([
      {
        because: "Came to a webinar",
        points: 15,
        events: [
          { at: daysAgo(0), points: 10 },
          { at: daysAgo(30), points: 5 },
        ],
      },
    ]);
  });

  it("are called by the event where the policy says nothing of them", () => {
    const { because: _, ...unsaid } = { ...behaviour, event: "pricing-page" };
    const [dimension] = scored([{ event: "pricing-page", at: now }], policyWith(unsaid)).score.dimensions;
    expect(dimension?.reasons[0]?.because).toBe("pricing page");
  });

  it("below 0 lower the whole score", () => {
    const policy = policyWith(behaviour, { event: "unsubscribed", give: -20, at_most: 1 });
    expect(points([webinar(0)], policy)).toBe(10);
    expect(points([webinar(0), { event: "unsubscribed", at: daysAgo(400) }], policy)).toBe(0);
  });

  it("are not given before the time of the event", () => {
    const soon = [{ event: "webinar", at: "2026-12-24T12:00:00Z" }];
    expect(points(soon)).toBe(0);
    expect(isToCome(soon[0] as LeadEvent, now)).toBe(true);
    expect(points(soon, policyWith(behaviour), "2026-12-24T12:00:00.000Z")).toBe(10);
    expect(points([{ event: "webinar", at: "2026-11-30T12:04:00Z" }])).toBe(10); // a source's clock may be ahead
  });

  it("never rise while nothing happens", () => {
    const some = fc.array(fc.tuple(fc.constantFrom("webinar", "fair"), fc.double({ min: 0, max: 200, noNaN: true })), {
      maxLength: 8,
    });
    fc.assert(
      fc.property(some, fc.nat(100), fc.nat(100), (done, first, more) => {
        const events = done.map(([event, days]) => ({ event, at: daysAgo(days) }));
        const at = (days: number) => daysAgo(-days);
        expect(points(events, undefined, at(first + more))).toBeLessThanOrEqual(points(events, undefined, at(first)));
        expect(points(events)).toBeLessThanOrEqual(20);
      }),
    );
  });
});

describe("the events of a lead", () => {
  const anEvent = fc
    .record({
      event: fc.constantFrom("webinar", "fair", "page"),
      days: fc.nat(40),
      id: fc.option(fc.constantFrom(..."abcdefghij"), { nil: undefined }),
    })
    .map(({ event, days, id }): LeadEvent => ({ event, at: daysAgo(days), ...(id && { id }) }));

  it("are the same whoever sends them again, in whatever order they come", () => {
    const without = fc.array(anEvent.map(({ id: _, ...event }) => event));
    fc.assert(
      fc.property(without, without, (some, others) => {
        const all = withEvents(withEvents([], some), others);
        expect(withEvents(all, [...others, ...some])).toEqual(all);
        expect(withEvents(withEvents([], others), some)).toEqual(all);
      }),
    );
    fc.assert(
      fc.property(fc.array(anEvent), (some) => {
        const all = withEvents([], some);
        expect(withEvents(all, some)).toEqual(all);
      }),
    );
  });

  it("are few, whatever is sent", () => {
    const many = Array.from({ length: 500 }, (_, n) => ({ event: `event-${n % 20}`, at: daysAgo(n) }));
    const kept = withEvents([], many);
    expect(kept).toHaveLength(mostEvents);
    expect(kept.filter(({ event }) => event === "event-0").length).toBeLessThanOrEqual(mostOfKind);
    expect(kept.at(-1)).toEqual(many[0]);
    expect(counted(kept, { event: "event-0", atMost: mostOfKind, halfLife: undefined }, now).length).toBeGreaterThan(0);
  });

  it("with one id are one, however their time is written", () => {
    expect(withEvents([webinar(1, "w1")], [webinar(2, "w1"), webinar(1, "w2")])).toHaveLength(2);
  });

  it.each([
    [
      [{ event: "Webinar", at: "2026-11-03T15:00:00+01:00", id: 7 }],
      [{ event: "webinar", at: "2026-11-03T14:00:00Z", id: "7" }],
    ],
    [[{ event: "Pricing Page", at: 1762178400 }], [{ event: "pricing-page", at: "2025-11-03T14:00:00Z" }]],
    [
      "webinar@2026-11-03T14:00Z; pricing-page 2026-11-03 15:00:00 -05:00",
      [
        { event: "webinar", at: "2026-11-03T14:00:00Z" },
        { event: "pricing-page", at: "2026-11-03T20:00:00Z" },
      ],
    ],
  ])("are read from %j", (given, events) => {
    expect(readEvents(given)).toEqual({ events, unread: [] });
  });

  it.each([
    { event: "webinar" },
    { event: "webinar", at: "yesterday" },
    { event: "webinar", at: "2026-02-30T10:00:00Z" },
    { event: "webinar", at: "2026-11-03 15:00" },
    { at: "2026-11-03T15:00:00Z" },
    { event: "!!!", at: "2026-11-03T15:00:00Z" },
    "webinar",
    7,
    null,
  ])("are not read from %j, which is said", (given) => {
    const good = { event: "fair", at: "2026-11-03T15:00:00Z" };
    expect(readEvents([given, good])).toEqual({ events: [good], unread: [given] });
  });

  it("are read back from their text", () => {
    fc.assert(
      fc.property(
        fc.array(
          anEvent.map(({ id: _, ...event }) => event),
          { minLength: 1 },
        ),
        (some) => {
          const events = withEvents([], some);
          expect(readEvents(eventsText(events))).toEqual({ events, unread: [] });
        },
      ),
    );
  });
});

describe("a lead whose person did more", () => {
  const lead = aLead({ status: "waiting", score: { total: 0, max: 100, dimensions: [] } });

  it("is decided again until somebody has accepted it", () => {
    const more = withMoreEvents(lead, [webinar(0)]);
    expect(more.stale).toBe(true);
    const again = renewed(more, policyWith(behaviour), now);
    expect(again).toMatchObject({ score: { total: 10 }, priority: { level: "hot" } });
    expect(again.stale).toBeUndefined();
    const owned = withMoreEvents({ ...lead, status: "introduced", ownerId: "ana" }, [webinar(0)]);
    expect(owned).toMatchObject({ facts: { events: [webinar(0)] } });
    expect(owned.stale).toBeUndefined();
  });

  it("is the same lead when they are sent again", () => {
    const more = withMoreEvents(lead, [webinar(0, "w1")], [{ field: "events", text: "odd", unread: true }]);
    expect(withMoreEvents(more, [webinar(0, "w1")], [{ field: "events", text: "odd", unread: true }])).toBe(more);
    expect(more.asWritten).toContainEqual({ field: "events", text: "odd", unread: true });
  });

  it("has them added as well when they come with a submission, which nobody is mailed about", () => {
    const known = withMoreEvents(lead, [webinar(3)]);
    const said = { facts: { ...lead.facts, events: [webinar(0)] }, asWritten: [] };
    const merged = merge(known, said, now, "signed");
    expect(merged).toMatchObject({ facts: { events: [webinar(3), webinar(0)] }, stale: true, additions: [] });
  });
});
