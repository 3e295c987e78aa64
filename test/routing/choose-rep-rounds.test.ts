import { describe, expect, it } from "vitest";
import { boardOf } from "../../routing/choice/board.ts";
import { chooseRep } from "../../routing/choice/choose-rep.ts";
import { oneLead } from "../../routing/ledger/ledger.ts";
import { aLead, anOfferedLead } from "../build/a-lead.ts";
import { aPolicy } from "../build/a-policy.ts";
import { aRep } from "../build/a-rep.ts";

/** Monday 09:00 in Mexico City. */
const now = "2026-11-02T15:00:00.000Z";
const pool = "latam-smb";
const ids = ["ana", "beto", "caro", "davi"];
const team = ids.map((id) => aRep({ id }));
const ready = aLead({ status: "ready", rule: { rule: "Mexico", pools: [pool] } });

/** Davi is owed most, then Beto, Ana and Caro. */
const balances = { ana: -1, beto: 1, caro: -2, davi: 2 };
function choose(size: number | undefined, { reps = team, lead = ready, sla = {} } = {}) {
  const policy = aPolicy({
    attempts: 9,
    pools: { [pool]: { manager: "marta", ...(size && { show_to: size }) } },
    ...sla,
  });
  const owed = Object.fromEntries(Object.entries(balances).map(([id, leads]) => [id, leads * oneLead]));
  const choice = chooseRep(lead, policy, boardOf(reps, new Map([[pool, owed]])), now);
  if (choice.kind !== "offer") throw new Error(`expected an offer, got ${choice.kind}`);
  return choice;
}
const shownTo = ({ round }: ReturnType<typeof choose>) => round?.offers.map(({ repId }) => repId);

describe("a pool that shows its leads to several reps", () => {
  it.each([
    [2, ["davi", "beto"]],
    [3, ["davi", "beto", "ana"]],
    [4, ["davi", "beto", "ana", "caro"]],
    [5, ["davi", "beto", "ana", "caro"]],
  ])("offers to the %i who are preferred, in that order", (size, expected) => {
    const choice = choose(size);
    expect(shownTo(choice)).toEqual(expected);
    expect(choice.offer).toEqual(choice.round?.offers[0]);
    expect([...(choice.round?.able ?? [])]).toEqual([0, 1, 2, 3]);
  });

  it("charges those alone to whom it is shown, by number, and would give the lead to the first", () => {
    const { charge } = choose(3);
    expect(charge).toEqual({ pool, eligible: Int32Array.of(0, 1, 3), chosen: 3 });
  });

  it("numbers its offers one after the other, all of one round", () => {
    const asked = aLead({ ...ready, offers: anOfferedLead().offers.map((offer) => ({ ...offer, repId: "zoe" })) });
    const numbers = choose(3, { lead: asked }).round?.offers.map(({ attempt, round }) => [attempt, round]);
    expect(numbers).toEqual([
      [2, 2],
      [3, 2],
      [4, 2],
    ]);
  });

  it("counts none of them as a new lead before it is claimed", () => {
    const reps = team.map((rep) => ({ ...rep, perDay: 5 }));
    expect(choose(undefined, { reps }).offer.countedIn).toEqual(["2026-11-02"]);
    for (const offer of choose(3, { reps }).round?.offers ?? []) expect(offer).not.toHaveProperty("countedIn");
  });

  it("makes an offer like any other where one rep is eligible, or where the pool shows none", () => {
    expect(choose(3, { reps: [aRep(), aRep({ id: "beto", active: false })] })).toEqual({
      kind: "offer",
      offer: expect.objectContaining({ repId: "ana", attempt: 1 }),
      charge: { pool, eligible: Int32Array.of(0), chosen: 0 },
    });
    expect(choose(undefined)).not.toHaveProperty("round");
    expect(choose(undefined).charge).toEqual({ pool, eligible: Int32Array.of(0, 1, 2, 3), chosen: 3 });
    expect(choose(undefined).offer).not.toHaveProperty("round");
  });

  /** At work for this minute of the week, and never long enough to answer within a year. */
  const briefly = { shifts: [{ weekday: 1, start: 540, end: 541 }] };
  const slow = { answer: "4h", first_contact: "8h" };
  const sla = { sla: { hot: slow, warm: slow, cold: slow } };

  it("skips reps without working time to answer in, who share no charge either", () => {
    const reps = team.map((rep) => (rep.id === "davi" ? { ...rep, ...briefly } : rep));
    expect(shownTo(choose(2, { reps, sla }))).toEqual(["beto", "ana"]);
    expect(choose(undefined, { reps, sla })).toMatchObject({
      offer: { repId: "beto" },
      charge: { eligible: Int32Array.of(0, 1, 2), chosen: 1 },
    });
    const between = team.map((rep) => (rep.id === "beto" ? { ...rep, ...briefly } : rep));
    expect(shownTo(choose(2, { reps: between, sla }))).toEqual(["davi", "ana"]);
    const pair = between.filter(({ id }) => id === "beto" || id === "davi");
    expect(shownTo(choose(3, { reps: pair, sla }))).toEqual(["davi"]);
  });

  it("gives the lead to the manager when nobody has the working time, also not the rep whom the rule names", () => {
    const reps = team.map((rep) => ({ ...rep, ...briefly }));
    const policy = aPolicy({ pools: { [pool]: { manager: "marta" } }, ...sla });
    const named = aLead({ ...ready, rule: { rule: "Mexico", rep: "ana", pools: [pool] } });
    for (const lead of [ready, named]) {
      expect(chooseRep(lead, policy, boardOf(reps, new Map()), now)).toEqual({
        kind: "escalate",
        cause: "nobody-available",
      });
    }
    const others = [...reps.slice(0, 1), aRep({ id: "beto" })];
    expect(chooseRep(named, policy, boardOf(others, new Map()), now)).toMatchObject({ offer: { repId: "beto" } });
  });
});
