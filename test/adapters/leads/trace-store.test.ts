import { beforeAll, describe, expect, it } from "vitest";
import { chooseRep } from "../../../functions/choose-rep/choose-rep.ts";
import { qualifyLead } from "../../../functions/qualify-lead/qualify-lead.ts";
import { scoreLead } from "../../../functions/score-lead/score-lead.ts";
import { boardOf } from "../../../routing/choice/board.ts";
import { explain } from "../../../routing/explain/explain.ts";
import { traceOf } from "../../../routing/explain/trace.ts";
import { aLead } from "../../build/a-lead.ts";
import { aPolicy } from "../../build/a-policy.ts";
import { aRep } from "../../build/a-rep.ts";
import { roster, useSteps } from "../../build/steps.ts";
import { useDatabase } from "../../build/tables.ts";

const tables = useDatabase();
const { deps, clock } = useSteps(tables);
beforeAll(() => tables.open(roster));

async function ready(id: string, facts: object = {}) {
  const input = { leadId: id };
  await tables.leads.create(aLead({ id, facts: { email: `${id}@florarosa.example`, ...facts } }), undefined);
  await qualifyLead(input, deps());
  await scoreLead(input, deps());
  return input;
}

describe("the trace of a choice", () => {
  it("is kept with the offer: rules, candidates, ledger, what decided and what would have changed it", async () => {
    await chooseRep(await ready("offered"), deps());
    const [trace, ...more] = await tables.traces.of("offered");
    expect(more).toEqual([]);
    expect(trace).toMatchObject({
      version: 1,
      at: clock.now,
      policyVersion: 1,
      outcome: { kind: "offer", pool: "latam-smb" },
      rankings: { pools: [{ pool: "latam-smb", able: 2 }] },
      deciding: { among: 2 },
      whatIf: { complete: true },
    });
  });

  it("leaves a few figures for the mails", async () => {
    const why = await tables.traces.whyOf("offered", 1);
    expect(why).toMatchObject({ factor: "order", instead: { kind: expect.any(String) } });
  });

  it("says why a lead waits, the latest time only", async () => {
    const input = await ready("at-night");
    clock.now = "2026-11-03T03:00:00.000Z";
    await chooseRep(input, deps());
    clock.now = "2026-11-03T04:00:00.000Z";
    await chooseRep(input, deps());
    expect(await tables.traces.of("at-night")).toMatchObject([
      { at: clock.now, outcome: { kind: "wait" }, rankings: { pools: [{ able: 0, out: { "off-shift": 2 } }] } },
    ]);
  });

  it("says why a lead went to the manager", async () => {
    const input = await ready("nobodys", { language: "pt" });
    clock.now = "2026-11-02T15:00:20.000Z";
    expect(await chooseRep(input, deps())).toMatchObject({ kind: "escalate" });
    expect(await tables.traces.of("nobodys")).toMatchObject([
      { outcome: { kind: "escalate", cause: "nobody-available" }, whatIf: { rep: { change: { how: "skill" } } } },
    ]);
  });

  it("is empty for a lead that was never decided", async () => {
    expect(await tables.traces.of("unknown")).toEqual([]);
  });
});

describe("the size of a trace", () => {
  it("stays far below the 400 KB that a table takes, with ten thousand reps and a thousand rules about long texts", () => {
    const reps = Array.from({ length: 10_000 }, (_, n) =>
      aRep({ id: `rep-${n}`, name: `Representative ${n}`, active: n % 3 > 0, openLeads: n % 5 > 0 ? 0 : 10 }),
    );
    const long = "x".repeat(3000);
    const policy = aPolicy({
      rules: Array.from({ length: 1000 }, (_, n) => ({
        rule: `Rule number ${n}`,
        when: { message: { contains: Array.from({ length: 10 }, (_, word) => `${long} ${n} ${word}`) } },
        pools: ["latam-smb"],
      })),
    });
    const lead = aLead({ facts: { message: long } });
    const trace = traceOf(explain(lead, policy, boardOf(reps, new Map()), "2026-11-02T15:00:00.000Z"));
    expect(trace).toMatchObject({ triedMore: 900, rankings: { pools: [{ out: { inactive: 3334 } }] } });
    expect(Buffer.byteLength(JSON.stringify(trace))).toBeLessThan(150_000);
  });
});
