import { mayActivate, mayEver } from "../../routing/acts/acts.ts";
import type { Person } from "../../routing/reps/person.ts";
import type { Asked } from "../asking-person.ts";
import type { Deps } from "./asked.ts";

/** The draft of the policy, or null without one; the tests of the active policy, and what somebody may do with a draft. */
export async function showDraft(person: Person, _: Asked, { drafts }: Deps) {
  if (!mayEver("try policies", person)) return undefined;
  const [draft, tests] = await Promise.all([drafts.get(), drafts.tests()]);
  return { draft: draft ?? null, tests, may: { activate: mayActivate(person) } };
}
