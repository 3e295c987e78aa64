import { beforeAll, describe, expect, it } from "vitest";
import { FirstOffers, PastLeadStore, storedLeads } from "../../../adapters/leads/past-leads.ts";
import { TraceStore } from "../../../adapters/leads/trace-store.ts";
import type { Trace } from "../../../routing/explain/trace.ts";
import type { Lead } from "../../../routing/lead/lead.ts";
import { aLead, anOfferedLead } from "../../build/a-lead.ts";
import { aPolicy } from "../../build/a-policy.ts";
import { aRep } from "../../build/a-rep.ts";
import { useDatabase } from "../../build/tables.ts";

const tables = useDatabase();
const addition = (at: string, field: string, before?: string) => ({
  n: 2,
  at,
  field,
  text: "x",
  ...(before && { before }),
});
const won: Partial<Lead> = {
  ...{ id: "won", status: "closed", acceptedAt: "2026-11-02T15:10:00.000Z", ownerId: "ana" },
  closed: { outcome: "won", at: "2026-11-09T10:00:00.000Z", by: "ana" },
  additions: [
    addition("2026-11-02T15:09:00.000Z", "size", "3"),
    addition("2026-11-03T09:00:00.000Z", "size", "40"),
    { ...addition("2026-11-03T09:00:00.000Z", "industry"), claimed: true },
  ],
};

describe("past leads", () => {
  beforeAll(async () => {
    await tables.open([aRep()], aPolicy());
    for (const lead of [
      anOfferedLead(won),
      aLead({ id: "turned-away", facts: { email: "b@florarosa.example" }, status: "rejected", policyVersion: 1 }),
      aLead({ id: "of-a-program", facts: { email: "c@florarosa.example" }, status: "rejected" }),
    ])
      await tables.leads.create(lead, undefined);
  });

  it("are all that a policy decided, with what came of them and what was known before somebody had them", async () => {
    const all = [...(await new PastLeadStore(tables.client, "leads").all())];
    const found = new Map(all.map((lead) => [lead.ref, lead]));
    expect([...found.keys()].sort()).toEqual(["turned-away", "won"]);
    expect(found.get("won")).toMatchObject({
      closed: { outcome: "won", at: "2026-11-09T10:00:00.000Z" },
      addedSince: [{ field: "size", before: "40" }],
    });
    expect(found.get("won")?.neverOffered).toBeUndefined();
    expect(found.get("turned-away")?.neverOffered).toBe(true);
  });

  it("say whom they were first offered to and among whom, but not where the quickest of several had them", async () => {
    const candidate = (repId: string) => ({ repId, weight: 1, openLeads: 0, balance: 0, owed: 5e8, after: 0, saw: {} });
    const trace = (repId: string) => ({
      ...{ version: 1, at: "2026-11-02T15:00:00.000Z", outcome: { kind: "offer", repId } },
      rankings: {
        pools: [{ pool: "p", prefer: ["fairness"], able: 2, candidates: [candidate("ana"), candidate("beto")] }],
      },
    });
    const traces = new TraceStore(tables.client, "leads");
    const shown = anOfferedLead({ id: "shown", facts: { email: "d@florarosa.example" } });
    const offers = shown.offers.map((offer) => ({ ...offer, repId: "beto", round: 1 }));
    await tables.leads.create({ ...shown, offers }, undefined);
    for (const [id, repId] of [
      ["won", "ana"],
      ["shown", "beto"],
    ] as const)
      await traces.keepOffer(id, 1, trace(repId) as unknown as Trace);
    await traces.keepOffer("won", 2, trace("beto") as unknown as Trace);
    const first = new FirstOffers();
    for await (const items of storedLeads(tables.client, "leads")) for (const item of items) first.take(item);
    expect(first.of("won")).toEqual({ repId: "ana", among: { ana: 0.5, beto: 0.5 } });
    expect(first.of("shown")).toEqual({ repId: "beto" });
    expect(first.of("turned-away")).toBeUndefined();
  });
});
