import { type JSONValue, search } from "@jmespath-community/jmespath";
import * as z from "zod/mini";
import type { CompanyFacts } from "../../routing/enrich.ts";
import { countryCodes } from "../../texts/country-codes.ts";
import { oneLine } from "../../texts/legible.ts";

const text = (most: number) =>
  z.pipe(z.pipe(z.string(), z.transform(oneLine)), z.string().check(z.minLength(1), z.maxLength(most)));
const amount = z.number().check(z.nonnegative(), z.maximum(1e15));
const code = z.pipe(
  z.pipe(
    z.string(),
    z.transform((value) => value.trim().toUpperCase()),
  ),
  z.enum(countryCodes),
);

/** What a mapped value must be to be believed, by the fact that it fills. */
const Facts = {
  company: text(200),
  size: z.int().check(z.minimum(1), z.maximum(10_000_000)),
  industry: text(120),
  value: amount,
  revenue: amount,
  country: code,
  region: text(120),
  city: text(120),
} satisfies Partial<Record<keyof CompanyFacts, z.ZodMiniType>>;

/**
 * The facts that expressions (JMESPath, https://jmespath.site) find in an answer. Nobody vouches for the answer: what
 * is not of the fact's type, too long or too large, is left out.
 * @throws when an expression does not apply to the answer, such as a function to a value of another type
 */
export function mappedFacts(map: Partial<Record<keyof typeof Facts, string>>, answer: unknown): CompanyFacts {
  const found = Object.entries(map).flatMap(([fact, expression]) => {
    const read = Facts[fact as keyof typeof Facts].safeParse(search(answer as JSONValue, expression));
    return read.success ? [[fact, read.data]] : [];
  });
  return Object.fromEntries(found) as CompanyFacts;
}
