import * as z from "zod/mini";
import { type Lead, priorities } from "../lead/lead.ts";
import type { Hours } from "../time/schedule.ts";
import { workedBetween } from "../time/working-time.ts";

/** The reassignments of one priority that are remembered: how many, and the minutes of working time that they took together. */
const Remembered = z.object({ count: z.number(), minutes: z.number() });

/** What is remembered of reassignments, by priority. */
export const Reassigned = z.partialRecord(z.enum(priorities), Remembered);
export type Reassigned = z.infer<typeof Reassigned>;

/** That a lead went on from a rep to the next, after so many minutes of the first one's working time. */
export const Reassignment = z.object({ priority: z.enum(priorities), minutes: z.number() });
export type Reassignment = z.infer<typeof Reassignment>;

/** How many reassignments are remembered: with each one after them, an average one is forgotten. */
const mostRemembered = 50;

/** What is remembered after one more, in whole minutes. */
export function remembering(before: Reassigned, { priority, minutes }: Reassignment): Reassigned {
  const { count, minutes: sum } = before[priority] ?? { count: 0, minutes: 0 };
  const kept = Math.min(count, mostRemembered - 1);
  const left = count === 0 ? 0 : Math.round((sum * kept) / count);
  return { ...before, [priority]: { count: kept + 1, minutes: left + minutes } };
}

/**
 * The reassignment that a new offer of this lead to one rep is: undefined for the first offer, and where the one before was
 * not one rep's alone to answer, or was accepted.
 * @param before whose the last offer was @param now ISO 8601
 */
export function reassignmentOf(lead: Lead, before: Hours | undefined, now: string): Reassignment | undefined {
  const last = lead.offers.at(-1);
  if (!last || !before || last.round !== undefined) return undefined;
  if (last.outcome !== "declined" && last.outcome !== "lapsed") return undefined;
  return {
    priority: lead.priority?.level ?? "cold",
    minutes: Math.round(workedBetween(before, last.offeredAt, now)),
  };
}
