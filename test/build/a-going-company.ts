import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { freePlace } from "../../adapters/reps/free-places.ts";
import { chooseRep } from "../../functions/choose-rep/choose-rep.ts";
import { type Lead, Lead as LeadRow, openOffers } from "../../routing/lead/lead.ts";
import { answered } from "../../routing/lead/move-lead.ts";
import { aLead } from "./a-lead.ts";
import type { Tables } from "./open-tables.ts";
import type { useSteps } from "./steps.ts";

/** A company as its files say it: who works in which pool, which country goes where. */
export interface Company {
  name: string;
  /** Pool → the ledger that it keeps, or "" for its own. */
  pools: Record<string, string>;
  /** Country → pool; the first pool has all others. */
  rules?: Record<string, string>;
  /** Rep → their pool and how many open leads they may have. */
  reps: Record<string, [pool: string, capacity: number]>;
  manager?: string;
}

/** Writes the files of a company. */
export function filesOf({ name, pools, rules = {}, reps, manager = "marta" }: Company, folder: string) {
  const [first = ""] = Object.keys(pools);
  const policy = `turno: 1
name: ${name}
currency: USD
languages: [es]
qualification: {}
score: [{ dimension: size, max: 10, points: [{ when: { size: { at_least: 50 } }, give: 10, because: Grande }] }]
priority: []
lanes: [{ lane: sales, when: {}, action: route, because: Siempre }]
rules:
${Object.entries(rules)
  .map(([country, pool]) => `  - { rule: ${country}, when: { country: ${country} }, pools: [${pool}] }\n`)
  .join("")}
otherwise: { pools: [${first}] }
pools:
${Object.entries(pools)
  .map(([pool, ledger]) => `  ${pool}: { manager: ${manager}${ledger && `, ledger: ${ledger}`} }\n`)
  .join("")}
sla:
  hot: { answer: 15m, first_contact: 1h }
  warm: { answer: 15m, first_contact: 1h }
  cold: { answer: 15m, first_contact: 1h }
`.replace("rules:\n\n", "rules: []\n");
  const row = (id: string, role: string, pool: string, capacity: number) =>
    `${id},${id},${id}@${name}.example,${role},es,UTC,Mon-Sun 00:00-24:00,${pool},es,${capacity}\n`;
  const people = Object.entries(reps).map(([id, [pool, capacity]]) => row(id, "rep", pool, capacity));
  const csv = `id,name,email,role,locale,time_zone,hours,pools,languages,capacity\n${row(manager, "manager", "", 50)}${people.join("")}`;
  const files = [join(folder, `${name}.yaml`), join(folder, `${name}.csv`)] as const;
  writeFileSync(files[0], policy);
  writeFileSync(files[1], csv);
  return files;
}

/** Leads on their way while a company changes, and what must hold of them at any time. */
export function useLeadsOnTheWay(tables: Tables, { deps }: ReturnType<typeof useSteps>) {
  let count = 0;
  const all = async (): Promise<Lead[]> =>
    (await tables.items("leads")).filter(({ sk }) => sk === "LEAD").map((item) => LeadRow.parse(item));
  const choose = async (leadId: string): Promise<string> => {
    const { kind } = await chooseRep({ leadId }, deps());
    return kind === "offered" ? ((await tables.leads.load(leadId)).offers.at(-1)?.repId ?? "") : kind;
  };
  const end = async (id: string, outcome: "accepted" | "declined"): Promise<void> => {
    await tables.leads.update(id, (lead) => {
      const [offer] = openOffers(lead);
      if (!offer) throw new Error(`lead ${id} is offered to nobody`);
      const after = answered(lead, offer.attempt, outcome, deps().now(), "no-time");
      return { lead: after, also: outcome === "accepted" ? [] : [freePlace("reps", offer)] };
    });
  };
  return {
    choose,
    /** A lead that arrives now and is offered to somebody: its id, and to whom. */
    async arrive(country = "MX"): Promise<[id: string, rep: string]> {
      const id = `lead-${count++}`;
      const { version } = await tables.policies.active();
      const facts = { email: `${id}@florarosa.example`, country };
      await tables.leads.create(aLead({ id, status: "ready", policyVersion: version, facts }), undefined);
      return [id, await choose(id)];
    },
    accept: (id: string) => end(id, "accepted"),
    /** The rep declines, and the next is chosen. */
    async decline(id: string): Promise<string> {
      await end(id, "declined");
      return choose(id);
    },
    /** Rep → places taken, by the leads and by the counters; and the sum of each ledger. */
    async books() {
      const held: Record<string, number> = {};
      for (const lead of await all()) {
        const holds = ["offered", "accepted"].includes(lead.status) ? lead.offers.at(-1)?.repId : undefined;
        if (holds) held[holds] = (held[holds] ?? 0) + 1;
      }
      const reps = (await tables.reps.all()).filter(({ openLeads }) => openLeads > 0);
      const ledgers = (await tables.items("cursors")).filter(({ balances }) => balances);
      return {
        held,
        counted: Object.fromEntries(reps.map(({ id, openLeads }) => [id, openLeads])),
        sums: ledgers.map(({ balances }) =>
          Object.values(balances as Record<string, number>).reduce((a, b) => a + b, 0),
        ),
      };
    },
    balances: async (ledger: string) => (await tables.ledgers.of([ledger])).get(ledger)?.balances ?? {},
  };
}
