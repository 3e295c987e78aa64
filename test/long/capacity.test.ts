import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { closeLead } from "../../adapters/claims/close-lead.ts";
import { chooseRep } from "../../functions/choose-rep/choose-rep.ts";
import { escalateLead } from "../../functions/escalate-lead/escalate-lead.ts";
import { introduceRep } from "../../functions/introduce-rep/introduce-rep.ts";
import { offerLead } from "../../functions/offer-lead/offer-lead.ts";
import { remindOrExpire } from "../../functions/remind-or-expire/remind-or-expire.ts";
import { applyOffer, type Board, boardOf, releasePlace, usedOf } from "../../routing/choice/board.ts";
import { chooseRep as decide } from "../../routing/choice/choose-rep.ts";
import { close } from "../../routing/lead/close-lead.ts";
import { type Closing, closingOutcomes } from "../../routing/lead/follow.ts";
import type { Lead, Offer } from "../../routing/lead/lead.ts";
import { answered, move, offered } from "../../routing/lead/move-lead.ts";
import type { RepState } from "../../routing/reps/rep.ts";
import { aLead } from "../build/a-lead.ts";
import { aPolicy } from "../build/a-policy.ts";
import { aRep } from "../build/a-rep.ts";
import { press } from "../build/press.ts";
import { longRuns } from "../build/runs.ts";
import { useSteps } from "../build/steps.ts";
import { useDatabase } from "../build/tables.ts";

const always = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, start: 0, end: 1440 }));
const policy = aPolicy({ attempts: 9, effort: { high: { points: 3 }, mid: { points: 1.5 } }, pause_after: 0 });
const limit = (most: number) => fc.option(fc.integer({ min: 1, max: most }), { nil: undefined });
const limits = fc.record({
  capacity: fc.integer({ min: 1, max: 6 }),
  perDay: limit(4),
  perWeek: limit(6),
  perMonth: limit(8),
  effort: limit(9),
});
const team = fc.array(limits, { minLength: 1, maxLength: 3 });
const lane = fc.constantFrom("high", "mid", "low");
const reasons = ["no-time", "wrong-fit", "not-a-lead", "other", "conflict"];
const gone = ["wrong-fit", "not-a-lead", "conflict"];

const asReps = (of: readonly Partial<RepState>[], prefix: string): RepState[] =>
  of.map((rep, n) => aRep({ ...rep, id: `${prefix}-${n}`, shifts: always, timeZone: n === 1 ? "Asia/Tokyo" : "UTC" }));

/** What leads say of a rep, without any counter: the truth that the counters have to be. */
function truth(rep: RepState, leads: readonly Lead[]) {
  const own = leads
    .flatMap(({ offers, closed }) => offers.map((offer) => ({ ...offer, closed })))
    .filter(({ repId }) => repId === rep.id);
  const held = own.filter(
    ({ outcome, round, closed }) =>
      (outcome === undefined && round === undefined) || (outcome === "accepted" && !closed),
  );
  const given: Record<string, number> = {};
  for (const { outcome, declineReason = "", offeredAt, closed } of own) {
    const counts =
      outcome === undefined ||
      (outcome === "accepted" && closed?.outcome !== "invalid") ||
      (outcome === "declined" && !gone.includes(declineReason));
    if (counts) for (const period of periodsOf(rep, offeredAt)) given[period] = (given[period] ?? 0) + 1;
  }
  return { open: held.length, effort: held.reduce((sum, { points = 0 }) => sum + points, 0), given };
}

/** By another way than the rules go. Only days of November 2026, which begins on a Sunday. */
function periodsOf(rep: RepState, at: string): string[] {
  const day = new Intl.DateTimeFormat("sv-SE", { timeZone: rep.timeZone, dateStyle: "short" }).format(new Date(at));
  const week = `2026-W${44 + Math.floor((Number(day.slice(8)) + 5) / 7)}`;
  return [...(rep.perDay ? [day] : []), ...(rep.perWeek ? [week] : []), ...(rep.perMonth ? [day.slice(0, 7)] : [])];
}

