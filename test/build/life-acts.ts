import fc from "fast-check";
import type { Asked } from "../../adapters/claims/hands-on.ts";
import type { Act } from "../../routing/follow/acts.ts";
import { type Doing, rules } from "./life-after.ts";
import { holdIn } from "./life-hold.ts";
import type { Life } from "./life-in-memory.ts";
import type { Link } from "./life-world.ts";

/** One act of somebody: as what it is done, of which lead, and what it does. */
export interface Done {
  doing: Doing;
  leadId: string | undefined;
  run: () => Promise<unknown>;
}
/** An act is drawn before it is known what there is: `n` picks it. */
export interface Drawn {
  told: string;
  of: (life: Life) => Done | undefined;
}

export const minute = 60_000;
export const pick = <T>(some: readonly T[], n: number): T | undefined => some[n % Math.max(1, some.length)];
export const n = fc.nat(30);

/** Of the last persons the first words are no lead for a rep yet. */
const submit = fc.tuple(fc.nat(7), fc.nat(2)).map(
  ([person, words]): Drawn => ({
    told: `submit(${person}, ${words})`,
    of: ({ world }) => ({
      doing: { what: "submit" },
      leadId: undefined,
      run: () => world.submit(`person-${person}`, `words ${words}`, person < 6 || words === 2),
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
        const { leadId, repId: by, link: _, ...of } = link;
        const doing = { what: decision, by, ...of };
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
  { kind: "pass-on" },
];
/** Mostly by who owns the lead, else by anybody. */
const owner = fc
  .tuple(
    fc.constantFrom(0, 1, 2, 3, 3, 3, 4, 5, 6, 7, 8),
    n,
    fc.constantFrom("ana", "beto", "caro", "owner", "owner", "owner"),
  )
  .map(
    ([nth, n, who]): Drawn => ({
      told: `${acts(0)[nth]?.kind}(${n}, ${who})`,
      of: (life) => {
        const owned = life.leads().filter(({ ownerId, closed }) => ownerId !== undefined && !closed);
        const lead = pick(n % 3 > 0 && owned.length > 0 ? owned : life.leads(), n);
        if (!lead) return undefined;
        const act = acts(life.world.now)[nth] as Act;
        const by = who === "owner" ? (lead.ownerId ?? "ana") : who;
        const doing = { what: act.kind, by, ...("at" in act && { at: act.at }) };
        return { doing, leadId: lead.id, run: () => life.world.act(lead.id, act, by) };
      },
    }),
  );
const withdraw = n.map(
  (n): Drawn => ({
    told: `withdraw(${n})`,
    of: (life) => {
      // It always can be done: seldom, so that something else is done before.
      const there = life.leads().filter(({ erased }) => !erased);
      const lead = n % 3 === 0 ? pick(there, n / 3) : undefined;
      return lead && { doing: { what: "withdraw" }, leadId: lead.id, run: () => life.world.withdraw(lead.id) };
    },
  }),
);
/** One of the next times on the clock after the notice that a rep has, which others may want too. */
const timeAfter = (now: number, nth: number): string =>
  new Date((Math.ceil((now + rules.notice) / rules.meets) + nth) * rules.meets).toISOString();
const chooseTime = fc.tuple(n, fc.constantFrom("ana", "beto", "caro", "owner"), fc.nat(3)).map(
  ([n, who, nth]): Drawn => ({
    told: `chooseTime(${n}, ${who}, ${nth})`,
    of: ({ world, leads }) => {
      const lead = pick(
        leads().filter(({ closed, erased }) => !closed && !erased),
        n,
      );
      if (!lead) return undefined;
      const [rep, at] = [lead.ownerId ?? (who === "owner" ? "ana" : who), timeAfter(world.now, nth)];
      const doing = { what: "choose-time", to: rep, at };
      return { doing, leadId: lead.id, run: () => world.chooseTime(lead.id, { rep, at }) };
    },
  }),
);
const cancelTime = n.map(
  (n): Drawn => ({
    told: `cancelTime(${n})`,
    of: ({ world, leads }) => {
      const lead = pick(
        leads().filter(({ meeting }) => meeting),
        n,
      );
      if (!lead) return undefined;
      return { doing: { what: "cancel-time" }, leadId: lead.id, run: () => world.chooseTime(lead.id, undefined) };
    },
  }),
);
const leaveMails = n.map(
  (n): Drawn => ({
    told: `unsubscribe(${n})`,
    of: ({ world }) => {
      const out = pick(world.waysOut, n);
      if (!out) return undefined;
      return { doing: { what: "unsubscribe" }, leadId: out.leadId, run: () => world.unsubscribe(out) };
    },
  }),
);
const logStep = fc.tuple(n, fc.nat(1)).map(
  ([n, step]): Drawn => ({
    told: `logStep(${n}, ${step})`,
    of: ({ world }) => {
      const page = pick(world.customerLinks, n);
      return page && { doing: { what: "log" }, leadId: undefined, run: () => world.logStep(page.link, step) };
    },
  }),
);
export const repId = fc.constantFrom("ana", "beto", "caro", "luz", "sol", "eva");
const pause = fc.tuple(repId, fc.boolean()).map(
  ([id, paused]): Drawn => ({
    told: paused ? `pause(${id})` : `resume(${id})`,
    of: ({ world }) => ({ doing: { what: "pause" }, leadId: undefined, run: () => world.pause(id, paused) }),
  }),
);

const by = "marta";
const to = repId;
const asked = fc.oneof(
  { weight: 5, arbitrary: to.map((to) => (): Asked => ({ kind: "give", to })) },
  { weight: 1, arbitrary: to.map((to) => (): Asked => ({ kind: "assign", to })) },
  { weight: 1, arbitrary: to.map((to) => (): Asked => ({ kind: "transfer", to })) },
  { weight: 1, arbitrary: fc.constantFrom(...rules.managers).map((to) => (): Asked => ({ kind: "take", to })) },
  // From who has it or, now and then, from who does not.
  {
    weight: 4,
    arbitrary: to.map(
      (other) =>
        (holder: string | undefined): Asked => ({ kind: "hand-on", from: holder ?? other }),
    ),
  },
  { weight: 1, arbitrary: to.map((from) => (): Asked => ({ kind: "hand-on", from })) },
  { weight: 1, arbitrary: fc.constant((): Asked => ({ kind: "reject", reason: "not-a-lead" })) },
  { weight: 3, arbitrary: fc.constant((): Asked => ({ kind: "reopen" })) },
);
/** What a manager does with a lead that is not theirs: mostly with one for which it can be done. */
const manage = fc.tuple(asked, n).map(
  ([ask, n]): Drawn => ({
    told: `manage(${JSON.stringify(ask("holder"))}, ${n})`,
    of: (life) => {
      const isReopened = ask(undefined).kind === "reopen";
      const some = life.leads().filter(({ closed }) => (closed !== undefined) === isReopened);
      const lead = pick(n % 4 > 0 && some.length > 0 ? some : life.leads(), n);
      if (!lead) return undefined;
      const hold = holdIn(lead);
      const asked = ask("by" in hold ? hold.by : undefined);
      const { kind: what, ...named } = asked;
      return { doing: { what, by, ...named }, leadId: lead.id, run: () => life.world.manage(lead.id, asked, by) };
    },
  }),
);
export const anAct = fc.oneof(
  { weight: 4, arbitrary: submit },
  { weight: 6, arbitrary: answer },
  { weight: 7, arbitrary: owner },
  { weight: 1, arbitrary: withdraw },
  { weight: 1, arbitrary: pause },
  { weight: 3, arbitrary: manage },
  { weight: 3, arbitrary: chooseTime },
  { weight: 1, arbitrary: cancelTime },
  { weight: 1, arbitrary: leaveMails },
  { weight: 2, arbitrary: logStep },
);
