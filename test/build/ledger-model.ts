import fc from "fast-check";
import { type Balances, charge, nextRep, oneLead, type Sharer } from "../../routing/ledger/ledger.ts";
import {
  applyChanges,
  correctionOf,
  costOf,
  creditOf,
  decay,
  type LedgerChanges,
  type OfferCost,
  withoutLeavers,
} from "../../routing/ledger/ledger-change.ts";

const repIds = ["ana", "beto", "caro", "davi", "elsa", "fito"];
/** Greatest common divisor. */
const gcd = (a: bigint, b: bigint): bigint => (b === 0n ? (a < 0n ? -a : a) : gcd(b, a % b));

/** An exact fraction. */
export class Ratio {
  readonly top: bigint;
  readonly bottom: bigint;

  constructor(top: bigint, bottom = 1n) {
    const by = gcd(top, bottom) || 1n;
    this.top = top / by;
    this.bottom = bottom / by;
  }

  plus = (other: Ratio): Ratio =>
    new Ratio(this.top * other.bottom + other.top * this.bottom, this.bottom * other.bottom);
  times = (other: Ratio): Ratio => new Ratio(this.top * other.top, this.bottom * other.bottom);
  minus = (other: Ratio): Ratio => this.plus(new Ratio(-other.top, other.bottom));
  /** In billionths, near enough to be compared. */
  billionths = (): number => Number((this.top * BigInt(oneLead) * 1000n) / this.bottom) / 1000;
}
const zero = new Ratio(0n);
const whole = (billionths: number): Ratio => new Ratio(BigInt(billionths), BigInt(oneLead));

/** The simple model: every balance as an exact fraction of a lead, by the definition of each operation. */
export class LedgerModel {
  /** Weights of the members; whole numbers. */
  members = new Map<string, number>(repIds.map((repId) => [repId, 1]));
  balances = new Map<string, Ratio>();
  charges: { eligible: string[]; weights: Map<string, number>; chosen: string; left: Ratio; undone: boolean }[] = [];
  /** What operations other than offers may have added to the bound, in leads, and each rounding to the tolerance. */
  beyond = 0;
  operations = 0;

  of = (repId: string): Ratio => this.balances.get(repId) ?? zero;
  add = (repId: string, by: Ratio): void => void this.balances.set(repId, this.of(repId).plus(by));
  share(among: readonly string[], amount: Ratio, weights: ReadonlyMap<string, number> = this.members): void {
    const total = among.reduce((sum, repId) => sum + (weights.get(repId) ?? 0), 0);
    for (const repId of among) this.add(repId, amount.times(new Ratio(BigInt(weights.get(repId) ?? 0), BigInt(total))));
  }
  /** Who is no member hands on what they have. */
  handOver(): void {
    const gone = [...this.balances.keys()].filter((repId) => !this.members.has(repId));
    if (gone.length === 0 || this.members.size === 0) return;
    const left = gone.reduce((sum, repId) => sum.plus(this.of(repId)), zero);
    for (const repId of gone) this.balances.delete(repId);
    this.share([...this.members.keys()], left);
    this.beyond += Math.abs(left.billionths() / oneLead);
  }
}

/** A ledger under test: the pure functions, or the stores on a database. */
export interface LedgerUnderTest {
  balances(): Promise<Balances> | Balances;
  /** Offers a lead to whose turn it is among these; answers to whom. */
  offer(eligible: readonly Sharer[]): Promise<string> | string;
  /** Undoes the charge of the nth offer; answers whether anything changed. */
  creditBack(nth: number, members: readonly Sharer[]): Promise<boolean> | boolean;
  correct(repId: string, amount: number, members: readonly Sharer[]): Promise<boolean> | boolean;
  handOver(members: readonly Sharer[]): Promise<void> | void;
  /** Days go by, of each of which half is left. */
  pass(days: number): Promise<void> | void;
}

