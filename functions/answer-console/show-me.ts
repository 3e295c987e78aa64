import { locales } from "../../routing/lead/lead.ts";
import type { Person } from "../../routing/reps/person.ts";
import { poolName } from "../../texts/why-words.ts";
import type { Asked } from "../asking-person.ts";
import type { Deps } from "./asked.ts";

/** Who somebody is to Turno, and what the pools are called in each language. */
export async function showMe(
  { id, name, role, locale, timeZone, pools }: Person,
  _: Asked,
  { policies }: Pick<Deps, "policies">,
) {
  const { policy } = await policies.active();
  const named = (to: (typeof locales)[number]) =>
    Object.fromEntries(Object.keys(policy.pools).map((pool) => [pool, poolName(pool, policy, to)]));
  const poolNames = Object.fromEntries(locales.map((to) => [to, named(to)]));
  return { id, name, role, locale, timeZone, pools: Object.keys(pools), poolNames };
}
