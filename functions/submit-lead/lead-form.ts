import { submittedFacts } from "../../routing/facts.ts";
import { cleanText, cutText } from "../../routing/lead/clean-text.ts";
import type { LeadFacts } from "../../routing/lead/lead.ts";
import { type ReadFacts, readFacts } from "../../routing/lead/read-facts.ts";
import type { Fault } from "../../texts/shape/pages.ts";

export interface FormFault {
  field: string;
  fault: Fault;
}

export interface ReadForm extends ReadFacts {
  /** Names of posted fields that nothing reads: the first so many, shortened. */
  unknown: string[];
  consentWording?: string | undefined;
  /** What the page or client calls this submission, so that sending it again is no second lead. */
  submissionId?: string | undefined;
  /** Filled in where no person looks, or sent sooner than a person can type. */
  looksAutomatic: boolean;
}

/** A person needs at least this long to fill in the form, in milliseconds. */
const minimumFillTime = 2000;
const mostUnknown = 20;
const mostWording = 1000;

/** What is posted beside the facts; `_charset_` is the form's own word for how it is written. */
const beside = ["consent", "consent_wording", "submission_id", "opened_at", "website", "embed", "_charset_"];
const known: ReadonlySet<string> = new Set([...beside, ...submittedFacts.map(({ name }) => name as string)]);

const textIn = (value: unknown, most: number): string | undefined =>
  typeof value === "string" || typeof value === "number"
    ? cutText(cleanText(String(value)), most) || undefined
    : undefined;

/** A tick, a yes or any other text is a consent; what says no is none. */
const isConsent = (value: unknown): boolean =>
  value === true ||
  value === 1 ||
  (typeof value === "string" && !/^\s*(no|n|não|nao|false|falso|off|0|)\s*$/i.test(value));

/**
 * Reads what was posted, as JSON or urlencoded: the lead's facts, with what of it could not be read; or, where it makes
 * no lead, every field that is to blame and how. `now` is ISO 8601.
 */
export function readForm(
  posted: Readonly<Record<string, unknown>>,
  language: LeadFacts["language"],
  now: string,
): ReadForm | { faults: FormFault[] } {
  const read = readFacts(posted, "anybody", { language });
  if ("misread" in read) return { faults: read.misread.map(({ name, fault }): FormFault => ({ field: name, fault })) };
  const opened = Date.parse(textIn(posted.opened_at, 40) ?? "");
  const tooSoon = Date.parse(now) - opened < minimumFillTime && opened <= Date.parse(now);
  const unknown = Object.keys(posted).filter((name) => !known.has(name));
  return {
    ...read,
    unknown: unknown.slice(0, mostUnknown).map((name) => cutText(cleanText(name), 60)),
    ...(isConsent(posted.consent) && { consentWording: textIn(posted.consent_wording, mostWording) }),
    submissionId: textIn(posted.submission_id, 200),
    looksAutomatic: !isBlank(posted.website) || tooSoon,
  };
}

const isBlank = (value: unknown): boolean => value === undefined || value === null || value === "";
