import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
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
import type { PastLead } from "../../policy/replay/leads.ts";
import { World } from "../../policy/replay/world.ts";
import type { Account } from "../../routing/company/account.ts";
import { companyDomain } from "../../routing/company/consumer-mail.ts";
import { enriched, type Findings } from "../../routing/enrich.ts";
import { explain } from "../../routing/explain/explain.ts";
import type { Escalation, Lead, LeadFacts } from "../../routing/lead/lead.ts";
import { answered, escalated } from "../../routing/lead/move-lead.ts";
import type { Policy } from "../../routing/policy/policy.ts";
import type { RepState } from "../../routing/reps/rep.ts";
import { aLead } from "../build/a-lead.ts";
import { aRep } from "../build/a-rep.ts";
import { storesOf } from "../build/open-tables.ts";
import { isLong } from "../build/runs.ts";
import { repIds, type Situation, situation } from "../build/situations.ts";
import { useSteps } from "../build/steps.ts";
import { useTables } from "../build/tables.ts";

const tables = useTables();
const { deps } = useSteps(tables);
const now = "2026-11-02T15:00:00.000Z";
const names = {
  leads: "leads",
  reps: "reps",
  cursors: "cursors",
  policies: "policies",
  companies: "companies",
  intake: "intake",
};
let place: Installation;
beforeAll(() => {
  place = { name: "this test", client: tables.client, tables: names, now };
});

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
const facts: fc.Arbitrary<Partial<LeadFacts>> = fc.record({
  email: fc.constantFrom(...domains).map((domain) => `lucia@${domain}`),
  company: maybe(fc.constantFrom("flora rosa", "Nube Facil Ltda", "Nadie")),
  region: maybe(fc.constantFrom("Acre", "sao paulo", "Jalisco")),
  city: maybe(fc.constantFrom("Campinas", "Guadalajara")),
});
/** What comes beside policy, roster and lead: companies, their rules, what a service says, further leads, a pause. */
const more = fc.record({
  companies: fc.uniqueArray(account, { maxLength: 3, selector: ({ domain }) => domain }),
  providers: fc.subarray(["companies", "service", "places"] as const),
  colleagues: fc.constantFrom("same-owner" as const, "any-owner" as const),
  said: maybe(fc.record({ people: fc.integer({ min: 0, max: 50 }), sector: fc.constantFrom("retail", "fintech") })),
  leads: fc.array(facts, { minLength: 1, maxLength: 3 }),
  paused: maybe(fc.constantFrom({ since: -1, until: 1 }, { since: 1, until: 2 }, { since: -2, until: -1 })),
});
type More = typeof more extends fc.Arbitrary<infer Of> ? Of : never;

const service = { http: "firms", url: "https://api.example/{domain}", map: { size: "people", industry: "sector" } };
const withLookUps = (policy: Policy, { providers, colleagues }: More): Policy => ({
  ...policy,
  enrichment: {
    limit: 2000,
    providers: providers.map((each) =>
      each === "service" ? { ...service, timeout: 1000, retries: 0, keep: 60 } : each,
    ),
  },
  accounts: { ...policy.accounts, match_name_at: 0.8, colleagues },
});

/**
 * What stands in the tables from other runs is of other reps, pools, companies and leads: all have the run in their names.
 */
function ofRun<Value>(run: number, value: Value): Value {
  const named = JSON.stringify(value)
    .replaceAll(/"(ana|beto|caro|dani|eva|one|two)"/g, `"$1${run}"`)
    .replaceAll(/\b(florarosa|nube|otra)\.example/g, `$1${run}.example`);
  return JSON.parse(named) as Value;
}

const marta = aRep({ id: "marta", role: "manager", pools: {} });

async function setUp(run: number, { policy, board }: Situation, its: More) {
  const reps = ofRun(run, board.roster.reps) as RepState[];
  await tables.open([...reps, marta], policy);
  await tables.companies.importAccounts(its.companies);
  if (its.paused) {
    const at = (days: number) => new Date(Date.parse(now) + days * 86_400_000).toISOString();
    await tables.reps.pause(`ana${run}`, {
      since: at(its.paused.since),
      until: at(its.paused.until),
      because: "asked",
    });
  }
  const answer = async () =>
    its.said === undefined ? new Response(null, { status: 404 }) : new Response(JSON.stringify(its.said));
  return {
    ...deps(),
    // Another process each time: a store knows for a while which policy was active before.
    ...storesOf(tables.connect()),
    cache: new AnswerCache(tables.client, "companies"),
    secrets: new Secrets(new SecretsManagerClient({ region: "us-east-1" }), "turno/dev/"),
    fetch: answer as HttpDeps["fetch"],
    now: () => now,
  };
}

