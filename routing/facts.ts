/** The kind of a fact, which decides how its value is read, stored and compared. Numbers are never negative. */
type Kind =
  /** `most` is the longest text in characters; `lines` keeps its line breaks. */
  | { kind: "text"; most: number; lines?: true }
  | { kind: "email" | "phone"; most: number }
  /** `most` is the largest value, `least` the smallest, 0 if absent. A `count` is a whole number, `money` an amount in the policy's currency. */
  | { kind: "count" | "number" | "money"; most: number; least?: number }
  /** One of `values`. A lead without one counts as `otherwise`, where there is such a default. */
  | { kind: "choice"; values: readonly string[]; otherwise?: string }
  /** A list of at most `items` texts, each of at most `most` characters; of `values` alone, where they are said. */
  | { kind: "list"; most: number; items: number; values?: readonly string[] }
  /** Yes or no; a day as 2026-11-30. */
  | { kind: "truth" | "date" }
  /** What the person did, each with its time. */
  | { kind: "events" }
  /** `country` is an ISO 3166-1 alpha-2 code in upper case, `zone` an IANA time zone, `place` a latitude and longitude. */
  | { kind: "country" | "zone" | "place" };

export type Fact = Kind & {
  /** What the fact means, for authors of policies. */
  means: string;
  /** Every lead has this fact. */
  always?: true;
  /** False where no condition of a policy can test the fact. */
  inConditions?: false;
  /** False where neither the form, its API nor a lead file can set the fact. */
  submitted?: false;
  /** The first known value is kept, even where a later one is signed; a different one is stored next to it. */
  staysFirst?: true;
  /** The company knows this fact itself, so a submitted value is not trusted. */
  unverified?: true;
  /**
   * False where a rep cannot find the value to be wrong: who the person is, how they came and what they wrote. Only
   * verifiable facts are named to a rep as what would have changed an assignment.
   */
  verifiable?: false;
  /** The form's page asks for the fact, or knows it from its address or the browser. Anything else comes by the API or a look-up. */
  onForm?: true;
  /** The page says it, by its address, its language or the browser, and not the person. */
  ofPage?: true;
  /** The fact says where in the world the lead is. */
  geographic?: true;
  /** Who may fill the fact in besides the lead: any service that a policy maps, or only our own table of places. */
  lookUp?: "service" | "places";
};

/**
 * Every fact of a lead, keyed by its name in forms, lead files and policies. A lead has the name in camel case:
 * `postal_code` is `postalCode`. The lead's schema, the attributes of conditions, the readers of form, API, lead files
 * and look-ups, the lint and the what-if search are all derived from this table. A new fact of a known kind needs one
 * line here and its words in each language.
 */
