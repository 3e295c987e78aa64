import { describe, expect, it } from "vitest";
import { comparePlans } from "../../../policy/shadow/compare-plans.ts";
import { aLead } from "../../build/a-lead.ts";
import { aPolicy } from "../../build/a-policy.ts";
import { aRep } from "../../build/a-rep.ts";

const reps = [aRep({ id: "ana", pools: { "latam-smb": 1 } }), aRep({ id: "beto", pools: { brazil: 1 } })];
const pools = { "latam-smb": { manager: "marta" }, brazil: { manager: "marta" }, empty: { manager: "marta" } };
const rule = (name: string, to: string[], more: object = {}) => ({
  rule: name,
  when: { territory: "mexico" },
  pools: to,
  ...more,
});
const live = aPolicy({ pools, rules: [rule("Mexico", ["latam-smb"])] });
const lead = aLead();
const compared = (shadow: Parameters<typeof aPolicy>[0]) =>
  comparePlans(
    lead,
    live,
    aPolicy({ pools, rules: [rule("Mexico", ["latam-smb"])], ...shadow }),
    reps,
    lead.receivedAt,
  );

describe("a lead decided by the live policy and by the shadow", () => {
  it("is the same to both where they mean the same, whatever the rules are called", () => {
    expect(compared({ name: "Next", rules: [rule("Mexico and its neighbours", ["latam-smb"])] }).agree).toBe(true);
  });

  it("is another one where its pools, rep, preferences or wait are others", () => {
    for (const rules of [
      [rule("Mexico", ["brazil"])],
      [rule("Mexico", ["latam-smb"], { rep: "beto" })],
      [rule("Mexico", ["latam-smb"], { prefer: ["most-experienced"] })],
    ])
      expect(compared({ rules }).agree, JSON.stringify(rules)).toBe(false);
    expect(compared({ pools: { ...pools, "latam-smb": { manager: "marta", needs: [] } } }).agree).toBe(false);
  });

  it("says what each would do with it", () => {
    const { live: one, shadow } = compared({ rules: [rule("Nobody", ["empty"])] });
    expect(one).toMatchObject({ kind: "routed", rule: "Mexico", pools: ["latam-smb"] });
    expect(shadow).toMatchObject({ kind: "manager", rule: "Nobody", pools: ["empty"] });
    const reject = { reject: [{ gate: "No", when: {}, because: "No" }], ask: [] };
    expect(compared({ qualification: reject })).toMatchObject({ shadow: { kind: "rejected" }, agree: false });
  });

  it("is decided as when it arrived, whoever has it by now", () => {
    const offered = { ...lead, status: "accepted" as const, ownerId: "beto", rule: { rule: "x", pools: ["brazil"] } };
    expect(comparePlans(offered, live, live, reps, lead.receivedAt)).toMatchObject({
      agree: true,
      live: { rule: "Mexico" },
    });
  });
});
