import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { SESClient } from "@aws-sdk/client-ses";
import { TransactWriteCommand } from "@aws-sdk/lib-dynamodb";
import fc from "fast-check";
import { AnswerCache } from "../../adapters/enrichment/answer-cache.ts";
import type { HttpDeps } from "../../adapters/enrichment/http-provider.ts";
import { Mailer } from "../../adapters/mail/mailer.ts";
import { placeWrites } from "../../adapters/reps/free-places.ts";
import { Secrets } from "../../adapters/secrets.ts";
import type { Installation } from "../../cli/installation.ts";
import type { Board } from "../../routing/choice/board.ts";
import type { Account } from "../../routing/company/account.ts";
import { companyDomain } from "../../routing/company/consumer-mail.ts";
import type { Escalation, Lead, LeadFacts } from "../../routing/lead/lead.ts";
import { answered, escalated, move } from "../../routing/lead/move-lead.ts";
import type { Policy } from "../../routing/policy/policy.ts";
import type { RepState } from "../../routing/reps/rep.ts";
import { aLead } from "./a-lead.ts";
import { aRep, officeHours } from "./a-rep.ts";
import type { Tables } from "./open-tables.ts";
import { leadFacts, repIds, type Situation } from "./situations.ts";
import type { useSteps } from "./steps.ts";

// Companies at random, with tables of their own, for what a preview says and the workflow then does.

export const monday = Date.parse("2026-11-02T15:00:00.000Z");
/** The tables of a test as an installation that a command asks. */
export const placeOf = ({ client }: Pick<Tables, "client">, now: string): Installation => ({
  name: "this test",
  client,
  tables: {
    leads: "leads",
    reps: "reps",
    cursors: "cursors",
    policies: "policies",
    companies: "companies",
    intake: "intake",
    reports: "reports",
  },
  tasks: { wake: async () => true },
  now,
});
/** Leads of one company at random, of which the table of one run has so many. */
export const leadsEach = 10;

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
export const more = fc.record({
  companies: fc.uniqueArray(account, { maxLength: 3, selector: ({ domain }) => domain }),
  providers: fc.subarray(["companies", "service", "places"] as const),
  colleagues: fc.constantFrom("same-owner" as const, "any-owner" as const),
  said: maybe(fc.record({ people: fc.integer({ min: 0, max: 50 }), sector: fc.constantFrom("retail", "fintech") })),
  capacity: fc.constantFrom(1, 3, 20, 20),
  // Gates, lanes and pools of few leave little to choose: often without.
  everyLead: fc.constantFrom(false, true, true),
  everyRep: fc.boolean(),
  leads: fc.array(facts, { minLength: leadsEach, maxLength: leadsEach }),
  inFlight: maybe(fc.constantFrom(0.3, 0.6, 1.2)),
  paused: maybe(fc.constantFrom({ since: -1, until: 1 }, { since: 1, until: 2 }, { since: -2, until: -1 })),
});
export type More = typeof more extends fc.Arbitrary<infer Of> ? Of : never;

const service = { http: "firms", url: "https://api.example/{domain}", map: { size: "people", industry: "sector" } };
/** The time that a lead is expected to take, in minutes: longer than any of these companies is looked at. */
export const longClose = 10_000 * 1440;
export const policyOf = ({ policy }: Situation, { providers, colleagues, everyLead, inFlight }: More): Policy => ({
  ...policy,
  ...(inFlight !== undefined && {
    effort: { "high-touch": { points: 1, close: longClose, bands: [] } },
    in_flight: inFlight * longClose,
  }),
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

/** The tables with what these reps won and lost here. */
async function learn({ client }: Tables, reps: readonly RepState[]): Promise<void> {
  const closings = reps.flatMap(({ id, closings }) =>
    (["won", "lost"] as const).flatMap((outcome) =>
      Array.from({ length: closings?.[outcome] ?? 0 }, () => {
        const counted = { repId: id, kind: "high-touch", minutes: longClose / 2 };
        return { closing: { outcome, at: "", by: id, counted }, by: 1 as const };
      }),
    ),
  );
  const TransactItems = placeWrites("reps", { freed: [], closings });
  if (TransactItems.length > 0) await client.send(new TransactWriteCommand({ TransactItems }));
}

/** The company in its tables, and what the workflow's functions are given there. */
export async function setUp(
  tables: Tables,
  policy: Policy,
  board: Board,
  its: More,
  { deps, clock }: ReturnType<typeof useSteps>,
  also: (rep: RepState, n: number) => Partial<RepState> = () => ({}),
) {
  const reps = board.roster.reps.map((rep, n) => ({
    ...rep,
    capacity: its.capacity,
    ...(its.everyRep && { active: true, shifts: officeHours, pools: { one: 1, two: 1 } }),
    ...also(rep, n),
  }));
  await tables.open([...reps, marta], policy);
  await learn(tables, reps);
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
    mailer: new Mailer(new SESClient({}), tables.client, "leads", "Turno <t@andina.example>", "", () => clock.now),
    cache: new AnswerCache(tables.client, "companies"),
    secrets: new Secrets(new SecretsManagerClient({ region: "us-east-1" }), "turno/dev/"),
    fetch: answer as HttpDeps["fetch"],
  };
}

export function leadOf(id: string, receivedAt: string, facts: Partial<LeadFacts>): Lead {
  const lead = aLead({ id, receivedAt, facts });
  const companyKey = companyDomain(lead.facts.email);
  return { ...lead, ...(companyKey && { companyKey }) };
}
const nobody = (at: string): Escalation => ({
  managerId: "marta",
  cause: "nobody-available",
  at,
  remindAt: [],
  reminded: 0,
  linkHashes: [],
});
/** What the workflow goes on with: who is asked accepts, so their place is taken; a lead in nobody's hands goes to Marta. */
export function goneOn(lead: Lead, now: string): Lead | undefined {
  if (lead.status === "offered") return answered(lead, 1, "accepted", now);
  if (lead.status === "qualified") return move(lead, "nurtured", { at: now, event: "nurtured" });
  return lead.status === "rejected" ? undefined : escalated(lead, nobody(now), now);
}