/** The pure functions as they are called for one ledger after the other. */
export class PureLedger implements LedgerUnderTest {
  #balances: Balances = {};
  readonly #charges: ({ kept: OfferCost; day: number } | undefined)[] = [];
  #day = 0;

  balances = () => this.#balances;
  offer(eligible: readonly Sharer[]): string {
    const chosen = nextRep(this.#balances, eligible) ?? "";
    this.#charges.push({ kept: costOf(eligible, chosen), day: this.#day });
    this.#balances = charge(this.#balances, eligible, chosen);
    return chosen;
  }
  creditBack(nth: number, members: readonly Sharer[]): boolean {
    const charge = this.#charges[nth];
    this.#charges[nth] = undefined;
    this.handOver(members);
    const done = this.#apply(charge && creditOf(charge.kept, { hours: 24 * (this.#day - charge.day), halfLife: 1440 }));
    this.handOver(members);
    return done;
  }
  correct(repId: string, amount: number, members: readonly Sharer[]): boolean {
    this.handOver(members);
    return this.#apply(correctionOf(repId, amount, members));
  }
  handOver(members: readonly Sharer[]): void {
    this.#balances = withoutLeavers(this.#balances, members)?.balances ?? this.#balances;
  }
  pass(days: number): void {
    this.#day += days;
    this.#balances = decay(this.#balances, 24 * days, 1440);
  }
  #apply(changes: LedgerChanges | undefined): boolean {
    if (changes) this.#balances = applyChanges(this.#balances, changes);
    return changes !== undefined;
  }
}

const sharersIn = (model: LedgerModel): Sharer[] =>
  [...model.members].map(([repId, weight]) => ({ repId, weight })).sort((a, b) => (a.repId < b.repId ? -1 : 1));

/** Holds the ledger to the model and to its invariants. */
async function check(model: LedgerModel, real: LedgerUnderTest, equalShares: boolean): Promise<void> {
  model.operations += 1;
  const balances = await real.balances();
  const sum = Object.values(balances).reduce((all, one) => all + one, 0);
  if (sum !== 0) throw new Error(`the balances sum to ${sum}`);
  // Each operation rounds a line by less than two billionths, and hands on what was rounded before.
  const tolerance = 4 * model.operations;
  for (const repId of new Set([...Object.keys(balances), ...model.balances.keys()])) {
    const [is, meant] = [balances[repId] ?? 0, model.of(repId).billionths()];
    if (!Number.isSafeInteger(is)) throw new Error(`${repId} has ${is}`);
    if (Math.abs(is - meant) > tolerance) throw new Error(`${repId} has ${is} in place of ${meant}`);
    const bound = ((repIds.length - 1) / 2 + model.beyond) * oneLead + tolerance;
    if (equalShares && Math.abs(is) > bound) throw new Error(`${repId} has ${is}, past the bound of ${bound}`);
  }
}

type Command = fc.AsyncCommand<LedgerModel, LedgerUnderTest>;
type Act = (model: LedgerModel, real: LedgerUnderTest) => Promise<void>;

function command(told: string, possible: (model: LedgerModel) => boolean, act: Act, equalShares: boolean): Command {
  return {
    check: possible,
    run: async (model, real) => {
      await act(model, real);
      await check(model, real, equalShares);
    },
    toString: () => told,
  };
}

