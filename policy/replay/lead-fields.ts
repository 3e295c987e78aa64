import * as z from "zod";
import { fold } from "../../routing/conditions/fold.ts";
import { isNumber, type OwnFact, submittedFacts } from "../../routing/facts.ts";
import { closingOutcomes } from "../../routing/lead/follow.ts";
import { AccountMatch, KnownOwner, LeadFacts, offerOutcomes, SamePerson } from "../../routing/lead/lead.ts";
import { ownerKinds } from "../../routing/lead/owners.ts";
import { readFacts } from "../../routing/lead/read-facts.ts";
import { describeValue, suggest } from "../read/problem.ts";
import type { PastLead } from "./leads.ts";

/** A lead as read from one record of a file; the file may lack its id and time of arrival. */
export type ReadLead = Omit<PastLead, "receivedAt" | "ref"> & {
  receivedAt?: string | undefined;
  id?: string | undefined;
  /** What could not be read of it, as the form takes it: the lead goes on without. */
  unread?: FieldIssue[];
};

/** A field of a record that could not be read. `expected` is a sentence for the author of the file. */
export interface FieldIssue {
  field: string;
  expected: string;
}

/** What was read from one line of a file. */
export interface Line {
  line: number;
  read: ReadLead | { issues: FieldIssue[] };
  /** Whether the lead was looked up already, as a stored one. */
  lookedUp?: boolean;
  /** Why the line is left out of the replay, as a clause that follows "lines". */
  leftOut?: string | undefined;
}

const optional = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess((value) => (value === "" || value === null ? undefined : value), schema.optional());
const text = z.preprocess(
  (value) => (typeof value === "number" ? String(value) : value),
  z.string("expected a text").trim(),
);
/** As CRMs export it: a space before the clock or the offset, no seconds, an offset without its colon, UTC by name. */
const isoTime = (text: string): string =>
  text
    .trim()
    .replace(/^(\d{4}-\d\d-\d\d) +/, "$1T")
    .replace(/(T\d\d:\d\d)(?=$|[Z+\- ])/i, "$1:00")
    .replace(/(?<! ) *(?:UTC|GMT)$/i, "Z")
    .replace(/(?<! ) *([+-]\d\d)(?::?(\d\d))?$/, (offset: string, hours: string, minutes = "00") =>
      /^ *-\d\d$/.test(offset) && !text.includes(":") ? offset : `${hours}:${minutes}`,
    );
const time = z.preprocess(
  (value) => (typeof value === "string" ? isoTime(value) : value),
  z.iso
    .datetime({ offset: true, error: "expected a time with its zone, such as 2026-11-02T15:00:00Z" })
    .transform((at) => new Date(at).toISOString()),
);

/** How CRMs write that a deal was won, and that it was not. */
const outcomeWords = new Map<string, (typeof closingOutcomes)[number]>([
  ...closingOutcomes.map((outcome): [string, (typeof closingOutcomes)[number]] => [outcome, outcome]),
  ...["1", "yes", "true", "converted", "closed won", "ganado", "ganada", "ganho", "ganha", "si", "sim"].map(
    (word): [string, "won"] => [word, "won"],
  ),
  ...["0", "no", "false", "not converted", "closed lost", "perdido", "perdida", "nao"].map((word): [string, "lost"] => [
    word,
    "lost",
  ]),
]);
const outcome = z.preprocess(
  (value) => outcomeWords.get(fold(String(value)).trim()) ?? value,
  z.enum(closingOutcomes, "expected won, lost, invalid or withdrawn"),
);

/** The fields of a record that are not facts of the lead. */
const Beside = z.object({
  id: optional(text),
  received_at: optional(time),
  outcome: optional(outcome),
  closed_at: optional(time),
  owner: optional(text),
  owner_by: optional(
    z.preprocess(
      (value) => (typeof value === "string" ? value.trim().toLowerCase() : value),
      z.enum(ownerKinds, "expected account, opportunity or colleague"),
    ),
  ),
});

const ofEveryPolicy: readonly string[] = [
  ...["id", "received_at"],
  ...submittedFacts.map(({ name }) => name),
  ...["owner", "owner_by", "outcome", "closed_at"],
];

