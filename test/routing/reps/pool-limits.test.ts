import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { explanationText } from "../../../policy/explain/text.ts";
import { World } from "../../../policy/replay/world.ts";
import { applyOffer, boardOf } from "../../../routing/choice/board.ts";
import { chooseRep } from "../../../routing/choice/choose-rep.ts";
import { explain } from "../../../routing/explain/explain.ts";
import {
  countOf,
  expiredPeriods,
  limitReached,
  quotasAt,
  quotasResetAt,
  remainingWithin,
  withLead,
} from "../../../routing/reps/capacity.ts";
import type { RepState } from "../../../routing/reps/rep.ts";
import { aLead } from "../../build/a-lead.ts";
import { aPolicy } from "../../build/a-policy.ts";
import { aRep } from "../../build/a-rep.ts";

/** Monday 09:00 in Mexico City. */
const now = "2026-11-02T15:00:00.000Z";
const at = Date.parse(now);
const ago = (minutes: number) => at - minutes * 60_000;
const pool = "latam-smb";
const policy = (per_rep: object) => aPolicy({ pools: { [pool]: { manager: "marta", per_rep } } } as never);
const choose = (reps: Partial<RepState>[], by = policy({ hour: 3 }), time = now) =>
  chooseRep(
    aLead({ status: "ready", rule: { rule: "Mexico", pools: [pool] } }),
    by,
    boardOf(
      reps.map((rep, n) => aRep({ id: ["ana", "beto"][n] as string, ...rep })),
      new Map(),
    ),
    time,
  );
const recent = (...minutes: number[]) => ({ recent: { [`hour@${pool}`]: minutes.map(ago) } });
const who = (choice: ReturnType<typeof choose>) => (choice.kind === "offer" ? choice.offer.repId : choice.kind);

describe("what a rep gets from a pool", () => {
  it("is bounded in any sixty minutes, and whoever has had less gets the lead", () => {
    expect(who(choose([recent(59, 30, 1), {}]))).toBe("beto");
    expect(who(choose([recent(60, 30, 1)]))).toBe("ana");
    expect(choose([recent(50, 30, 1)])).toEqual({ kind: "wait", until: new Date(at + 10 * 60_000).toISOString() });
  });

  it("is bounded by day, week and month of their zone, and not by what they had elsewhere", () => {
    const given = (count: number, key = "2026-11-02") => ({ given: { [`${key}@${pool}`]: count, [key]: 99 } });
    expect(who(choose([given(2)], policy({ day: 3 })))).toBe("ana");
    expect(choose([given(3)], policy({ day: 3 }))).toEqual({ kind: "wait", until: "2026-11-03T15:00:00.000Z" });
    expect(who(choose([given(9, "2026-11-02")], policy({ week: 1 })))).toBe("ana");
    expect(choose([given(1, "2026-W45")], policy({ week: 1 })).kind).toBe("wait");
    expect(choose([given(5, "2026-11")], policy({ month: 5 })).kind).toBe("wait");
  });

  it("stands in the offer, so that it is counted when it is made", () => {
    const choice = choose([{ perHour: 9 }], policy({ hour: 2, day: 4 }));
    if (choice.kind !== "offer") throw new Error("offered");
    expect(choice.offer.countedIn).toEqual(["hour", `hour@${pool}`, `2026-11-02@${pool}`]);
    const board = boardOf([aRep({ perHour: 9 })], new Map());
    applyOffer(board, choice);
    expect(board.used.get(0)).toEqual({
      effort: 0,
      given: { [`2026-11-02@${pool}`]: 1 },
      recent: { hour: [at], [`hour@${pool}`]: [at] },
    });
  });

  it("bounds who is named by a rule by its first pool", () => {
    const rule = { rule: "Ana's", rep: "ana", pools: [pool], wait: 60 };
    const board = boardOf([aRep(recent(50, 30, 1))], new Map());
    const choice = chooseRep(aLead({ status: "ready", rule }), policy({ hour: 3 }), board, now);
    expect(choice).toMatchObject({ kind: "wait", waitsFor: "ana", until: new Date(at + 10 * 60_000).toISOString() });
  });

  it("is said with how many they have had", () => {
    const by = policy({ hour: 3 });
    const reps = [aRep({ id: "ana", ...recent(50, 30, 1) }), aRep({ id: "beto" })];
    const lead = aLead({ facts: { country: "MX" } });
    const trace = explain(lead, { ...by, rules: [], otherwise: { pools: [pool] } }, boardOf(reps, new Map()), now);
    expect(trace.rankings?.pools[0]?.leftOut).toEqual([{ repId: "ana", because: "pool-hour-full", had: 3 }]);
    expect(explanationText(trace, by, "en", new Map()).join("\n")).toContain(
      "has had as many new leads of this pool as they may in an hour: ana",
    );
  });
});

