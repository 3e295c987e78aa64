import * as z from "zod/mini";
import { json, notFound, problem } from "../../adapters/api/problem.ts";
import { mayEver } from "../../routing/acts.ts";
import type { Person } from "../../routing/reps/person.ts";
import { type Asked, bodyOf, Unusable } from "../asking-person.ts";
import type { Deps } from "./deps.ts";

const most = 1_000_000;
const Wanted = z.object({
  source: z.string().check(z.maxLength(most)),
  tests: z.string().check(z.maxLength(most)),
  basedOn: z.int().check(z.nonnegative()),
});

/** The revision that `If-Match` names: `"3"`, and `"0"` for none; undefined without one. @throws Unusable */
export function revisionIn(headers: Asked["headers"]): number | undefined {
  const text = headers["if-match"];
  if (text === undefined) return undefined;
  const [, digits] = /^"(\d{1,9})"$/.exec(text) ?? [];
  if (digits === undefined) throw new Unusable('If-Match: expected the revision of the draft, as "3"');
  return Number(digits);
}

/** What a refused request of whoever names no revision is told. */
export const needsRevision = () => problem(428, "needs-revision");

/** Keeps the draft; whoever read another revision is told what became of it meanwhile, and nothing is merged. */
export async function keepDraft(person: Person, asked: Asked, { drafts, now }: Deps) {
  if (!mayEver("draft policies", person)) return notFound();
  const rev = revisionIn(asked.headers);
  if (rev === undefined) return needsRevision();
  const kept = await drafts.keep({ ...wantedIn(bodyOf(asked)), author: person.id, at: now() }, rev);
  if (kept.kind === "too-large") return problem(413, "too-large");
  if (kept.kind === "changed") return problem(412, "changed", undefined, { draft: kept.by ?? null });
  const { source: _, tests: __, ...draft } = kept.draft;
  return json(200, { draft });
}

/** Throws the draft away. */
export async function discardDraft(person: Person, asked: Asked, { drafts }: Deps) {
  if (!mayEver("draft policies", person)) return notFound();
  const rev = revisionIn(asked.headers);
  if (rev === undefined) return needsRevision();
  if (await drafts.discard(rev)) return json(200, { draft: null });
  const draft = await drafts.get();
  return draft ? problem(412, "changed", undefined, { draft }) : json(200, { draft: null });
}

function wantedIn(body: string): z.infer<typeof Wanted> {
  try {
    return Wanted.parse(JSON.parse(body));
  } catch {
    throw new Unusable("expected source and tests, which are texts, and basedOn, the number of a version");
  }
}
