import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Lead } from "../../routing/lead/lead.ts";
import { BacklogWorld } from "../build/backlog-world.ts";
import { longRuns } from "../build/runs.ts";

/** Far simpler than the rules: who speaks what, who has tried, who has room. */
const canHave = (lead: Lead, repId: string): boolean =>
  ({ es: ["es"], pt: ["pt"], both: ["es", "pt"], night: ["es", "pt"] })[repId]?.includes(lead.facts.language) ===
    true && !lead.offers.some((offer) => offer.repId === repId);
const hourInMexico = (now: number): number => new Date(now - 6 * 3600_000).getUTCHours();
const isFree = (world: BacklogWorld, repId: string): boolean => {
  const { open, most = 0, paused } = world.places.get(repId) ?? { open: 0 };
  const works = repId !== "night" || hourInMexico(world.now) >= 20 || hourInMexico(world.now) < 8;
  return open < most && !paused && works;
};

class Model {
  minutes = 0;
}

const command = (run: (world: BacklogWorld, model: Model) => Promise<void> | void, name: string) => ({
  check: () => true,
  run: async (model: Model, world: BacklogWorld) => {
    await run(world, model);
    for (const [id, { open }] of world.places)
      expect(open, id).toBe(world.offered().filter(({ offers }) => offers.at(-1)?.repId === id).length);
  },
  toString: () => name,
});
const pick = <T>(some: readonly T[], n: number): T | undefined => some[n % Math.max(1, some.length)];
const repId = fc.constantFrom("es", "pt", "both", "night");
const commands = [
  fc
    .tuple(
      fc.constantFrom("hot" as const, "warm" as const, "cold" as const),
      fc.constantFrom("es" as const, "pt" as const),
    )
    .map(([level, language]) => command((world) => world.arrive(level, language), `arrive(${level}, ${language})`)),
  fc.nat(9).map((n) =>
    command(async (world) => {
      const lead = pick(world.offered(), n);
      if (lead) await world.lapse(lead);
    }, `lapse(${n})`),
  ),
  fc.nat(9).map((n) =>
    command((world) => {
      const lead = pick(world.offered(), n);
      if (lead) world.close(lead);
    }, `close(${n})`),
  ),
  fc
    .tuple(repId, fc.nat(3))
    .map(([id, capacity]) => command((world) => world.import(id, capacity), `import(${id}, ${capacity})`)),
  fc
    .tuple(repId, fc.boolean())
    .map(([id, paused]) => command((world) => world.pause(id, paused), `pause(${id}, ${paused})`)),
  fc.nat(9).map((n) =>
    command((world) => {
      const lead = pick(world.waiting(), n);
      if (lead) world.kill(lead);
    }, `kill(${n})`),
  ),
  fc.constant(
    command((world) => {
      world.losing = true;
    }, "lose()"),
  ),
  fc.tuple(fc.integer({ min: 1, max: 90 }), fc.boolean()).map(([minutes, lateFirst]) =>
    command(async (world, model) => {
      for (let n = 0; n < minutes; n++) await world.minute(lateFirst);
      model.minutes += minutes;
    }, `pass(${minutes}, ${lateFirst})`),
  ),
];

/** Who was told to come has their place; whose workflow is gone may be passed by. */
const isPassedBy = (world: BacklogWorld, before: Lead): boolean => world.isHeld(before) && !before.wokenAt;

describe("the backlog in thousands of random histories", () => {
  it("gives what becomes free to whose turn it is, to everybody within minutes, and asks seldom", async () => {
    let vain = 0;
    await fc.assert(
      fc.asyncProperty(fc.commands(commands, { maxCommands: 40, size: "max" }), async (some) => {
        const world = new BacklogWorld();
        world.onClaim = (lead, repId) => {
          const alike = world
            .waiting()
            .filter((other) => other.facts.language === lead.facts.language && other.offers.length === 0);
          const heat = (of: Lead) => ["hot", "warm", "cold"].indexOf(of.priority?.level ?? "cold");
          const overtaken = alike.filter(
            (other) =>
              other.id !== lead.id &&
              (heat(other) < heat(lead) || (heat(other) === heat(lead) && other.receivedAt < lead.receivedAt)) &&
              isPassedBy(world, other),
          );
          if (lead.offers.length === 0)
            expect(
              overtaken.map(({ id }) => id),
              `${lead.id} is given to ${repId} before`,
            ).toEqual([]);
        };
        const model = new Model();
        await fc.asyncModelRun(() => ({ model, real: world }), some);
        // Nothing else goes wrong or changes now: within minutes whoever can have somebody has.
        world.losing = false;
        for (let n = 0; n < 12; n++) await world.minute(false);
        model.minutes += 12;
        for (const lead of world.waiting()) {
          for (const id of world.places.keys())
            expect(canHave(lead, id) && isFree(world, id), `${lead.id} waits beside ${id}`).toBe(false);
        }
        // A lead looks by itself at most once an hour; and is woken to be assigned, or because something changed.
        for (const [id, looks] of world.looksOf) expect(looks, id).toBeLessThanOrEqual(model.minutes / 60);
        expect(world.spent.wakes).toBeLessThanOrEqual(world.spent.assignments + world.spent.changes);
        vain = Math.max(vain, world.spent.wakes - world.spent.assignments);
      }),
      longRuns("backlog"),
    );
    console.log(`woken for nothing, at most in one history: ${vain}`);
  });
});
