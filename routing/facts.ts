/** How the value of a fact is read, kept and compared. Numbers are from 0. */
type Kind =
  /** `most`: characters. `lines`: its line breaks mean something. */
  | { kind: "text"; most: number; lines?: true }
  | { kind: "email" | "phone"; most: number }
  /** `count` has no fractions, `money` is in the policy's currency. */
  | { kind: "count" | "number" | "money"; most: number }
  /** One of a few values; `otherwise` is what a lead counts as that has none. */
  | { kind: "choice"; values: readonly string[]; otherwise?: string }
  /** Several texts: `items` at most, each of `most` characters. */
  | { kind: "list"; most: number; items: number }
  /** `country` is ISO 3166-1 alpha-2, upper case; `zone` an IANA name; `place` a point on the earth. */
  | { kind: "country" | "zone" | "place" };

export type Fact = Kind & {
  /** In words for the authors of policies. */
  means: string;
  /** Every lead has it. */
  always?: true;
  /** No condition can ask for it. */
  asked?: false;
  /** Neither the form, its API nor a lead file brings it. */
  said?: false;
  /** It is about our dealings with them: what a stranger says of it is no more than a claim. */
  claim?: true;
  /** Who the person is, how they came or what they wrote: nothing that a look-up or a form has wrong. */
  asIs?: true;
  /** It says where in the world the lead is. */
  where?: true;
  /** Who else may know it: any service that a policy maps, or only our own table of places. */
  lookUp?: "service" | "places";
};

/**
 * Every fact of a lead, by the name that forms, lead files and policies write; in a lead, `postal_code` is `postalCode`.
 * What a lead holds, what conditions may ask, the readers of form, API, lead files and look-ups, the lint and the
 * what-if follow from this table: a fact that is added here needs nothing else but the words for people.
 */
export const factTable = {
  name: { kind: "text", most: 200, always: true, asIs: true, means: "the person's name" },
  email: { kind: "email", most: 254, always: true, asked: false, means: "the person's e-mail address" },
  company: { kind: "text", most: 200, lookUp: "service", asIs: true, means: "the organisation's name" },
  size: { kind: "count", most: 1e7, lookUp: "service", means: "people in the organisation" },
  industry: { kind: "text", most: 120, lookUp: "service", means: "the organisation's industry" },
  value: { kind: "money", most: 1e12, lookUp: "service", means: "expected yearly value in the policy's currency" },
  revenue: {
    kind: "money",
    most: 1e15,
    lookUp: "service",
    means: "the organisation's yearly revenue in the policy's currency: its purchasing power",
  },
  country: { kind: "country", where: true, lookUp: "service", means: "ISO country code, as BR" },
  region: { kind: "text", most: 120, where: true, lookUp: "service", means: "state, province or city as typed" },
  city: { kind: "text", most: 120, where: true, lookUp: "service", means: "the city" },
  postal_code: { kind: "text", most: 20, where: true, means: "the postal code" },
  time_zone: {
    kind: "zone",
    where: true,
    lookUp: "places",
    means: "the time zone of the lead's place, as America/Bogota",
  },
  place: {
    kind: "place",
    where: true,
    lookUp: "places",
    asked: false,
    said: false,
    means: "the point on the earth, for the rep who is nearest",
  },
  phone: { kind: "phone", most: 40, asIs: true, means: "the telephone number" },
  role: { kind: "text", most: 120, means: "the person's position as typed" },
  products: { kind: "list", most: 60, items: 20, means: "the products asked for, a list" },
  use_case: { kind: "text", most: 200, means: "what they want it for" },
  urgency: {
    kind: "choice",
    values: ["now", "this-quarter", "this-year", "exploring"],
    means: "now, this-quarter, this-year or exploring",
  },
  customer_type: {
    kind: "choice",
    values: ["new", "customer", "former"],
    otherwise: "new",
    claim: true,
    means: "new, customer or former",
  },
  engagement: {
    kind: "number",
    most: 1e6,
    claim: true,
    asIs: true,
    means: "how often the person reacted to us: pages, mails or events, as the form's host reports it",
  },
  message: { kind: "text", most: 4000, lines: true, asIs: true, means: "what they wrote" },
  source: { kind: "text", most: 120, asIs: true, means: "where the lead came from" },
  campaign: { kind: "text", most: 120, asIs: true, means: "the campaign that brought it" },
  language: { kind: "choice", values: ["en", "es", "pt"], always: true, asIs: true, means: "en, es or pt" },
} as const satisfies Readonly<Record<string, Fact>>;

export type Facts = typeof factTable;
export type FactName = keyof Facts;

/** The names of the facts in whose line this stands. */
export type FactsWith<Column> = { [Name in FactName]: Facts[Name] extends Column ? Name : never }[FactName];
export type ConditionFact = Exclude<FactName, FactsWith<{ asked: false }>>;
export type SubmittedFact = Exclude<FactName, FactsWith<{ said: false }>>;
export type LookUpFact = FactsWith<{ lookUp: string }>;

/** `postal_code` is `postalCode` in a lead. */
export type Field<Name extends string> = Name extends `${infer First}_${infer Rest}`
  ? `${First}${Capitalize<Field<Rest>>}`
  : Name;

/** What a fact is called in a lead. */
export const fieldOf = <Name extends string>(name: Name): Field<Name> =>
  name.replaceAll(/_(.)/g, (_, letter: string) => letter.toUpperCase()) as Field<Name>;

/** A fact with its name as written and as a lead has it. */
export interface NamedFact<Name extends FactName = FactName> {
  name: Name;
  field: Field<Name>;
  fact: Fact;
}

/** All facts, in the order of the table. */
export const allFacts: readonly NamedFact[] = Object.entries<Fact>(factTable).map(([name, fact]) => ({
  name: name as FactName,
  field: fieldOf(name as FactName),
  fact,
}));
const those = <Name extends FactName>(holds: (fact: Fact) => boolean) =>
  allFacts.filter(({ fact }) =>
    holds(fact),
  ) as readonly NamedFact[] as readonly unknown[] as readonly NamedFact<Name>[];

/** What a condition may ask for. */
export const conditionFacts = those<ConditionFact>((fact) => fact.asked !== false);
/** What the form, its API and lead files may bring. */
export const submittedFacts = those<SubmittedFact>((fact) => fact.said !== false);
/** What a look-up may fill in. */
export const lookUpFacts = those<LookUpFact>(({ lookUp }) => lookUp !== undefined);

export const isNumber = ({ kind }: { kind: string }): boolean =>
  kind === "count" || kind === "number" || kind === "money";
