import type { Place } from "../../routing/choice/board.ts";

/** What one turn counts towards: a rep's new leads of a day from a pool, as long as it counts, and those of an hour for good. */
export interface Counted {
  repId: string;
  pool: string;
  /** Epoch milliseconds. */
  at: number;
  /** Whether it still is one of the new leads of its day. */
  counts: boolean;
}
/** What a rep may get at most, in any hour or in a day. */
interface Most {
  hour?: number;
  day?: number;
}

/** The limits of this company: what each rep may get from a pool, and what one of them may get in all. */
const limits: { pools: Partial<Record<string, Most>>; reps: Partial<Record<string, Most>> } = {
  pools: { "latam-smb": { hour: 3, day: 6 } },
  reps: { caro: { hour: 2 } },
};

const hour = 3_600_000;
const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10);

/** The limits by the clock in their simplest words: all that anybody ever got, looked through each time. */
export class LifeLimits {
  readonly #all: Counted[] = [];

  /** A turn that counts as a new lead of theirs. */
  count(repId: string, pool: string, at: number): Counted {
    const counted = { repId, pool, at, counts: true };
    this.#all.push(counted);
    return counted;
  }

  /** Whether they may get one more of this pool; `but`, which they have, is looked away from. */
  allow(repId: string, pool: string, now: number, but?: Counted): boolean {
    const all = this.#all.filter((one) => one !== but);
    const [own, ofPool] = [limits.reps[repId], limits.pools[pool]];
    return (
      this.#inHour(repId, now, all).length < (own?.hour ?? Number.POSITIVE_INFINITY) &&
      this.#inHour(repId, now, all, pool).length < (ofPool?.hour ?? Number.POSITIVE_INFINITY) &&
      this.#inDay(repId, pool, now, all) < (ofPool?.day ?? Number.POSITIVE_INFINITY)
    );
  }

  /** @throws where the counters of a rep are not what they got */
  expect(repId: string, { given = {}, recent = {} }: Pick<Place, "given" | "recent">, now: number): void {
    const fail = (what: string, is: unknown, meant: unknown): void => {
      if (String(is) !== String(meant)) throw new Error(`${repId} had ${is} in place of ${meant} ${what}`);
    };
    const within = (times: readonly number[] = []) => times.filter((at) => at > now - hour);
    if (limits.reps[repId]?.hour) fail("in an hour", within(recent.hour), this.#inHour(repId, now));
    for (const pool of Object.keys(limits.pools)) {
      fail(`in an hour of ${pool}`, within(recent[`hour@${pool}`]), this.#inHour(repId, now, this.#all, pool));
      fail(`in a day of ${pool}`, given[`${dayOf(now)}@${pool}`] ?? 0, this.#inDay(repId, pool, now));
    }
  }

  #inHour(repId: string, now: number, all: readonly Counted[] = this.#all, pool?: string): number[] {
    const had = all.filter((one) => one.repId === repId && one.at > now - hour);
    return had.filter((one) => pool === undefined || one.pool === pool).map(({ at }) => at);
  }
  #inDay = (repId: string, pool: string, now: number, all: readonly Counted[] = this.#all): number =>
    all.filter((one) => one.counts && one.repId === repId && one.pool === pool && dayOf(one.at) === dayOf(now)).length;
}
