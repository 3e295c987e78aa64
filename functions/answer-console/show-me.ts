import type { Person } from "../../routing/reps/person.ts";
import type { Asked, Deps } from "./asked.ts";

/** Who somebody is to Turno, and Turno's time, which may not be that of their device. */
export async function showMe(person: Person, _: Asked, { now }: Deps) {
  const { id, name, role, locale, timeZone, pools } = person;
  return { id, name, role, locale, timeZone, pools: Object.keys(pools), clock: { now: now() } };
}