/** Commands on a ledger of six reps: leads, credit back, corrections, who joins and who leaves, and time. */
export function ledgerCommands(equalShares: boolean, maxCommands: number): fc.Arbitrary<Iterable<Command>> {
  const aRepId = fc.constantFrom(...repIds);
  const is = (told: string, possible: (model: LedgerModel) => boolean, act: Act) =>
    command(told, possible, act, equalShares);
  const lead = fc.subarray(repIds, { minLength: 1 }).map((there) =>
    is(
      `lead(${there})`,
      ({ members }) => there.some((repId) => members.has(repId)),
      async (model, real) => {
        model.handOver();
        const eligible = sharersIn(model).filter(({ repId }) => there.includes(repId));
        await real.handOver(sharersIn(model));
        const chosen = await real.offer(eligible);
        const ids = eligible.map(({ repId }) => repId);
        const total = eligible.reduce((all, { weight }) => all + weight, 0);
        const turn = (repId: string): number => {
          const weight = model.members.get(repId) ?? 0;
          const owed = model.of(repId).plus(new Ratio(BigInt(weight), BigInt(total)));
          // A share below a twentieth waits until a quarter of a lead more is owed.
          return owed.minus(new Ratio(weight * 20 < total ? 1n : 0n, 4n)).billionths();
        };
        const most = Math.max(...ids.map(turn));
        if (!ids.includes(chosen) || most - turn(chosen) > 8 * (model.operations + 1))
          throw new Error(`${chosen} has the turn of ${turn(chosen)}, another of ${most}`);
        model.share(ids, new Ratio(1n));
        model.add(chosen, new Ratio(-1n));
        model.charges.push({
          eligible: ids,
          weights: new Map(model.members),
          chosen,
          left: new Ratio(1n),
          undone: false,
        });
      },
    ),
  );
  const credit = fc.nat(20).map((n) =>
    is(
      `creditBack(${n})`,
      ({ charges, members }) => charges.length > 0 && members.size > 0,
      async (model, real) => {
        const nth = n % model.charges.length;
        const charge = model.charges[nth] as LedgerModel["charges"][number];
        const done = await real.creditBack(nth, sharersIn(model));
        if (done === charge.undone) throw new Error(`offer ${nth} was ${done ? "undone again" : "not undone"}`);
        model.handOver();
        if (charge.undone) return;
        charge.undone = true;
        model.share(charge.eligible, charge.left.times(new Ratio(-1n)), charge.weights);
        model.add(charge.chosen, charge.left);
        model.beyond += 1;
        model.handOver();
      },
    ),
  );
  const correct = fc.tuple(aRepId, fc.integer({ min: -3 * oneLead, max: 3 * oneLead })).map(([repId, amount]) =>
    is(
      `correct(${repId}, ${amount})`,
      ({ members }) => members.has(repId) && members.size > 1 && amount !== 0,
      async (model, real) => {
        if (!(await real.correct(repId, amount, sharersIn(model)))) throw new Error("not corrected");
        model.handOver();
        model.share(
          [...model.members.keys()].filter((other) => other !== repId),
          whole(-amount),
        );
        model.add(repId, whole(amount));
        model.beyond += Math.abs(amount) / oneLead;
      },
    ),
  );
  const leave = aRepId.map((repId) =>
    is(
      `leave(${repId})`,
      ({ members }) => members.has(repId),
      async (model, real) => {
        model.members.delete(repId);
        model.handOver();
        await real.handOver(sharersIn(model));
      },
    ),
  );
  const join = fc.tuple(aRepId, fc.integer({ min: 1, max: equalShares ? 1 : 9 })).map(([repId, weight]) =>
    is(
      `join(${repId}, ${weight})`,
      () => true,
      async (model, real) => {
        // Before anything else is written, who left has handed on what they had.
        model.handOver();
        await real.handOver(sharersIn(model));
        model.members.set(repId, weight);
      },
    ),
  );
  const pass = fc.integer({ min: 1, max: 3 }).map((days) =>
    is(
      `pass(${days})`,
      () => true,
      async (model, real) => {
        await real.pass(days);
        const left = new Ratio(1n, 2n ** BigInt(days));
        for (const [repId, balance] of model.balances) model.balances.set(repId, balance.times(left));
        for (const charge of model.charges) charge.left = charge.left.times(left);
      },
    ),
  );
  return fc.commands([lead, lead, lead, credit, correct, leave, join, pass], { maxCommands, size: "max" });
}
