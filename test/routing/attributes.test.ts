import { describe, expect, it } from "vitest";
import { attributesOf } from "../../routing/attributes.ts";
import { localTime } from "../../routing/time/local-time.ts";
import { aLead } from "../build/a-lead.ts";
import { aPolicy } from "../build/a-policy.ts";

const monday = "2026-11-02T15:00:00.000Z";

describe("attributes", () => {
  it("are derived only when a condition tests them, if that is expensive", () => {
    const lead = aLead({ facts: { timeZone: "America/Bogota" } });
    const indifferent = aPolicy({ territories: {}, score: [{ dimension: "value", max: 1 }], rules: [] });
    const derived = { seniority: undefined, local_hour: undefined, working_time: undefined, territory: undefined };
    expect(attributesOf(lead, indifferent, monday)).toMatchObject(derived);
    const lanes = [
      {
        lane: "asking",
        when: { not: { any: [{ seniority: "owner" }, { all: [{ local_hour: 3 }, { territory: "mexico" }] }] } },
        action: "route" as const,
        because: "Asks for them",
      },
    ];
    expect(attributesOf(lead, aPolicy({ lanes }), monday)).toMatchObject({
      seniority: "director",
      local_hour: 10,
      working_time: true,
      territory: ["mexico"],
    });
  });

  it("name the territories by the facts alone, not by what was decided", () => {
    const policy = aPolicy({ territories: { mexico: { country: "MX" }, hot: { priority: "hot" } } });
    const lead = aLead({ priority: { level: "hot", reasons: [] } });
    expect(attributesOf(lead, policy, monday)).toMatchObject({ territory: ["mexico"], priority: "hot" });
  });

  it("hold what was decided so far", () => {
    const lead = aLead({
      knownOwner: { repId: "ana", because: "account" },
      score: { total: 12, max: 100, dimensions: [] },
      lane: { lane: "nurture", because: "Not ready" },
    });
    const expected = { owner: "ana", owner_by: "account", score: 12, priority: undefined, lane: "nurture" };
    expect(attributesOf(lead, aPolicy(), monday)).toMatchObject(expected);
  });
});

describe("what the policy asks for", () => {
  const because = "so";
  const bare = { territories: {}, qualification: {}, score: [{ dimension: "value", max: 1 }], priority: [], rules: [] };
  const lanes = (when: object) => [{ lane: "all", when, action: "route" as const, because }];
  const gate = { gate: "Closed", because };
  const bands = { of: "local_hour" as const, steps: [{ from: 1, give: 1, because }] };
  const score = (more: object) => [{ dimension: "geography", max: 1, ...more }];
  /** Each place of a policy that can ask for something, here whether people work where the lead is. */
  const places: Record<string, object> = {
    "a territory": { territories: { working: { working_time: true } } },
    "a gate": { qualification: { reject: [{ ...gate, when: { working_time: false } }] } },
    "a question": { qualification: { ask: [{ missing: "local_hour", ask: "When?" }] } },
    "a line of points": { score: score({ points: [{ when: { local_hour: 3 }, give: 1, because }] }) },
    bands: { score: score({ bands }) },
    "a line of priority": { priority: [{ priority: "hot", when: { working_time: true }, because }] },
    "a lane": { lanes: lanes({ local_hour: 3 }) },
    "a rule": { rules: [{ rule: "Day", when: { working_time: true }, pools: ["latam-smb"] }] },
    "one of several": { lanes: lanes({ any: [{ country: "BR" }, { working_time: true }] }) },
    "all of several": { lanes: lanes({ all: [{ country: "BR" }, { local_hour: 3 }] }) },
    "what must not be": { lanes: lanes({ not: { country: "BR", working_time: true } }) },
  };
  const lead = () => aLead({ facts: { timeZone: "America/Bogota" } });

  it.each(Object.entries(places))("is derived when tested by %s", (_, place) => {
    expect(attributesOf(lead(), aPolicy({ lanes: lanes({}), ...bare, ...place }), monday)).toMatchObject({
      local_hour: 10,
      working_time: true,
      seniority: undefined,
      territory: undefined,
    });
  });

  it.each(["seniority", "territory"])("is %s alone where nothing else is asked", (name) => {
    const territories = { mexico: { country: "MX" }, brazil: { country: "BR" }, retail: { industry: "retail" } };
    const policy = aPolicy({ ...bare, lanes: lanes({ [name]: "x" }), territories });
    const found = attributesOf(lead(), policy, monday);
    expect([found.seniority, found.territory]).toEqual(
      name === "seniority" ? ["director", undefined] : [undefined, ["mexico", "retail"]],
    );
    expect([found.local_hour, found.working_time]).toEqual([undefined, undefined]);
  });

  it("is told of one lead to several, each time for the policy and the instant that are asked about", () => {
    const { facts } = lead();
    const [one, other] = [aPolicy(), aPolicy({ lanes: lanes({ local_hour: 3, seniority: "owner" }) })];
    const night = "2026-11-02T03:00:00.000Z";
    const hours = [
      [one, monday],
      [other, monday],
      [other, night],
      [other, monday],
      [one, night],
    ].map(([policy, at]) => attributesOf({ facts }, policy as typeof one, at as string).local_hour);
    expect(hours).toEqual([undefined, 10, 22, 10, undefined]);
    const [first, second] = [attributesOf({ facts }, other, monday), attributesOf({ facts }, other, monday)];
    expect(first).toEqual(second);
    expect(first).not.toBe(second);
  });
});

