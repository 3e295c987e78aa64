import * as z from "zod";
import { type OwnFact, submittedFacts } from "../../routing/facts.ts";
import { withoutClaims } from "../../routing/lead/claims.ts";
import type { LeadFacts } from "../../routing/lead/lead.ts";
import { readFacts } from "../../routing/lead/read-facts.ts";
import { type Line, readFields } from "./lead-fields.ts";

const Submission = z.object({
  form: z.record(z.string(), z.unknown()),
  received_at: z.unknown().optional(),
  /** How long the person took to fill it in, in seconds. */
  fillSeconds: z.number().optional(),
});
/** A person needs at least this long to fill in a form, in seconds. */
const shortestFill = 2;

/**
 * Reads recorded form posts, `{"form": {…}}`. As at the form itself, a post makes no lead if the form refuses it, if a
 * program filled it in, or if the same person has written before. What only a source that signs may claim does not count.
 */
export class Submissions {
  readonly #people = new Set<string>();

  read(line: object, language: LeadFacts["language"], own: readonly OwnFact[] = []): Omit<Line, "line"> {
    const parsed = Submission.safeParse(line);
    const expected = 'expected a posted form, as {"form": {"name": …, "email": …}}';
    if (!parsed.success) return { read: { issues: [{ field: "form", expected }] } };
    const { form, received_at, fillSeconds = shortestFill } = parsed.data;
    const taken = readFacts(form, "anybody", { language }, own);
    const posted = "facts" in taken ? withoutClaims(taken, own) : taken;
    const facts = "facts" in posted ? { ...posted.facts } : { language };
    const written = Object.fromEntries(
      [...submittedFacts, ...own.map(({ name }) => ({ name, field: name }))].map(({ name, field }) => [
        name,
        facts[field as keyof typeof facts],
      ]),
    );
    const beside = { owner: form.owner, owner_by: form.owner_by, received_at: received_at ?? form.received_at };
    const read = readFields({ ...written, ...beside }, language, own);
    if ("issues" in read && read.issues.some(({ field }) => field === "received_at")) return { read };
    const leftOut = (why: string) => ({ read, leftOut: why });
    if (form.website || fillSeconds < shortestFill) return leftOut("that a program filled in");
    if ("issues" in read || "misread" in posted) return leftOut("that the form refuses");
    const email = posted.facts.email.toLowerCase();
    if (this.#people.has(email)) return leftOut("of a person who wrote before");
    this.#people.add(email);
    const unread = posted.unread.map(({ name, expected }) => ({ field: name, expected: `expected ${expected}` }));
    return { read: unread.length > 0 ? { ...read, unread } : read };
  }
}
