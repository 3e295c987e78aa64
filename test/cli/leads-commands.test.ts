import { beforeAll, expect, it } from "vitest";
import { aLead } from "../build/a-lead.ts";
import { aPolicy } from "../build/a-policy.ts";
import { aRep } from "../build/a-rep.ts";
import { turno, useLocalRun } from "../build/command-line.ts";
import { useDatabase } from "../build/tables.ts";

const tables = useDatabase();
const { here } = useLocalRun(tables);
const waitingSince = "2026-11-02T15:00:00.000Z";

beforeAll(async () => {
  const pools = { "latam-smb": { manager: "marta" }, backup: { manager: "marta" } };
  const policy = aPolicy({ pools, max_wait: "2h", after_max_wait: ["backup"] });
  await tables.open([aRep({ capacity: 0 }), aRep({ id: "marta", role: "manager", pools: {} })], policy);
  const { version } = await tables.policies.active();
  const lead = aLead({ id: "patient", status: "waiting", policyVersion: version, waitingSince, waitKey: "so" });
  await tables.leads.create(lead, undefined);
});

it("leads waiting says when the longest wait of each ends, and who is asked then", async () => {
  const { out } = await turno("leads", "waiting", "--json", ...here());
  expect(JSON.parse(out)).toMatchObject([
    { lead: "patient", waitsFor: ["latam-smb"], waitEnds: "2026-11-02T17:00:00.000Z", asksThen: ["backup"] },
  ]);
  const { out: table } = await turno("leads", "waiting", ...here());
  expect(table).toMatch(/│ patient .*│ latam-smb .*│ 2026-11-02T17:00:00.000Z │ backup, then the manager │/);
});
