import { briefText } from "../../policy/explain/brief.ts";
import { explanationText } from "../../policy/explain/text.ts";
import { mayAct } from "../../routing/acts/acts.ts";
import type { Person } from "../../routing/reps/person.ts";
import type { Asked } from "../asking-person.ts";
import { type Deps, languageAsked } from "./asked.ts";

/**
 * What was decided about a lead and why, the earliest first: as data, in a few lines, and in full, in the reader's
 * language or that of `lang`. Undefined for somebody who may not see the lead.
 */
export async function showDecisions(person: Person, asked: Asked, { leads, traces, policies, people }: Deps) {
  const lead = await leads.glance(asked.pathParameters?.lead ?? "");
  if (!lead || !mayAct("see decisions", person, lead)) return undefined;
  const locale = languageAsked(asked, person);
  const [found, names] = await Promise.all([traces.of(lead.id), people.names()]);
  const known = new Map(Object.entries(names));
  const decisions = found.map(async (trace) => {
    const version = trace.policyVersion ?? lead.policyVersion;
    const policy = version === undefined ? undefined : (await policies.get(version)).policy;
    const texts = policy && {
      brief: briefText(trace, policy, locale, known, Number.POSITIVE_INFINITY),
      full: explanationText(trace, policy, locale, known),
    };
    return { trace, ...texts };
  });
  return { decisions: await Promise.all(decisions), names };
}
