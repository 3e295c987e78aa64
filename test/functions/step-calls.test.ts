import { beforeAll, describe, expect, it } from "vitest";
import { enrichLead } from "../../functions/enrich-lead/enrich-lead.ts";
import { qualifyLead } from "../../functions/qualify-lead/qualify-lead.ts";
import { scoreLead } from "../../functions/score-lead/score-lead.ts";
import { aLead } from "../build/a-lead.ts";
import { aPolicy } from "../build/a-policy.ts";
import { callsThrough } from "../build/counted-calls.ts";
import { storesOf } from "../build/open-tables.ts";
import { roster, useSteps } from "../build/steps.ts";
import { useDatabase } from "../build/tables.ts";

const tables = useDatabase();
const { deps, clock } = useSteps(tables);
beforeAll(() => tables.open(roster, aPolicy()));

/** A process's own stores, with what they ask of DynamoDB. */
function aProcess() {
  const client = tables.connect();
  const calls = callsThrough(client);
  const own = { ...deps(), ...storesOf(client), fetch, secrets: {}, cache: {} } as never;
  return { own, calls };
}

describe("the steps of a lead before a rep is chosen", () => {
  const create = async (id: string) => {
    const lead = aLead({ id, facts: { email: `${id}@florarosa.example` }, dueAt: "2026-11-02T15:05:10.000Z" });
    await tables.leads.create(lead, undefined);
  };

  it("read the lead once each and the active policy once in all, when the process knows the policy", async () => {
    const { own, calls } = aProcess();
    const stepCalls = async (id: string, step: (input: { leadId: string }, deps: never) => Promise<unknown>) => {
      calls.length = 0;
      await step({ leadId: id }, own);
      return [...calls].sort();
    };
    await create("warm-up");
    await enrichLead({ leadId: "warm-up" }, own);
    await create("counted");
    const [lead, active] = ["GetItem", "GetItem"];
    const lookUps = ["BatchGetItem", "BatchGetItem", "GetItem", "Query", "Query", "Query"];
    expect(await stepCalls("counted", enrichLead as never)).toEqual([lead, active, "PutItem", ...lookUps].sort());
    expect(await stepCalls("counted", qualifyLead as never)).toEqual([lead, "PutItem"]);
    expect(await stepCalls("counted", scoreLead as never)).toEqual([lead, "PutItem"]);
  });

  it("leave the time at which the sweeper looks where it is, which is in an index", async () => {
    const { own } = aProcess();
    await create("due");
    const due = async () => (await tables.leads.load("due")).dueAt;
    const before = await due();
    await enrichLead({ leadId: "due" }, own);
    await qualifyLead({ leadId: "due" }, own);
    expect(await due()).toBe(before);
    clock.now = "2026-11-02T15:02:00.000Z";
    await scoreLead({ leadId: "due" }, own);
    expect(await due()).toBe("2026-11-02T15:07:00.000Z");
  });

  it("are taken by the policy that looked the lead up, also when another becomes active meanwhile", async () => {
    await create("one-version");
    await enrichLead({ leadId: "one-version" }, aProcess().own);
    await tables.open(roster, aPolicy({ name: "Another" }));
    await qualifyLead({ leadId: "one-version" }, deps());
    expect((await tables.leads.load("one-version")).policyVersion).toBe(1);
    await create("not-looked-up");
    await qualifyLead({ leadId: "not-looked-up" }, deps());
    expect((await tables.leads.load("not-looked-up")).policyVersion).toBe(2);
  });
});
