import type { Act } from "../../routing/acts/acts.ts";

/** Columns by which somebody says when they are there. */
const availability = ["time_off", "days_off"];
/** Columns that say who may sign in, and what they may do; operators alone write them. */
const identity: readonly string[] = ["role", "email", "activates_policies"];

/** What is done by changing this column. */
export const actOfColumn = (name: string): Act => {
  if (availability.includes(name)) return "change availability";
  return identity.includes(name) ? "give roles" : "change reps";
};