function leadOf(id: string, { customerType: _, ...facts }: LeadFacts): Lead {
  const companyKey = companyDomain(facts.email);
  return { ...aLead({ id, ...(companyKey && { companyKey }) }), facts };
}
/** The rep who is asked for a lead, or why nobody is. */
const standing = ({ status, offers }: Lead): string | undefined =>
  status === "offered"
    ? offers[0]?.repId
    : { rejected: "rejected", qualified: "nurtured", waiting: "wait" }[status as string];
const nobody: Escalation = {
  managerId: "marta",
  cause: "nobody-available",
  at: now,
  remindAt: [],
  reminded: 0,
  linkHashes: [],
};

describe("what a preview says", () => {
  const tried = { asked: 0, owned: 0, company: 0, rejected: 0, waiting: 0 };
  const note = (lead: Lead) => {
    tried.asked += lead.status === "offered" ? 1 : 0;
    tried.owned += lead.knownOwner && lead.offers[0]?.repId === lead.knownOwner.repId ? 1 : 0;
    tried.company += lead.account ? 1 : 0;
    tried.rejected += lead.status === "rejected" ? 1 : 0;
    tried.waiting += lead.status === "waiting" ? 1 : 0;
  };
  // A few tries need not meet every kind.
  afterAll(() => expect(isLong ? Object.entries(tried).filter(([, leads]) => leads === 0) : []).toEqual([]));

  it("is whom the workflow then asks, whatever the policy, roster, companies, look-ups and leads", async () => {
    let run = 0;
    await fc.assert(
      fc.asyncProperty(situation, more, async (its, anyBeside) => {
        run += 1;
        const beside = ofRun(run, anyBeside);
        const policy = ofRun(run, withLookUps(its.policy, beside));
        const live = await setUp(run, { ...its, policy }, beside);
        const ids = beside.leads.map((_, n) => `lead-${run}-${n}`);
        for (const [n, id] of ids.entries()) {
          const lead = leadOf(
            id,
            ofRun(run, { ...its.lead.facts, ...beside.leads[n], email: `${run}-${n}${beside.leads[n]?.email}` }),
          );
          await tables.leads.create(lead, undefined);
          // Whoever looks asks no service, so what one says is known to both once it was asked.
          await enrichLead({ leadId: id }, live);
          const found = await previewSources(undefined, place).find(lead, policy);
          const known = enriched(lead, found, policy, now) as Lead;
          expect(known).toEqual({ ...(await tables.leads.load(id)), rev: 1 });
          const { outcome } = explain(known, policy, await boardNow(place, policy, now), now);
          const said = outcome.repId ?? outcome.kind;
          if (n === 0) expect(replayed(lead, found, policy, await tables.reps.all())).toBe(said);

          await qualifyLead({ leadId: id }, live);
          await scoreLead({ leadId: id }, live);
          const ready = (await tables.leads.load(id)).status === "ready";
          const result = ready ? await chooseRep({ leadId: id }, live) : undefined;
          const decided = await tables.leads.load(id);
          expect(said).toBe(result?.kind === "escalate" ? "escalate" : standing(decided));
          note(decided);
          if (decided.status === "offered") await tables.leads.update(id, (lead) => answered(lead, 1, "accepted", now));
          // A lead that waits comes before any other.
          if (decided.status === "waiting") break;
        }
        for (const id of ids)
          if ((await tables.leads.get(id))?.status === "waiting")
            await tables.leads.update(id, (lead) => escalated(lead, nobody, now));
      }),
      { numRuns: isLong ? 500 : 12, endOnFailure: true },
    );
  });
});

/** Where the lead is sent first in a replay that begins with it. */
function replayed(lead: Lead, found: Findings, policy: Policy, reps: readonly RepState[]): string {
  const past: PastLead = { ref: lead.id, receivedAt: now, facts: lead.facts, found: [found] };
  let first: string | undefined;
  const world = new World(
    { policyName: "p", rosterName: "r", policy, reps },
    { openDays: 14, recorded: false },
    {
      decided: (_, __, choice) => {
        first ??= choice.kind === "offer" ? choice.offer.repId : choice.kind;
      },
      settled: (_, __, { kind }) => {
        first ??= kind;
      },
    },
  );
  world.arrive(0, past);
  world.finish();
  return first ?? "";
}
