import type { Attribute, AttributeOf, ChoiceOf } from "../../routing/policy/attribute.ts";

/** What each attribute is called in a sentence, with its article: "the country", "el país". */
export type AttributeNouns = Record<Attribute, string>;

/** The attributes that are true or false, as the whole clause of each. */
export type TruthClauses = Record<AttributeOf<"truth">, Record<"true" | "false", string>>;

/** What the values of the attributes with fixed choices are called, languages apart, whose names Intl knows. */
export type ChoiceWords = { [Name in Exclude<AttributeOf<"choice">, "language">]: Record<ChoiceOf<Name>, string> };