function expectWithin(rep: RepState, { open, effort, given }: ReturnType<typeof truth>): void {
  expect(open).toBeLessThanOrEqual(rep.capacity);
  if (rep.effort !== undefined) expect(effort).toBeLessThanOrEqual(rep.effort);
  for (const [period, count] of Object.entries(given)) {
    const most = period.includes("W") ? rep.perWeek : period.length === 7 ? rep.perMonth : rep.perDay;
    expect(count).toBeLessThanOrEqual(most ?? 0);
  }
}
const noZeros = (given: Readonly<Record<string, number>> = {}) =>
  Object.fromEntries(Object.entries(given).filter(([, count]) => count !== 0));

interface World {
  board: Board;
  leads: Lead[];
  now: number;
}
const iso = (at: number) => new Date(at).toISOString();
const openLeads = ({ leads }: World) => leads.filter(({ status }) => status === "offered");

/** One step of the simulation. `n` picks the lead or the reason. */
type Step = { kind: "arrive"; lane: string } | { kind: "accept" | "decline" | "lapse" | "close" | "later"; n: number };
const kinds = ["accept", "decline", "lapse", "close", "later"] as const;
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("arrive" as const), lane }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constantFrom(...kinds), n: fc.nat(40) }) },
);

function live(world: World, { kind, ...of }: Step): void {
  const now = iso(world.now);
  if (kind === "arrive") {
    const lane = "lane" in of ? of.lane : "low";
    const lead = aLead({ status: "ready", lane: { lane, because: "so" } });
    const choice = decide(lead, policy, world.board, now);
    if (choice.kind !== "offer") return;
    applyOffer(world.board, choice);
    world.leads.push(offered(lead, [choice.offer], now));
    return;
  }
  const n = "n" in of ? of.n : 0;
  if (kind === "later") {
    world.now = Math.min(world.now + n * 3600_000, Date.parse("2026-11-28T00:00:00Z"));
    return;
  }
  if (kind === "close") {
    closeOne(world, n);
    return;
  }
  const lead = openLeads(world)[n % Math.max(1, openLeads(world).length)];
  if (!lead) return;
  const offer = lead.offers.at(-1) as Offer;
  const said = kind === "decline" ? reasons[n % reasons.length] : undefined;
  const outcome = { accept: "accepted", decline: "declined", lapse: "lapsed" } as const;
  const after = answered(lead, offer.attempt, outcome[kind], now, said);
  world.leads[world.leads.indexOf(lead)] = after;
  if (kind === "accept") return;
  const still = after.offers.at(-1)?.countedIn;
  releasePlace(world.board, { ...offer, countedIn: still ? [] : offer.countedIn });
}

/** A rep is introduced, and says how their lead ended. */
function closeOne(world: World, n: number): void {
  const accepted = world.leads.filter(({ status }) => status === "accepted");
  const lead = accepted[n % Math.max(1, accepted.length)];
  if (!lead) return;
  const at = iso(world.now);
  const closing = { outcome: outcomeOf(n), at, by: "rep" };
  const after = close(move(lead, "introduced", { at, event: "introduced" }), closing);
  world.leads[world.leads.indexOf(lead)] = after.lead;
  for (const held of after.freed) releasePlace(world.board, held);
}
const outcomeOf = (n: number) => closingOutcomes[n % closingOutcomes.length] ?? "won";

