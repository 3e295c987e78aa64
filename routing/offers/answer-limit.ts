import type { Priority } from "../lead/lead.ts";
import type { Reassigned } from "../ledger/reassigned.ts";
import type { Policy } from "../policy/policy.ts";
import { assumedResults } from "../reps/win-rate.ts";

type Answer = Policy["sla"][Priority]["answer"];

/** The longest that a rep may have to answer an offer, in minutes of their working time. */
export const longestAnswer = (answer: Answer): number => (typeof answer === "number" ? answer : answer.at_most);

/** How long a rep has to answer, in whole minutes of their working time; of how many reassignments that is the mean. */
export interface AnswerLimit {
  minutes: number;
  /** Absent where the policy says the time. */
  of?: number;
}

/**
 * How long a rep has to answer an offer: as the policy says or, where it learns that, the mean time to reassignment, never
 * outside the policy's bounds. The longest time stands for ten reassignments, so that few of them say little.
 */
export function answerLimit(answer: Answer, remembered: Reassigned[Priority]): AnswerLimit {
  if (typeof answer === "number") return { minutes: answer };
  const { count, minutes } = remembered ?? { count: 0, minutes: 0 };
  const mean = Math.round((assumedResults * answer.at_most + minutes) / (assumedResults + count));
  return { minutes: Math.min(answer.at_most, Math.max(answer.at_least, mean)), of: count };
}
