import { attributesOf } from "../../routing/attributes.ts";
import type { Attributes } from "../../routing/conditions/condition.ts";
import { memoize } from "../../routing/conditions/memoize.ts";
import type { LeadFacts } from "../../routing/lead/lead.ts";
import { readFacts } from "../../routing/lead/read-facts.ts";
import { ownFacts } from "../../routing/policy/own-attributes.ts";
import type { Policy } from "../../routing/policy/policy.ts";
import { assess } from "../../routing/score.ts";
import type { PastLead } from "../replay/leads.ts";
import { arrived } from "../replay/simulation.ts";
import { territoriesThatCount } from "./lesson.ts";
import type { Outcome } from "./outcome.ts";

/** Leads of which nothing can be learnt, and why: how many of each. */
export interface NotLearnt {
  /** Still with a rep, or answered by mail alone. */
  open: number;
  /** The person withdrew before anybody could win them. */
  withdrawn: number;
  /** Rejected, nurtured or never offered: nobody tried, so that there is no outcome. */
  neverOffered: number;
  /** Closed before they came, so that one of the two times is wrong. */
  backwards: number;
}

export interface Outcomes {
  outcomes: Outcome[];
  notLearnt: NotLearnt;
}

/**
 * The leads with an outcome, as `policy` sees them when they were decided: a lead that was lost or invalid was not won, and
 * one of which the outcome is not known is not among them.
 * @param leads in any order
 */
export function outcomesOf(leads: Iterable<PastLead>, policy: Policy): Outcomes {
  const outcomes: Outcome[] = [];
  const notLearnt = { open: 0, withdrawn: 0, neverOffered: 0, backwards: 0 };
  const refs = new Map<string, number>();
  for (const past of leads) {
    const { closed, receivedAt } = past;
    if (!closed) notLearnt[past.neverOffered ? "neverOffered" : "open"] += 1;
    else if (closed.outcome === "withdrawn") notLearnt.withdrawn += 1;
    else if (closed.at !== undefined && closed.at < receivedAt) notLearnt.backwards += 1;
    else {
      const again = refs.get(past.ref) ?? 0;
      refs.set(past.ref, again + 1);
      const ref = again === 0 ? past.ref : `${past.ref} ${again}`;
      outcomes.push({ ref, won: closed.outcome === "won", ...seen(past, policy) });
    }
  }
  return { outcomes, notLearnt };
}

/** When a past lead came, what of it can be learnt from, and its points by this policy. */
export function seen(past: PastLead, policy: Policy): Pick<Outcome, "at" | "attributes" | "kept"> & { today: number } {
  const known = { ...past, facts: factsWhenDecided(past, policy) };
  const { lead } = arrived(known, { policy }, []);
  const { receivedAt } = past;
  const { total, dimensions } = lead.score ?? assess(lead, policy, receivedAt).score;
  const kept = dimensions.flatMap(({ dimension, max, reasons }) => {
    const did = reasons.filter(({ events }) => events);
    return did.length > 0
      ? [
          [
            dimension,
            Math.min(
              max,
              did.reduce((sum, { points = 0 }) => sum + points, 0),
            ),
          ],
        ]
      : [];
  });
  return {
    ...(kept.length > 0 && { kept: Object.fromEntries(kept) }),
    at: Date.parse(receivedAt),
    attributes: learntFrom(attributesOf(lead, asking(policy), receivedAt), policy),
    today: total,
  };
}

/** The same policy, asking for all that is learnt from, which is only derived where it is asked for. */
const asking = memoize(
  (policy: Policy): Policy => ({
    ...policy,
    qualification: {
      ...policy.qualification,
      ask: (["territory", "seniority", "received"] as const).map((missing) => ({ missing, ask: "" })),
    },
  }),
);

/** What is known of it, without the territories that stand for what may not count. */
function learntFrom(attributes: Attributes, policy: Policy): Attributes {
  const counting = new Set(territoriesThatCount(policy));
  const known = Object.entries(attributes).flatMap(([name, value]) => {
    if (value === undefined) return [];
    if (name !== "territory" || !Array.isArray(value)) return [[name, value]];
    return [[name, value.filter((territory: string) => counting.has(territory))]];
  });
  return Object.fromEntries(known);
}

/** A lead's facts before what was added to it since somebody had accepted it. */
function factsWhenDecided({ facts, addedSince = [] }: PastLead, policy: Policy): LeadFacts {
  if (addedSince.length === 0) return facts;
  const before: Record<string, unknown> = { ...facts };
  // The last ones first, so that what stood before all of them is left.
  for (const { field, before: text } of addedSince.toReversed()) {
    const read = text
      ? readFacts(
          { [field]: text },
          "file",
          { name: "", email: "", language: facts.language },
          ownFacts(policy.attributes),
        )
      : undefined;
    const key = field.replaceAll(/_(.)/g, (_, letter: string) => letter.toUpperCase());
    const name = key in before ? key : field;
    const value = read && "facts" in read ? (read.facts as unknown as Record<string, unknown>)[name] : undefined;
    if (name === "language" || name === "name" || name === "email") continue;
    before[name] = value;
  }
  return before as unknown as LeadFacts;
}
