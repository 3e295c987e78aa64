import type { Person } from "../../routing/reps/person.ts";
import { ownWordsOf } from "../../texts/own-words.ts";
import { poolNamesOf } from "../../texts/why-words.ts";
import type { Asked } from "../asking-person.ts";
import type { Deps } from "./asked.ts";

/** Who somebody is to Turno, and what the pools and the policy's own attributes are called in each language. */
export async function showMe(
  { id, name, role, locale, timeZone, pools }: Person,
  _: Asked,
  { policies }: Pick<Deps, "policies">,
) {
  const { policy } = await policies.active();
  return {
    ...{ id, name, role, locale, timeZone, pools: Object.keys(pools) },
    ...{ poolNames: poolNamesOf(policy), ownWords: ownWordsOf(policy) },
  };
}