describe("the limits of a rep and of a pool together", () => {
  const limit = fc.option(fc.integer({ min: 1, max: 5 }), { nil: undefined });
  const some = fc.record({
    own: fc.record({ perHour: limit, perDay: limit }),
    perRep: fc.record({ hour: limit, day: limit, week: limit }),
    minutes: fc.array(fc.integer({ min: 0, max: 180 }), { maxLength: 8 }),
  });

  it("are never exceeded by leads that are taken while none is reached, and free when they say", () => {
    fc.assert(
      fc.property(some, ({ own, perRep, minutes }) => {
        const rep = aRep(own);
        const ofPool = { pool, perRep };
        let used: Parameters<typeof withLead>[0] = { effort: 0, given: {} };
        const taken: number[] = [];
        for (const minute of minutes.toSorted((a, b) => a - b)) {
          const time = at + minute * 60_000;
          const left = remainingWithin(rep, used, 1, time, ofPool);
          const reached = limitReached(rep, used, 1, time, ofPool);
          expect(left > 0).toBe(reached === undefined);
          const resets = quotasResetAt(rep, used, time, ofPool);
          if (reached) {
            expect(limitReached(rep, used, 1, resets, ofPool)).toBeUndefined();
            expect(resets).toBeGreaterThan(time);
            continue;
          }
          expect(resets).toBe(time);
          const countedIn = quotasAt(rep, time, ofPool).map(({ period }) => period);
          used = withLead(used, { countedIn, offeredAt: new Date(time).toISOString() }, 1);
          taken.push(time);
          for (const quota of quotasAt(rep, time, ofPool))
            expect(countOf(quota, used, time)).toBeLessThanOrEqual(quota.most);
        }
        const hourly = Math.min(own.perHour ?? 99, perRep.hour ?? 99);
        for (const time of taken)
          expect(taken.filter((other) => other <= time && other > time - 3_600_000).length).toBeLessThanOrEqual(hourly);
      }),
    );
  });

  it("forget counters of a pool as those of the rep", () => {
    const keys = ["2026-10-30", "2026-10-30@large", "2026-11-02@large", "2026-W40@large", "2026-09@large"];
    expect(expiredPeriods(keys, "UTC", at)).toEqual([
      "2026-10-30",
      "2026-10-30@large",
      "2026-W40@large",
      "2026-09@large",
    ]);
  });
});

describe("a replay", () => {
  it("keeps to the hour of a pool, and gives a lead that waited when it frees", () => {
    const by = { ...policy({ hour: 1 }), rules: [], otherwise: { pools: [pool] } };
    const settled: [string | undefined, number][] = [];
    const side = {
      policyName: "p",
      rosterName: "r",
      policy: by,
      reps: [aRep(), aRep({ id: "marta", role: "manager" })],
    };
    const world = new World(
      side as never,
      { openDays: 1, recorded: false },
      {
        settled: (_, __, { repId, at: when }) => settled.push([repId, (when - at) / 60_000]),
      },
    );
    for (const n of [0, 1, 2]) {
      const receivedAt = new Date(at + n * 60_000).toISOString();
      const facts = { ...aLead().facts, phone: undefined, email: `a${n}@company${n}.example` };
      world.arrive(n, { ref: `${n}`, receivedAt, facts });
    }
    world.finish();
    expect(settled).toEqual([
      ["ana", 0],
      ["ana", 60],
      ["ana", 120],
    ]);
  });
});
