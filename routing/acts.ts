import { holdersOf, type Lead } from "./lead/lead.ts";
import type { Person } from "./reps/person.ts";
import type { Rep } from "./reps/rep.ts";

/** Of whose leads somebody may do something: of everybody's, of those that they hold, or of none. */
export type Reach = "all" | "own" | "none";

/** What people may do in the console, by their role. API, console and the tests of every route read it. */
export const acts = {
  "see oneself": { rep: "own", manager: "own", operator: "own" },
  "see leads": { rep: "own", manager: "all", operator: "all" },
  "see decisions": { rep: "own", manager: "all", operator: "all" },
  /** Once they have accepted the lead, and nobody else. */
  "see contact details": { rep: "own", manager: "own", operator: "none" },
} as const satisfies Record<string, Record<Rep["role"], Reach>>;
export type Act = keyof typeof acts;

/** Whether somebody may do this with this lead. */
export function mayAct(act: Act, person: Pick<Person, "id" | "role">, lead: Lead): boolean {
  const reach: Reach = acts[act][person.role];
  return reach === "all" || (reach === "own" && holdersOf(lead).includes(person.id));
}
