import { chance } from "./random.ts";

/**
 * How a customer begins: called at once, who then goes through all the steps; one who chooses the time of the first call; or
 * one with whom nothing happens for now.
 */
export type Beginning = "at-once" | "chooses" | "later";

/** How the customer whom this lead became begins, for both who have to do with it. */
export function beginningOf(seed: number, lead: string): Beginning {
  const roll = chance(seed, "begins", lead);
  return roll < 0.5 ? "at-once" : roll < 0.85 ? "chooses" : "later";
}
