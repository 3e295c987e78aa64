import { randomUUID } from "node:crypto";
import { ActRows } from "../../adapters/api/act-rows.ts";
import { AuditLog } from "../../adapters/audit/audit-log.ts";
import { ActedLeads, type Guard } from "../../adapters/claims/acted-leads.ts";
import { LeadList } from "../../adapters/leads/lead-list.ts";
import { ErasureStore } from "../../adapters/privacy/erasure-store.ts";
import { RosterPeople } from "../../adapters/reps/roster-people.ts";
import { actInConsole } from "../../functions/act-in-console/act-in-console.ts";
import { answerConsole } from "../../functions/answer-console/answer-console.ts";
import { chooseRep } from "../../functions/choose-rep/choose-rep.ts";
import { escalateLead } from "../../functions/escalate-lead/escalate-lead.ts";
import { introduceRep } from "../../functions/introduce-rep/introduce-rep.ts";
import { offerLead } from "../../functions/offer-lead/offer-lead.ts";
import type { LeadStatus } from "../../routing/lead/lead.ts";
import { aLead } from "./a-lead.ts";
import { aPolicy } from "./a-policy.ts";
import { aRep } from "./a-rep.ts";
import type { Tables } from "./open-tables.ts";
import type { useSteps } from "./steps.ts";

export const actingPolicy = aPolicy({
  pools: { all: { manager: "marta" }, others: { manager: "rita" } },
  rules: [{ rule: "Qualified", when: { stage: "qualified" }, pools: ["all"] }],
  otherwise: { pools: ["all"] },
});
const limits = { capacity: 500, perDay: 1000, effort: 10_000, pools: { all: 1 } };
const above = { pools: {}, managerId: undefined };
/** Three reps and their manager, the manager of others, and an operator. */
export const actingTeam = [
  ...["ana", "beto", "caro"].map((id) => aRep({ id, name: `${id} Luz`, email: `${id}@andina.example`, ...limits })),
  aRep({ id: "zoe", name: "Zoe Sol", email: "zoe@andina.example", ...limits, pools: { others: 1 } }),
  ...["marta", "rita"].map((id) => aRep({ id, email: `${id}@andina.example`, role: "manager", ...above })),
  aRep({ id: "olga", email: "olga@andina.example", role: "operator", ...above }),
];

/** What a person asks of the console's API. */
export interface Asking {
  path?: Record<string, string>;
  query?: Record<string, string>;
  headers?: Record<string, string>;
  body?: unknown;
}
export interface Answer {
  status: number;
  text: string;
  // biome-ignore lint/suspicious/noExplicitAny: what an answer says is what tests look at
  said: any;
  headers: Record<string, unknown>;
}

/**
 * The console's API on real stores, and leads that come as far as they are asked to by the real steps.
 * @param emailOf the address in the roster of whoever asks
 */
export function useActing(
  tables: Tables,
  steps: ReturnType<typeof useSteps>,
  emailOf = (who: string): string => `${who}@andina.example`,
) {
  const { deps, clock } = steps;
  const world = () => ({
    ...deps(),
    people: new RosterPeople(tables.client, "reps"),
    list: new LeadList(tables.client, "leads"),
    guarded: (guard: Guard) => new ActedLeads(tables.client, "leads", guard),
    rows: new ActRows(tables.client, "leads"),
    erasures: new ErasureStore(tables.client, "leads"),
    audit: new AuditLog(tables.client, "leads"),
    reportRows: tables.rows,
  });
  async function ask(routeKey: string, who: string, { path, query, headers = {}, body }: Asking = {}): Promise<Answer> {
    const requestContext = { authorizer: { jwt: { claims: { rep: who, email: emailOf(who) } } } };
    const text = body === undefined || typeof body === "string" ? body : JSON.stringify(body);
    const asked = { routeKey, requestContext, pathParameters: path, queryStringParameters: query, headers, body: text };
    const answering = /^GET |search/.test(routeKey) ? answerConsole : actInConsole;
    const answer = await answering(asked as unknown as Parameters<typeof actInConsole>[0], world());
    if (typeof answer === "string") throw new Error("an answer has a status");
    const told = answer.body ?? "";
    return {
      status: answer.statusCode ?? 0,
      text: told,
      said: JSON.parse(told || "{}"),
      headers: answer.headers ?? {},
    };
  }
  const see = async (who: string, lead: string) =>
    (await ask("GET /api/leads/{lead}", who, { path: { lead } })).said as {
      turn: string;
      acts: { act: string; effects: { kind: string; who?: string }[] }[];
    };
  /** Does it as the lead is now, or at `turn`, with a key of its own unless one is given. */
  async function act(
    who: string,
    lead: string,
    name: string,
    { turn, key = randomUUID(), body = {} }: { turn?: string | undefined; key?: string; body?: object } = {},
  ): Promise<Answer> {
    const seen = turn ?? (await see(who, lead)).turn ?? "none";
    const headers = { "if-match": `"${seen}"`, "idempotency-key": key };
    return ask("POST /api/leads/{lead}/{act}", who, { path: { lead, act: name }, headers, body });
  }

  let made = 0;
  async function aLeadThatIs(status: LeadStatus): Promise<string> {
    made += 1;
    const id = `lead-${made}`;
    const { version } = await tables.policies.active();
    const facts = { email: `${id}@a.example`, name: `Person ${made}` };
    const lane = { lane: "high", because: "so" };
    const rule = { rule: "all", pools: ["all"] };
    await tables.leads.create(aLead({ id, status: "ready", policyVersion: version, lane, rule, facts }), undefined);
    if (status === "ready") return id;
    if (status === "escalated") await escalateLead({ leadId: id, context: { cause: "fault" } }, deps());
    else await chooseRep({ leadId: id }, deps());
    await offerLead({ leadId: id, token: `token of ${id}` }, deps());
    if (status === "offered" || status === "escalated") return id;
    await act(await holderOf(id), id, "accept");
    if (status === "accepted") return id;
    await introduceRep({ leadId: id }, deps());
    if (status === "introduced") return id;
    await act(await holderOf(id), id, "contacted", { body: { how: "phone" } });
    if (status === "contacted") return id;
    await act(await holderOf(id), id, "lost", { body: { reason: actingPolicy.lost_reasons[0]?.id } });
    return id;
  }
  async function holderOf(id: string): Promise<string> {
    const { status, offers, ownerId, escalation } = await tables.leads.load(id);
    if (status === "offered") return offers.at(-1)?.repId ?? "";
    return (status === "escalated" ? escalation?.managerId : ownerId) ?? "";
  }
  const eventsOf = async (id: string) => (await tables.leads.load(id)).timeline.map(({ event }) => event);
  return { ask, see, act, aLeadThatIs, holderOf, eventsOf, clock, world };
}
