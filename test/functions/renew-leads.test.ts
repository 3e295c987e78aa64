import { SendRawEmailCommand } from "@aws-sdk/client-ses";
import { beforeAll, describe, expect, it } from "vitest";
import { chooseRep } from "../../functions/choose-rep/choose-rep.ts";
import { nurtureLead } from "../../functions/nurture-lead/nurture-lead.ts";
import { renewLeads } from "../../functions/renew-leads/renew-leads.ts";
import { submitLead } from "../../functions/submit-lead/submit-lead.ts";
import type { Lead, LeadFacts } from "../../routing/lead/lead.ts";
import { anOfferedLead } from "../build/a-lead.ts";
import { aPolicy } from "../build/a-policy.ts";
import { roster, useSteps } from "../build/steps.ts";
import { useTables } from "../build/tables.ts";

const tables = useTables();
const { ses, clock, deps, mails } = useSteps(tables);
const policy = aPolicy({
  priority: [{ priority: "hot", when: { urgency: "now" }, because: "Now" }],
  lanes: [
    { lane: "high-touch", when: { priority: "hot" }, action: "route", because: "Ready" },
    { lane: "nurture", when: {}, action: "nurture", because: "Not yet" },
  ],
});
beforeAll(() => tables.open(roster, policy));

const known = (id: string, lead: Parameters<typeof anOfferedLead>[0] = {}) =>
  anOfferedLead({ id, policyVersion: 1, facts: { email: `${id}@renew.example`, urgency: undefined }, ...lead });
const put = async (lead: Lead): Promise<Lead> => {
  await tables.leads.create(lead, undefined);
  return lead;
};
const write = (id: string, facts: Partial<LeadFacts>) =>
  submitLead(
    {
      facts: { name: "Lucía Fernández", language: "es", email: `${id}@renew.example`, ...facts },
      asWritten: [],
    },
    JSON.stringify(facts),
    deps(),
  );
const news = async (id: string) =>
  (await tables.items("leads")).filter(({ pk, sk }) => pk === `LEAD#${id}` && sk === "NEWS");
const told = () => mails().filter(({ kind }) => kind === "additions");
const later = (hours: number) => {
  clock.now = new Date(Date.parse(clock.now) + hours * 3_600_000).toISOString();
};

describe("a lead that something was added to", () => {
  it.each(["ready", "waiting", "offered", "escalated"] as const)(
    "is scored and prioritised again while it is %s, and keeps its status",
    async (status) => {
      const id = `added-${status}`;
      const before = await put(known(id, { status, escalation: anEscalation(status) }));
      await write(id, { urgency: "now" });
      await renewLeads(deps());
      const lead = await tables.leads.load(id);
      expect(lead).toMatchObject({ status, priority: { level: "hot" }, lane: { lane: "high-touch" } });
      expect(lead.stale).toBeUndefined();
      expect(lead.offers.map(({ expiresAt }) => expiresAt)).toEqual(before.offers.map(({ expiresAt }) => expiresAt));
    },
  );

  it("is not decided again once somebody has accepted", async () => {
    await put(known("owned", { status: "introduced", ownerId: "ana", acceptedAt: "2026-11-02T15:00:10.000Z" }));
    await write("owned", { urgency: "now" });
    await renewLeads(deps());
    expect((await tables.leads.load("owned")).priority?.level).toBe("warm");
  });

  it("is chosen for by the added facts, before it was decided again", async () => {
    await put(known("raced", { status: "ready", offers: [], priority: { level: "cold", reasons: [] } }));
    await write("raced", { urgency: "now" });
    expect((await chooseRep({ leadId: "raced" }, deps())).kind).toBe("offered");
    expect(await tables.leads.load("raced")).toMatchObject({ priority: { level: "hot" }, status: "offered" });
    expect((await tables.leads.load("raced")).stale).toBeUndefined();
  });

  it("goes to a rep in place of the mail of its lane, if that makes it ready", async () => {
    const lane = { lane: "nurture", because: "Not yet" };
    await put(known("rises", { status: "qualified", offers: [], lane }));
    await write("rises", { urgency: "now" });
    await nurtureLead({ leadId: "rises" }, deps());
    await nurtureLead({ leadId: "rises" }, deps());
    expect(await tables.leads.load("rises")).toMatchObject({ status: "ready", dueAt: clock.now });
    expect(mails().filter(({ kind }) => kind === "nurture")).toEqual([]);
  });
});

