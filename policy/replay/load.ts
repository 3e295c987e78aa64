import type { LoadFigures } from "./result.ts";

const hour = 3_600_000;
/** The possible widths of an interval of the curve, in hours, such that each day begins with a new interval. */
const widths = [1, 2, 3, 6, 12, 24, 48, 168, 336, 672];
const mostPoints = 100;

/** Samples how many leads are open and waiting over time, at the ends of equal intervals. */
export class LoadCurve {
  readonly #width: number;
  readonly #last: number;
  readonly #points: LoadFigures[] = [];
  /** The end of the current interval. */
  #end: number;
  #open = 0;
  #waiting = 0;
  #most = 0;

  /** @param from and `to`: the first and last instant, epoch milliseconds */
  constructor(from: number, to: number) {
    const hours = widths.find((width) => (to - from) / (width * hour) <= mostPoints) ?? (to - from) / hour / mostPoints;
    this.#width = hours * hour;
    this.#end = (Math.floor(from / this.#width) + 1) * this.#width;
    this.#last = (Math.floor(to / this.#width) + 1) * this.#width;
  }

  /** Records the counts that hold from `at` (epoch milliseconds) on. Calls must be in the order of time. */
  note(at: number, open: number, waiting: number): void {
    this.#close(at);
    this.#open = open;
    this.#waiting = waiting;
    this.#most = Math.max(this.#most, waiting);
  }

  #close(at: number): void {
    while (this.#end <= at && this.#end <= this.#last) {
      this.#points.push({ at: new Date(this.#end).toISOString(), open: this.#open, waiting: this.#most });
      this.#most = this.#waiting;
      this.#end += this.#width;
    }
  }

  figures(): LoadFigures[] {
    this.#close(this.#last);
    return this.#points;
  }
}
