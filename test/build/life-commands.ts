import fc from "fast-check";
import { anAct, type Done, type Drawn, minute, n, repId } from "./life-acts.ts";
import { type Hold, rules } from "./life-after.ts";
import type { Life } from "./life-in-memory.ts";
import { same } from "./life-model.ts";
import { expectConsistent, expectKnown } from "./life-truth.ts";

type Command = fc.AsyncCommand<object, Life>;

const command = (told: string, run: (life: Life) => Promise<void>): Command => ({
  check: () => true,
  run: async (_, life) => {
    await life.read();
    await run(life);
    if (!life.model) expectConsistent(await life.kept());
    expectKnown(life.world.mails, life.leads());
  },
  toString: () => told,
});

/** Of several acts, the first that changes in whose hands a lead is, by the model, so that histories are no row of acts in vain. */
const effective = (some: readonly Drawn[]): Drawn => ({
  told: some.map(({ told }) => told).join(" or else "),
  of(life) {
    const { world, model } = life;
    const all = some.flatMap(({ of }) => of(life) ?? []);
    const changes = ({ leadId, doing }: Done): boolean => {
      const known = leadId === undefined ? undefined : model?.leads.get(leadId);
      return known !== undefined && !same(known.hold, model?.after(known, doing, world.now) ?? known.hold);
    };
    return all.find(changes) ?? all[0];
  },
});
/** One act, alone, perhaps twice: the lead is afterwards as the model says. */
const alone = fc
  .tuple(fc.array(anAct, { minLength: 1, maxLength: 5 }), fc.constantFrom(1, 1, 2))
  .map(([some, times]) => {
    const { told, of } = effective(some);
    return command(times === 2 ? `twice ${told}` : told, async (life) => {
      const { world, model } = life;
      const done = of(life);
      if (!done) return;
      for (let nth = 0; nth < times; nth++) {
        const known = done.leadId === undefined ? undefined : model?.leads.get(done.leadId);
        const expected = known && model?.after(known, done.doing, world.now);
        const becomes = expected && known && !same(expected, known.hold);
        const seen: Hold[] = [];
        if (model) model.onHold = (leadId, hold) => void (leadId === done.leadId && seen.push(hold));
        await world.do(done.doing, done.run);
        if (becomes && !seen.some((hold) => same(hold, expected)))
          throw new Error(`${told} made ${JSON.stringify(seen)} of ${done.leadId}, never ${JSON.stringify(expected)}`);
      }
    });
  });
const together = fc.array(anAct, { minLength: 2, maxLength: 5 }).map((some) =>
  command(`at once: ${some.map(({ told }) => told).join(", ")}`, async (life) => {
    const all = some.flatMap(({ of }) => of(life) ?? []);
    await life.atOnce(async () => {
      // Each twice, as an impatient finger has it.
      await Promise.all([...all, ...all].map(({ doing, run }) => life.world.doing.run(doing, run)));
      await life.world.idle();
    });
  }),
);
const pass = fc
  .constantFrom(1, 2, 7, 7, 16, 16, 70, 300)
  .map((minutes) => command(`pass(${minutes})`, (life) => life.world.pass(minutes * minute, life.dueAt)));
const kill = n.map((n) => command(`kill(${n})`, async ({ world }) => world.kill(n)));
const roster = fc.tuple(repId, fc.nat(3), fc.boolean()).map(([id, most, active]) =>
  command(`import(${id}, ${most}, ${active ? "active" : "left"})`, async ({ world, model }) => {
    const known = model?.reps.get(id);
    if (known) Object.assign(known, { most, active });
    await world.do({ what: "import" }, () => world.import(id, most, active));
  }),
);

/** At most so many commands, of all kinds. */
export const lifeCommands = (maxCommands: number) =>
  fc.commands([alone, alone, alone, alone, alone, alone, together, pass, kill, roster], { maxCommands, size: "max" });

/** Nobody does anything any more, and time passes: whatever was promised was kept by then, or somebody was told. */
async function expectAllKept(life: Life): Promise<void> {
  const { world, model } = life;
  for (let hours = 0; hours < 12; hours++) await world.pass(60 * minute, life.dueAt);
  await world.pass(3 * 24 * 60 * minute, life.dueAt);
  await life.read();
  expectConsistent(await life.kept());
  for (const { id, status, offers, waitingSince, follow } of life.leads()) {
    if (follow && status !== "closed" && !follow.unresolvedAt) throw new Error(`nobody asks for the end of ${id}`);
    const late = offers.find(
      ({ outcome, expiresAt }) => outcome === undefined && Date.parse(expiresAt) < world.now - slack,
    );
    if (late) throw new Error(`${id} still waits for ${late.repId} to answer`);
    if (["new", "qualified", "ready", "accepted"].includes(status)) throw new Error(`${id} is ${status} for good`);
    const known = model?.leads.get(id);
    if (status !== "waiting") continue;
    const free = (known && model?.free(known)) ?? [];
    if (free.length > 0) throw new Error(`${id} waits beside ${free}`);
    if (Date.parse(waitingSince ?? "") < world.now - rules.maxWait - slack) throw new Error(`${id} waits for good`);
  }
}
/** After what went wrong the sweeper looks again within so long. */
const slack = 70 * minute;

/** Histories of at most so many commands, each in a world that `begin` begins, with what is promised in them kept. */
export const histories = (most: number, begin: (seed: number) => Promise<Life>) =>
  fc.asyncProperty(lifeCommands(most), fc.nat(), async (commands, seed) => {
    const life = await begin(seed);
    try {
      await fc.asyncModelRun(() => ({ model: {}, real: life }), commands);
      await expectAllKept(life);
    } finally {
      await life.end();
    }
  });
