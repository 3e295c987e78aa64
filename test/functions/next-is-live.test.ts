import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import type { Team } from "../../adapters/reps/rep-store.ts";
import { nextOf } from "../../cli/explain-stored.ts";
import { storedPolicy } from "../../cli/policy-source.ts";
import { previewSources } from "../../cli/preview-sources.ts";
import { chooseRep } from "../../functions/choose-rep/choose-rep.ts";
import { enrichLead } from "../../functions/enrich-lead/enrich-lead.ts";
import { offerLead } from "../../functions/offer-lead/offer-lead.ts";
import { qualifyLead } from "../../functions/qualify-lead/qualify-lead.ts";
import { remindOrExpire } from "../../functions/remind-or-expire/remind-or-expire.ts";
import { scoreLead } from "../../functions/score-lead/score-lead.ts";
import type { PastLead } from "../../policy/replay/leads.ts";
import { World } from "../../policy/replay/world.ts";
import { type Lead, type Offer, openOffers } from "../../routing/lead/lead.ts";
import type { Policy } from "../../routing/policy/policy.ts";
import { openTables, type Tables } from "../build/open-tables.ts";
import { press } from "../build/press.ts";
import {
  goneOn,
  leadOf,
  longClose,
  type More,
  monday,
  more,
  placeOf,
  policyOf,
  setUp,
} from "../build/preview-world.ts";
import { isLong, longRuns } from "../build/runs.ts";
import { situation } from "../build/situations.ts";
import { useSteps } from "../build/steps.ts";

const steps = useSteps({} as Tables);
const { clock, mails } = steps;
const minute = 60_000;
/** How many leads of a company's at random come one after the other. */
const leadsEach = 5;

const maybe = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: undefined });
/** What a company asks of its reps after the first of them, and what they answer. */
const goesOn = fc.record({
  shows: fc.record({ one: maybe(fc.constantFrom(2, 3)), two: maybe(fc.constantFrom(2, 3)) }),
  attempts: fc.integer({ min: 1, max: 4 }),
  lastCall: maybe(fc.constantFrom("one", "two")),
  later: maybe(fc.constantFrom("one", "two")),
  patient: fc.boolean(),
  learns: fc.boolean(),
  effort: maybe(fc.record({ points: fc.integer({ min: 1, max: 4 }), from: fc.integer({ min: 1, max: 40 }) })),
  limits: fc.array(
    fc.record({ effort: maybe(fc.integer({ min: 3, max: 9 })), perDay: maybe(fc.integer({ min: 1, max: 3 })) }),
    { minLength: 5, maxLength: 5 },
  ),
  /** Minutes from the end of one lead to the next, a day and a half at most: nights and pauses begin and end between. */
  gaps: fc.array(fc.constantFrom(1, 1, 1, 30, 60, 240, 2200), { minLength: leadsEach, maxLength: leadsEach }),
  answers: fc.array(
    fc.array(fc.constantFrom("declined" as const, "declined" as const, "lapsed" as const, "accepted" as const), {
      minLength: 4,
      maxLength: 4,
    }),
    { minLength: leadsEach, maxLength: leadsEach },
  ),
});
type GoesOn = typeof goesOn extends fc.Arbitrary<infer Of> ? Of : never;

/** A replay knows no waits of ours: where it is compared nobody waits, and of several at once the first claims. */
const isReplayed = ({ patient }: GoesOn): boolean => !patient;

const learnt = { answer: { from: "reassignments" as const, at_least: 2, at_most: 40 }, first_contact: 60 };

function policyWith(policy: Policy, its: GoesOn): Policy {
  const { one, two } = policy.pools;
  if (!one || !two) throw new Error("no pools");
  const { points = 1, from = 1 } = its.effort ?? {};
  return {
    ...policy,
    pools: { one: { ...one, show_to: its.shows.one }, two: { ...two, show_to: its.shows.two } },
    attempts: its.attempts,
    pause_after: 0,
    ...(its.learns && { sla: { hot: learnt, warm: learnt, cold: learnt } }),
    max_wait: its.patient ? 1440 : 0,
    after_max_wait: its.later && its.patient ? [its.later] : [],
    ...(its.lastCall && { after_attempts: { pools: [its.lastCall], wait: 30 } }),
    ...(its.effort && {
      effort: {
        "high-touch": { points, close: longClose, bands: [{ from, points: points + 1, close: 2 * longClose }] },
      },
    }),
  };
}

