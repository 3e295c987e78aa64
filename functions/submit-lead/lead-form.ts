import * as z from "zod/mini";
import type { LeadFacts } from "../../routing/lead/lead.ts";
import { cleanText, readFacts } from "../../routing/lead/read-facts.ts";
import type { Fault } from "../../texts/shape/pages.ts";

const nothingIfEmpty = (value: unknown): unknown => (value === "" || value === null ? undefined : value);
const optional = <Schema extends z.ZodMiniType>(schema: Schema) =>
  z.pipe(z.transform(nothingIfEmpty), z.optional(schema));
const text = (max: number) =>
  z.pipe(
    z.string(),
    z.pipe(
      z.transform((value: string) => cleanText(value)),
      z.string().check(z.maxLength(max)),
    ),
  );

/** What is posted beside the facts. Fields that nobody knows are ignored: a lead is worth more than order. */
const Beside = z.object({
  consent: optional(z.string()),
  consent_wording: optional(text(1000)),
  submission_id: optional(text(200)),
  opened_at: optional(z.string()),
  website: optional(z.string()),
});

export interface FormFault {
  field: string;
  fault: Fault;
}

export interface ReadForm {
  facts: LeadFacts;
  consentWording?: string | undefined;
  /** What the page or client calls this submission, so that sending it again is no second lead. */
  submissionId?: string | undefined;
  /** Filled in where no person looks, or sent sooner than a person can type. */
  looksAutomatic: boolean;
}

/** A person needs at least this long to fill in the form, in milliseconds. */
const minimumFillTime = 2000;

/**
 * Reads what was posted, as JSON or urlencoded: the lead's facts, or every field that is wrong and how. `now` is
 * ISO 8601.
 */
export function readForm(
  posted: Readonly<Record<string, unknown>>,
  language: LeadFacts["language"],
  now: string,
): ReadForm | { faults: FormFault[] } {
  const read = readFacts(posted, "anybody", { language });
  const beside = Beside.safeParse(posted);
  if ("misread" in read || !beside.success) {
    return {
      faults: [
        ...("misread" in read ? read.misread : []).map(({ name, fault }): FormFault => ({ field: name, fault })),
        ...(beside.error?.issues ?? []).map(
          ({ path, code }): FormFault => ({
            field: String(path[0]),
            fault: code === "too_big" ? "too-long" : "invalid",
          }),
        ),
      ],
    };
  }
  const { consent, consent_wording, submission_id, opened_at, website } = beside.data;
  const opened = Date.parse(opened_at ?? "");
  const tooSoon = Date.parse(now) - opened < minimumFillTime && opened <= Date.parse(now);
  return {
    facts: read.facts,
    ...(consent && { consentWording: consent_wording }),
    submissionId: submission_id,
    looksAutomatic: website !== undefined || tooSoon,
  };
}
