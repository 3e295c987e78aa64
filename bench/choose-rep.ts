import { SFNClient } from "@aws-sdk/client-sfn";
import Table from "cli-table3";
import { type Claim, ClaimStore } from "../adapters/claims/claim-store.ts";
import { WaitingTasks } from "../adapters/workflow.ts";
import { readPolicyFile, readRosterFile } from "../cli/files.ts";
import type { LeadFacts } from "../routing/lead/lead.ts";
import { assess } from "../routing/score.ts";
import { aLead } from "../test/build/a-lead.ts";
import { aPolicy } from "../test/build/a-policy.ts";
import { aRep } from "../test/build/a-rep.ts";
import { openTables } from "../test/build/open-tables.ts";

// `npm run bench:choose-rep`: CPU time of the step for one lead on the embedded database, which is a process of its
// own: in total, and between read and write, when a concurrent claim can win. The first claims of each lead are
// refused, as if others had won.

process.env.POWERTOOLS_METRICS_DISABLED = "true";
process.env.POWERTOOLS_LOG_LEVEL = "SILENT";
// The environment is read when the function's modules load.
const { chooseRep } = await import("../functions/choose-rep/choose-rep.ts");

const now = "2026-11-02T15:00:00.000Z";
const leads = { warm: 30, counted: 40 };

/** User and system time of this process so far, in milliseconds. */
const used = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

/** A claim store that refuses the first claims of each lead, and measures the time between read and write. */
class RefusedClaims extends ClaimStore {
  refusals = 0;
  window = 0;
  #left = 0;
  #readAt = 0;

  next(): void {
    this.#left = this.refusals;
  }
  override async read(leadId: string) {
    const found = await super.read(leadId);
    this.#readAt = used();
    return found;
  }
  override async claim(claim: Claim): Promise<boolean> {
    this.window += used() - this.#readAt;
    return this.#left-- > 0 ? false : super.claim(claim);
  }
}

function sample() {
  const policy = readPolicyFile("samples/policy.yaml");
  const roster = readRosterFile("samples/reps.csv");
  if (policy.kind !== "policy" || roster.kind !== "roster") throw new Error("the samples have problems");
  const facts = { country: "MX", size: 120, value: 14000, urgency: "this-quarter", products: ["invoicing"] } as const;
  const reps = roster.reps.map((rep) => ({ ...rep, capacity: 10_000 }));
  return { policy: policy.policy, reps, factsOf: (n: number) => ({ ...facts, country: n % 2 === 0 ? "MX" : "BR" }) };
}

/** A thousand reps in twenty pools, and a hundred rules. */
function large() {
  const ids = Array.from({ length: 20 }, (_, n) => `pool-${n}`);
  const rules = Array.from({ length: 100 }, (_, n) => ({
    rule: `Rule ${n}`,
    when: { industry: `industry-${n % 50}`, size: { at_least: 10 * n } },
    pools: [`pool-${n % 20}`],
  }));
  const pools = Object.fromEntries(ids.map((id) => [id, { manager: "marta" }]));
  const policy = aPolicy({ pools, rules, otherwise: { pools: ["pool-0"] } });
  const reps = ids.flatMap((pool) =>
    Array.from({ length: 50 }, (_, n) =>
      aRep({ id: `${pool}-${n}`, capacity: 10_000, pools: { [pool]: 1 + (n % 5) } }),
    ),
  );
  return { policy, reps, factsOf: (n: number) => ({ industry: `industry-${n % 50}`, size: 10 * (n % 100) }) };
}

const table = new Table({
  head: ["", "claims refused before", "ms of processor a lead", "of these between reading and writing"],
  colAligns: ["left", "right", "right", "right"],
  style: { head: [], border: [] },
});
for (const [name, made] of Object.entries({ "the samples": sample(), "1,000 reps, 100 rules": large() })) {
  const { policy, reps, factsOf } = made;
  const { tables, close } = await openTables();
  try {
    await tables.open(reps, policy);
    const { version } = await tables.policies.active();
    const claims = new RefusedClaims(tables.client, {
      leads: "leads",
      reps: "reps",
      cursors: "cursors",
      policies: "policies",
    });
    const tasks = new WaitingTasks(new SFNClient({ region: "us-east-1" }));
    const deps = { ...tables, claims, tasks, now: () => now, hasTime: () => true };
    const choose = async (id: string, n: number) => {
      const facts = { ...factsOf(n), email: `${id}@a.example` } as Partial<LeadFacts>;
      const lead = aLead({ id, status: "ready", policyVersion: version, facts });
      const { score, priority, lane } = assess(lead, policy, now);
      await tables.leads.create({ ...lead, score, priority, lane }, undefined);
      claims.next();
      const before = used();
      const { kind } = await chooseRep({ leadId: id }, deps);
      if (kind !== "offered") throw new Error(`${id} is ${kind}`);
      return used() - before;
    };
    for (let n = 0; n < leads.warm; n++) await choose(`warm-${n}`, n);
    for (const refusals of [0, 4]) {
      Object.assign(claims, { refusals, window: 0 });
      let sum = 0;
      for (let n = 0; n < leads.counted; n++) sum += await choose(`lead-${refusals}-${n}`, n);
      const perLead = [sum, claims.window].map((all) => (all / leads.counted).toFixed(1));
      table.push([name, refusals, ...perLead]);
    }
  } finally {
    await close();
  }
}
console.log(table.toString());
