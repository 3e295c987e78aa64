import { beforeEach, describe, expect, it } from "vitest";
import { chooseRep } from "../../functions/choose-rep/choose-rep.ts";
import type { Lead } from "../../routing/lead/lead.ts";
import { oneLead } from "../../routing/ledger/ledger.ts";
import { aLead } from "../build/a-lead.ts";
import { aPolicy } from "../build/a-policy.ts";
import { aRep } from "../build/a-rep.ts";
import { useSteps } from "../build/steps.ts";
import { useDatabase } from "../build/tables.ts";

const tables = useDatabase();
const { deps } = useSteps(tables);
const pools = { "latam-smb": { manager: "marta" }, brazil: { manager: "marta" } };
const policy = aPolicy({
  pools,
  rules: [
    { rule: "Brazil", when: { country: "BR" }, pools: ["brazil"] },
    { rule: "Ana's", when: { country: "UY" }, rep: "ana", wait: "2h", pools: ["latam-smb"] },
  ],
});
let count = 0;

async function ready(facts: Partial<Lead["facts"]> = {}) {
  count += 1;
  const id = `lead-${count}`;
  const policyVersion = (await tables.policies.active()).version;
  const lead = aLead({ id, status: "ready", policyVersion, facts: { email: `${id}@a.example`, ...facts } });
  await tables.leads.create(lead, undefined);
  return { leadId: id };
}
/** As the workflow does it: again when too many came at once. */
async function insisting(leadId: string): Promise<string> {
  for (let attempt = 0; attempt < 50; attempt++) {
    try {
      return (await chooseRep({ leadId }, deps())).kind;
    } catch (fault) {
      if ((fault as Error).name !== "Contention") throw fault;
    }
  }
  throw new Error(`nothing became of ${leadId}`);
}
const open = async (id: string) => (await tables.reps.get(id))?.openLeads ?? 0;
const balances = async (pool: string) => (await tables.ledgers.of([pool])).get(pool)?.balances ?? {};

describe("a claim", () => {
  beforeEach(async () => {
    count += 1;
    await tables.open(
      [aRep({ id: `ana-${count}`, capacity: 100 }), aRep({ id: `beto-${count}`, capacity: 100 })],
      policy,
    );
  });

  it("is one, however often the step runs at the same time", async () => {
    const { leadId } = await ready();
    const kinds = await Promise.all(Array.from({ length: 5 }, () => insisting(leadId)));
    expect(new Set(kinds)).toEqual(new Set(["offered"]));
    const { offers } = await tables.leads.load(leadId);
    expect(offers).toHaveLength(1);
    const places = (await tables.reps.all()).filter(({ active }) => active).map(({ openLeads }) => openLeads);
    expect(places.toSorted()).toEqual([0, 1]);
    expect(Object.values(await balances("latam-smb")).toSorted()).toEqual([-oneLead / 2, oneLead / 2]);
  });

  it("is decided again when the rep was deactivated after the roster was read", async () => {
    const [first, { leadId }] = [await ready(), await ready()];
    await chooseRep(first, deps());
    const [ana, beto] = (await tables.reps.all()).filter(({ active }) => active);
    if (!ana || !beto) throw new Error("two reps were imported");
    const { claims } = tables;
    let reads = 0;
    const interrupted = {
      async read(id: string) {
        const read = await claims.read(id);
        reads += 1;
        if (reads === 1) await tables.reps.importRoster([ana]);
        return read;
      },
      ledgersOf: claims.ledgersOf.bind(claims),
      claim: claims.claim.bind(claims),
    };
    const { kind } = await chooseRep({ leadId }, { ...deps(), claims: interrupted as unknown as typeof claims });
    expect({ kind, reads }).toEqual({ kind: "offered", reads: 2 });
    expect((await tables.leads.load(leadId)).offers.map(({ repId }) => repId)).toEqual([ana.id]);
    expect([await open(ana.id), await open(beto.id)]).toEqual([2, 0]);
  });

  it("never takes a rep past their capacity, when fifty leads of two pools come at once", async () => {
    const team = ["x", "y", "z"].map((id) => aRep({ id: `${id}-${count}`, capacity: 6 }));
    const others = ["u", "v"].map((id) => aRep({ id: `${id}-${count}`, capacity: 5, pools: { brazil: 1 } }));
    await tables.reps.importRoster([...team, ...others]);
    const inputs = await Promise.all(
      Array.from({ length: 50 }, (_, n) => ready({ country: n % 2 === 0 ? "MX" : "BR" })),
    );
    const kinds = await Promise.all(inputs.map(({ leadId }) => insisting(leadId)));
    expect(kinds.filter((kind) => kind === "offered")).toHaveLength(3 * 6 + 2 * 5);
    expect(kinds.filter((kind) => kind === "nobody-available")).toHaveLength(50 - 28);
    for (const { id, capacity } of [...team, ...others]) expect(await open(id)).toBe(capacity);
    for (const pool of ["latam-smb", "brazil"]) {
      expect(Object.values(await balances(pool)).reduce((sum, balance) => sum + balance, 0)).toBe(0);
    }
  }, 60_000);

  it("takes the place of the rep whom the rule names, and charges no ledger", async () => {
    await tables.reps.importRoster([aRep({ pools: {} }), aRep({ id: "beto" })]);
    const before = await balances("latam-smb");
    const { leadId } = await ready({ country: "UY" });
    expect((await chooseRep({ leadId }, deps())).kind).toBe("offered");
    expect((await tables.leads.load(leadId)).offers).toMatchObject([{ repId: "ana", pool: "latam-smb" }]);
    expect(await open("ana")).toBe(1);
    expect(await balances("latam-smb")).toEqual(before);
  });

  it("waits for that rep, and says until when", async () => {
    await tables.reps.importRoster([aRep({ capacity: 1 }), aRep({ id: "beto" })]);
    await chooseRep(await ready({ country: "UY" }), deps());
    const second = await ready({ country: "UY" });
    expect(await chooseRep(second, deps())).toMatchObject({ ...second, kind: "nobody-available" });
  });

  it("keeps to what a pool gives each rep in an hour when many leads come at once; the others wait for it to free", async () => {
    const reps = ["uma", "ugo"].map((name) => aRep({ id: `${name}-${count}`, capacity: 100 }));
    const by = aPolicy({ pools: { "latam-smb": { manager: "marta", per_rep: { hour: 2 } } }, rules: [] } as never);
    await tables.open(reps, by);
    const leads = await Promise.all(Array.from({ length: 7 }, () => ready()));
    const kinds = await Promise.all(leads.map(({ leadId }) => insisting(leadId)));
    expect(kinds.toSorted()).toEqual([...Array(3).fill("nobody-available"), ...Array(4).fill("offered")]);
    for (const { id } of reps) expect(await open(id)).toBe(2);
    const waiting = leads.find((_, n) => kinds[n] === "nobody-available");
    const { waitSeconds } = await chooseRep({ leadId: waiting?.leadId ?? "" }, deps());
    expect(waitSeconds).toBeGreaterThan(3000);
  });
});
