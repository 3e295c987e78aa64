import { beforeAll, describe, expect, it } from "vitest";
import { PastLeadStore } from "../../../adapters/leads/past-leads.ts";
import type { Lead } from "../../../routing/lead/lead.ts";
import { aLead, anOfferedLead } from "../../build/a-lead.ts";
import { aPolicy } from "../../build/a-policy.ts";
import { aRep } from "../../build/a-rep.ts";
import { useTables } from "../../build/tables.ts";

const tables = useTables();
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
});
