import * as z from "zod/mini";
import { notFound, problem } from "../../adapters/api/problem.ts";
import { parsePolicy } from "../../policy/read/policy-file.ts";
import type { Person } from "../../routing/reps/person.ts";
import { type Asked, bodyOf, Unusable } from "../asking-person.ts";
import { answered, type Keep } from "../once.ts";
import type { Deps } from "./deps.ts";
import { needsRevision, revisionIn } from "./keep-draft.ts";

const Wanted = z.object({ id: z.string().check(z.regex(/^[\w-]{8,64}$/)) });

/** Starts a copy of the draft as the shadow. `id` is made by whoever asks. */
export async function startShadow(person: Person, asked: Asked, deps: Deps, keep: Keep) {
  const rev = revisionIn(asked.headers);
  if (rev === undefined) return needsRevision();
  const { id } = wantedIn(asked);
  const [draft, reps] = await Promise.all([deps.drafts.get(), deps.team.all()]);
  if (draft?.rev !== rev) return problem(412, "changed", undefined, { draft: draft ?? null });
  const reading = parsePolicy(draft.source, "policy", reps);
  if (reading.kind === "problems") return problem(422, "not-a-policy", undefined, { problems: reading.problems });
  const shadow = { id, source: draft.source, author: person.id, at: deps.now() };
  const answer = { status: 200, body: { id } };
  const isStarted = await deps.shadows.start(shadow, reading.policy, [keep(answer)]);
  return isStarted ? answered(answer) : problem(409, "shadow-goes-on");
}

/** Ends the shadow, if nobody else did before; what it found stays. */
export async function endShadow(_: Person, asked: Asked, { shadows, now }: Deps, keep: Keep) {
  const { id } = wantedIn(asked);
  const answer = { status: 200, body: { id } };
  const isEnded = (await shadows.end(id, now(), [keep(answer)])) || (await shadows.get())?.id === id;
  return isEnded ? answered(answer) : notFound();
}

function wantedIn(asked: Asked): z.infer<typeof Wanted> {
  try {
    return Wanted.parse(JSON.parse(bodyOf(asked)));
  } catch {
    throw new Unusable("expected id, a text of 8 to 64 letters and digits");
  }
}
