import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import type { Team } from "../../adapters/reps/rep-store.ts";
import { boardNow } from "../../cli/explain-board.ts";
import { previewSources } from "../../cli/preview-sources.ts";
import { chooseRep } from "../../functions/choose-rep/choose-rep.ts";
import { enrichLead } from "../../functions/enrich-lead/enrich-lead.ts";
import { qualifyLead } from "../../functions/qualify-lead/qualify-lead.ts";
import { scoreLead } from "../../functions/score-lead/score-lead.ts";
import { World } from "../../policy/replay/world.ts";
import { enriched, type Findings } from "../../routing/enrich.ts";
import { explain } from "../../routing/explain/explain.ts";
import type { Lead } from "../../routing/lead/lead.ts";
import type { Policy } from "../../routing/policy/policy.ts";
import { openTables, type Tables } from "../build/open-tables.ts";
import { goneOn, leadOf, leadsEach, monday, more, placeOf, policyOf, setUp } from "../build/preview-world.ts";
import { isLong, longRuns } from "../build/runs.ts";
import { situation } from "../build/situations.ts";
import { useSteps } from "../build/steps.ts";

const steps = useSteps({} as Tables);
/** When the lead at this position comes, each in a moment of its own. */
const timeOf = (position: number): string => new Date(monday + position).toISOString();
/** The rep who is asked for a lead, or why nobody is. */
const standing = ({ status, offers }: Lead): string =>
  (status === "offered"
    ? offers[0]?.repId
    : { rejected: "rejected", qualified: "nurtured", waiting: "wait", ready: "escalate" }[status as string]) ?? status;
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
          const stores = await setUp(tables, policy, its.board, beside, steps);
          const atStart = await tables.reps.team();
          const past: { lead: Lead; found: Findings }[] = [];
          const asked: string[] = [];
          for (const [n, facts] of beside.leads.entries()) {
            const [id, now] = [`lead-${n}`, timeOf(n)];
            const live = { ...stores, now: () => now };
            const place = placeOf(tables, now);
            const lead = leadOf(id, now, { ...facts, email: `${n}${facts.email}` });
            await tables.leads.create(lead, undefined);
            // Whoever looks asks no service, so what one says is known to both once it was asked.
            await enrichLead({ leadId: id }, live);
            const found = await previewSources(undefined, place).find(lead, policy);
            const known = enriched(lead, found, policy, now) as Lead;
            expect({ ...known, policyVersion: 1 }).toEqual({ ...(await tables.leads.load(id)), rev: 1 });
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
function replayed(past: readonly { lead: Lead; found: Findings }[], policy: Policy, team: Team): string[] {
  const first: string[] = [];
  const world = new World(
    { policyName: "p", rosterName: "r", policy, ...team },
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
