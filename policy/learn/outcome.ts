import type { Attributes } from "../../routing/conditions/condition.ts";

/** A past lead whose outcome is known, with its attributes as they were when it was decided. */
export interface Outcome {
  /** Identifies the lead without personal data. */
  ref: string;
  /** When it was received, in epoch milliseconds. */
  at: number;
  won: boolean;
  attributes: Attributes;
  /** Points for what the person did until then, which stay as they are, by dimension. */
  kept?: Readonly<Record<string, number>>;
  /** Its points by the score that is compared with; undefined where there is none. */
  today?: number;
}

/** In the order of time; of one instant, by what identifies them, so that the order of a file says nothing. */
export const inTime = (outcomes: readonly Outcome[]): Outcome[] =>
  outcomes.toSorted((a, b) => a.at - b.at || (a.ref < b.ref ? -1 : a.ref > b.ref ? 1 : 0));

/** A lead's points for what it did in dimensions other than these. */
export const keptBeside = ({ kept = {} }: Pick<Outcome, "kept">, dimensions: ReadonlySet<string>): number =>
  Math.round(Object.entries(kept).reduce((sum, [name, points]) => (dimensions.has(name) ? sum : sum + points), 0));