/** Who is asked, and how long they have where that is learnt. */
const withTime = (repId = "", limit: Offer["limit"]): string =>
  limit ? `${repId}, ${limit.minutes} minutes of ${limit.of}` : repId;

/** Where a lead stands: whom it is offered to, or what came of it. */
const standing = ({ status, offers }: Lead): string => {
  const open = offers.filter(({ outcome }) => outcome === undefined);
  if (status === "offered") return withTime(open[0]?.repId, open[0]?.limit);
  return (
    { rejected: "rejected", qualified: "nurtured", waiting: "wait", ready: "escalate" }[status as string] ?? status
  );
};

type Deps = Awaited<ReturnType<typeof setUp>>;

/** Everybody who is asked answers as they are to; undefined when nothing is open any more. */
async function answer(id: string, how: "declined" | "lapsed" | "accepted", deps: Deps): Promise<Lead> {
  const lead = await deps.leads.load(id);
  const open = openOffers(lead);
  if (how === "lapsed") {
    clock.now =
      open
        .map(({ expiresAt }) => expiresAt)
        .toSorted()
        .at(-1) ?? clock.now;
    await remindOrExpire({ leadId: id }, deps);
    return deps.leads.load(id);
  }
  await offerLead({ leadId: id, token: `${id} ${lead.offers.length}` }, deps);
  const links = mails()
    .filter(({ kind }) => kind === "offer")
    .slice(-open.length);
  clock.now = new Date(Date.parse(clock.now) + 4000).toISOString();
  for (const { offer } of how === "accepted" ? links.slice(0, 1) : links) {
    await press(
      offer,
      how === "accepted" ? { decision: "accept" } : { decision: "decline", reason: "no-time" },
      "en",
      deps,
    );
  }
  return deps.leads.load(id);
}

