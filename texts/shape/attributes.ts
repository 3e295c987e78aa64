import type { customerTypes, KnownOwner, Priority, urgencies } from "../../routing/lead/lead.ts";
import type { Seniority } from "../../routing/lead/seniority.ts";
import type { Attribute } from "../../routing/policy/policy.ts";

/** What each attribute is called in a sentence, with its article: "the country", "el país". */
export type AttributeNouns = Record<Attribute, string>;

/** The attributes that are true or false, as the whole clause of each. */
export type TruthClauses = Record<"consumer_mail" | "working_time", Record<"true" | "false", string>>;

/** What the values of the attributes with fixed choices are called; any other value is said as it is. */
export interface ChoiceWords {
  urgency: Record<(typeof urgencies)[number], string>;
  customer_type: Record<(typeof customerTypes)[number], string>;
  seniority: Record<Seniority, string>;
  owner_by: Record<KnownOwner["because"], string>;
  priority: Record<Priority, string>;
}
