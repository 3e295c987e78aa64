import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { policyChanges } from "../../../policy/diff/policy-diff.ts";
import { renderDiff } from "../../../policy/render/diff.ts";
import { Policy } from "../../../routing/policy/policy.ts";
import { aPolicy } from "../../build/a-policy.ts";
import { anyPolicyDocument } from "../../build/any-policy.ts";
import { runs } from "../../build/runs.ts";

const rule = (name: string, when: object, more: object = {}) => ({ rule: name, when, pools: ["latam-smb"], ...more });
const three = (overrides: Record<string, unknown> = {}) =>
  aPolicy({
    rules: [
      rule("Mexico", { territory: "mexico" }, { rep: "owner", wait: "2h" }),
      rule("Brazil", { territory: "brazil", size: { at_least: 50 } }),
      rule("Large", { size: { at_least: 500 } }, { because: "Large" }),
    ],
    ...overrides,
  });
const said = (after: Policy, before = three()) => renderDiff(policyChanges(before, after), after).trimEnd().split("\n");

describe("policy diff", () => {
  it("finds no difference between a policy and itself, and one between any two others", () => {
    fc.assert(
      fc.property(anyPolicyDocument, anyPolicyDocument, (one, other) => {
        const [a, b] = [Policy.parse(one), Policy.parse(other)];
        expect(policyChanges(a, structuredClone(a))).toEqual([]);
        expect(policyChanges(a, b).length > 0).toBe(!isDeepStrictEqual(a, b));
      }),
      runs(12),
    );
  });

  it("tells what changed in a rule, by its name", () => {
    const rules = [
      rule("Mexico", { territory: "mexico" }, { rep: "owner", wait: "90m" }),
      rule("Brazil", { territory: ["brazil", "mexico"], language: "pt" }),
      rule("Large", { size: { at_least: 500 } }, { because: { en: "Large", es: "Grande", pt: "Grande" } }),
    ];
    expect(said(three({ rules }))).toEqual([
      "rules",
      "  changed Mexico",
      "      wait: 2h → 90m",
      "  changed Brazil",
      "      when: no longer the number of people is at least 50",
      "      when: the territory is brazil → the territory is brazil or mexico",
      "      when: now also the language is Portuguese",
      "  changed Large",
      "      because: no longer Large",
      "      because.en: now Large",
      "      because.es: now Grande",
      "      because.pt: now Grande",
    ]);
  });

  it("tells added, removed, renamed and moved rules apart", () => {
    const rules = [
      rule("Large", { size: { at_least: 500 } }, { because: "Large" }),
      rule("México", { territory: "mexico" }, { rep: "owner", wait: "2h" }),
      rule("Portuguese", { language: "pt" }),
    ];
    expect(said(three({ rules }))).toEqual([
      "rules",
      "  renamed México (was Mexico), from place 1 to 2",
      "  added   Portuguese, at place 3",
      "      when: the language is Portuguese",
      "      pools: latam-smb",
      "  removed Brazil",
    ]);
  });

  it("says of rules in another order only which of them moved", () => {
    const names = ["One", "Two", "Three", "Four", "Five"];
    const inOrder = (order: string[]) => aPolicy({ rules: order.map((name) => rule(name, { company: name })) });
    expect(said(inOrder(["Five", "One", "Two", "Three", "Four"]), inOrder(names))).toEqual([
      "rules",
      "  moved   Five, from place 5 to 1",
    ]);
  });

  it("tells points, pools, territories, durations and the rest", () => {
    const after = three({
      currency: "BRL",
      territories: { mexico: { country: "MX" } },
      score: [
        {
          dimension: "value",
          max: 40,
          points: [{ when: { value: { at_least: 20000 } }, give: 25, because: "A mid-size deal" }],
          bands: { of: "revenue", steps: [{ from: 1000, give: 5, because: "Can pay" }] },
        },
      ],
      pools: { "latam-smb": { manager: "rita", needs: [], prefer: ["nearest", "fairness"] } },
      sla: {
        hot: { answer: "7m", first_contact: "15m" },
        warm: { answer: "15m", first_contact: "60m" },
        cold: { answer: "1h", first_contact: "4h" },
      },
      after_max_wait: ["latam-smb"],
      after_attempts: { pools: ["latam-smb"], wait: "45m" },
      expectations: { win_rate: 0.25 },
      in_flight: "30d",
    });
    expect(said(after)).toEqual([
      "territories",
      "  removed brazil",
      "score",
      "  changed value",
      "      max: 30 → 40",
      "      bands_of: now revenue",
      "  changed value: A mid-size deal",
      "      give: 20 → 25",
      "  added   value, from 1000",
      "      give: 5",
      "      because: Can pay",
      "  removed geography",
      "  removed geography: A main market",
      "  removed size",
      "  removed size: More than 100 people",
      "pools",
      "  changed latam-smb",
      "      manager: marta → rita",
      "      needs: language → none",
      "      prefer: fairness → nearest, fairness",
      "settings",
      "  changed currency",
      "      USD → BRL",
      "  changed sla",
      "      hot.answer: 5m → 7m",
      "  changed after_max_wait",
      "      none → latam-smb",
      "  changed after_attempts",
      "      pools: now latam-smb",
      "  changed after_attempts",
      "      wait: now 45m",
      "  changed expectations",
      "      win_rate: now 0.25",
      "  changed in_flight",
      "      now 30d",
    ]);
  });
});
