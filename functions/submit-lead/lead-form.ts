import * as z from "zod/mini";
import { LeadFacts, locales, urgencies } from "../../routing/lead/lead.ts";
import { countryCodes } from "../../texts/country-codes.ts";
import type { Fault } from "../../texts/shape/pages.ts";

/** Line breaks stay in messages only; other control characters and bidirectional overrides stay nowhere. */
const clean = (text: string, keepLines: boolean): string =>
  text
    .replace(
      keepLines ? /[\p{Cc}--[\n\t]]|[\u202A-\u202E\u2066-\u2069]/gv : /[\p{Cc}\u202A-\u202E\u2066-\u2069]/gu,
      " ",
    )
    .replace(keepLines ? /[ \t]+\n/g : /\s+/g, keepLines ? "\n" : " ")
    .trim();

const nothingIfEmpty = (value: unknown): unknown => (value === "" || value === null ? undefined : value);
const optional = <Schema extends z.ZodMiniType>(schema: Schema) =>
  z.pipe(z.transform(nothingIfEmpty), z.optional(schema));
const text = (max: number, keepLines = false) =>
  z.pipe(
    z.string(),
    z.pipe(
      z.transform((value: string) => clean(value, keepLines)),
      z.string().check(z.maxLength(max)),
    ),
  );
const filled = (max: number) => z.pipe(text(max), z.string().check(z.minLength(1)));
const amount = (max: number) => z.pipe(z.transform(Number), z.number().check(z.nonnegative(), z.maximum(max)));
const list = z.pipe(
  z.transform((value: unknown) => (Array.isArray(value) ? value : [value]).filter((item) => item !== "")),
  z.array(text(60)).check(z.maxLength(20)),
);

/** A zone by its IANA name; an offset such as +03:00 says nothing of a place. */
function isTimeZone(name: string): boolean {
  try {
    return /^[A-Za-z]/.test(name) && Boolean(new Intl.DateTimeFormat("en", { timeZone: name }));
  } catch {
    return false;
  }
}

/** The form as posted, as JSON or urlencoded. Fields that nobody knows are ignored: a lead is worth more than order. */
const LeadForm = z.object({
  name: filled(200),
  email: z.pipe(filled(254), z.email()),
  company: optional(text(200)),
  size: optional(z.pipe(amount(10_000_000), z.int())),
  country: optional(
    z.pipe(
      z.pipe(
        text(2),
        z.transform((code: string) => code.toUpperCase()),
      ),
      z.enum(countryCodes),
    ),
  ),
  region: optional(text(120)),
  city: optional(text(120)),
  postal_code: optional(text(20)),
  time_zone: optional(z.pipe(text(60), z.string().check(z.refine(isTimeZone)))),
  phone: optional(z.pipe(text(40), z.string().check(z.regex(/^\+?[\d\s().\-/]{5,40}(\s*(x|ext\.?)\s*\d{1,6})?$/i)))),
  role: optional(text(120)),
  products: optional(list),
  use_case: optional(text(200)),
  industry: optional(text(120)),
  value: optional(amount(1e12)),
  revenue: optional(amount(1e15)),
  urgency: optional(z.enum(urgencies)),
  customer_type: optional(z.enum(["new", "customer", "former"])),
  engagement: optional(amount(1e6)),
  message: optional(text(4000, true)),
  source: optional(text(120)),
  campaign: optional(text(120)),
  language: optional(z.enum(locales)),
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

/** Reads what was posted: the lead's facts, or every field that is wrong and how. `now` is ISO 8601. */
export function readForm(
  posted: unknown,
  language: LeadFacts["language"],
  now: string,
): ReadForm | { faults: FormFault[] } {
  const read = LeadForm.safeParse(posted);
  if (!read.success) return { faults: faultsOf(read.error.issues, posted) };
  const { consent, consent_wording, submission_id, opened_at, website, ...same } = read.data;
  const opened = Date.parse(opened_at ?? "");
  const tooSoon = Date.parse(now) - opened < minimumFillTime && opened <= Date.parse(now);
  return {
    facts: LeadFacts.parse({
      ...same,
      useCase: same.use_case,
      customerType: same.customer_type,
      postalCode: same.postal_code,
      timeZone: same.time_zone,
      language: same.language ?? language,
    }),
    ...(consent && { consentWording: consent_wording }),
    submissionId: submission_id,
    looksAutomatic: website !== undefined || tooSoon,
  };
}

function faultsOf(issues: readonly z.core.$ZodIssue[], posted: unknown): FormFault[] {
  const given = (typeof posted === "object" && posted !== null ? posted : {}) as Record<string, unknown>;
  const faults = issues.map((issue): FormFault => {
    const field = String(issue.path[0] ?? "");
    const empty = nothingIfEmpty(typeof given[field] === "string" ? given[field].trim() : given[field]) === undefined;
    return { field, fault: empty ? "missing" : issue.code === "too_big" ? "too-long" : "invalid" };
  });
  return faults.filter(({ field }, index) => faults.findIndex((other) => other.field === field) === index);
}
