import { type OwnFact, submittedFacts } from "../../routing/facts.ts";
import { type CameFrom, cameFrom, saysWhereFrom } from "../../routing/lead/came-from.ts";
import { withoutClaims } from "../../routing/lead/claims.ts";
import { cleanText, cutText } from "../../routing/lead/clean-text.ts";
import type { ConsentGiven } from "../../routing/lead/consents.ts";
import type { LeadFacts } from "../../routing/lead/lead.ts";
import { type ReadFacts, readFacts } from "../../routing/lead/read-facts.ts";
import type { Fault } from "../../texts/fault-text.ts";

export interface FormFault {
  field: string;
  fault: Fault;
}

export interface ReadForm extends ReadFacts {
  /** Facts that were not taken of a stranger, by their names. */
  claimed: string[];
  /** Names of posted fields that nothing reads: the first so many, shortened. */
  unknown: string[];
  consentWording?: string | undefined;
  /** What the form asked them to agree to. */
  consents?: readonly ConsentGiven[];
  from?: CameFrom;
  /** What the page or client calls this submission, so that sending it again is no second lead. */
  submissionId?: string | undefined;
  /** The form's token as it was posted. */
  token: unknown;
  /** Filled in where no person looks. */
  trapped: boolean;
}

const mostUnknown = 20;
const mostWording = 1000;

/** What is posted beside the facts; `_charset_` is the form's own word for how it is written. */
export const beside = ["consent", "consent_wording", "submission_id", "form_token", "website", "embed", "_charset_"];
const known: ReadonlySet<string> = new Set([
  ...beside,
  "consents",
  ...submittedFacts.map(({ name }) => name as string),
]);

const textIn = (value: unknown, most: number): string | undefined =>
  typeof value === "string" || typeof value === "number"
    ? cutText(cleanText(String(value)), most) || undefined
    : undefined;

/** A tick, a yes or any other text is a consent; what says no is none. */
const isConsent = (value: unknown): boolean =>
  value === true ||
  value === 1 ||
  (typeof value === "string" && !/^(no|n|não|nao|false|falso|off|0|)$/i.test(value.trim()));

/**
 * Reads what was posted, as JSON or urlencoded: the lead's facts, with what of it could not be read; or, where it makes
 * no lead, every field that is to blame and how.
 * @param isSigned by a source whose claims count
 * @param own the facts that the policy names itself
 */
export function readForm(
  posted: Readonly<Record<string, unknown>>,
  language: LeadFacts["language"],
  isSigned: boolean,
  own: readonly OwnFact[] = [],
): ReadForm | { faults: FormFault[] } {
  const from = cameFrom(posted);
  const given = {
    ...posted,
    // What the form itself wrote in for a country is no number yet.
    ...(/^\+\d{1,4}\s*$/.test(String(posted.phone)) && { phone: "" }),
    ...(isBlank(posted.source) && from.utm_source !== undefined && { source: from.utm_source }),
    ...(isBlank(posted.campaign) && from.utm_campaign !== undefined && { campaign: from.utm_campaign }),
  };
  const read = readFacts(given, "anybody", { language }, own);
  if ("misread" in read) return { faults: read.misread.map(({ name, fault }): FormFault => ({ field: name, fault })) };
  const unknown = Object.keys(posted).filter(
    (name) => !known.has(name) && !saysWhereFrom(name) && !own.some((fact) => fact.name === name),
  );
  return {
    ...(isSigned ? { ...read, claimed: [] } : withoutClaims(read, own)),
    unknown: unknown.slice(0, mostUnknown).map((name) => cutText(cleanText(name), 60)),
    ...(isConsent(posted.consent) && { consentWording: textIn(posted.consent_wording, mostWording) }),
    ...(Object.keys(from).length > 0 && { from }),
    submissionId: textIn(posted.submission_id, 200),
    token: posted.form_token,
    trapped: !isBlank(posted.website),
  };
}

const isBlank = (value: unknown): boolean => value === undefined || value === null || value === "";

/** The fields of a submission that tells what a known person did, and nothing else. */
const ofEvents: ReadonlySet<string> = new Set(["email", "events", "language", ...beside]);

/** What a person did, by their address, where the rest of a form is not given; undefined where it is another submission. */
export function readEventsAlone(posted: Readonly<Record<string, unknown>>): ReadFacts | undefined {
  const given = Object.keys(posted).filter((name) => !isBlank(posted[name]));
  if (!given.includes("events") || given.some((name) => !ofEvents.has(name))) return undefined;
  const read = readFacts({ email: posted.email, events: posted.events }, "anybody", { name: "", language: "en" });
  return "misread" in read ? undefined : read;
}
