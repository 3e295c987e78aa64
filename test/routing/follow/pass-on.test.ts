import { describe, expect, it } from "vitest";
import { possibleActs } from "../../../routing/acts/possible-acts.ts";
import { applyOffer, balancesOf, boardOf, releasePlace } from "../../../routing/choice/board.ts";
import { chooseRep } from "../../../routing/choice/choose-rep.ts";
import { actOn } from "../../../routing/follow/acts.ts";
import type { Lead } from "../../../routing/lead/lead.ts";
import { answered, move, offered } from "../../../routing/lead/move-lead.ts";
import { rosterOf } from "../../../routing/reps/roster.ts";
import { ruled } from "../../../routing/steps.ts";
import { aLead } from "../../build/a-lead.ts";
import { aPolicy } from "../../build/a-policy.ts";
import { aRep } from "../../build/a-rep.ts";

const now = "2026-11-02T15:00:00.000Z";
const later = "2026-11-03T16:00:00.000Z";
const team = [
  aRep({ id: "sdr-ana", pools: { sdr: 1 } }),
  aRep({ id: "sdr-beto", pools: { sdr: 1 } }),
  aRep({ id: "ae-caro", pools: { ae: 1 } }),
  aRep({ id: "ae-dora", pools: { ae: 1 } }),
];
const pools = { sdr: { manager: "marta" }, ae: { manager: "marta" } };
const rules = [
  { rule: "Executives", when: { stage: "qualified" }, pools: ["ae"] },
  { rule: "Sellers", when: {}, pools: ["sdr"] },
];
const policy = aPolicy({ pools, rules, otherwise: { pools: ["sdr"] } });

/** The lead after its rule's choice was offered, accepted and introduced, with the board as it is then. */
function owned(lead: Lead, board: ReturnType<typeof boardOf>, at: string): Lead {
  const ready = ruled(lead, policy, rosterOf(team), at);
  const choice = chooseRep(ready, policy, board, at);
  if (choice.kind !== "offer") throw new Error(choice.kind);
  applyOffer(board, choice);
  const accepted = answered(offered(ready, [choice.offer], at), choice.offer.attempt, "accepted", at);
  return move(accepted, "introduced", { at, event: "introduced" });
}

describe("a lead that its rep has qualified", () => {
  const board = boardOf(team, new Map());
  const first = owned(aLead({ status: "ready" }), board, now);
  const owner = team.find(({ id }) => id === first.ownerId) ?? aRep();
  const acting = { owner, by: owner.id, policy, now: later };
  const passed = actOn(first, { kind: "pass-on" }, acting);
  const ready = passed.lead ?? first;

  it("belonged to a seller, and goes on without an owner, whose place is free and whose turn stays", () => {
    expect(first.rule?.rule).toBe("Sellers");
    expect(passed).toMatchObject({ result: "done", freed: [{ repId: owner.id }], credited: [] });
    expect(ready).toMatchObject({ status: "ready", stage: "qualified", pastOffers: 1, ownedBefore: 1 });
    expect(ready.ownerId).toBeUndefined();
    expect(ready.offers[0]).toMatchObject({ repId: owner.id, outcome: "handed-on" });
    expect(ready.timeline.at(-1)).toMatchObject({ event: "handed-on", detail: "qualified", repId: owner.id });
  });

  it("goes to an executive by the rule for such leads, and costs a turn there", () => {
    for (const freed of passed.lead ? passed.freed : []) releasePlace(board, freed);
    const second = owned(ready, board, later);
    expect([second.rule?.rule, second.ownerId?.startsWith("ae-")]).toEqual(["Executives", true]);
    expect(Object.values(balancesOf(board, "ae")).reduce((sum, balance) => sum + balance, 0)).toBe(0);
    expect(balancesOf(board, "sdr")[owner.id]).toBe(-500_000_000);
    const executive = team.find(({ id }) => id === second.ownerId) ?? aRep();
    expect(actOn(second, { kind: "pass-on" }, { ...acting, owner: executive }).result).toBe("before");
  });

  it("is passed on once, however often that is said", () => {
    expect(actOn(ready, { kind: "pass-on" }, acting).result).toBe("not-theirs");
  });

  it("cannot be passed on where no rule asks for such leads", () => {
    const without = aPolicy({ pools, rules: rules.slice(1), otherwise: { pools: ["sdr"] } });
    const may = (of: typeof policy) =>
      possibleActs(first, { person: { id: owner.id, role: "rep" }, owner, policy: of, active: of, now: later }).map(
        ({ act }) => act,
      );
    expect([may(policy).includes("pass-on"), may(without).includes("pass-on")]).toEqual([true, false]);
  });
});
