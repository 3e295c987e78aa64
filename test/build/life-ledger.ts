import { Ratio } from "./ledger-model.ts";

/** What a lead or a customer cost in a ledger, and among whom. */
export interface Charge {
  pool: string;
  chosen: string;
  among: string[];
}
/** What a charge changed of whom, until it is credited. */
export interface Cost {
  shares: ReadonlyMap<string, Ratio>;
  credited: boolean;
}

const one = new Ratio(1n);
const none = new Ratio(0n);

/** One ledger in its simplest words, without rounding: who is owed what. */
export class LifeLedger {
  readonly #owed = new Map<string, Ratio>();
  /** Who works in its pool; what somebody is owed who does so no more goes to these. */
  readonly #members: () => readonly string[];
  #operations = 0;

  constructor(members: () => readonly string[]) {
    this.#members = members;
  }

  /** Charges it, to whom of all it was due. @throws when it was the turn of somebody else */
  charge(charge: Charge, byTurn: boolean): Cost {
    const { chosen, among } = charge;
    const share = new Ratio(1n, BigInt(among.length));
    const due = (repId: string) => this.of(repId).plus(share).billionths();
    const most = Math.max(...among.map(due));
    if (byTurn && most - due(chosen) > 2 * this.tolerance) throw new Error(`${chosen} had the turn of somebody else`);
    const shares = new Map(among.map((repId) => [repId, repId === chosen ? share.minus(one) : share]));
    for (const [repId, amount] of shares) this.#add(repId, amount);
    this.#operations += 1;
    return { shares, credited: false };
  }

  /** Undoes what it cost, once. */
  credit(cost: Cost | undefined): void {
    if (!cost || cost.credited) return;
    cost.credited = true;
    this.#operations += 1;
    for (const [repId, amount] of cost.shares) this.#add(repId, none.minus(amount));
  }

  /** What those are owed who left is shared by the others. */
  share(): void {
    const members = this.#members();
    if (members.length === 0) return;
    for (const [repId, amount] of this.#owed) {
      if (members.includes(repId) || amount.billionths() === 0) continue;
      this.#owed.set(repId, none);
      const part = amount.times(new Ratio(1n, BigInt(members.length)));
      for (const member of members) this.#add(member, part);
      this.#operations += 1;
    }
  }

  /** How far somebody would be ahead of their share with one more, among these; in leads. */
  ahead(repId: string, among: readonly string[]): number {
    const share = new Ratio(1n, BigInt(Math.max(1, among.length)));
    return -this.of(repId).plus(share).minus(one).billionths() / 1e9;
  }

  of = (repId: string): Ratio => this.#owed.get(repId) ?? none;
  #add = (repId: string, amount: Ratio): void => void this.#owed.set(repId, this.of(repId).plus(amount));

  /** How far balances may be from these, which are not rounded; billionths of a lead. */
  get tolerance(): number {
    return 4 * (this.#operations + 1);
  }
}
