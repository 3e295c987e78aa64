import * as z from "zod/mini";

/** What a person was asked to agree to, in the words that they were shown, and whether they did. */
export const ConsentGiven = z.object({
  id: z.string(),
  purpose: z.optional(z.string()),
  wording: z.string(),
  version: z.string(),
  language: z.string(),
  given: z.boolean(),
  /** ISO 8601 */
  at: z.string(),
  /** The version of the policy whose form asked. */
  policyVersion: z.optional(z.number()),
});
export type ConsentGiven = z.infer<typeof ConsentGiven>;

/** A consent that a form asks for, with its wording as the policy has it. */
interface Asked<Words> {
  id: string;
  purpose?: string | undefined;
  wording: Words;
  version: string;
}

interface Shown<Words> {
  /** The language of the form. */
  locale: string;
  /** A text in that language, or the one that stands for it. */
  said: (words: Words) => string;
  /** ISO 8601 */
  now: string;
  policyVersion?: number | undefined;
}

/** Each consent that the form asks for, in its own words, whatever was posted beside the ids of those that were ticked. */
export function consentsOf<Words>(
  asked: readonly Asked<Words>[],
  ticked: ReadonlySet<string>,
  shown: Shown<Words>,
): ConsentGiven[] {
  const { locale, said, now, policyVersion } = shown;
  return asked.map(({ id, purpose, wording, version }) => ({
    id,
    ...(purpose !== undefined && { purpose }),
    wording: said(wording),
    version,
    language: locale,
    given: ticked.has(id),
    at: now,
    ...(policyVersion !== undefined && { policyVersion }),
  }));
}

/** How many are kept on a lead: what came last. Each submission has its own beside it. */
const mostKept = 16;

/** What is known of a person's consents with what they said now, the latest last. */
export const withConsents = (known: readonly ConsentGiven[] = [], said: readonly ConsentGiven[] = []): ConsentGiven[] =>
  [...known, ...said].slice(-mostKept);
