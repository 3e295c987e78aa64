import * as z from "zod/mini";
import { json, notFound, problem } from "../../adapters/api/problem.ts";
import { parsePolicy } from "../../policy/read/policy-file.ts";
import { mayEver } from "../../routing/acts.ts";
import type { Person } from "../../routing/reps/person.ts";
import { type Asked, bodyOf, Unusable } from "../asking-person.ts";
import type { Deps } from "./deps.ts";
import { needsRevision, revisionIn } from "./keep-draft.ts";

const Wanted = z.object({ id: z.string().check(z.regex(/^[\w-]{8,64}$/)) });

/** Starts a copy of the draft as the shadow. `id` is made by whoever asks, so that asking twice starts one. */
export async function startShadow(person: Person, asked: Asked, deps: Deps) {
  if (!mayEver("draft policies", person)) return notFound();
  const rev = revisionIn(asked.headers);
  if (rev === undefined) return needsRevision();
  const { id } = wantedIn(asked);
  const [draft, reps] = await Promise.all([deps.drafts.get(), deps.team.all()]);
  if (draft?.rev !== rev) return problem(412, "changed", undefined, { draft: draft ?? null });
  const reading = parsePolicy(draft.source, "policy", reps);
  if (reading.kind === "problems") return problem(422, "not-a-policy", undefined, { problems: reading.problems });
  const shadow = { id, source: draft.source, author: person.id, at: deps.now() };
  return (await deps.shadows.start(shadow, reading.policy)) ? json(200, { id }) : problem(409, "shadow-goes-on");
}

/** Ends the shadow; what it found stays. */
export async function endShadow(person: Person, asked: Asked, { shadows, now }: Deps) {
  if (!mayEver("draft policies", person)) return notFound();
  const { id } = wantedIn(asked);
  await shadows.end(id, now());
  return json(200, { id });
}

function wantedIn(asked: Asked): z.infer<typeof Wanted> {
  try {
    return Wanted.parse(JSON.parse(bodyOf(asked)));
  } catch {
    throw new Unusable("expected id, a text of 8 to 64 letters and digits");
  }
}