/** The names of a record's fields. Facts have the names that conditions use, so a file can be written beside a policy. */
export const fieldNames = (own: readonly OwnFact[]): readonly string[] => [
  ...ofEveryPolicy,
  ...own.map(({ name }) => name),
];

/** `contry` is no field; did you mean "country"? */
export const unknownField = (name: string, own: readonly OwnFact[]): string =>
  `${name}${suggest(name, fieldNames(own))}`;

/** Reads a lead from a flat record of fields, or returns its issues. `language` is the default for leads that have none. */
export function readFields(
  record: object,
  language: LeadFacts["language"],
  own: readonly OwnFact[] = [],
): ReadLead | { issues: FieldIssue[] } {
  const beside = Beside.safeParse(record);
  const given = record as Readonly<Record<string, unknown>>;
  const read = readFacts(given, "file", { name: "", email: "", language }, own);
  const said = ({ name, expected }: { name: string; expected: string }) =>
    issue(name, `expected ${expected}`, given[name]);
  if ("misread" in read) return { issues: read.misread.map(said) };
  if (!beside.success) return { issues: issuesOf(beside.error, record) };
  const { id, received_at, outcome, closed_at, owner, owner_by } = beside.data;
  return {
    id,
    receivedAt: received_at,
    facts: read.facts,
    ...(outcome && { closed: { outcome, at: closed_at } }),
    ...(read.unread.length > 0 && { unread: read.unread.map(said) }),
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
  samePerson: inner(SamePerson),
  companyReps: z.array(z.string()).optional(),
  ownerId: z.string().optional(),
  status: z.string().optional(),
  acceptedAt: z.string().optional(),
  closed: z.object({ outcome: z.enum(closingOutcomes), at: z.string() }).optional(),
  additions: z
    .array(
      z.object({
        at: z.string(),
        field: z.string(),
        before: z.string().optional(),
        beside: z.literal(true).optional(),
        claimed: z.literal(true).optional(),
      }),
    )
    .default([]),
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

/** Reads a lead from an item of the leads table, or returns its issues. */
export function readStored(item: object): ReadLead | { issues: FieldIssue[] } {
  const read = Stored.safeParse(item);
  if (!read.success) return { issues: issuesOf(read.error, item) };
  const { offers, additions, acceptedAt, status, ...lead } = read.data;
  const addedSince = additions.flatMap(({ at, field, before, beside, claimed }) =>
    acceptedAt === undefined || at <= acceptedAt || beside || claimed ? [] : [{ field, before }],
  );
  const ended = status === "rejected" || status === "nurtured";
  const refusals = offers.flatMap(({ repId, outcome, offeredAt, answeredAt }) =>
    answeredAt && (outcome === "declined" || outcome === "lapsed")
      ? [{ repId, outcome, minutes: Math.max(0, (Date.parse(answeredAt) - Date.parse(offeredAt)) / 60_000) }]
      : [],
  );
  return {
    ...lead,
    ...(refusals.length > 0 && { refusals }),
    ...(addedSince.length > 0 && { addedSince }),
    ...(ended && offers.length === 0 && { neverOffered: true }),
  } as ReadLead;
}

const valueAt = (value: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>((inside, key) => (inside as Record<PropertyKey, unknown> | undefined)?.[key], value);

/** The fields whose value may be quoted in an issue: numbers, codes and times, but no text, which may be personal data. */
const quotable: ReadonlySet<string> = new Set([
  ...["received_at", "receivedAt", "owner_by"],
  ...submittedFacts.flatMap(({ name, fact }) =>
    isNumber(fact) || ["choice", "zone"].includes(fact.kind) ? [name] : [],
  ),
]);

const issue = (field: string, message: string, value: unknown): FieldIssue => ({
  field,
  expected: quotable.has(field) ? `${message}, found ${describeValue(value)}` : message,
});

const issuesOf = (error: z.ZodError, record: object): FieldIssue[] =>
  error.issues.map(({ path, message }) => issue(path.map(String).join("."), message, valueAt(record, path)));
