import { type ConditionFact, conditionFacts, type Fact, type Facts, isNumber } from "../facts.ts";
import { priorities } from "../lead/lead.ts";
import { ownerKinds } from "../lead/owners.ts";
import { seniorities } from "../lead/seniority.ts";
import { weekdays } from "../time/office.ts";

type Derived = {
  means: string;
  /** It changes with the time: by the clock at the lead's place, or by that of the policy's office. */
  clock?: "lead" | "office";
  /** Only a policy with an office can ask it. */
  ofOffice?: true;
} & ({ kind: "text" | "truth" | "number" | "list" } | { kind: "choice"; values: readonly string[] });

/** Attributes derived from facts. */
const derived = {
  email_domain: { kind: "text", means: "the part of the e-mail address after the @" },
  consumer_mail: { kind: "truth", means: "true when the address belongs to a public mail service" },
  seniority: {
    kind: "choice",
    values: [...seniorities, "other"],
    means: "owner, executive, director, manager, specialist or other, by the words in the position",
  },
  local_hour: { kind: "number", clock: "lead", means: "the hour at the lead's place, 0 to 23" },
  weekday: { kind: "choice", clock: "lead", values: weekdays, means: "the day of the week at the lead's place" },
  working_time: { kind: "truth", clock: "lead", means: "true from Monday to Friday, 9 to 18 at the lead's place" },
  office_hour: { kind: "number", clock: "office", ofOffice: true, means: "the hour in the policy's office, 0 to 23" },
  office_weekday: {
    kind: "choice",
    clock: "office",
    ofOffice: true,
    values: weekdays,
    means: "the day of the week in the policy's office",
  },
  received: {
    kind: "choice",
    ofOffice: true,
    values: ["office-hours", "after-hours"],
    means: "office-hours or after-hours: when the lead came, by the hours of the policy's office",
  },
} as const satisfies Readonly<Record<string, Derived>>;

/** Attributes from look-ups and earlier decisions. */
const decided = {
  owner: { kind: "text", means: "the rep who has the account, its opportunity or a colleague's lead already" },
  owner_by: {
    kind: "choice",
    values: ownerKinds,
    means: "account, opportunity or colleague: how the owner is known",
  },
  stage: {
    kind: "choice",
    values: ["first", "qualified"],
    means: "first, or qualified once its rep has passed it on as such",
  },
  territory: { kind: "list", means: "the named territories that the lead is in, a list" },
  score: { kind: "number", means: "points of the score, from 0" },
  priority: { kind: "choice", values: priorities, means: "hot, warm or cold" },
  lane: { kind: "text", means: "the lane that the lanes section chose" },
} as const satisfies Readonly<Record<string, Derived>>;

type Table = Pick<Facts, ConditionFact> & typeof derived & typeof decided;
export type Attribute = keyof Table;
/** The attributes of a kind. */
export type AttributeOf<Kind> = { [Name in Attribute]: Table[Name] extends { kind: Kind } ? Name : never }[Attribute];

/** The values of an attribute that is a choice. */
export type ChoiceOf<Name extends Attribute> = Table[Name] extends { values: readonly (infer Value extends string)[] }
  ? Value
  : never;

const askedFacts = Object.fromEntries(conditionFacts.map(({ name, fact }) => [name, fact])) as Record<
  ConditionFact,
  Fact
>;

/**
 * The attributes that a condition can test, with kind and meaning. Tests within one condition are evaluated in this
 * order.
 */
export const attributes: Readonly<Record<Attribute, Fact | Derived>> = { ...derived, ...askedFacts, ...decided };
export const attributeNames = Object.keys(attributes) as [Attribute, ...Attribute[]];

/** Whether every policy has the attribute, and not only one that names it itself. */
export const isBuiltIn = (name: string): name is Attribute => Object.hasOwn(attributes, name);

type NumberAttribute = AttributeOf<"count" | "number" | "money">;
export const numberAttributes = Object.entries<{ kind: string }>({ ...askedFacts, ...decided, ...derived })
  .filter(([, attribute]) => isNumber(attribute))
  .map(([name]) => name) as [NumberAttribute, ...NumberAttribute[]];

const derivedWhere = (holds: (attribute: Derived) => boolean): ReadonlySet<string> =>
  new Set(Object.entries<Derived>(derived).flatMap(([name, attribute]) => (holds(attribute) ? [name] : [])));
/** The attributes that change with the time: by the clock at the lead's place, by any clock; and those of the office. */
export const ofLeadsClock = derivedWhere(({ clock }) => clock === "lead");
export const ofClocks = derivedWhere(({ clock }) => clock !== undefined);
export const ofOffice = derivedWhere((attribute) => attribute.ofOffice === true);

/** The attributes with a fixed set of values in every policy. */
export const fixedValues: Partial<Record<Attribute, readonly string[]>> = Object.fromEntries(
  Object.entries(attributes).flatMap(([name, spec]) => (spec.kind === "choice" ? [[name, spec.values]] : [])),
);
