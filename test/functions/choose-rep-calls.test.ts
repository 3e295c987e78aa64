import { SFNClient } from "@aws-sdk/client-sfn";
import { beforeAll, describe, expect, it } from "vitest";
import { ClaimStore } from "../../adapters/claims/claim-store.ts";
import { BacklogStore } from "../../adapters/leads/backlog-store.ts";
import { LeadStore } from "../../adapters/leads/lead-store.ts";
import { TraceStore } from "../../adapters/leads/trace-store.ts";
import { PolicyStore } from "../../adapters/policies/policy-store.ts";
import { RepStore } from "../../adapters/reps/rep-store.ts";
import { WaitingTasks } from "../../adapters/workflow.ts";
import { chooseRep } from "../../functions/choose-rep/choose-rep.ts";
import type { Offer } from "../../routing/lead/lead.ts";
import { aLead } from "../build/a-lead.ts";
import { aPolicy } from "../build/a-policy.ts";
import { aRep } from "../build/a-rep.ts";
import { callsThrough } from "../build/counted-calls.ts";
import { isLong } from "../build/runs.ts";
import { useDatabase } from "../build/tables.ts";

const tables = useDatabase();
const now = "2026-11-02T15:00:00.000Z";
/** The claim, and then why it was made. */
const claimed = ["TransactWriteItems", "PutItem"];

/** A function's own stores, as one process has them, with what they ask of DynamoDB. */
function aProcess() {
  const client = tables.connect();
  const calls = callsThrough(client);
  const deps = {
    leads: new LeadStore(client, "leads"),
    policies: new PolicyStore(client, "policies"),
    reps: new RepStore(client, "reps"),
    claims: new ClaimStore(client, { leads: "leads", reps: "reps", cursors: "cursors", policies: "policies" }),
    traces: new TraceStore(client, "leads"),
    backlog: new BacklogStore(client, "reps"),
    tasks: new WaitingTasks(new SFNClient({ region: "us-east-1" })),
    now: () => now,
    hasTime: () => true,
  };
  return {
    deps,
    async assign(leadId: string): Promise<{ kind: string; calls: string[] }> {
      calls.length = 0;
      const { kind } = await chooseRep({ leadId }, deps);
      return { kind, calls: [...calls] };
    },
  };
}

/** A lead that was offered to others before, with a long history. */
async function ready(id: string, asked: string[] = [], { policyVersion = 1, country = "MX" } = {}) {
  const offers = asked.map((repId, n): Offer => {
    const at = "2026-11-02T14:00:00.000Z";
    const times = { offeredAt: at, expiresAt: at, answeredAt: at, remindAt: [], reminded: 0, linkHashes: [] };
    return { attempt: n + 1, repId, pool: "latam-smb", ...times, outcome: "lapsed" };
  });
  const timeline = Array.from({ length: 50 }, (_, n) => ({ at: now, event: `event-${n}` }));
  const facts = { email: `${id}@florarosa.example`, country };
  await tables.leads.create(aLead({ id, status: "ready", policyVersion, offers, timeline, facts }), undefined);
  return id;
}
const team = (count: number) =>
  Array.from({ length: count }, (_, n) => aRep({ id: `rep-${n}`, name: `Rep ${n}`, capacity: 50 }));

describe("choose rep", () => {
  beforeAll(() => tables.open(team(14)));

  it("reads roster, policy and ledgers once more for the first lead, and the roster after an import", async () => {
    await tables.reps.importRoster(team(14));
    const { assign } = aProcess();
    const { calls } = await assign(await ready("cold"));
    expect(calls.toSorted()).toEqual([
      ...["BatchGetItem", "BatchGetItem", "GetItem", "PutItem", "Query", "TransactWriteItems"],
    ]);
    await tables.reps.importRoster([...team(14), aRep({ id: "new" })]);
    expect((await assign(await ready("after"))).calls).toEqual(["BatchGetItem", "Query", ...claimed]);
    expect((await assign(await ready("then"))).calls).toEqual(["BatchGetItem", ...claimed]);
  });

  it("reads one ledger more where a policy has more pools than one batch takes", async () => {
    const ids = Array.from({ length: 100 }, (_, n) => `pool-${n}`);
    const pools = Object.fromEntries(ids.map((pool) => [pool, { manager: "marta" }]));
    const rules = ["MX", "BR", "CO"].map((country, n) => ({
      rule: country,
      when: { country },
      pools: [`pool-${[99, 0, 98][n]}`],
    }));
    const members = ids.map((pool) => aRep({ id: pool, pools: { [pool]: 1 } }));
    await tables.open(members, aPolicy({ pools, rules, otherwise: { pools: ["pool-0"] } }));
    const { version } = await tables.policies.active();
    const { assign } = aProcess();
    const calls: number[] = [];
    for (const country of ["MX", "MX", "BR", "CO", "CO", "MX"]) {
      const { kind, calls: made } = await assign(
        await ready(`lead-${calls.length}`, [], { policyVersion: version, country }),
      );
      expect(kind).toBe("offered");
      calls.push(made.length);
    }
    // The first reads roster, policy and ledger besides; the third country's ledger is the only one left out.
    expect(calls).toEqual([6, 3, 3, 4, 3, 3]);
    expect((await tables.ledgers.of(["pool-99"])).get("pool-99")).toMatchObject({
      version: 3,
      balances: { "pool-99": 0 },
    });
  });

  it("charges the ledger of a pool that comes after a hundred others in one rule", async () => {
    const ids = Array.from({ length: 120 }, (_, n) => `late-${n}`);
    const pools = Object.fromEntries(ids.map((pool) => [pool, { manager: "marta" }]));
    const members = ["zoe", "zia"].map((id) => aRep({ id, pools: { "late-119": 1 } }));
    await tables.open(members, aPolicy({ pools, rules: [], otherwise: { pools: ids } }));
    const { version } = await tables.policies.active();
    const { assign } = aProcess();
    expect((await assign(await ready("far down", [], { policyVersion: version }))).kind).toBe("offered");
    expect((await tables.ledgers.of(["late-119"])).get("late-119")).toMatchObject({ version: 1 });
  });

  it.each([14, 1_000, ...(isLong ? [10_000] : [])])(
    "assigns a lead in one read and one write with %i reps, and explains it in another",
    async (count) => {
      await tables.reps.importRoster(team(count));
      const { assign } = aProcess();
      const first = await assign(await ready(`first-of-${count}`));
      expect(first.kind).toBe("offered");
      const second = await assign(await ready(`second-of-${count}`, ["rep-3"]));
      expect(second).toEqual({ kind: "offered", calls: ["BatchGetItem", ...claimed] });
    },
    240_000,
  );
});