describe("the facts among the attributes", () => {
  const found = (facts: Parameters<typeof aLead>[0] & object) => attributesOf(aLead(facts), aPolicy(), monday);

  it("have the names that policies write", () => {
    const facts = { postalCode: "1010", useCase: "stores", region: "Jalisco", timeZone: "America/Bogota" };
    expect(found({ facts })).toMatchObject({
      ...{ name: "Lucía Fernández", company: "Flora Rosa", size: 120, country: "MX", products: ["crm"] },
      ...{ postal_code: "1010", use_case: "stores", region: "Jalisco", time_zone: "America/Bogota" },
    });
    expect(found({})).not.toHaveProperty("email");
  });

  it.each([
    ["Lucia@FloraRosa.Example", "florarosa.example", false],
    ['"a@b"@gmail.com', "gmail.com", true],
    ["lucia@GMAIL.com", "gmail.com", true],
    ["hidden", "hidden", false],
    ["lucia@gmx.at", "gmx.at", true],
    ["lucia@t-online.de", "t-online.de", true],
    ["lucia@orange.fr", "orange.fr", true],
    ["lucia@libero.it", "libero.it", true],
    ["lucia@yahoo.co.jp", "yahoo.co.jp", true],
    ["lucia@alibaba.com", "alibaba.com", false],
  ])("tell of %s the domain %s, which is one of private addresses: %s", (email, domain, consumer) => {
    expect(found({ facts: { email } })).toMatchObject({ email_domain: domain, consumer_mail: consumer });
  });

  it("count the private mail services of the policy among those", () => {
    const policy = aPolicy({ consumer_mail: ["correo.example"] });
    expect(attributesOf(aLead({ facts: { email: "lucia@correo.example" } }), policy, monday).consumer_mail).toBe(true);
    expect(attributesOf(aLead({ facts: { email: "lucia@correo.example" } }), aPolicy(), monday).consumer_mail).toBe(
      false,
    );
  });

  it("count a lead as new of whom nothing else is known", () => {
    expect(found({}).customer_type).toBe("new");
    expect(found({ facts: { customerType: "former" } }).customer_type).toBe("former");
    expect(found({})).toHaveProperty("urgency", "this-quarter");
    expect(found({ facts: { urgency: undefined } }).urgency).toBeUndefined();
  });
});

describe("local time", () => {
  it.each([
    ["America/Bogota", "2026-11-02T15:00:00Z", 10, true],
    ["Europe/Madrid", "2026-10-25T00:59:00Z", 2, false],
    ["Europe/Madrid", "2026-10-25T01:01:00Z", 2, false],
    ["Asia/Kolkata", "2026-11-02T03:30:00Z", 9, true],
    ["America/St_Johns", "2026-11-02T21:29:59Z", 17, true],
    ["America/St_Johns", "2026-11-02T21:30:00Z", 18, false],
    ["Pacific/Auckland", "2026-11-06T20:30:00Z", 9, false],
    ["Pacific/Honolulu", "2026-11-07T20:30:00Z", 10, false],
    ["UTC", "2026-11-01T12:00:00Z", 12, false],
    ["UTC", "2026-11-02T08:59:59Z", 8, false],
    ["UTC", "2026-11-02T09:00:00Z", 9, true],
    ["UTC", "2026-11-06T17:59:59Z", 17, true],
    ["UTC", "2026-11-06T18:00:00Z", 18, false],
    ["UTC", "2026-11-07T12:00:00Z", 12, false],
  ])("in %s at %s is %i o'clock, at work: %s", (timeZone, at, hour, working) => {
    expect(localTime(timeZone, at)).toMatchObject({ local_hour: hour, working_time: working });
  });

  it("names the day there, which may be another one than in the office", () => {
    const office = { time_zone: "Europe/Vienna", days: ["monday" as const], from: "08:30", to: "17:15" };
    const when = { all: [{ weekday: "sunday" }, { office_hour: 0 }, { office_weekday: "x" }, { received: "x" }] };
    const policy = aPolicy({ office, lanes: [{ lane: "l", when, action: "route", because: "so" }] });
    const at = "2026-11-02T04:15:00Z";
    const there = (receivedAt: string) =>
      attributesOf({ ...aLead({ facts: { timeZone: "America/Bogota" } }), receivedAt }, policy, at);
    expect(there("2026-11-02T07:30:00Z")).toMatchObject({ weekday: "sunday", local_hour: 23, office_hour: 5 });
    expect(there(at)).toMatchObject({ office_weekday: "monday", received: "after-hours" });
    expect(there("2026-11-02T07:30:00Z").received).toBe("office-hours");
    expect(there("2026-11-02T16:15:00Z").received).toBe("after-hours");
    expect(there("2026-11-03T10:00:00Z").received).toBe("after-hours");
  });

  it("is unknown without a zone, or with one that does not exist", () => {
    expect(localTime(undefined, monday)).toEqual({});
    expect(localTime("", monday)).toEqual({});
    expect(localTime("Nowhere/Atlantis", monday)).toEqual({});
  });
});