export const factTable = {
  name: {
    onForm: true,
    kind: "text",
    most: 200,
    always: true,
    staysFirst: true,
    verifiable: false,
    means: "the person's name",
  },
  email: {
    onForm: true,
    kind: "email",
    most: 254,
    always: true,
    staysFirst: true,
    inConditions: false,
    means: "the person's e-mail address",
  },
  company: {
    onForm: true,
    kind: "text",
    most: 200,
    staysFirst: true,
    lookUp: "service",
    verifiable: false,
    means: "the organisation's name",
  },
  size: { onForm: true, kind: "count", most: 1e7, lookUp: "service", means: "people in the organisation" },
  industry: { kind: "text", most: 120, lookUp: "service", means: "the organisation's industry" },
  value: { kind: "money", most: 1e12, lookUp: "service", means: "expected yearly value in the policy's currency" },
  revenue: {
    kind: "money",
    most: 1e15,
    lookUp: "service",
    means: "the organisation's yearly revenue in the policy's currency: its purchasing power",
  },
  country: { onForm: true, kind: "country", geographic: true, lookUp: "service", means: "ISO country code, as BR" },
  region: { kind: "text", most: 120, geographic: true, lookUp: "service", means: "state, province or city as typed" },
  city: { kind: "text", most: 120, geographic: true, lookUp: "service", means: "the city" },
  postal_code: { kind: "text", most: 20, geographic: true, means: "the postal code" },
  time_zone: {
    onForm: true,
    ofPage: true,
    kind: "zone",
    geographic: true,
    lookUp: "places",
    means: "the time zone of the lead's place, as America/Bogota",
  },
  place: {
    kind: "place",
    geographic: true,
    lookUp: "places",
    inConditions: false,
    submitted: false,
    means: "the point on the earth, for the rep who is nearest",
  },
  phone: { onForm: true, kind: "phone", most: 40, staysFirst: true, verifiable: false, means: "the telephone number" },
  role: { kind: "text", most: 120, means: "the person's position as typed" },
  products: { onForm: true, kind: "list", most: 60, items: 20, means: "the products asked for, a list" },
  use_case: { kind: "text", most: 200, means: "what they want it for" },
  urgency: {
    onForm: true,
    kind: "choice",
    values: ["now", "this-quarter", "this-year", "exploring"],
    means: "now, this-quarter, this-year or exploring",
  },
  customer_type: {
    kind: "choice",
    values: ["new", "customer", "former"],
    otherwise: "new",
    unverified: true,
    means: "new, customer or former",
  },
  engagement: {
    kind: "number",
    most: 1e6,
    unverified: true,
    verifiable: false,
    means: "how often the person reacted to us: pages, mails or events, as the form's host reports it",
  },
  events: {
    kind: "events",
    inConditions: false,
    unverified: true,
    verifiable: false,
    means: "what the person did, each with its time, for the behaviours of the score",
  },
  message: {
    onForm: true,
    kind: "text",
    most: 4000,
    lines: true,
    staysFirst: true,
    verifiable: false,
    means: "what they wrote",
  },
  source: { onForm: true, ofPage: true, kind: "text", most: 120, verifiable: false, means: "where the lead came from" },
  campaign: {
    onForm: true,
    ofPage: true,
    kind: "text",
    most: 120,
    verifiable: false,
    means: "the campaign that brought it",
  },
  language: {
    onForm: true,
    ofPage: true,
    kind: "choice",
    values: ["en", "es", "pt"],
    always: true,
    staysFirst: true,
    verifiable: false,
    means: "en, es or pt",
  },
} as const satisfies Readonly<Record<string, Fact>>;

export type Facts = typeof factTable;
export type FactName = keyof Facts;

/** The names of the facts whose entry in the table matches `Column`, such as `{ always: true }`. */
export type FactsWith<Column> = { [Name in FactName]: Facts[Name] extends Column ? Name : never }[FactName];
export type ConditionFact = Exclude<FactName, FactsWith<{ inConditions: false }>>;
export type SubmittedFact = Exclude<FactName, FactsWith<{ submitted: false }>>;
export type LookUpFact = FactsWith<{ lookUp: string }>;

/** A snake-case name in camel case: `postal_code` becomes `postalCode`. */
export type Field<Name extends string> = Name extends `${infer First}_${infer Rest}`
  ? `${First}${Capitalize<Field<Rest>>}`
  : Name;

/** The field of a lead that holds the fact: a snake-case name in camel case. */
export const fieldOf = <Name extends string>(name: Name): Field<Name> =>
  name.replaceAll(/_(.)/g, (_, letter: string) => letter.toUpperCase()) as Field<Name>;

/** An entry of the table with its name and the field of a lead that holds it. */
export interface NamedFact<Name extends FactName = FactName> {
  name: Name;
  field: Field<Name>;
  fact: Fact;
}

/** All facts with their names, in the order of the table. */
export const allFacts: readonly NamedFact[] = Object.entries<Fact>(factTable).map(([name, fact]) => ({
  name: name as FactName,
  field: fieldOf(name as FactName),
  fact,
}));
const factsWhere = <Name extends FactName>(holds: (fact: Fact) => boolean) =>
  allFacts.filter(({ fact }) =>
    holds(fact),
  ) as readonly NamedFact[] as readonly unknown[] as readonly NamedFact<Name>[];

/** The facts that a condition can test. */
export const conditionFacts = factsWhere<ConditionFact>((fact) => fact.inConditions !== false);
/** The facts that the form, its API and lead files can set. */
export const submittedFacts = factsWhere<SubmittedFact>((fact) => fact.submitted !== false);
/** The facts that the form's page can bring. */
export const formFacts = factsWhere<FactsWith<{ onForm: true }>>((fact) => fact.onForm === true);
/** The facts that a look-up may fill in. */
export const lookUpFacts = factsWhere<LookUpFact>(({ lookUp }) => lookUp !== undefined);

export const isNumber = ({ kind }: { kind: string }): boolean =>
  kind === "count" || kind === "number" || kind === "money";

/** An attribute that a policy names itself, as a fact, which readers, conditions and the lint treat like any other. */
export interface OwnFact {
  name: string;
  fact: Fact;
}
