import * as z from "zod/mini";
import { notFound, problem } from "../../adapters/api/problem.ts";
import { parsePolicy } from "../../policy/read/policy-file.ts";
import { testPolicy } from "../../policy/tests/test-policy.ts";
import type { Person } from "../../routing/reps/person.ts";
import { type Asked, bodyOf, Unusable } from "../asking-person.ts";
import { answered, type Keep } from "../once.ts";
import type { Deps } from "./deps.ts";
import { needsRevision, revisionIn } from "./keep-draft.ts";

const Note = z.string().check(z.trim(), z.minLength(1), z.maxLength(500));
const Activation = z.object({ note: Note, basedOn: z.int().check(z.nonnegative()) });
const Rollback = z.object({ note: Note, version: z.int().check(z.positive()) });

/**
 * Makes the draft of the named revision the active policy: checked against the roster and tested again here, on the condition that the
 * activation it is based on is still the last one. Whoever is late is told what became live meanwhile.
 */
export async function activatePolicy(person: Person, asked: Asked, deps: Deps, keep: Keep) {
  const rev = revisionIn(asked.headers);
  if (rev === undefined) return needsRevision();
  const { note, basedOn } = read(Activation, asked, "note, a text, and basedOn, the number of an activation");
  const [draft, active] = await Promise.all([deps.drafts.get(), deps.versions.active()]);
  const by = { author: person.id, note, at: deps.now() };
  if (draft?.rev !== rev)
    return problem(412, "changed", undefined, { draft: draft ?? null, live: await liveNow(deps) });
  const reps = await deps.team.all();
  const reading = parsePolicy(draft.source, "policy", reps);
  if (reading.kind === "problems") return problem(422, "not-a-policy", undefined, { problems: reading.problems });
  const tested = testPolicy(draft.tests, reading.policy, reps, deps.now());
  if (tested.problems.length > 0) return problem(422, "tests-fail", undefined, { problems: tested.problems });
  if (active.activation !== basedOn) return problem(412, "changed", undefined, { live: await liveNow(deps) });
  const answerOf = (version: number) => ({ status: 200, body: { version, activation: active.activation + 1 } });
  const version = await deps.versions.switchTo({ ...reading, by, active }, (number) => [
    ...deps.drafts.ending(draft),
    keep(answerOf(number)),
  ]);
  if (version === undefined) return problem(412, "changed", undefined, { live: await liveNow(deps) });
  return answered(answerOf(version));
}

/** Makes a version live that was so before. */
export async function rollBack(person: Person, asked: Asked, deps: Deps, keep: Keep) {
  const { note, version } = read(Rollback, asked, "note, a text, and version, the number of one that was live before");
  const found = await deps.policies.find(version);
  if (!found) return notFound();
  const reading = parsePolicy(found.source, `version ${version}`, await deps.team.all());
  if (reading.kind === "problems") return problem(422, "not-a-policy", undefined, { problems: reading.problems });
  const answerOf = (activation: number) => ({ status: 200, body: { version, activation } });
  const by = { author: person.id, note, at: deps.now() };
  const { kind } = await deps.versions.rollback(version, by, (activation) => [keep(answerOf(activation))]);
  if (kind === "never-active") return problem(409, "never-active");
  return answered(answerOf((await deps.versions.active()).activation));
}

/** What is live, and who made it so. */
async function liveNow({ versions }: Deps) {
  const { version, activation } = await versions.active();
  if (activation === 0) return { version, activation };
  const { author, at, note } = await versions.activation(activation);
  return { version, activation, author, at, note };
}

function read<Wanted>(wanted: z.ZodMiniType<Wanted>, asked: Asked, expected: string): Wanted {
  try {
    return wanted.parse(JSON.parse(bodyOf(asked)));
  } catch {
    throw new Unusable(`expected ${expected}`);
  }
}
