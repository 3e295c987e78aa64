import { mayEver } from "../../routing/acts/acts.ts";
import type { Person } from "../../routing/reps/person.ts";
import { type Asked, Unusable } from "../asking-person.ts";
import type { Deps } from "./asked.ts";

/** The versions of the policy, the newest first, with when each was live: `before` is the `next` of the page before. */
export async function listVersions(person: Person, { queryStringParameters }: Asked, { versions }: Deps) {
  if (!mayEver("try policies", person)) return undefined;
  const { before } = queryStringParameters ?? {};
  if (before !== undefined && !/^[1-9]\d{0,7}$/.test(before))
    throw new Unusable("before: expected the next of the page before");
  return versions.history(before === undefined ? {} : { before: Number(before) });
}
