import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  acceptance,
  answeredInTime,
  breaches,
  campaigns,
  contactedInTime,
  funnel,
  periodBefore,
  reassignment,
  receivedIn,
  results,
  slices,
  speed,
  stages,
} from "../../reports/figures.ts";
import { type LeadRow, rowOf } from "../../reports/row.ts";
import { hours, volume } from "../../reports/volume.ts";
import { aFollowedLead, monday } from "../build/a-followed-lead.ts";
import { aLead, anOfferedLead } from "../build/a-lead.ts";

const minutes = (count: number): string => new Date(Date.parse(monday) + count * 60_000).toISOString();
let ids = 0;
const aRow = (changes: Partial<LeadRow> = {}): LeadRow => {
  ids += 1;
  return {
    ...{ id: `${ids}`, rev: 1, status: "introduced", receivedAt: monday, language: "es" },
    ...{ lane: "fast", pool: "mexico", rep: "ana", offers: [], contactBy: minutes(60) },
    ...changes,
  };
};
const contacted = (after: number, changes: Partial<LeadRow> = {}) =>
  aRow({
    status: "contacted",
    contactedAt: minutes(after),
    first: { at: minutes(after), worked: after / 2 },
    ...changes,
  });
const won = (value: number, changes: Partial<LeadRow> = {}) =>
  contacted(5, { status: "closed", closed: { at: minutes(1440), outcome: "won", value }, ...changes });
const lost = () => contacted(5, { status: "closed", closed: { at: minutes(60), outcome: "lost" } });
const offer = (changes: Partial<LeadRow["offers"][number]> = {}) => ({
  ...{ repId: "ana", pool: "mexico", at: monday, until: minutes(15) },
  ...changes,
});

describe("the version of the policy", () => {
  it("tells apart what each version decided", () => {
    const rows = [aLead({ id: "a", policyVersion: 1 }), aLead({ id: "b", policyVersion: 2 }), aLead({ id: "c" })].map(
      (lead) => rowOf(lead),
    );
    const by = [...slices(rows, "version")].map(([version, some]) => [version, some.map(({ id }) => id)]);
    expect(by.sort()).toEqual([
      ["", ["c"]],
      ["1", ["a"]],
      ["2", ["b"]],
    ]);
  });
});

describe("the row of a lead", () => {
  it("says when each thing happened, and nobody's name, address or words", () => {
    const lead = aFollowedLead();
    expect(rowOf(lead)).toMatchObject({
      ...{ id: lead.id, status: "introduced", source: "website", lane: "high-touch", rep: "ana", pool: "latam-smb" },
      ...{ receivedAt: lead.receivedAt, acceptedAt: monday, contactBy: minutes(60) },
    });
    const { name, email, phone, message, company } = lead.facts;
    for (const fact of [name, email, phone, message, company]) expect(JSON.stringify(rowOf(lead))).not.toContain(fact);
  });

  it("is small", () => {
    expect(JSON.stringify(rowOf(anOfferedLead())).length).toBeLessThan(600);
  });
});

describe("the funnel", () => {
  it("counts a lead in each stage that it came to", () => {
    const rows = [
      rowOf(aLead()),
      rowOf(aLead({ status: "rejected" })),
      rowOf(anOfferedLead({ offers: [], status: "waiting" })),
      rowOf(anOfferedLead()),
      aRow(),
      contacted(5),
      won(100),
    ];
    expect(funnel(rows)).toEqual({ received: 7, qualified: 5, routed: 4, accepted: 3, contacted: 2, won: 1 });
  });
});

describe("speed to lead", () => {
  it("is from the arrival to the first contact, on the clock and in working time", () => {
    const rows = [contacted(10), contacted(20), contacted(30)];
    expect(speed(rows, minutes(99))).toMatchObject({ leads: 3, contacted: 3, p50: { time: 20 }, p90: { time: 30 } });
    expect(speed(rows, minutes(99), () => 99)).toMatchObject({ p50: { time: 10 } });
  });

  it("counts who is not reached yet, until the lead is closed", () => {
    const waiting = aRow({ first: undefined });
    const withdrawn = aRow({ status: "closed", closed: { at: minutes(15), outcome: "withdrawn" } });
    const rows = [contacted(10), contacted(20), waiting, withdrawn];
    expect(speed(rows, minutes(500))).toMatchObject({ leads: 4, contacted: 2, p50: { time: 20 } });
    expect(speed(rows, minutes(500)).p90.time).toBeUndefined();
  });

  it("leaves out who was turned away or is only mailed", () => {
    const rows = [contacted(10), aRow({ status: "rejected" }), aRow({ status: "nurtured" })];
    expect(speed(rows, minutes(500))).toMatchObject({ leads: 1 });
  });
});

describe("offers", () => {
  const offers = [
    offer({ outcome: "accepted", answeredAt: minutes(3) }),
    offer({ outcome: "given-back", answeredAt: minutes(90) }),
    offer({ outcome: "declined", answeredAt: minutes(4) }),
    offer({ outcome: "lapsed", answeredAt: minutes(15) }),
    offer({ outcome: "taken", answeredAt: minutes(1) }),
    offer({ outcome: "withdrawn", answeredAt: minutes(1) }),
    offer({ outcome: "lapsed", round: 1 }),
    offer({ until: minutes(60) }),
  ];

  it("are accepted or not by those who could decide them, and those still open are told apart", () => {
    expect(acceptance(offers)).toMatchObject({ share: { of: 2, n: 4 }, open: 1 });
  });

  it("are answered in time or late; an open one is late once its time is over", () => {
    expect(answeredInTime(offers, minutes(30))).toMatchObject({ share: { of: 3, n: 4 }, open: 1 });
    expect(answeredInTime(offers, minutes(61))).toMatchObject({ share: { of: 3, n: 5 }, open: 0 });
  });

  it("of a round are one attempt", () => {
    const rows = [
      aRow({ offers: [offer()] }),
      aRow({ offers: [offer({ round: 1 }), offer({ round: 1, repId: "beto" })] }),
      aRow({ offers: [offer(), offer({ repId: "beto" })] }),
      aRow(),
    ];
    expect(reassignment(rows)).toMatchObject({
      share: { of: 1, n: 3 },
      attempts: new Map([
        [1, 2],
        [2, 1],
      ]),
    });
  });
});

