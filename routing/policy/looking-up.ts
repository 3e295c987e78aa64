import * as z from "zod/mini";
import { type FactsWith, lookUpFacts } from "../facts.ts";
import { weekdays } from "../time/office.ts";
import { OwnName } from "./own-attributes.ts";
import { Duration, id, ShortTime, TimeOfDay } from "./written-values.ts";

// What is found out before a lead is decided: look-ups, whose it is, and the office's hours.

const httpUrlHint = "expected an https address that holds {domain} or {company} after its host";

/** The facts that a provider can fill in, by their names in conditions. */
type Enrichable = FactsWith<{ lookUp: "service" }>;
export const enrichable = lookUpFacts.flatMap(({ name, fact }) => (fact.lookUp === "service" ? [name] : [])) as [
  Enrichable,
  ...Enrichable[],
];
const HttpProvider = z.strictObject({
  /** Name in the trace, and last part of the secret's name: turno/STAGE/NAME. */
  http: id,
  /** Contains {domain} or {company}, replaced URL-encoded. Not in the host, which a lead must not be able to choose. */
  url: z.string().check(z.regex(/^https:\/\/[^{}\s/?#@\\]+[/?][^{}]*(\{(domain|company)\}[^{}]*)+$/, httpUrlHint)),
  /** Header of the secret, e.g. Authorization; absent if the service needs no key. */
  header: z.optional(z.string().check(z.regex(/^[A-Za-z0-9-]+$/, "expected a header's name"))),
  /** Prefix of the secret in the header, e.g. "Bearer ". */
  prefix: z.optional(z.string()),
  /** JMESPath expression on the response, by fact. */
  map: z.partialRecord(z.union([z.enum(enrichable), OwnName]), z.string()),
  timeout: z._default(ShortTime, 1500),
  retries: z._default(z.int().check(z.minimum(0), z.maximum(3)), 1),
  /** How long a response is cached. */
  keep: z._default(Duration, 43_200),
});
export const Enrichment = z.strictObject({
  /** In order; each fills in facts that are still unknown. Facts from the form are never overridden. */
  providers: z._default(z.array(z.union([z.enum(["companies", "places"]), HttpProvider])), ["companies", "places"]),
  /** Timeout for all providers together, in milliseconds. */
  limit: z._default(ShortTime, 4000),
});
export const Accounts = z.strictObject({
  /** Similarity from which two company names count as the same company, 0.5 to 1; 1 for equal names only. */
  match_name_at: z._default(z.number().check(z.gte(0.5), z.lte(1)), 0.9),
  /** Whether leads of a company with an open lead go to the same owner. */
  colleagues: z._default(z.enum(["same-owner", "any-owner"]), "same-owner"),
});

export const Office = z.strictObject({
  time_zone: z.string(),
  days: z._default(z.array(z.enum(weekdays)).check(z.minLength(1)), weekdays.slice(0, 5)),
  from: z._default(TimeOfDay, "09:00"),
  to: z._default(TimeOfDay, "18:00"),
});
