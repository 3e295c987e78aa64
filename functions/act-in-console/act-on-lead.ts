import type { APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import type { Answered } from "../../adapters/api/act-rows.ts";
import { notFound, problem } from "../../adapters/api/problem.ts";
import { turnOf } from "../../adapters/api/turn.ts";
import { type LeadAct, leadActs, mayAct } from "../../routing/acts/acts.ts";
import { holdersOf, type Lead, poolOf } from "../../routing/lead/lead.ts";
import { actBy } from "../../routing/lead/listing.ts";
import { lastDone } from "../../routing/lead/turn.ts";
import type { Person } from "../../routing/reps/person.ts";
import type { Asked } from "../asking-person.ts";
import { again, answered, replayed } from "../once.ts";
import type { Deps } from "./deps.ts";
import { doAct } from "./do-act.ts";
import { readRequest } from "./read-request.ts";

/**
 * Does something to a lead once, for who may do it and as the lead was when they decided to. Whatever comes twice, at once or
 * after its answer was lost, has one outcome and one answer.
 */
export async function actOnLead(person: Person, asked: Asked, deps: Deps): Promise<APIGatewayProxyStructuredResultV2> {
  const { lead: id = "", act: name } = asked.pathParameters ?? {};
  const act = leadActs.find((one) => one === name);
  if (!act) return notFound();
  const read = readRequest(asked, person, deps.now());
  if ("refused" in read) return read.refused;
  const { turn, request } = read.act;
  const before = await replayed(request, deps.rows);
  if (before) return before;
  const lead = await deps.leads.get(id);
  const { policy: active } = await deps.policies.active();
  if (!lead) return notFound();
  if (!mayAct(act, person, lead, active)) return wasAsked(act, person, lead) ? lost(person, lead, deps) : notFound();

  const leads = deps.guarded({
    turn,
    also: (after) => [
      deps.rows.keeping(request, answerOf(act, request.at, lead, after)),
      // Nothing in the lead's story says who resumed it.
      ...(act === "resume" ? [deps.audit.entry({ at: request.at, by: person.id, act, lead: id })] : []),
    ],
  });
  const result = await doAct({ lead, act, person, asked: read.act, deps: { ...deps, leads } });
  const written = await deps.rows.answered(request);
  if (written && written !== "another") return leads.wrote ? answered(written) : again(written);
  if (leads.lost) return lost(person, leads.lost, deps);
  const now = await deps.leads.load(id);
  if (result === "before") return answered(answerOf(act, request.at, now, now));
  return problem(409, "not-now", undefined, { because: result, lead: standing(now), turn: turnOf(now) });
}

/** Whether a lead that is not theirs was once: it is no news to them that it exists. */
const wasAsked = (act: LeadAct, person: Person, { offers, escalation }: Lead): boolean =>
  ["accept", "claim", "decline"].includes(act) &&
  (offers.some(({ repId }) => repId === person.id) || escalation?.managerId === person.id);

/** Where a lead stands, without anything by which its person could be known. */
const standing = (lead: Lead) => {
  const [pool, by] = [poolOf(lead), actBy(lead)];
  return {
    ...{ id: lead.id, status: lead.status, holders: holdersOf(lead) },
    ...(pool !== undefined && { pool }),
    ...(by !== undefined && { by }),
    ...(lead.closed && { outcome: lead.closed.outcome }),
  };
};

/** How an act is answered that left the lead like this. Who may give back no more this week keeps it. */
function answerOf(act: LeadAct, at: string, before: Lead, after: Lead): Answered {
  const now = { lead: standing(after), turn: turnOf(after) };
  if (act === "give-back" && after.ownerId !== undefined && after.ownerId === before.ownerId && after.follow?.wish)
    return {
      status: 409,
      body: { type: "urn:turno:not-now", title: "not now", status: 409, because: "too-many", ...now },
    };
  return { status: 200, body: { act, at, ...now } };
}

/** That somebody was first: who did what, when, and what is so now for those who may see it. */
async function lost(person: Person, lead: Lead, { people }: Deps): Promise<APIGatewayProxyStructuredResultV2> {
  const done = lastDone(lead);
  const seen = mayAct("see leads", person, lead);
  return problem(412, "turn-lost", undefined, {
    ...done,
    lead: seen ? standing(lead) : { id: lead.id },
    ...(seen && { turn: turnOf(lead) }),
    names: await people.names([done.by, done.who, ...holdersOf(lead)].filter((id) => id !== undefined)),
  });
}
