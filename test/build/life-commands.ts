import fc from "fast-check";
import type { Act } from "../../routing/follow/acts.ts";
import type { Life } from "./life-in-memory.ts";
import { type Doing, type Hold, rules, same } from "./life-model.ts";
import { expectConsistent } from "./life-truth.ts";
import type { Link } from "./life-world.ts";

type Command = fc.AsyncCommand<object, Life>;

/** One act of somebody: as what it is done, of which lead, and what it does. */
interface Done {
  doing: Doing;
  leadId: string | undefined;
  run: () => Promise<unknown>;
}
/** An act is drawn before it is known what there is: `n` picks it. */
interface Drawn {
  told: string;
  of: (life: Life) => Done | undefined;
}

const minute = 60_000;
const pick = <T>(some: readonly T[], n: number): T | undefined => some[n % Math.max(1, some.length)];
const n = fc.nat(30);

const submit = fc.tuple(fc.nat(5), fc.nat(2)).map(
  ([person, words]): Drawn => ({
    told: `submit(${person}, ${words})`,
    of: ({ world }) => ({
      doing: { what: "submit" },
      leadId: undefined,
      run: () => world.submit(`person-${person}`, `words ${words}`),
    }),
  }),
);

const linkOf = ({ world }: Life, latest: boolean, n: number): Link | undefined =>
  latest ? pick(world.links.slice(-4), n) : pick(world.links, n);
const answer = fc
  .record({
    decision: fc.constantFrom("accept" as const, "accept" as const, "decline" as const),
    latest: fc.boolean(),
    n,
    reason: fc.constantFrom("no-time", "not-a-lead"),
  })
  .map(
    ({ decision, latest, n, reason }): Drawn => ({
      told: `${decision}(${latest ? "one of the last" : "any"}, ${n})`,
      of: (life) => {
        const link = linkOf(life, latest, n);
        if (!link) return undefined;
        const { leadId, repId: by, attempt } = link;
        const doing = { what: decision, by, ...(attempt !== undefined && { attempt }) };
        return { doing, leadId, run: () => life.world.answer(link, decision, reason) };
      },
    }),
  );

const acts = (now: number): Act[] => [
  { kind: "contacted", how: "phone" },
  { kind: "no-answer" },
  { kind: "meeting", at: new Date(now + 120 * minute).toISOString() },
  { kind: "won", value: 1000 },
  { kind: "lost", reason: "price" },
  { kind: "invalid" },
  { kind: "give-back", reason: "no-time" },
  { kind: "give-back", reason: "not-a-lead" },
];
/** Mostly by who owns the lead, else by anybody. */
const owner = fc.tuple(fc.nat(7), n, fc.constantFrom("ana", "beto", "caro", "owner", "owner", "owner")).map(
  ([nth, n, who]): Drawn => ({
    told: `${acts(0)[nth]?.kind}(${n}, ${who})`,
    of: (life) => {
      const owned = life.leads().filter(({ ownerId, closed }) => ownerId !== undefined && !closed);
      const lead = pick(n % 3 > 0 && owned.length > 0 ? owned : life.leads(), n);
      if (!lead) return undefined;
      const act = acts(life.world.now)[nth] as Act;
      const by = who === "owner" ? (lead.ownerId ?? "ana") : who;
      return { doing: { what: act.kind, by }, leadId: lead.id, run: () => life.world.act(lead.id, act, by) };
    },
  }),
);
const withdraw = n.map(
  (n): Drawn => ({
    told: `withdraw(${n})`,
    of: (life) => {
      const lead = pick(life.leads(), n);
      return lead && { doing: { what: "withdraw" }, leadId: lead.id, run: () => life.world.withdraw(lead.id) };
    },
  }),
);
const repId = fc.constantFrom("ana", "beto", "caro");
const pause = fc.tuple(repId, fc.boolean()).map(
  ([id, paused]): Drawn => ({
    told: paused ? `pause(${id})` : `resume(${id})`,
    of: ({ world }) => ({ doing: { what: "pause" }, leadId: undefined, run: () => world.pause(id, paused) }),
  }),
);
const anAct = fc.oneof(
  { weight: 4, arbitrary: submit },
  { weight: 6, arbitrary: answer },
  { weight: 5, arbitrary: owner },
  { weight: 1, arbitrary: withdraw },
  { weight: 1, arbitrary: pause },
);

const command = (told: string, run: (life: Life) => Promise<void>): Command => ({
  check: () => true,
  run: async (_, life) => {
    await life.read();
    await run(life);
    if (!life.model) expectConsistent(await life.kept());
  },
  toString: () => told,
});

/** One act, alone, perhaps twice: the lead is afterwards as the model says. */
const alone = fc.tuple(anAct, fc.constantFrom(1, 1, 2)).map(([{ told, of }, times]) =>
  command(times === 2 ? `twice ${told}` : told, async (life) => {
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
  }),
);
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
  .constantFrom(1, 7, 16, 16, 50, 100, 600)
  .map((minutes) => command(`pass(${minutes})`, (life) => life.world.pass(minutes * minute, life.dueAt)));
const kill = n.map((n) => command(`kill(${n})`, async ({ world }) => world.kill(n)));
const roster = fc.tuple(repId, fc.nat(3), fc.boolean()).map(([id, most, active]) =>
  command(`import(${id}, ${most}, ${active ? "active" : "left"})`, async ({ world, model }) => {
    model?.reps.set(id, { paused: false, ...model.reps.get(id), most, active });
    await world.do({ what: "import" }, () => world.import(id, most, active));
  }),
);

/** At most so many commands, of all kinds. */
export const lifeCommands = (maxCommands: number) =>
  fc.commands([alone, alone, alone, alone, alone, together, pass, kill, roster], { maxCommands, size: "max" });

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
