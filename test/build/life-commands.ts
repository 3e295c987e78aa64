import fc from "fast-check";
import { Onboarding } from "../../routing/onboarding/onboarding.ts";
import { anAct, type Done, type Drawn, minute, n, pick, repId } from "./life-acts.ts";
import { type Hold, rules } from "./life-after.ts";
import { holdIn, same } from "./life-hold.ts";
import type { Life } from "./life-in-memory.ts";
import { expectConsistent, expectExactTimes, expectKnown, type Kept } from "./life-truth.ts";
import { lifeTeam } from "./life-world.ts";

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
const pass = fc.constantFrom(1, 2, 7, 7, 16, 16, 70, 300).map((minutes) =>
  command(`pass(${minutes})`, async (life) => {
    await life.world.pass(minutes * minute, life.dueAt);
    expectExactTimes(await life.kept(), life.world.now);
  }),
);
const kill = n.map((n) => command(`kill(${n})`, async ({ world }) => world.kill(n)));
const roster = fc.tuple(repId, fc.nat(3), fc.boolean()).map(([id, most, active]) =>
  command(`import(${id}, ${most}, ${active ? "active" : "left"})`, async ({ world, model }) => {
    const known = model?.reps.get(id);
    if (known) known.pools = Object.keys(lifeTeam.find((rep) => rep.id === id)?.pools ?? {});
    await world.do({ what: "import" }, () => world.import(id, most, active));
  }),
);

/** Somebody leaves, and what they have is handed on; only what is being introduced stays until the next time. */
async function leave(id: string, { world, model, ...life }: Life): Promise<void> {
  if (!world.mayLeave(id)) return;
  const known = model?.reps.get(id);
  if (known) known.pools = [];
  const leads = async () => {
    await life.read();
    return life.leads();
  };
  await world.do({ what: "leave", from: id }, () => world.leave(id, leads));
  const left = (await leads()).filter((lead) => {
    const hold = holdIn(lead);
    if (hold.kind === "shown") return hold.to.includes(id);
    return "by" in hold && hold.by === id && !(hold.kind === "owned" && !hold.told);
  });
  if (left.length > 0) throw new Error(`${id} left and still has ${left.map((lead) => lead.id)}`);
}
const leaves = repId.map((id) => command(`leave(${id})`, (life) => leave(id, life)));

/** A lead is passed on by whoever has it, is given to somebody, and is passed on again: that counts once. */
const passesOn = fc.tuple(n, repId).map(([n, to]) =>
  command(`passOn(${n}, ${to})`, async ({ world, leads }) => {
    const open = leads().filter(({ closed, erased, lane }) => !closed && !erased && lane);
    const passed = open.filter(({ stage }) => stage !== undefined);
    const lead = pick(passed.length > 0 ? passed : open.filter(({ ownerId }) => ownerId), n);
    if (!lead) return;
    const by = lead.ownerId;
    const give = { kind: "give", to } as const;
    if (by) await world.do({ what: "pass-on", by }, () => world.act(lead.id, { kind: "pass-on" }, by));
    else await world.do({ what: "give", by: "marta", to }, () => world.manage(lead.id, give, "marta"));
  }),
);
/** Whoever has a lead that they were asked about gives it back, which counts for the week. */
const givesBack = n.map((n) =>
  command(`giveBack(${n})`, async ({ world, leads }) => {
    const owned = leads().filter(({ status }) => status === "introduced" || status === "contacted");
    const lead = pick(owned, n);
    const by = lead?.ownerId;
    const act = { kind: "give-back", reason: "no-time" } as const;
    if (lead && by) await world.do({ what: "give-back", by }, () => world.act(lead.id, act, by));
  }),
);
/** Somebody is left to mails, or comes back who was, with the same words or with such that somebody calls them. */
const comesBack = fc.tuple(n, fc.nat(2)).map(([n, words]) =>
  command(`comeBack(${n}, ${words})`, async ({ world, leads }) => {
    const some = leads().flatMap(({ status, facts }) => (status === "nurtured" ? [facts.name] : []));
    const person = pick(some, n) ?? `person-${6 + (n % 2)}`;
    await world.do({ what: "submit" }, () => world.submit(person, `words ${words}`, words === 2));
  }),
);
/** A person is erased, and nothing of them is left once that is done, unless they ask anew. */
const erases = n.map((n) =>
  command(`erase(${n})`, async ({ world, leads }) => {
    const there = leads().filter(({ erased }) => !erased);
    const won = there.filter(({ closed }) => closed?.outcome === "won");
    const lead = pick(n % 2 === 0 && won.length > 0 ? won : there, n);
    if (lead) await world.do({ what: "erase" }, () => world.erase(lead));
  }),
);

