import * as z from "zod/mini";
import { problem } from "../../adapters/api/problem.ts";
import type { Person } from "../../routing/reps/person.ts";
import { type Asked, bodyOf, Unusable } from "../asking-person.ts";
import { answered, type Keep } from "../once.ts";
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
export async function keepDraft(person: Person, asked: Asked, { drafts, now }: Deps, keep: Keep) {
  const rev = revisionIn(asked.headers);
  if (rev === undefined) return needsRevision();
  const wanted = { ...wantedIn(bodyOf(asked)), author: person.id, at: now() };
  const { source: _, tests: __, ...draft } = { ...wanted, rev: rev + 1 };
  const answer = { status: 200, body: { draft } };
  const kept = await drafts.keep(wanted, rev, [keep(answer)]);
  if (kept.kind === "too-large") return problem(413, "too-large");
  if (kept.kind === "changed") return problem(412, "changed", undefined, { draft: kept.by ?? null });
  return answered(answer);
}

/** Throws the draft away. */
export async function discardDraft(_: Person, asked: Asked, { drafts }: Deps, keep: Keep) {
  const rev = revisionIn(asked.headers);
  if (rev === undefined) return needsRevision();
  const answer = { status: 200, body: { draft: null } };
  if (await drafts.discard(rev, [keep(answer)])) return answered(answer);
  const draft = await drafts.get();
  return draft ? problem(412, "changed", undefined, { draft }) : answered(answer);
}

function wantedIn(body: string): z.infer<typeof Wanted> {
  try {
    return Wanted.parse(JSON.parse(body));
  } catch {
    throw new Unusable("expected source and tests, which are texts, and basedOn, the number of a version");
  }
}
