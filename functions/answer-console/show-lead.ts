import { turnOf } from "../../adapters/api/turn.ts";
import { outlookLines } from "../../policy/explain/outlook-text.ts";
import { mayAct } from "../../routing/acts/acts.ts";
import { creditable, possibleActs } from "../../routing/acts/possible-acts.ts";
import { fromWithoutContact, isContact, withoutContact } from "../../routing/lead/contact.ts";
import { holdersOf, type Lead, type Locale, poolOf } from "../../routing/lead/lead.ts";
import { actBy } from "../../routing/lead/listing.ts";
import type { Person } from "../../routing/reps/person.ts";
import type { Asked } from "../asking-person.ts";
import { type Deps, languageAsked } from "./asked.ts";

/** One lead, with all that happened, its outlook in the language of `lang`; undefined for somebody who may not see it, as for one that does not exist. */
export async function showLead(person: Person, asked: Asked, deps: Deps) {
  const { leads, list, submissions, people } = deps;
  const lead = await leads.glance(asked.pathParameters?.lead ?? "");
  if (!lead || !mayAct("see leads", person, lead)) return undefined;
  const [earlier, sent, can] = await Promise.all([
    lead.timelineMoved ? list.earlierEvents(lead.id) : [],
    submissions.of(lead.id),
    actsOn(lead, person, languageAsked(asked, person), deps),
  ]);
  const timeline = [...earlier, ...lead.timeline];
  const told = shown(lead);
  const isTheirs = mayTellContact(person, lead);
  return {
    ...told,
    timeline,
    holders: holdersOf(lead),
    pool: poolOf(lead),
    by: actBy(lead),
    facts: isTheirs ? lead.facts : withoutContact(lead.facts),
    asWritten: lead.asWritten?.filter(({ field }) => isTheirs || !isContact(field)),
    additions: lead.additions?.filter(({ field }) => isTheirs || !isContact(field)),
    ...(lead.from && { from: isTheirs ? lead.from : fromWithoutContact(lead.from) }),
    ...(lead.consent && { consent: lead.consent }),
    ...(lead.consents && { consents: lead.consents }),
    sent: sent.map(({ facts, asWritten, from, ...one }) => ({
      ...one,
      ...(from && { from: isTheirs ? from : fromWithoutContact(from) }),
      facts: isTheirs ? facts : withoutContact(facts),
      asWritten: asWritten.filter(({ field }) => isTheirs || !isContact(field)),
    })),
    contact: isTheirs,
    ...can,
    names: await people.names(peopleIn(lead, timeline)),
  };
}

/** What somebody may do to the lead now, and the turn that they have to name when they do. */
async function actsOn(lead: Lead, person: Person, locale: Locale, { policies, reps, now }: Deps) {
  const { policy: active, version } = await policies.active();
  const decidedWith = lead.policyVersion ?? version;
  const [policy, owner] = await Promise.all([
    decidedWith === version ? active : policies.get(decidedWith).then((known) => known.policy),
    lead.ownerId === undefined ? undefined : reps.get(lead.ownerId),
  ]);
  return {
    turn: turnOf(lead),
    outlook: outlookLines(lead.score, policy, locale),
    acts: possibleActs(lead, { person, owner, policy, active, now: now() }),
    mayAskForContact: mayAct("ask for contact details", person, lead, active),
    lostReasons: policy.lost_reasons,
    currency: policy.currency,
    creditable: creditable(lead).map(({ attempt }) => attempt),
  };
}

/** Whether somebody has accepted the lead, so that they may know how to reach its person. */
const mayTellContact = (person: Person, lead: Lead): boolean =>
  lead.ownerId === person.id && mayAct("see contact details", person, lead);

/** What is told of a lead as it is kept: named one by one, so that no token or link is told by being added to it. */
function shown(lead: Lead) {
  const { id, rev, status, receivedAt, policyVersion, priority, lane, rule, score, qualification } = lead;
  const { account, knownOwner, companyReps, samePerson, earlier, submissions, points, enrichment } = lead;
  const { ownerId, acceptedAt, introducedAt, meeting, closed, look, unreachable, waitingSince, dueAt } = lead;
  return {
    ...{ id, rev, status, receivedAt, policyVersion, priority, lane, rule, score, qualification },
    ...{ account, knownOwner, companyReps, samePerson, earlier, submissions, points, enrichment },
    ...{ ownerId, acceptedAt, introducedAt, meeting, closed, look, unreachable, waitingSince, dueAt },
    offers: lead.offers.map(({ linkHashes: _, charged: __, countedIn: ___, ...offer }) => offer),
    ...(lead.escalation && { escalation: withoutLinks(lead.escalation) }),
    ...(lead.follow && { follow: withoutToken(lead.follow) }),
  };
}

const withoutLinks = ({ linkHashes: _, ...escalation }: NonNullable<Lead["escalation"]>) => escalation;
const withoutToken = ({ taskToken: _, ...follow }: NonNullable<Lead["follow"]>) => follow;

/** Ids of everybody whom a lead's story names. */
function peopleIn(lead: Lead, timeline: Lead["timeline"]): string[] {
  const { offers, escalation, ownerId, companyReps = [], knownOwner, account, closed } = lead;
  return [
    ...offers.flatMap(({ repId, byHand }) => [repId, byHand]),
    ...timeline.flatMap(({ repId, by }) => [repId, by]),
    ...[escalation?.managerId, ownerId, knownOwner?.repId, account?.ownerId, closed?.by],
    ...companyReps,
  ].filter((id) => id !== undefined);
}
