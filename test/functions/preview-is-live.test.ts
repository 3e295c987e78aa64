import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { AnswerCache } from "../../adapters/enrichment/answer-cache.ts";
import type { HttpDeps } from "../../adapters/enrichment/http-provider.ts";
import { Secrets } from "../../adapters/secrets.ts";
import { boardNow } from "../../cli/explain-board.ts";
import type { Installation } from "../../cli/installation.ts";
import { previewSources } from "../../cli/preview-sources.ts";
import { chooseRep } from "../../functions/choose-rep/choose-rep.ts";
import { enrichLead } from "../../functions/enrich-lead/enrich-lead.ts";
import { qualifyLead } from "../../functions/qualify-lead/qualify-lead.ts";
import { scoreLead } from "../../functions/score-lead/score-lead.ts";
import { World } from "../../policy/replay/world.ts";
import type { Board } from "../../routing/board.ts";
import type { Account } from "../../routing/company/account.ts";
import { companyDomain } from "../../routing/company/consumer-mail.ts";
import { enriched, type Findings } from "../../routing/enrich.ts";
import { explain } from "../../routing/explain/explain.ts";
import type { Escalation, Lead, LeadFacts } from "../../routing/lead/lead.ts";
import { answered, escalated, move } from "../../routing/lead/move-lead.ts";
import type { Policy } from "../../routing/policy/policy.ts";
import type { RepState } from "../../routing/reps/rep.ts";
import { aLead } from "../build/a-lead.ts";
import { aRep, officeHours } from "../build/a-rep.ts";
import { openTables, type Tables } from "../build/open-tables.ts";
import { isLong, longRuns } from "../build/runs.ts";
import { leadFacts, repIds, type Situation, situation } from "../build/situations.ts";
import { useSteps } from "../build/steps.ts";

const { deps } = useSteps({} as Tables);
const monday = Date.parse("2026-11-02T15:00:00.000Z");
/** When the lead at this position comes, each in a moment of its own. */
const timeOf = (position: number): string => new Date(monday + position).toISOString();
const names = {
  leads: "leads",
  reps: "reps",
  cursors: "cursors",
  policies: "policies",
  companies: "companies",
  intake: "intake",
};
/** Leads of one company at random, of which the table of one run has so many. */
const leadsEach = 10;

const maybe = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: undefined });
const domains = ["florarosa.example", "mx.florarosa.example", "nube.example", "gmail.com"] as const;
const account: fc.Arbitrary<Account> = fc.record({
  domain: fc.constantFrom("florarosa.example", "nube.example", "otra.example"),
  name: fc.constantFrom("Flora Rosa S.A.", "Nube Fácil", "Jardines del Sur"),
  relation: fc.constantFrom("prospect", "customer", "former"),
  ownerId: maybe(fc.constantFrom(...repIds)),
  size: maybe(fc.integer({ min: 1, max: 50 })),
  country: maybe(fc.constantFrom("BR", "MX")),
});
const facts: fc.Arbitrary<Partial<LeadFacts>> = fc
  .tuple(
    leadFacts,
    fc.record({
      name: fc.constantFrom("Lucía Fernández", "Lucia Fernandez Gil", "Pedro Páramo"),
      domain: fc.constantFrom(...domains),
      company: maybe(fc.constantFrom("flora rosa", "Nube Facil Ltda", "Nadie")),
      phone: fc.constantFrom(undefined, undefined, "+52 55 5555 0101", "+52 1 55 5555 0101", "+55 11 98888-7777"),
      region: maybe(fc.constantFrom("Acre", "sao paulo", "Jalisco")),
      city: maybe(fc.constantFrom("Campinas", "Guadalajara")),
    }),
  )
  .map(([asked, { domain, ...own }]) => ({ ...asked, ...own, email: `lucia@${domain}` }));
