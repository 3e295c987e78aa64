/** A generator of whole numbers below a bound, the same for the same seed (xorshift). */
export function chances(seed: number): (below: number) => number {
  let state = (seed | 0) + 0x9e3779b9 || 1;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
}

/**
 * The order in which requests that are under way at the same time happen: one after the other, each time one of those
 * that wait, drawn by a seed, so that what went wrong in some order goes wrong again. Waiting for a moment takes none.
 */
export class Turns {
  readonly #waiting: (() => void)[] = [];
  readonly #chance: (below: number) => number;
  readonly #real = { setTimeout: globalThis.setTimeout, random: Math.random };
  #crowded = false;

  constructor(seed: number) {
    this.#chance = chances(seed);
    globalThis.setTimeout = ((later: () => void) =>
      void (this.#crowded ? this.#waiting.push(later) : setImmediate(later))) as unknown as typeof setTimeout;
    Math.random = () => this.#chance(1000) / 1000;
  }
  /** Time is time again. */
  end(): void {
    globalThis.setTimeout = this.#real.setTimeout;
    Math.random = this.#real.random;
  }

  /** Resolves when it is the turn of who calls: at once, unless something was begun together. */
  turn = (): Promise<void> | undefined =>
    this.#crowded ? new Promise((resolve) => this.#waiting.push(resolve)) : undefined;

  /** Gives turns until the work is done. */
  async until(work: () => Promise<unknown>): Promise<void> {
    this.#crowded = true;
    let done = false;
    const ended = work().finally(() => {
      done = true;
    });
    ended.catch(() => {});
    while (!done) {
      await new Promise((next) => setImmediate(next));
      const [next] = this.#waiting.splice(this.#chance(Math.max(1, this.#waiting.length)), 1);
      next?.();
    }
    this.#crowded = false;
    await ended;
  }
}
