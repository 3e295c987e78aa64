import fc from "fast-check";
import type { Asked } from "../../adapters/claims/hands-on.ts";
import type { Act } from "../../routing/follow/acts.ts";
import { type Doing, rules } from "./life-after.ts";
import type { Life } from "./life-in-memory.ts";
import { holdIn } from "./life-model.ts";
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
const pick = <T>(some: readonly T[], n: number): T | undefined => some[n % Math.max(1, some.length)];
export const n = fc.nat(30);

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
export const repId = fc.constantFrom("ana", "beto", "caro", "sol");
const pause = fc.tuple(repId, fc.boolean()).map(
  ([id, paused]): Drawn => ({
    told: paused ? `pause(${id})` : `resume(${id})`,
    of: ({ world }) => ({ doing: { what: "pause" }, leadId: undefined, run: () => world.pause(id, paused) }),
  }),
);

const by = "marta";
const to = fc.constantFrom("ana", "beto", "caro", "sol");
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
  { weight: 5, arbitrary: owner },
  { weight: 1, arbitrary: withdraw },
  { weight: 1, arbitrary: pause },
  { weight: 3, arbitrary: manage },
);