/** What comes beside policy and roster: companies, their rules, what a service says, how much is open, a pause, the leads. */
const more = fc.record({
  companies: fc.uniqueArray(account, { maxLength: 3, selector: ({ domain }) => domain }),
  providers: fc.subarray(["companies", "service", "places"] as const),
  colleagues: fc.constantFrom("same-owner" as const, "any-owner" as const),
  said: maybe(fc.record({ people: fc.integer({ min: 0, max: 50 }), sector: fc.constantFrom("retail", "fintech") })),
  capacity: fc.constantFrom(1, 3, 20, 20),
  // Gates, lanes and pools of few leave little to choose: often without.
  everyLead: fc.constantFrom(false, true, true),
  everyRep: fc.boolean(),
  leads: fc.array(facts, { minLength: leadsEach, maxLength: leadsEach }),
  paused: maybe(fc.constantFrom({ since: -1, until: 1 }, { since: 1, until: 2 }, { since: -2, until: -1 })),
});
type More = typeof more extends fc.Arbitrary<infer Of> ? Of : never;

const service = { http: "firms", url: "https://api.example/{domain}", map: { size: "people", industry: "sector" } };
const policyOf = ({ policy }: Situation, { providers, colleagues, everyLead }: More): Policy => ({
  ...policy,
  ...(everyLead && {
    qualification: { ...policy.qualification, reject: [] },
    lanes: policy.lanes.filter(({ action }) => action === "route"),
  }),
  enrichment: {
    limit: 20_000,
    providers: providers.map((each) =>
      each === "service" ? { ...service, timeout: 10_000, retries: 0, keep: 60 } : each,
    ),
  },
  accounts: { ...policy.accounts, match_name_at: 0.8, colleagues },
});

const marta = aRep({ id: "marta", role: "manager", pools: {} });

async function setUp(tables: Tables, policy: Policy, board: Board, its: More) {
  const reps = board.roster.reps.map((rep) => ({
    ...rep,
    capacity: its.capacity,
    ...(its.everyRep && { active: true, shifts: officeHours, pools: { one: 1, two: 1 } }),
  }));
  await tables.open([...reps, marta], policy);
  await tables.companies.importAccounts(its.companies);
  if (its.paused) {
    const at = (days: number) => new Date(monday + days * 86_400_000).toISOString();
    await tables.reps.pause("ana", { since: at(its.paused.since), until: at(its.paused.until), because: "asked" });
  }
  const answer = async () =>
    its.said === undefined ? new Response(null, { status: 404 }) : new Response(JSON.stringify(its.said));
  return {
    ...deps(),
    ...tables,
    cache: new AnswerCache(tables.client, "companies"),
    secrets: new Secrets(new SecretsManagerClient({ region: "us-east-1" }), "turno/dev/"),
    fetch: answer as HttpDeps["fetch"],
  };
}

function leadOf(id: string, receivedAt: string, facts: Partial<LeadFacts>): Lead {
  const lead = aLead({ id, receivedAt, facts });
  const companyKey = companyDomain(lead.facts.email);
  return { ...lead, ...(companyKey && { companyKey }) };
}
/** The rep who is asked for a lead, or why nobody is. */
const standing = ({ status, offers }: Lead): string =>
  (status === "offered"
    ? offers[0]?.repId
    : { rejected: "rejected", qualified: "nurtured", waiting: "wait", ready: "escalate" }[status as string]) ?? status;
const nobody = (at: string): Escalation => ({
  managerId: "marta",
  cause: "nobody-available",
  at,
  remindAt: [],
  reminded: 0,
  linkHashes: [],
});
/** What the workflow goes on with: who is asked accepts, so their place is taken; a lead in nobody's hands goes to Marta. */
function goneOn(lead: Lead, now: string): Lead | undefined {
  if (lead.status === "offered") return answered(lead, 1, "accepted", now);
  if (lead.status === "qualified") return move(lead, "nurtured", { at: now, event: "nurtured" });
  return lead.status === "rejected" ? undefined : escalated(lead, nobody(now), now);
}

