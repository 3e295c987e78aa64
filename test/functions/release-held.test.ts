import { describe, expect, it, vi } from "vitest";
import { releaseHeld } from "../../functions/release-held/release-held.ts";
import { holdSubmission } from "../../functions/submit-lead/hold-submission.ts";
import { aLead } from "../build/a-lead.ts";
import { turno, useLocalRun } from "../build/command-line.ts";
import { useDatabase } from "../build/tables.ts";

const tables = useDatabase();
const { here } = useLocalRun(tables);
const clock = { now: new Date().toISOString() };
const now = () => clock.now;
const start = vi.fn(async () => {});
const deps = () => ({ ...tables, executions: { start }, now, hasTime: () => true });
let person = 0;
async function holdOne() {
  person += 1;
  const { facts } = aLead({ facts: { email: `held${person}@empresa.example`, message: "¡Hola!\u202e" } });
  return (await holdSubmission({ facts, asWritten: [] }, `k${person}`, "trap", { held: tables.held, now })).leadId;
}

describe("a held submission", () => {
  it("is listed with why it is held and when it goes, and is no lead", async () => {
    const id = await holdOne();
    const { out, code } = await turno("leads", "held", ...here());
    expect([code, out.includes(id), out.includes("filled in a field")]).toEqual([0, true, true]);
    expect(out).not.toContain("\u202e");
    expect(await tables.leads.get(id)).toBeUndefined();
  });

  it("becomes the lead that its sender was told of, once, when it is released", async () => {
    const id = await holdOne();
    expect((await turno("leads", "release", id, ...here())).out).toContain(`${id}: released`);
    const again = await turno("leads", "release", id, ...here());
    expect([again.code, again.out.includes("not held")]).toEqual([1, true]);
    expect(await releaseHeld(deps())).toEqual({ released: 1, failed: 0 });
    expect(await tables.leads.load(id)).toMatchObject({ status: "new", facts: { message: "¡Hola!\u202e" } });
    expect(await releaseHeld(deps())).toEqual({ released: 0, failed: 0 });
  });

  it("is one lead, with the same person's other submission merged into it, when five runs release at the same moment", async () => {
    const id = await holdOne();
    const { facts } = aLead({ facts: { email: `held${person}@empresa.example`, message: "Once more" } });
    const second = await holdSubmission({ facts, asWritten: [] }, `k${person}-2`, "trap", { held: tables.held, now });
    await turno("leads", "release", id, second.leadId, ...here());
    const runs = await Promise.all(Array.from({ length: 5 }, () => releaseHeld(deps())));
    expect(runs.map(({ failed }) => failed)).toEqual([0, 0, 0, 0, 0]);
    const leads = (await tables.items("leads")).filter(
      ({ sk, facts }) => sk === "LEAD" && (facts as { email: string }).email === `held${person}@empresa.example`,
    );
    expect(leads).toMatchObject([{ submissions: 2 }]);
    expect(await tables.held.released(now(), 100)).toEqual([]);
  });

  it("is the same lead when the run that makes it is cut off before it is forgotten", async () => {
    const id = await holdOne();
    await turno("leads", "release", id, ...here());
    const cutOff = {
      released: tables.held.released.bind(tables.held),
      done: () => Promise.reject(new Error("cut off")),
    };
    expect(await releaseHeld({ ...deps(), held: cutOff })).toEqual({ released: 0, failed: 1 });
    expect(await releaseHeld(deps())).toEqual({ released: 1, failed: 0 });
    expect(await tables.leads.load(id)).toMatchObject({ submissions: 1 });
  });

  it("is gone for good when it is discarded", async () => {
    const id = await holdOne();
    expect((await turno("leads", "discard", id, ...here())).out).toContain(`${id}: discarded`);
    await releaseHeld(deps());
    expect(await tables.leads.get(id)).toBeUndefined();
    expect((await turno("leads", "held", "--json", ...here())).out).not.toContain(id);
  });

  it("is not listed any more after thirty days, though the table may still have it", async () => {
    const id = await holdOne();
    const days = (count: number) => new Date(Date.parse(clock.now) + count * 86_400_000).toISOString();
    const ids = async (when: string) => (await tables.held.all(when)).map(({ leadId }) => leadId);
    expect(await ids(days(29))).toContain(id);
    expect(await ids(days(30))).not.toContain(id);
  });
});