/** At most so many commands, of all kinds. */
export const lifeCommands = (maxCommands: number) =>
  fc.commands([...Array(6).fill(alone), together, pass, kill, roster, leaves, passesOn, givesBack, comesBack, erases], {
    maxCommands,
    size: "max",
  });

/** Nobody does anything any more, and time passes: whatever was promised was kept by then, or somebody was told. */
async function expectAllKept(life: Life): Promise<void> {
  const { world, model } = life;
  for (let hours = 0; hours < 12; hours++) await world.pass(60 * minute, life.dueAt);
  await world.pass(3 * 24 * 60 * minute, life.dueAt);
  await life.read();
  const kept = await life.kept();
  expectConsistent(kept);
  expectExactTimes(kept, world.now);
  expectWelcomed(kept.leads, life);
  await expectForgotten(life);
  expectNurtured(life);
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
/** Nothing is left of whom was erased and did not ask anew, nor leads to their leads, and who was a customer is none. */
async function expectForgotten({ leads, everything, model }: Life): Promise<void> {
  const erased = leads().flatMap(({ id, erased }) => (erased ? [id] : []));
  if (erased.length === 0) return;
  const there = new Set(leads().map(({ facts }) => facts.email));
  const gone = persons.filter((email) => !there.has(email));
  for (const item of await everything()) {
    for (const email of gone) if (item.includes(email)) throw new Error(`${email} was erased, and there is ${item}`);
    const leadsTo = erased.find((id) => item.includes(`"leadId":"${id}"`));
    if (leadsTo !== undefined && !stays.test(item)) throw new Error(`${leadsTo} was erased, and there is ${item}`);
  }
  for (const id of erased)
    if (model?.customers.isOpen(id)) throw new Error(`${id} was erased, and its customer still begins`);
}
/** What names a lead by its number alone: itself and what ends with it, the books, and whose customer its company is. */
const stays = /"pk":"(LEAD#|LEDGER#|CUSTOMER#)/;
const persons = Array.from({ length: 8 }, (_, n) => `person-${n}@person-${n}.example`);

/** Whoever gets mails instead of a call has had all of them, unless they came back or want none. */
function expectNurtured({ world, model }: Life): void {
  for (const { id, person, hold, cameBack } of model?.leads.values() ?? []) {
    if (hold.kind !== "over" || hold.as !== "nurtured" || cameBack || world.unsubscribed.has(person)) continue;
    const steps = world.mails.filter(({ leadId, kind }) => leadId === id && kind === "nurture-step");
    if (steps.length !== 2) throw new Error(`${person} got ${steps.length} of the mails about ${id}`);
  }
}

/** Every customer has somebody and knows who, or their beginning is over. */
function expectWelcomed(rows: Kept["leads"], { world, model }: Life): void {
  for (const { leadId, status, managerId, assignments } of rows
    .filter(({ sk }) => sk === "ONBOARDING")
    .map((row) => Onboarding.parse(row))) {
    if (status === "ended") continue;
    if (status === "choosing" && model?.customers.free(leadId).length === 0) continue;
    if (status !== "running") throw new Error(`the customer ${leadId} is ${status} for good`);
    const isTold = world.mails.some(
      (mail) =>
        mail.kind === "welcome" &&
        mail.leadId === leadId &&
        mail.attempt === assignments &&
        mail.replyTo === `${managerId}@andina.example`,
    );
    if (!isTold) throw new Error(`the customer ${leadId} does not know ${managerId}`);
  }
}
/** After what went wrong the sweeper looks again within so long. */
const slack = 70 * minute;

/** Histories of at most so many commands, each in a world that `begin` begins, with what is promised in them kept. */
export const histories = (most: number, begin: (seed: number) => Promise<Life>) =>
  fc.asyncProperty(lifeCommands(most), fc.nat(), async (commands, seed) => {
    const life = await begin(seed);
    try {
      for (const person of [0, 1, 2])
        await life.world.do({ what: "submit" }, () => life.world.submit(`person-${person}`, "words 0", true));
      await fc.asyncModelRun(() => ({ model: {}, real: life }), commands);
      await expectAllKept(life);
    } finally {
      await life.end();
    }
  });
