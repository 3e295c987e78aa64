import { ActRows } from "../../adapters/api/act-rows.ts";
import { AuditLog } from "../../adapters/audit/audit-log.ts";
import { LeadList } from "../../adapters/leads/lead-list.ts";
import { PastLeadStore } from "../../adapters/leads/past-leads.ts";
import { PlanStore } from "../../adapters/plans/plan-store.ts";
import { PolicyDrafts } from "../../adapters/policies/policy-drafts.ts";
import { ShadowStore } from "../../adapters/policies/shadow-store.ts";
import { RosterPeople } from "../../adapters/reps/roster-people.ts";
import type { Deps } from "../../functions/answer-console/asked.ts";
import type { Deps as PolicyDeps } from "../../functions/answer-policy/asked.ts";
import type { Deps as TeamDeps } from "../../functions/answer-team/deps.ts";
import type { Deps as ChangeDeps } from "../../functions/change-policy/deps.ts";
import type { Deps as TeamChangeDeps } from "../../functions/change-team/deps.ts";
import type { Deps as PlanDeps } from "../../functions/plan-for-many/deps.ts";
import { boardOf } from "../../routing/choice/board.ts";
import { explain } from "../../routing/explain/explain.ts";
import { traceOf } from "../../routing/explain/trace.ts";
import type { Lead } from "../../routing/lead/lead.ts";
import { aFollowedLead } from "./a-followed-lead.ts";
import { aLead, anOfferedLead } from "./a-lead.ts";
import { aPolicy } from "./a-policy.ts";
import { aRep } from "./a-rep.ts";
import type { Tables } from "./open-tables.ts";

/** Turno's time in the console's world: Monday 2 November 2026. */
export const consoleNow = "2026-11-02T15:05:00.000Z";

const above = { pools: {}, managerId: undefined };
/** Two reps, their manager and an operator. */
export const team = [
  aRep({ id: "ana", email: "ana@andina.example", managerId: "marta" }),
  aRep({ id: "beto", name: "Beto Ruiz", email: "beto@andina.example", managerId: "marta" }),
  aRep({ id: "marta", name: "Marta Gil", email: "marta@andina.example", role: "manager", ...above }),
  aRep({ id: "olga", name: "Olga Paz", email: "olga@andina.example", role: "operator", ...above }),
];

/** What nobody may be told, wherever it is in a lead. */
export const secrets = ["task-token-of-a-lead", "task-token-of-an-owner", "hash-of-a-link"];

const policy = aPolicy();
const offered = anOfferedLead();
const [offer] = offered.offers as [Lead["offers"][number]];
const followed = aFollowedLead(policy);

/** A lead that was offered to Ana, one that Ana has, one that Beto has, one that waits, and one that Beto won. */
const leads: Lead[] = [
  { ...offered, id: "offered-to-ana", taskToken: secrets[0], offers: [{ ...offer, linkHashes: ["hash-of-a-link"] }] },
  {
    ...followed,
    id: "anas",
    follow: { ...(followed.follow as NonNullable<Lead["follow"]>), taskToken: secrets[1] },
    managerLinks: [{ managerId: "marta", hash: "hash-of-a-link" }],
    asWritten: [{ field: "phone", text: "55 55 555", unread: true }],
    timeline: [{ at: "2026-11-02T15:00:00.000Z", event: "accepted", attempt: 1, repId: "ana" }],
  },
  { ...followed, id: "betos", ownerId: "beto" },
  aLead({ id: "waiting", status: "waiting", policyVersion: 1, waitingSince: "2026-11-02T15:01:00.000Z" }),
  aLead({
    id: "won",
    status: "closed",
    ownerId: "beto",
    closed: { outcome: "won", at: consoleNow, by: "beto", value: 9000 },
  }),
];

/** Fills tables with the console's world, and gives what the API needs of it. */
export async function openConsoleWorld(tables: Tables): Promise<Deps> {
  await tables.open(team, policy);
  for (const [n, lead] of leads.entries()) {
    const facts = { ...lead.facts, email: `lucia-${n}@florarosa.example` };
    const stored = { ...lead, facts, receivedAt: `2026-11-02T15:00:0${n}.000Z` };
    await tables.leads.create(stored, undefined, [
      tables.submissions.keeping(stored, {
        content: "c",
        reference: "r",
        at: stored.receivedAt,
        facts,
        asWritten: [],
      }),
    ]);
    await tables.words.keep(stored);
    const states = team.map((rep) => ({ ...rep, openLeads: 0 }));
    await tables.traces.keepOffer(lead.id, 1, traceOf(explain(stored, policy, boardOf(states, new Map()), consoleNow)));
  }
  return {
    people: new RosterPeople(tables.client, "reps"),
    list: new LeadList(tables.client, "leads"),
    leads: tables.leads,
    words: tables.words,
    submissions: tables.submissions,
    traces: tables.traces,
    policies: tables.policies,
    reps: tables.reps,
    held: tables.held,
    audit: new AuditLog(tables.client, "leads"),
    ledgers: tables.ledgers,
    reportRows: tables.rows,
    now: () => consoleNow,
  };
}

/** What the API of the policy needs of the same world. */
export const policyDeps = (tables: Tables): PolicyDeps => ({
  people: new RosterPeople(tables.client, "reps"),
  policies: tables.policies,
  versions: tables.versions,
  drafts: new PolicyDrafts(tables.client, "policies"),
  shadows: new ShadowStore(tables.client, "policies"),
  team: tables.reps,
  ledgers: tables.ledgers,
  list: new LeadList(tables.client, "leads"),
  past: new PastLeadStore(tables.client, "leads"),
  now: () => consoleNow,
});

/** What changes of the policy need of the same world. */
export const changeDeps = (tables: Tables): ChangeDeps => ({
  people: new RosterPeople(tables.client, "reps"),
  policies: tables.policies,
  versions: tables.versions,
  drafts: new PolicyDrafts(tables.client, "policies"),
  shadows: new ShadowStore(tables.client, "policies"),
  team: tables.reps,
  requests: new ActRows(tables.client, "leads"),
  now: () => consoleNow,
});

/** What the API of the team needs of the same world, to answer and to change it. */
export const teamDeps = (tables: Tables): TeamDeps & TeamChangeDeps => ({
  people: new RosterPeople(tables.client, "reps"),
  reps: tables.reps,
  leads: tables.leads,
  traces: tables.traces,
  ledgers: tables.ledgers,
  policies: tables.policies,
  rows: tables.rows,
  audit: new AuditLog(tables.client, "leads"),
  requests: new ActRows(tables.client, "leads"),
  now: () => consoleNow,
});

/** What plans for many and files of leads need beside that. */
export const planDeps = (
  tables: Tables,
): Omit<PlanDeps, keyof TeamDeps> & Pick<PlanDeps, "reps" | "leads" | "policies" | "audit"> => ({
  ...tables,
  audit: new AuditLog(tables.client, "leads"),
  list: new LeadList(tables.client, "leads"),
  plans: new PlanStore(tables.client, "reps"),
  repsTable: "reps",
  cursorsTable: "cursors",
  tasks: { wake: async () => true },
  newId: () => `plan${Math.random().toString(36).slice(2)}`,
});
