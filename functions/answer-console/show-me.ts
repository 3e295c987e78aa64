import type { Person } from "../../routing/reps/person.ts";

/** Who somebody is to Turno. */
export async function showMe({ id, name, role, locale, timeZone, pools }: Person) {
  return { id, name, role, locale, timeZone, pools: Object.keys(pools) };
}
