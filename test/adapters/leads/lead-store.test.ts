import { describe, expect, it } from "vitest";
import { LeadNotFound } from "../../../adapters/faults.ts";
import { freePlace } from "../../../adapters/reps/free-places.ts";
import { move } from "../../../routing/lead/move-lead.ts";
import { aLead, anOfferedLead } from "../../build/a-lead.ts";
import { aRep } from "../../build/a-rep.ts";
import { useDatabase } from "../../build/tables.ts";

const tables = useDatabase();
const now = "2026-11-02T15:10:00.000Z";
const email = (name: string) => ({ facts: { email: `${name}@florarosa.example` } });

describe("lead store", () => {
  it("returns a lead as it was written", async () => {
    const lead = anOfferedLead({ id: "whole", ...email("whole") });
    await tables.leads.create(lead, undefined);
    expect(await tables.leads.get("whole")).toEqual(lead);
  });

  it("creates a lead once, however often it is called", async () => {
    const lead = aLead({ id: "once", ...email("once") });
    const created = await Promise.all(Array.from({ length: 10 }, () => tables.leads.create(lead, undefined)));
    expect(created.filter(Boolean)).toHaveLength(1);
  });

  it("creates one lead when a person sends two at the same time", async () => {
    const twins = ["twin-a", "twin-b"].map((id) => aLead({ id, ...email("twin") }));
    const created = await Promise.all(twins.map((lead) => tables.leads.create(lead, undefined)));
    expect(created.filter(Boolean)).toHaveLength(1);
    const theirs = await tables.leads.ofPerson({ name: "Anybody", email: " TWIN@florarosa.example " });
    expect(theirs).toEqual({ newest: twins[created.indexOf(true)]?.id });
  });

  it("loses no write when many change a lead at once", async () => {
    await tables.leads.create(aLead({ id: "busy", ...email("busy") }), undefined);
    await Promise.all(
      Array.from({ length: 5 }, () =>
        tables.leads.update("busy", (lead) => ({ ...lead, submissions: lead.submissions + 1 })),
      ),
    );
    expect((await tables.leads.load("busy")).submissions).toBe(6);
  });

  it("writes nothing of a change whose other part is refused", async () => {
    await tables.reps.importRoster([aRep({ id: "idle" })]);
    await tables.leads.create(aLead({ id: "part", ...email("part") }), undefined);
    const change = tables.leads.update("part", (lead) => ({
      lead: move(lead, "qualified", { at: now, event: "qualified" }),
      also: [freePlace("reps", { repId: "idle" })],
    }));
    await expect(change).rejects.toMatchObject({ name: "Contention" });
    expect(await tables.leads.load("part")).toMatchObject({ status: "new", rev: 1 });
  });

  it("finds the leads that are overdue, and those only", async () => {
    await tables.leads.create(aLead({ id: "late", dueAt: "2026-11-02T15:00:00.000Z", ...email("late") }), undefined);
    await tables.leads.create(aLead({ id: "early", dueAt: "2026-11-02T16:00:00.000Z", ...email("early") }), undefined);
    expect(await tables.leads.overdue(now, 10)).toEqual(["late"]);
  });

  it("throws for a lead that was never written", async () => {
    await expect(tables.leads.load("nobody")).rejects.toBeInstanceOf(LeadNotFound);
  });
});
