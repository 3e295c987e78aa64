import * as z from "zod/mini";
import { memoize } from "../conditions/memoize.ts";
import type { Fact, OwnFact } from "../facts.ts";
import { type LeadFacts, Words } from "../lead/lead.ts";

const Value = z.union([
  z.string().check(z.minLength(1), z.maxLength(60)),
  z.strictObject({ id: z.string(), name: Words }),
]);

/** A fact of leads that a policy names itself. */
export const OwnAttribute = z.strictObject({
  /** What it is called in sentences; its key, in words, if absent. */
  name: z.optional(Words),
  kind: z.enum(["text", "choice", "several", "number", "yes-no", "date"]),
  /** What a choice may be, or what several may be of; in sentences each by its name. */
  values: z.optional(z.array(Value).check(z.minLength(1), z.maxLength(200))),
  /** The least and greatest number. */
  range: z.optional(z.tuple([z.number().check(z.nonnegative()), z.number()])),
  /** It is believed of sources that sign, of look-ups and of files, and of nobody else. */
  signed: z.optional(z.literal(true)),
});
export type OwnAttribute = z.infer<typeof OwnAttribute>;

/** The name of an own attribute, in conditions, forms and files. */
export const OwnName = z
  .string()
  .check(z.regex(/^[a-z][a-z0-9_]*$/, "expected lower-case letters, digits and underscores"));

/** The facts that a policy names itself, in its order. */
export const ownFacts = memoize((attributes: Readonly<Record<string, OwnAttribute>>): readonly OwnFact[] =>
  Object.entries(attributes).map(([name, attribute]) => ({ name, fact: factOf(name, attribute) })),
);

/** The part of a policy that names attributes. */
export interface WithAttributes {
  attributes: Readonly<Record<string, OwnAttribute>>;
}

/** A lead's value of an own attribute; undefined if it is not known. */
export const ownValue = (facts: LeadFacts, name: string) =>
  (facts as unknown as Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>)[name];

/** What a value is called. */
const valueIds = ({ values = [] }: OwnAttribute): string[] =>
  values.map((value) => (typeof value === "string" ? value : value.id));

/** Characters of an own text, and the greatest own number without a range. */
const mostText = 500;
const mostNumber = 1e15;

function factOf(name: string, attribute: OwnAttribute): Fact {
  const { kind, range: [least, most] = [0, mostNumber], signed } = attribute;
  const means = name.replaceAll("_", " ");
  const more = { means, ...(signed && { unverified: true as const }) };
  const values = valueIds(attribute);
  switch (kind) {
    case "text":
      return { kind, most: mostText, ...more };
    case "choice":
      return { kind, values, ...more };
    case "several":
      return { kind: "list", most: 60, items: 20, ...(values.length > 0 && { values }), ...more };
    case "number":
      return { kind, least, most, ...more };
    case "yes-no":
      return { kind: "truth", ...more };
    case "date":
      return { kind, ...more };
  }
}