describe("capacity", () => {
  it("is what the leads say, and never exceeded, whatever happens in whatever order", () => {
    fc.assert(
      fc.property(team, fc.array(step, { maxLength: 40 }), (of, steps) => {
        const reps = asReps(of, "rep");
        const world: World = { board: boardOf(reps, new Map()), leads: [], now: Date.parse("2026-11-02T15:00:00Z") };
        for (const one of steps) {
          live(world, one);
          for (const [position, rep] of world.board.roster.reps.entries()) {
            const so = truth(rep, world.leads);
            expectWithin(rep, so);
            expect(world.board.open[position]).toBe(so.open);
            if (world.board.roster.limited[position] !== 1) continue;
            const { effort, given } = usedOf(world.board, position);
            expect({ effort, given: noZeros(given) }).toEqual({ effort: so.effort, given: so.given });
          }
        }
      }),
      longRuns("capacity, simulated"),
    );
  });

  const tables = useDatabase();
  const { deps, clock, mails } = useSteps(tables);
  let runs = 0;
  async function introduceAndClose(id: string, outcome: Closing["outcome"]): Promise<void> {
    if ((await tables.leads.load(id)).status === "accepted") await introduceRep({ leadId: id }, deps());
    await closeLead(id, { outcome, at: clock.now, by: "rep" }, deps());
  }

  it("is what the leads say in the tables, with many steps at once and each of them twice", async () => {
    const kinds = fc.array(
      fc.tuple(fc.constantFrom("accept", "decline", "lapse", "leave", "escalate", "close"), fc.nat(4)),
      {
        minLength: 30,
        maxLength: 30,
      },
    );
    await fc.assert(
      fc.asyncProperty(team, fc.array(lane, { minLength: 12, maxLength: 12 }), kinds, async (of, lanes, acts) => {
        runs += 1;
        const run = `run${runs}`;
        const reps = asReps(of, run);
        await tables.open([...reps, aRep({ id: "marta", role: "manager", pools: {} })], policy);
        const { version: policyVersion } = await tables.policies.active();
        const ids = lanes.map((_, n) => `${run}-lead-${n}`);
        for (const [n, id] of ids.entries()) {
          const lane = { lane: lanes[n] ?? "low", because: "so" };
          await tables.leads.create(
            aLead({ id, status: "ready", policyVersion, lane, facts: { email: `${id}@a.example` } }),
            undefined,
          );
        }
        for (let round = 0; round < 3; round++) {
          clock.now = iso(Date.parse("2026-11-02T15:00:20Z") + round * 18 * 3600_000);
          await twiceAtOnce(ids, (leadId) => chooseRep({ leadId }, deps()));
          for (const leadId of ids) await offerLead({ leadId, token: "t" }, deps());
          const links = new Map(
            mails()
              .filter(({ kind }) => kind === "offer")
              .map((mail) => [mail.offer.split(".")[0], mail.offer]),
          );
          const start = clock.now;
          const [late, soon] = [new Set<string>(), new Set<string>()];
          for (const [n, id] of ids.entries()) (acts[round * 10 + (n % 10)]?.[0] === "lapse" ? late : soon).add(id);
          await twiceAtOnce([...soon], async (id) => {
            const [kind, n] = acts[round * 10 + (ids.indexOf(id) % 10)] ?? ["leave", 0];
            const link = links.get(id) ?? "";
            if (kind === "accept" || kind === "close") await press(link, { decision: "accept" }, "en", deps());
            if (kind === "decline")
              await press(link, { decision: "decline", reason: reasons[n] ?? "other" }, "en", deps());
            if (kind === "close") await introduceAndClose(id, outcomeOf(n));
            if (kind === "escalate" && round === 2) await escalateLead({ leadId: id }, deps());
          });
          clock.now = iso(Date.parse(start) + 17 * 3600_000);
          await twiceAtOnce([...late], (leadId) => remindOrExpire({ leadId }, deps()));
          const leads = await Promise.all(ids.map((id) => tables.leads.load(id)));
          for (const rep of reps) {
            const so = truth(rep, leads);
            expectWithin(rep, so);
            const { openLeads, openEffort = 0, given } = (await tables.reps.get(rep.id)) as RepState;
            expect({ openLeads, openEffort, given: noZeros(given) }).toMatchObject({
              openLeads: so.open,
              openEffort: so.effort,
            });
            // Counters of days that are long over may be cleared away.
            for (const [period, count] of Object.entries(noZeros(given))) expect(so.given[period]).toBe(count);
            for (const period of periodsOf(rep, start)) expect(given?.[period] ?? 0).toBe(so.given[period] ?? 0);
          }
        }
      }),
      longRuns("capacity, in the tables", 10),
    );
  });
});

/** Each of these twice and all at the same time; again when too many came at once, as the workflow does it. */
async function twiceAtOnce(ids: readonly string[], act: (id: string) => Promise<unknown>): Promise<void> {
  const insisting = async (id: string) => {
    for (let attempt = 0; attempt < 20; attempt++) {
      try {
        return await act(id);
      } catch (fault) {
        if ((fault as Error).name !== "Contention") throw fault;
      }
    }
    throw new Error(`nothing became of ${id}`);
  };
  await Promise.all([...ids, ...ids].map(insisting));
}
