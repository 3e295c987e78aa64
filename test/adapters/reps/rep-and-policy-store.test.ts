import { describe, expect, it } from "vitest";
import { NoActivePolicy } from "../../../adapters/faults.ts";
import { takePlace } from "../../../adapters/reps/take-place.ts";
import { aLead } from "../../build/a-lead.ts";
import { aPolicy } from "../../build/a-policy.ts";
import { aRep } from "../../build/a-rep.ts";
import { useDatabase } from "../../build/tables.ts";

const tables = useDatabase();
const by = { author: "marta", note: "first", at: "2026-11-02T15:00:00.000Z" };

describe("policy store", () => {
  it("says so when nobody has activated a policy", async () => {
    await expect(tables.policies.active()).rejects.toBeInstanceOf(NoActivePolicy);
    expect(await tables.policies.ifActive()).toBeUndefined();
  });

  it("keeps every version and has the newest in force", async () => {
    await tables.versions.publish(aPolicy({ name: "One" }), "name: One", by);
    await tables.versions.publish(aPolicy({ name: "Two" }), "name: Two", by);
    expect(await tables.policies.active()).toMatchObject({
      version: 2,
      policy: { name: "Two" },
      source: "name: Two",
      ...by,
    });
    expect((await tables.policies.get(1)).policy).toEqual(aPolicy({ name: "One" }));
  });

  it("lets exactly one of two concurrent activations win", async () => {
    const both = await Promise.allSettled([1, 2].map(() => tables.versions.publish(aPolicy(), "", by)));
    expect(both.filter(({ status }) => status === "fulfilled").length).toBeGreaterThan(0);
    const { version } = await tables.policies.active();
    expect(version).toBe(2 + both.filter(({ status }) => status === "fulfilled").length);
  });
});

describe("rep store", () => {
  it("imports a roster, then only the changes, and deactivates reps who are gone", async () => {
    const pools = { "latam-smb": 1, brazil: 2, enterprise: 0.5 };
    const roster = [aRep({ id: "ana", pools }), aRep({ id: "beto" }), aRep({ id: "caro" })];
    expect(await tables.reps.importRoster(roster)).toEqual({
      added: ["ana", "beto", "caro"],
      changed: [],
      deactivated: [],
    });
    expect(
      await tables.reps.importRoster([aRep({ id: "ana", pools }), aRep({ id: "beto", capacity: 3, phone: undefined })]),
    ).toEqual({
      added: [],
      changed: ["beto"],
      deactivated: ["caro"],
    });
    expect((await tables.reps.get("beto"))?.phone).toBeUndefined();
    expect((await tables.reps.get("caro"))?.active).toBe(false);
  });

  it("keeps a rep's open leads over an import", async () => {
    await tables.reps.importRoster([aRep({ id: "dora", pools: {} })]);
    await tables.leads.create(aLead({ id: "kept" }), undefined);
    await tables.leads.update("kept", (lead) => ({ lead, also: [takePlace("reps", { repId: "dora" })] }));
    await tables.reps.importRoster([aRep({ id: "dora", name: "Dora Díaz", pools: {} })]);
    expect(await tables.reps.get("dora")).toMatchObject({ name: "Dora Díaz", openLeads: 1 });
  });
});