describe("who has a lead", () => {
  it("is told in one mail, and of the rest in one mail a day later, however often it runs", async () => {
    await put(known("gathered"));
    for (let n = 0; n < 3; n += 1) await write("gathered", { phone: `+5255000000${n}0` });
    await Promise.all([renewLeads(deps()), renewLeads(deps())]);
    await renewLeads(deps());
    expect(told().map(({ to }) => to)).toEqual(["ana@andina.example"]);
    for (let n = 3; n < 6; n += 1) {
      await write("gathered", { name: `Lucía ${n}` });
      await renewLeads(deps());
    }
    expect(told()).toHaveLength(1);
    later(25);
    await tables.leads.update("gathered", (lead) => ({
      ...lead,
      offers: lead.offers.map((one) => ({ ...one, expiresAt: "2026-12-01T00:00:00.000Z" })),
    }));
    await renewLeads(deps());
    await renewLeads(deps());
    expect(told()).toHaveLength(2);
    const { text } = told()[1] ?? { text: "" };
    for (const name of ["Lucía 3", "Lucía 4", "Lucía 5"]) expect(text).toContain(name);
    expect(await news("gathered")).toEqual([]);
  });

  it("sees no telephone number before accepting, and the owner does", async () => {
    await put(known("offered-phone"));
    await put(known("owned-phone", { status: "introduced", ownerId: "ana", acceptedAt: "2026-11-02T15:00:10.000Z" }));
    for (const id of ["offered-phone", "owned-phone"]) await write(id, { phone: "+525577777777" });
    await renewLeads(deps());
    const offered = told().find(({ offer }) => offer !== "");
    const owned = told().find(({ offer }) => offer === "");
    expect(offered?.text).not.toContain("77777777");
    expect(offered?.offer).toContain("offered-phone");
    expect(owned?.text).toContain("+525577777777");
  });

  it("hears of it although the first mail was refused or the run was cut off, and not twice", async () => {
    await put(known("refused"));
    await write("refused", { phone: "+525588888888" });
    const no = Object.assign(new Error("no"), { name: "Throttling", $metadata: { httpStatusCode: 400 } });
    ses.on(SendRawEmailCommand).rejectsOnce(no).resolves({ MessageId: "2" });
    expect((await renewLeads(deps())).failed).toBe(1);
    later(1);
    await renewLeads(deps());
    later(1);
    await renewLeads(deps());
    const tags = ses
      .commandCalls(SendRawEmailCommand)
      .map(({ args: [{ input }] }) => input.Tags?.map(({ Value }) => Value));
    expect(tags).toEqual([
      ["additions", "refused", "1"],
      ["additions", "refused", "1"],
    ]);
    expect((await tables.leads.load("refused")).news?.telling).toEqual([]);
  });

  it("is told once the lead was introduced, of what came while the mail with the details was on its way", async () => {
    await put(known("on-its-way", { status: "accepted", ownerId: "ana", acceptedAt: "2026-11-02T15:00:10.000Z" }));
    await write("on-its-way", { phone: "+525599990000" });
    await renewLeads(deps());
    expect(told()).toEqual([]);
    await tables.leads.update("on-its-way", (lead) => ({ ...lead, status: "introduced" }));
    later(1);
    await renewLeads(deps());
    expect(told()).toHaveLength(1);
  });
});

const anEscalation = (status: string) =>
  status === "escalated"
    ? {
        managerId: "marta",
        cause: "attempts-used" as const,
        at: "2026-11-02T15:00:10.000Z",
        remindAt: ["2026-11-03T16:00:00.000Z"],
        reminded: 0,
        linkHashes: [],
      }
    : undefined;
