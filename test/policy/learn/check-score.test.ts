import { describe, expect, it } from "vitest";
import { checkScore } from "../../../policy/learn/check-score.ts";
import { checkLines, notCheckedText } from "../../../policy/learn/check-text.ts";
import { learn } from "../../../policy/learn/learn.ts";
import { learntScore } from "../../../policy/learn/learnt-score.ts";
import { lessonOf } from "../../../policy/learn/lesson.ts";
import { outcomesOf } from "../../../policy/learn/outcomes.ts";
import { locales } from "../../../routing/lead/lead.ts";
import { Policy } from "../../../routing/policy/policy.ts";
import { aPolicy } from "../../build/a-policy.ts";
import { asPastLeads, type CompanyPast, learningCompany } from "../../build/learning-company.ts";

/** A company's leads, and its policy with the score that was learnt from the earlier ones. */
function learntFrom(past: CompanyPast) {
  const leads = asPastLeads(learningCompany(past));
  const before = aPolicy();
  const learnt = learn(outcomesOf(leads, before).outcomes, lessonOf(before));
  if (learnt.kind !== "learnt") throw new Error(learnt.kind);
  return { leads, policy: Policy.parse({ ...aPolicyDocument, ...learntScore(learnt, before) }) };
}
const { score: _, ...rest } = aPolicy();
const aPolicyDocument = {
  ...{ turno: 1, name: rest.name, currency: "USD", territories: rest.territories, qualification: {}, priority: [] },
  ...{ lanes: rest.lanes, rules: [], otherwise: rest.otherwise, pools: { "latam-smb": { manager: "marta" } } },
  sla: Object.fromEntries(["hot", "warm", "cold"].map((level) => [level, { answer: "1h", first_contact: "4h" }])),
};
const aged = (check: ReturnType<typeof checkScore>) =>
  check.kind === "checked" ? check.aged.map(({ why }) => why) : [];

describe("the check of a learnt score", () => {
  it("finds it as good as it was where leads are as they were", () => {
    const { leads, policy } = learntFrom({ leads: 2000, seed: 3 });
    expect(checkScore(leads, policy)).toMatchObject({ kind: "checked", aged: [], since: policy.chance?.to });
  });

  it("tells the fact in which leads became others", () => {
    const { leads, policy } = learntFrom({ leads: 2000, seed: 3 });
    const later = leads.map((lead) =>
      lead.receivedAt.slice(0, 10) > (policy.chance?.to ?? "")
        ? { ...lead, facts: { ...lead.facts, source: "ads" } }
        : lead,
    );
    const check = checkScore(later, policy);
    expect(check).toMatchObject({
      aged: expect.arrayContaining([{ why: "leads", fact: "source", psi: expect.any(Number) }]),
    });
    if (check.kind === "checked") expect(check.drift[0]?.fact).toBe("source");
  });

  it("tells that fewer are won than the points expect, and that points mean nothing any more", () => {
    const { leads, policy } = learntFrom({ leads: 2000, seed: 3 });
    const lost = leads.map((lead, n) => ({
      ...lead,
      closed: { outcome: n % 9 === 0 ? ("won" as const) : ("lost" as const) },
    }));
    expect(aged(checkScore(lost, policy))).toEqual(expect.arrayContaining(["chances", "order"]));
  });

  it("says nothing of few outcomes, nor of a score that was not learnt", () => {
    const { leads, policy } = learntFrom({ leads: 2000, seed: 3 });
    const few = leads.filter(({ receivedAt }) => receivedAt.slice(0, 10) <= (policy.chance?.to ?? ""));
    expect(checkScore(few, policy)).toMatchObject({ kind: "few", leads: 0, won: 0 });
    expect(checkScore(leads, aPolicy())).toEqual({ kind: "no-chances" });
  });

  it.each(locales)("is said in %s with its figures", (locale) => {
    const happened = { of: 40, n: 200, share: 0.2, low: 0.15, high: 0.26 };
    const check = {
      ...{ kind: "checked" as const, since: "2026-08-31", expected: 0.31, happened, drift: [] },
      ...{ auc: { value: 0.62, low: 0.55, high: 0.69 }, aged: [{ why: "leads" as const, fact: "size", psi: 0.31 }] },
    };
    const said = checkLines(check, aPolicy(), locale).join(" ");
    for (const figure of [/2026-08-31/, /200/, /40/, /31/, /20/, /15/, /26/, /0[.,]62/, /0[.,]31/])
      expect(said).toMatch(figure);
    expect(notCheckedText({ kind: "few", since: "2026-08-31", leads: 12, won: 3 }, locale)).toMatch(/12.*3/);
  });
});