describe("first contacts", () => {
  const rows = [
    contacted(59),
    contacted(90),
    aRow({ contactBy: minutes(30) }),
    aRow({ contactBy: minutes(600) }),
    aRow({ status: "closed", closed: { at: minutes(10), outcome: "withdrawn" } }),
    contacted(5, { offers: [offer({ outcome: "handed-on", late: true })] }),
  ];

  it("are in time or late for each owner, and still open", () => {
    expect(contactedInTime(rows, minutes(100))).toMatchObject({ share: { of: 2, n: 5 }, open: 1 });
  });

  it("that are late are listed, the latest first", () => {
    expect(breaches(rows, minutes(100)).map(({ late }) => late)).toEqual([70, 30]);
  });
});

describe("results", () => {
  it("are rates with what they are of", () => {
    expect(results([won(100), won(50), lost(), aRow()])).toMatchObject({
      ...{ won: 2, lost: 1, open: 1, value: 150 },
      ...{ winRate: { of: 2, n: 3 }, conversion: { of: 2, n: 4 }, daysToClose: { time: 1 } },
    });
  });

  it("of a campaign say what came back from five wins on, and name one that brought nothing", () => {
    const five = [1, 2, 3, 4, 5].map(() => won(300, { campaign: "spring" }));
    const [spring, autumn] = campaigns(
      [...five, won(1, { campaign: "fair" })],
      new Map([
        ["spring", 500],
        ["autumn", 9],
      ]),
    );
    expect(spring).toEqual({ campaign: "spring", leads: 5, won: 5, value: 1500, spent: 500, perLead: 100, back: 2 });
    expect(autumn).toMatchObject({ campaign: "fair", won: 1 });
    expect(campaigns([], new Map([["autumn", 9]]))).toEqual([
      { campaign: "autumn", leads: 0, won: 0, value: 0, spent: 9 },
    ]);
  });
});

describe("volume", () => {
  it("counts by the clocks of the zone, empty days too, and says which are not over", () => {
    // Half past five in UTC is still Sunday in Mexico City.
    const rows = [aRow({ receivedAt: "2026-11-02T05:30:00.000Z" }), aRow({ receivedAt: "2026-11-04T12:00:00.000Z" })];
    const period = { from: "2026-11-01T06:00:00.000Z", to: "2026-11-04T18:00:00.000Z" };
    expect(volume(rows, period, "day", "America/Mexico_City")).toEqual([
      { from: "2026-11-01", leads: 1, partial: false },
      { from: "2026-11-02", leads: 0, partial: false },
      { from: "2026-11-03", leads: 0, partial: false },
      { from: "2026-11-04", leads: 1, partial: true },
    ]);
    expect(volume(rows, period, "month", "America/Mexico_City")).toEqual([
      { from: "2026-11-01", leads: 2, partial: true },
    ]);
  });

  it("by hour of the week tells which leads nobody was offered in a quarter of an hour", () => {
    const rows = [
      aRow({ offers: [offer({ at: minutes(1) })] }),
      aRow({ offers: [offer({ at: minutes(40) })] }),
      aRow(),
    ];
    const hour = hours(rows, minutes(60), "America/Mexico_City").find(({ leads }) => leads > 0);
    expect(hour).toEqual({ weekday: 0, hour: 9, leads: 3, uncovered: 2, p50: 40 });
  });
});

const someRow = fc
  .record({
    minute: fc.integer({ min: 0, max: 200_000 }),
    source: fc.constantFrom("web", "ads", undefined),
    make: fc.constantFrom(
      aRow,
      () => contacted(9),
      () => won(3),
      lost,
      () => rowOf(aLead()),
      () => rowOf(anOfferedLead()),
    ),
  })
  .map(({ minute, source, make }) => ({ ...make({}), receivedAt: minutes(minute), ...(source && { source }) }));

describe("any leads", () => {
  it("are counted once in slices, columns and hours, and each stage holds the next", () => {
    return fc.assert(
      fc.property(fc.array(someRow, { maxLength: 40 }), fc.constantFrom("day", "week", "month"), (rows, span) => {
        const period = { from: minutes(0), to: minutes(100_000) };
        const mine = receivedIn(rows, period);
        const groups = [...slices(mine, "source").values()];
        expect(new Set(groups.flat())).toEqual(new Set(mine));
        expect(groups.flat()).toHaveLength(mine.length);
        const columns = volume(mine, period, span, "America/Sao_Paulo");
        expect(columns.reduce((sum, { leads }) => sum + leads, 0)).toBe(mine.length);
        const counts = funnel(mine);
        for (const stage of stages) {
          expect(groups.reduce((sum, group) => sum + funnel(group)[stage], 0)).toBe(counts[stage]);
        }
        const inOrder = stages.map((stage) => counts[stage]);
        expect(inOrder.toSorted((a, b) => b - a)).toEqual(inOrder);
        expect(periodBefore(period).to).toBe(period.from);
        expect(Date.parse(period.from) - Date.parse(periodBefore(period).from)).toBe(100_000 * 60_000);
      }),
    );
  });
});
