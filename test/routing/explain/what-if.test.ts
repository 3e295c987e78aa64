import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { boardOf } from "../../../routing/choice/board.ts";
import { decideLead, ownerOf } from "../../../routing/decide.ts";
import { withRep } from "../../../routing/explain/changed-board.ts";
import { explain } from "../../../routing/explain/explain.ts";
import { withRepChange } from "../../../routing/explain/rep-changes.ts";
import { type Alternative, decisionOutcome, mostTried } from "../../../routing/explain/what-if.ts";
import { withFact } from "../../../routing/explain/with-fact.ts";
import { customerTypes, type Lead, type LeadFacts, urgencies } from "../../../routing/lead/lead.ts";
import type { RepState } from "../../../routing/reps/rep.ts";
import { aLead } from "../../build/a-lead.ts";
import { aPolicy } from "../../build/a-policy.ts";
import { aRep } from "../../build/a-rep.ts";
import { runs } from "../../build/runs.ts";
import { countries, industries, most, products, type Situation, situation, someDays } from "../../build/situations.ts";

const now = "2026-11-02T15:00:00.000Z";
const times = runs(120);

function decideWith({ policy, board, lead }: Situation, { change }: Alternative) {
  return change.kind === "fact"
    ? decideLead(withFact(lead, change, policy, now), policy, board, now)
    : decideLead(lead, policy, withRepChange(board, change), now);
}

/** Each single change of a fact, by trying every value there is, whatever the policy names; of a list one value more or less. */
function everyFact(lead: Lead): Lead[] {
  const { facts } = lead;
  const numbers = [undefined, ...Array.from({ length: most + 3 }, (_, n) => n)];
  const changes: (Partial<LeadFacts> & object)[] = [
    ...numbers.flatMap((number) => [{ size: number }, { value: number }, { seats: number }]),
    ...[...countries, "ZZ", undefined].map((country) => ({ country })),
    ...[...industries, "zzz", undefined].map((industry) => ({ industry })),
    ...[...urgencies, undefined].map((urgency) => ({ urgency })),
    ...customerTypes.map((customerType) => ({ customerType })),
    ...["Founder", "Sales", "Director", "Cook"].map((role) => ({ role })),
    ...(["es", "pt", "en"] as const).map((language) => ({ language })),
    ...["gmail.com", "zzz.example"].map((domain) => ({ email: `lucia@${domain}` })),
    ...products.map((product) => ({ products: [...(facts.products ?? []), product] })),
    ...products.map((product) => ({ products: facts.products?.filter((other) => other !== product) })),
    ...["free", "pro", undefined].map((plan) => ({ plan })),
    ...[true, false, undefined].map((pilot) => ({ pilot })),
    ...["erp", "wiki"].map((tool) => ({ tools: [...((facts as { tools?: string[] }).tools ?? []), tool] })),
    { tools: [] },
    ...[...someDays, undefined].map((renewal) => ({ renewal })),
    { products: [] },
    { events: [...(facts.events ?? []), { event: "webinar", at: now }] },
    { events: [] },
  ];
  return changes.map((change) => ({ ...lead, facts: { ...facts, ...change } }));
}

describe("what would have changed it", () => {
  it("leads to the stated outcome when it is applied", () => {
    let found = 0;
    fc.assert(
      fc.property(situation, (situation) => {
        const { policy, board, lead } = situation;
        const { outcome, whatIf } = explain(lead, policy, board, now);
        for (const alternative of [whatIf.fact, whatIf.toVerify, whatIf.rep]) {
          if (!alternative) continue;
          found += 1;
          const decision = decideWith(situation, alternative);
          expect(decisionOutcome(decision)).toEqual(alternative.becomes);
          expect(ownerOf(decision)).not.toBe(outcome.repId);
        }
      }),
      times,
    );
    expect(found).toBeGreaterThan(times.numRuns / 3);
  });

  it("is missed by no fact of the lead that the policy can tell apart", () => {
    let searched = 0;
    fc.assert(
      fc.property(situation, ({ policy, board, lead }) => {
        const { outcome, whatIf } = explain(lead, policy, board, now);
        if (whatIf.fact) return;
        searched += 1;
        for (const other of everyFact(lead)) {
          expect({ facts: other.facts, owner: ownerOf(decideLead(other, policy, board, now)) }).toEqual({
            facts: other.facts,
            owner: outcome.repId,
          });
        }
      }),
      times,
    );
    expect(searched).toBeGreaterThan(10);
  });

  it("is found for each rep who is only full, off shift, inactive or without a skill", () => {
    let searched = 0;
    fc.assert(
      fc.property(situation, ({ policy, board, lead }) => {
        const { outcome, whatIf } = explain(lead, policy, board, now);
        if (whatIf.rep || !["offer", "wait", "escalate"].includes(outcome.kind)) return;
        searched += 1;
        for (const { id, active, openLeads, capacity } of board.roster.reps) {
          const changes: Partial<RepState>[] = [
            ...(active ? [] : [{ active: true }]),
            ...(openLeads < capacity ? [] : [{ openLeads: capacity - 1 }]),
            ...(["languages", "products", "industries", "countries"] as const).map((list) => ({ [list]: [] })),
          ];
          for (const change of changes) {
            expect(ownerOf(decideLead(lead, policy, withRep(board, id, change), now))).toBe(outcome.repId);
          }
        }
      }),
      runs(360),
    );
    expect(searched).toBeGreaterThan(10);
  });

  it("gives up after so many decisions, and says so", () => {
    const company = Array.from({ length: 2 * mostTried.facts }, (_, n) => `Company ${n}`);
    const policy = aPolicy({ rules: [{ rule: "Named", when: { company }, pools: ["latam-smb"] }] });
    const { whatIf } = explain(aLead(), policy, boardOf([aRep()], new Map()), now);
    expect(whatIf).toMatchObject({ smallest: "rep", complete: false });
    expect(whatIf.fact).toBeUndefined();
    expect(whatIf.tried).toBeLessThanOrEqual(1 + mostTried.facts + mostTried.reps);
  });

  it("moves a number no further than it must", () => {
    fc.assert(
      fc.property(situation, ({ policy, board, lead }) => {
        const { outcome, whatIf } = explain(lead, policy, board, now);
        const change = whatIf.fact?.change;
        if (change?.kind !== "fact" || change.attribute !== "size" || typeof change.to !== "number") return;
        const { size } = lead.facts;
        if (size === undefined) return;
        const far = Math.abs(change.to - size) / Math.max(change.to, size, 1);
        for (let to = 0; to <= most + 2; to++) {
          if (Math.abs(to - size) / Math.max(to, size, 1) >= far) continue;
          const nearer = { ...lead, facts: { ...lead.facts, size: to } };
          expect(ownerOf(decideLead(nearer, policy, board, now))).toBe(outcome.repId);
        }
      }),
      times,
    );
  });
});