describe("what a preview says", () => {
  const tried = { asked: 0, owned: 0, company: 0, samePerson: 0, rejected: 0, nurtured: 0, waiting: 0, escalated: 0 };
  let leads = 0;
  const note = (lead: Lead) => {
    leads += 1;
    tried.asked += lead.status === "offered" ? 1 : 0;
    tried.owned += lead.knownOwner && lead.offers[0]?.repId === lead.knownOwner.repId ? 1 : 0;
    tried.company += lead.account ? 1 : 0;
    tried.samePerson += lead.samePerson?.repId && lead.offers[0]?.repId === lead.samePerson.repId ? 1 : 0;
    tried.rejected += lead.status === "rejected" ? 1 : 0;
    tried.nurtured += lead.status === "qualified" ? 1 : 0;
    tried.waiting += lead.status === "waiting" ? 1 : 0;
    tried.escalated += lead.status === "ready" ? 1 : 0;
  };
  afterAll(() => {
    if (!isLong) return;
    console.log(`${leads} leads`, tried);
    // A few tries need not meet every kind.
    expect(Object.entries(tried).filter(([, leads]) => leads === 0)).toEqual([]);
  });

  it("is whom the workflow then asks, whatever the policy, roster, companies, look-ups and leads", async () => {
    const many = isLong ? longRuns(`preview = live, ${leadsEach} leads each`, 50) : { numRuns: 4 };
    await fc.assert(
      fc.asyncProperty(situation, more, async (its, beside) => {
        const policy = policyOf(its, beside);
        // Tables of its own: what another run left would be leads, colleagues and places of this one.
        const { tables, close } = await openTables();
        try {
          const stores = await setUp(tables, policy, its.board, beside);
          const atStart = await tables.reps.all();
          const past: { lead: Lead; found: Findings }[] = [];
          const asked: string[] = [];
          for (const [n, facts] of beside.leads.entries()) {
            const [id, now] = [`lead-${n}`, timeOf(n)];
            const live = { ...stores, now: () => now };
            const tasks = { wake: async () => true };
            const place: Installation = { name: "this test", client: tables.client, tables: names, now, tasks };
            const lead = leadOf(id, now, { ...facts, email: `${n}${facts.email}` });
            await tables.leads.create(lead, undefined);
            // Whoever looks asks no service, so what one says is known to both once it was asked.
            await enrichLead({ leadId: id }, live);
            const found = await previewSources(undefined, place).find(lead, policy);
            const known = enriched(lead, found, policy, now) as Lead;
            expect(known).toEqual({ ...(await tables.leads.load(id)), rev: 1 });
            const { outcome } = explain(known, policy, await boardNow(place, policy, now), now);

            await qualifyLead({ leadId: id }, live);
            await scoreLead({ leadId: id }, live);
            if ((await tables.leads.load(id)).status === "ready") await chooseRep({ leadId: id }, live);
            const decided = await tables.leads.load(id);
            expect(`${id}: ${outcome.repId ?? outcome.kind}`).toBe(`${id}: ${standing(decided)}`);
            note(decided);
            past.push({ lead, found });
            asked.push(standing(decided));
            // Also of those that wait: one in front of another is what a preview does not look at.
            await tables.leads.update(id, (lead) => goneOn(lead, now));
          }
          expect(replayed(past, policy, atStart)).toEqual(asked);
        } finally {
          await close();
        }
      }),
      { ...many, endOnFailure: true },
    );
  });
});

/** A replay finds the same person among its own leads. */
const withoutPeople = ({ samePerson: _, ...found }: Findings): Findings => found;

/** Where each lead is sent first in a replay of all of them. */
function replayed(
  past: readonly { lead: Lead; found: Findings }[],
  policy: Policy,
  reps: readonly RepState[],
): string[] {
  const first: string[] = [];
  const world = new World(
    { policyName: "p", rosterName: "r", policy, reps },
    { openDays: 14, recorded: false },
    {
      decided: (position, _, choice) => {
        first[position] ??= choice.kind === "offer" ? choice.offer.repId : choice.kind;
      },
      settled: (position, _, { kind }) => {
        first[position] ??= kind;
      },
    },
  );
  for (const [position, { lead, found }] of past.entries())
    world.arrive(position, {
      ref: lead.id,
      receivedAt: lead.receivedAt,
      facts: lead.facts,
      found: [withoutPeople(found)],
    });
  world.finish();
  return first;
}
