import { mayEver } from "../../routing/acts/acts.ts";
import type { Person } from "../../routing/reps/person.ts";
import type { Asked } from "../asking-person.ts";
import type { Deps } from "./asked.ts";

/** The most differences that are told; the figures are of all. */
const most = 500;

/** The shadow, also after its end, and where it decided otherwise; null when there was none yet. */
export async function showShadow(person: Person, _: Asked, { shadows }: Deps) {
  if (!mayEver("try policies", person)) return undefined;
  const found = await shadows.get();
  if (!found) return { shadow: null, differences: [] };
  const { policy: _policy, ...shadow } = found;
  return { shadow, differences: (await shadows.differences(shadow.id)).slice(0, most) };
}
