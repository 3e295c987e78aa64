import type { Cost } from "./life-ledger.ts";
import type { Counted } from "./life-limits.ts";

/** Somebody who was asked about a lead or got it, in the order of its attempts. */
export interface Tried {
  repId: string;
  /** What it cost, until that is credited; and as what it counts towards their limits. */
  cost: Cost | undefined;
  counted: Counted | undefined;
  /** The further round of asking, 0 in the first; and whether it was shown to a pool after all of them. */
  again: number;
  last: boolean;
  state: "open" | "accepted" | "lapsed" | "over";
}

/** What is asked of a lead: whom it was tried with, and how many of these are of a life before. */
interface Asking {
  tried: readonly Tried[];
  past: number;
}

/** How many attempts each round has, and how many rounds there are after the first. */
export const [attempts, furtherRounds] = [3, 1];

/** In which round it is. */
export const roundOf = ({ tried, past }: Asking): number => Math.max(0, ...tried.slice(past).map(({ again }) => again));

const beginOf = ({ tried, past }: Asking, round: number): number => {
  if (round === 0) return past;
  const first = tried.findIndex(({ again }, n) => n >= past && again === round);
  return first < 0 ? tried.length : first;
};

/** Who is not asked in this round: of those before it who let it lapse may be. */
export const isDone = (asking: Asking, round: number, repId: string): boolean =>
  asking.tried.some(
    (one, n) => one.repId === repId && !(round > 0 && n < beginOf(asking, round) && one.state === "lapsed"),
  );

export const attemptsIn = (asking: Asking, round: number): number =>
  asking.tried.slice(beginOf(asking, round)).filter(({ last }) => !last).length;

/** Whether nobody is asked in this round any more: its attempts are used, or nobody of these is left for it. */
export const isRoundOver = (asking: Asking, round: number, members: readonly string[]): boolean =>
  attemptsIn(asking, round) >= attempts || members.every((id) => isDone(asking, round, id));

/** Whether it was shown to the last pool. */
export const wasShownLast = ({ tried, past }: Asking): boolean => tried.slice(past).some(({ last }) => last);
