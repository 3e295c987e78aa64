import { whyNotText } from "../../policy/explain/why-not.ts";
import { mayActOnRep } from "../../routing/acts/act-on-rep.ts";
import { locales } from "../../routing/lead/lead.ts";
import type { Person } from "../../routing/reps/person.ts";
import type { Asked } from "../asking-person.ts";
import type { Deps } from "./deps.ts";

/** Why a lead was not offered to somebody, decision by decision, in the reader's language or that of `lang`. */
export async function showWhyNot(person: Person, { pathParameters, queryStringParameters }: Asked, deps: Deps) {
  const { rep: repId = "", lead: leadId = "" } = pathParameters ?? {};
  const [{ policy }, rep, lead, names] = await Promise.all([
    deps.policies.active(),
    deps.people.get(repId),
    deps.leads.glance(leadId),
    deps.people.names(),
  ]);
  if (!rep || !lead || !mayActOnRep("see the team", person, rep, policy)) return undefined;
  const locale = locales.find((one) => one === queryStringParameters?.lang) ?? person.locale;
  const reader = { policy, locale, names: new Map(Object.entries(names)) };
  return { lines: whyNotText(repId, leadId, await deps.traces.of(leadId), reader) };
}