describe("what a preview says of the next attempt", () => {
  const tried = { again: 0, shown: 0, waited: 0, escalated: 0, lastCall: 0, replayed: 0 };
  let decisions = 0;
  afterAll(() => {
    if (!isLong) return;
    console.log(`${decisions} decisions`, tried);
    expect(Object.entries(tried).filter(([, times]) => times === 0)).toEqual([]);
  });

  it("is what the workflow then does, and a replay of the same answers asks the same reps", async () => {
    const many = isLong ? longRuns(`next attempts, ${leadsEach} leads each`, 100) : { numRuns: 4 };
    await fc.assert(
      fc.asyncProperty(situation, more, goesOn, async (company, beside, its) => {
        const policy = policyWith(policyOf(company, beside), its);
        const { tables, close } = await openTables();
        try {
          clock.now = new Date(monday).toISOString();
          const stores = await setUp(tables, policy, company.board, beside, steps, (_, n) => its.limits[n] ?? {});
          const atStart = await tables.reps.team();
          const past: (PastLead & { asked: string[] })[] = [];
          for (const [n, facts] of beside.leads.slice(0, leadsEach).entries()) {
            clock.now = new Date(Date.parse(clock.now) + (its.gaps[n] ?? 0) * minute).toISOString();
            past.push(
              await lived(`lead-${n}`, { ...facts, email: `${n}${facts.email}` }, its.answers[n] ?? [], {
                its,
                beside,
                deps: stores,
              }),
            );
          }
          if (!isReplayed(its)) return;
          tried.replayed += 1;
          expect(replayed(past, policy, atStart)).toEqual(past.map(({ asked }) => asked));
        } finally {
          await close();
        }
      }),
      { ...many, endOnFailure: true },
    );
  });

  /** A lead from its arrival to somebody's yes, or to where nobody is asked any more; each decision was foretold. */
  async function lived(
    id: string,
    facts: More["leads"][number],
    answers: readonly ("declined" | "lapsed" | "accepted")[],
    { its, beside, deps }: { its: GoesOn; beside: More; deps: Deps },
  ): Promise<PastLead & { asked: string[] }> {
    const receivedAt = clock.now;
    const lead = leadOf(id, receivedAt, facts);
    await deps.leads.create(lead, undefined);
    const place = () => placeOf(deps, clock.now);
    const foretold = async () => {
      const stored = await deps.leads.load(id);
      const { now } = await nextOf(stored, await storedPolicy(place(), stored.policyVersion), place(), clock.now);
      const { kind, repId } = now.outcome;
      return repId === undefined ? kind : withTime(repId, now.answer);
    };
    const asked: string[] = [];
    const refusals: NonNullable<PastLead["refusals"]> = [];
    const check = async (told: Awaited<ReturnType<typeof foretold>>): Promise<Lead> => {
      const live = await deps.leads.load(id);
      expect(`${id}: ${told}`).toBe(`${id}: ${standing(live)}`);
      asked.push(standing(live));
      note(live);
      return live;
    };
    // Who looks asks no service, so what one says is known to both once the workflow has asked it.
    const early = beside.providers.includes("service") ? undefined : await foretold();
    await enrichLead({ leadId: id }, deps);
    const said = early ?? (await foretold());
    const sources = previewSources(undefined, place());
    const { samePerson: _, ...found } = await sources.find(lead, (await storedPolicy(place())).policy);
    await qualifyLead({ leadId: id }, deps);
    await scoreLead({ leadId: id }, deps);
    if ((await deps.leads.load(id)).status === "ready") await chooseRep({ leadId: id }, deps);
    let live = await check(said);
    for (const [n, planned] of answers.entries()) {
      if (live.status !== "offered") break;
      const [first] = openOffers(live);
      const { repId = "", offeredAt = "", round } = first ?? {};
      // A replay has the first of several claim the lead, and the last answer ends every lead.
      const isLast = n === answers.length - 1 || (round !== undefined && isReplayed(its));
      const how = isLast ? "accepted" : planned;
      live = await answer(id, how, deps);
      if (how === "accepted") break;
      const minutes = (Date.parse(clock.now) - Date.parse(offeredAt)) / minute;
      if (round === undefined) refusals.push({ repId, outcome: how, minutes });
      if (live.status !== "ready") throw new Error(`${id} is ${live.status} after everybody answered`);
      const next = await foretold();
      await chooseRep({ leadId: id }, deps);
      live = await check(next);
    }
    // Also of those that wait: one in front of another is what a preview does not look at.
    if (live.status !== "accepted") await deps.leads.update(id, (lead) => goneOn(lead, clock.now));
    return { ref: id, receivedAt, facts: lead.facts, found: [found], refusals, asked };
  }

  function note(lead: Lead): void {
    decisions += 1;
    const open = openOffers(lead);
    tried.again += lead.offers.length > open.length && open.length > 0 ? 1 : 0;
    tried.shown += open.length > 1 ? 1 : 0;
    tried.lastCall += open.some(({ lastCall }) => lastCall) ? 1 : 0;
    tried.waited += lead.status === "waiting" ? 1 : 0;
    tried.escalated += lead.status === "ready" ? 1 : 0;
  }
});

/** Where each lead is sent, one decision after the other, in a replay of all of them with the same answers. */
function replayed(past: readonly PastLead[], policy: Policy, team: Team): string[][] {
  const asked = past.map((): string[] => []);
  const note = (position: number, kind: string) => asked[position]?.push(kind);
  const world = new World(
    { policyName: "p", rosterName: "r", policy, ...team },
    { openDays: 10_000, recorded: true },
    {
      decided: (position, _, choice) =>
        note(position, choice.kind === "offer" ? withTime(choice.offer.repId, choice.offer.limit) : choice.kind),
      settled: (position, _, { kind }) => {
        if (asked[position]?.length === 0) note(position, kind);
      },
    },
  );
  for (const [position, lead] of past.entries()) world.arrive(position, lead);
  world.finish();
  return asked;
}
