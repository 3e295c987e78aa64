import * as z from "zod";
import {
  AccountMatch,
  customerTypes,
  KnownOwner,
  LeadFacts,
  locales,
  offerOutcomes,
  urgencies,
} from "../../routing/lead/lead.ts";
import { found, oneOf, suggest } from "../read/problem.ts";
import type { PastLead } from "./leads.ts";

/** A lead as read from a record of a file: all that is known but perhaps its time. */
export type ReadLead = Omit<PastLead, "receivedAt" | "ref"> & {
  receivedAt?: string | undefined;
  id?: string | undefined;
};

export interface Complaint {
  field: string;
  expected: string;
}

/** What a line of a file says. */
export interface Line {
  line: number;
  read: ReadLead | { complaints: Complaint[] };
  /** Why a submission makes no lead of its own. */
  leftOut?: string | undefined;
}

const absent = (value: unknown): unknown => (value === "" || value === null ? undefined : value);
const optional = <Schema extends z.ZodType>(schema: Schema) => z.preprocess(absent, schema.optional());
const text = z.preprocess(
  (value) => (typeof value === "number" ? String(value) : value),
  z.string("expected a text").trim(),
);
const number = z.preprocess(
  (value) => (typeof value === "string" && /^-?\d+(\.\d+)?$/.test(value.trim()) ? Number(value) : value),
  z.number("expected a number such as 120").nonnegative("expected a number from 0"),
);
/** A list, or one text whose items are parted by semicolons. */
const list = z.preprocess(
  (value) =>
    typeof value === "string"
      ? value
          .split(";")
          .map((item) => item.trim())
          .filter(Boolean)
      : value,
  z.array(z.string("expected a list of texts"), "expected a list of texts"),
);
const choice = <const Options extends readonly [string, ...string[]]>(options: Options) =>
  z.preprocess(
    (value) => (typeof value === "string" ? value.trim().toLowerCase() : value),
    z.enum(options, `expected ${oneOf(options)}`),
  );
const time = z.preprocess(
  (value) => (typeof value === "string" ? value.trim().replace(/^(\d{4}-\d\d-\d\d) /, "$1T") : value),
  z.iso
    .datetime({ offset: true, error: "expected a time with its zone, such as 2026-11-02T15:00:00Z" })
    .transform((at) => new Date(at).toISOString()),
);

/** The names are those that conditions use, so that a file can be made by looking at a policy. */
const fields = {
  id: optional(text),
  received_at: optional(time),
  name: optional(text),
  email: optional(text),
  company: optional(text),
  size: optional(number.pipe(z.int("expected a whole number"))),
  country: optional(
    text.pipe(
      z
        .string()
        .regex(/^[A-Za-z]{2}$/, "expected an ISO country code such as BR")
        .toUpperCase(),
    ),
  ),
  region: optional(text),
  city: optional(text),
  postal_code: optional(text),
  time_zone: optional(text.pipe(z.string().refine(isTimeZone, "expected a time zone such as America/Bogota"))),
  phone: optional(text),
  role: optional(text),
  products: optional(list),
  use_case: optional(text),
  industry: optional(text),
  value: optional(number),
  revenue: optional(number),
  urgency: optional(choice(urgencies)),
  customer_type: optional(choice(customerTypes)),
  engagement: optional(number),
  message: optional(text),
  source: optional(text),
  campaign: optional(text),
  language: optional(choice(locales)),
  owner: optional(text),
  owner_by: optional(choice(["account", "colleague"])),
};
const Fields = z.object(fields);

function isTimeZone(zone: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat("en", { timeZone: zone }));
  } catch {
    return false;
  }
}

/** What a record's fields are called. */
export const fieldNames: readonly string[] = Object.keys(fields);

/** `contry` is no field; did you mean "country"? */
export const unknownField = (name: string): string => `${name}${suggest(name, fieldNames)}`;

/** A record of fields, from a line of a file; or what is wrong with it. `language` is for leads that have none. */
export function readFields(record: object, language: LeadFacts["language"]): ReadLead | { complaints: Complaint[] } {
  const read = Fields.safeParse(record);
  if (!read.success) return { complaints: complaintsOf(read.error, record) };
  const { id, received_at, postal_code, time_zone, use_case, customer_type, owner, owner_by, ...same } = read.data;
  const facts: LeadFacts = {
    ...same,
    name: same.name ?? "",
    email: same.email ?? "",
    language: same.language ?? language,
    postalCode: postal_code,
    timeZone: time_zone,
    useCase: use_case,
    customerType: customer_type,
  };
  return {
    id,
    receivedAt: received_at,
    facts,
    ...(owner && { knownOwner: { repId: owner, because: owner_by ?? "account" } }),
  };
}

/** A lead as the leads table holds it, whole or in the parts that matter here. */
const Stored = z.object({
  id: z.string().optional(),
  receivedAt: time.optional(),
  facts: z.custom<LeadFacts>().transform((facts, context) => {
    const read = LeadFacts.safeParse(facts);
    if (read.success) return read.data;
    for (const { path } of read.error.issues)
      context.addIssue({ code: "custom", path, message: "is not as a lead is stored" });
    return z.NEVER;
  }),
  knownOwner: inner(KnownOwner),
  account: inner(AccountMatch),
  companyReps: z.array(z.string()).optional(),
  ownerId: z.string().optional(),
  offers: z
    .array(
      z.object({
        repId: z.string(),
        offeredAt: z.string(),
        answeredAt: z.string().optional(),
        outcome: z.enum(offerOutcomes).optional(),
      }),
    )
    .default([]),
});

function inner<Output>(schema: { safeParse: (value: unknown) => { success: boolean; data?: Output | undefined } }) {
  return z
    .custom<Output>((value) => value === undefined || schema.safeParse(value).success, "is not as a lead is stored")
    .optional();
}

/** A lead as stored or as exported from there; or what is wrong with it. */
export function readStored(item: object): ReadLead | { complaints: Complaint[] } {
  const read = Stored.safeParse(item);
  if (!read.success) return { complaints: complaintsOf(read.error, item) };
  const { offers, ...lead } = read.data;
  const refusals = offers.flatMap(({ repId, outcome, offeredAt, answeredAt }) =>
    answeredAt && (outcome === "declined" || outcome === "lapsed")
      ? [{ repId, outcome, minutes: Math.max(0, (Date.parse(answeredAt) - Date.parse(offeredAt)) / 60_000) }]
      : [],
  );
  return { ...lead, ...(refusals.length > 0 && { refusals }) } as ReadLead;
}

const valueAt = (value: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>((inside, key) => (inside as Record<PropertyKey, unknown> | undefined)?.[key], value);

/** Says what was found for numbers, codes and times; never for a text, which may be about a person. */
const sayable =
  /^(size|value|revenue|engagement|urgency|customer_type|language|received_at|receivedAt|time_zone|owner_by)$/;

function complaintsOf(error: z.ZodError, record: object): Complaint[] {
  return error.issues.map(({ path, message }) => {
    const field = path.map(String).join(".");
    const what = sayable.test(field) ? `, found ${found(valueAt(record, path))}` : "";
    return { field, expected: `${message}${what}` };
  });
}
