import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { nextOf } from "../../cli/explain-stored.ts";
import { storedPolicy } from "../../cli/policy-source.ts";
import { chooseRep } from "../../functions/choose-rep/choose-rep.ts";
import type { Lead } from "../../routing/lead/lead.ts";
import { aLead, anOfferedLead } from "../build/a-lead.ts";
import { aPolicy } from "../build/a-policy.ts";
import { aRep } from "../build/a-rep.ts";
import { placeOf } from "../build/preview-world.ts";
import { roster, useSteps } from "../build/steps.ts";
import { useDatabase } from "../build/tables.ts";

const tables = useDatabase();
const { clock, deps } = useSteps(tables);
beforeAll(() => tables.open(roster, aPolicy()));
let n = 0;
beforeEach(() => {
  n += 1;
});

/** A lead that Ana declined, so that a rep is to be chosen again. */
async function declined(changes: Parameters<typeof aLead>[0] = {}): Promise<string> {
  const id = `next-${n}`;
  const offers = anOfferedLead().offers.map((offer) => ({ ...offer, outcome: "declined" as const }));
  const facts = { ...changes.facts, email: `${id}@florarosa.example` };
  await tables.leads.create({ ...anOfferedLead({ ...changes, id, status: "ready", offers, facts }) }, undefined);
  return id;
}
async function preview(id: string) {
  const place = placeOf(tables, clock.now);
  const lead = await tables.leads.load(id);
  return nextOf(lead, await storedPolicy(place, lead.policyVersion), place, clock.now);
}
const chosen = async (id: string): Promise<Lead> => {
  await chooseRep({ leadId: id }, deps());
  return tables.leads.load(id);
};

describe("the preview of a stored lead", () => {
  it("asks no gate again that something added since would not pass, as the workflow does not", async () => {
    const id = await declined({ facts: { email: "x", company: undefined } });
    const before = await tables.leads.load(id);
    await tables.leads.replace({ ...before, facts: { ...before.facts, email: "lucia@gmail.com" } });
    expect((await preview(id)).now.outcome).toMatchObject({ kind: "offer", repId: "beto" });
    expect((await chosen(id)).offers.at(-1)?.repId).toBe("beto");
  });

  it("asks who has the same person's earlier lead now, not who had it when that was looked up", async () => {
    const first = { id: `first-${n}`, ownerId: "beto", facts: { email: `first${n}@florarosa.example` } };
    await tables.leads.create(aLead({ ...first, status: "introduced" }), undefined);
    const samePerson = { leadId: first.id, name: "Lucía", receivedAt: clock.now, repId: "ana" };
    const lead = aLead({
      id: `same-${n}`,
      status: "ready",
      policyVersion: 1,
      samePerson,
      facts: { email: `same${n}@a.example` },
    });
    await tables.leads.create(lead, undefined);
    expect((await preview(lead.id)).now.outcome).toMatchObject({ kind: "offer", repId: "beto" });
    expect((await chosen(lead.id)).offers.at(-1)?.repId).toBe("beto");
  });

  it("decides by the active policy where nobody of the lead's own version is left", async () => {
    const id = await declined();
    const pool = { manager: "marta" };
    const moved = aPolicy({ rules: [], otherwise: { pools: ["north"] }, pools: { north: pool } });
    await tables.open(
      roster.map((rep) => (rep.role === "manager" ? rep : aRep({ ...rep, pools: { north: 1 } }))),
      moved,
    );
    const { now, by } = await preview(id);
    expect([now.outcome.pool, by.name]).toEqual(["north", "version 2"]);
    expect((await chosen(id)).offers.at(-1)).toMatchObject({ pool: "north", repId: now.outcome.repId });
  });
});
