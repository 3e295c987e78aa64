import { actOnLead } from "../../adapters/claims/act-on-lead.ts";
import { answerOpenOffer } from "../../adapters/claims/answer-offer.ts";
import { creditBack, creditReasons } from "../../adapters/claims/credit-back.ts";
import { policyOf } from "../../adapters/claims/end-lead.ts";
import { handleLead } from "../../adapters/claims/hands-on.ts";
import { logger } from "../../adapters/step.ts";
import type { LeadAct } from "../../routing/acts/acts.ts";
import { rejectReasons } from "../../routing/follow/hands-on.ts";
import { readAct } from "../../routing/follow/read-act.ts";
import { readNote } from "../../routing/lead/clean-text.ts";
import { isErasureAsked } from "../../routing/lead/erased.ts";
import { holdersOf, type Lead } from "../../routing/lead/lead.ts";
import { isFinal } from "../../routing/lead/lifecycle.ts";
import { declineReasons } from "../../routing/offers/decline-reasons.ts";
import { askedOf } from "../../routing/offers/open-offer.ts";
import type { Person } from "../../routing/reps/person.ts";
import { Unusable } from "../asking-person.ts";
import { continueLead, isUnderWay } from "../continue-lead.ts";
import type { Deps } from "./deps.ts";
import type { ActAsked } from "./read-request.ts";

/** What came of an act: `done`; `before`, where it is so already; or why it cannot be done now. */
export type ActResult = "done" | "before" | (string & {});

/** Something that can be done to a lead, by whoever may do it; `leads` is the store that writes for this act alone. */
interface Doing {
  lead: Lead;
  act: LeadAct;
  person: Person;
  asked: ActAsked;
  deps: Deps;
}

/** Does it as the mailed pages and the commands do. @throws Unusable, Contention */
export async function doAct(doing: Doing): Promise<ActResult> {
  const { result, notWoken } = await written(doing);
  if (notWoken)
    logger.warn("workflow not woken, left to its timeout", { leadId: doing.lead.id, errorName: notWoken.name });
  return result;
}

type Written = Promise<{ result: ActResult; notWoken?: Error | undefined }>;

function written(doing: Doing): Written {
  const { lead, act, person, asked, deps } = doing;
  const { fields } = asked;
  const hands = (what: Parameters<typeof handleLead>[1]) => handleLead(lead.id, what, person.id, deps);
  switch (act) {
    case "accept":
    case "claim":
    case "decline":
      return answer(doing);
    case "contacted":
    case "no-answer":
    case "meeting":
    case "won":
    case "lost":
    case "invalid":
    case "pass-on":
    case "give-back":
      return say(doing);
    case "assign":
    case "transfer":
      return hands({ kind: act, to: needed(fields, "to") });
    case "take":
      return hands({ kind: act, to: person.role === "manager" ? person.id : needed(fields, "to") });
    case "hand-on":
      return hands({ kind: act, from: fields.from ?? holdersOf(lead)[0] ?? "" });
    case "reject": {
      const note = readNote(fields.note);
      return hands({ kind: act, reason: oneOf("reason", rejectReasons, fields.reason), ...(note && { note }) });
    }
    case "reopen":
      return hands({ kind: act });
    case "credit-back":
      return credit(doing);
    case "resume":
      return resume(doing);
    case "erase":
      return erase(doing);
  }
}

async function answer({ lead, act, person, asked: { fields }, deps }: Doing): Written {
  const asking = askedOf(lead, person.id, deps.now());
  const rep = await deps.reps.get(person.id);
  if (!asking || !rep) return { result: "not-open" };
  const isShown = asking.kind === "offer" && lead.offers[asking.index]?.round !== undefined;
  if (act !== "decline" && isShown !== (act === "claim")) return { result: "not-open" };
  if (act === "decline" && asking.kind !== "offer") return { result: "not-open" };
  const said =
    act === "decline"
      ? {
          ...{ decision: "decline" as const, note: fields.note },
          reason: oneOf("reason", declineReasons, fields.reason),
        }
      : { decision: "accept" as const };
  return answerOpenOffer(lead.id, asking, said, rep, deps);
}

/** What the owner says of it, or a manager for them. */
async function say({ lead, act, person, asked: { fields, request }, deps }: Doing): Written {
  const { to: _, from: __, attempt: ___, ...written } = fields;
  const policy = await policyOf(lead, deps);
  const reading = readAct(
    { ...written, act, page: request.key },
    { policy, timeZone: person.timeZone, now: deps.now() },
  );
  if (reading.kind === "problem") throw new Unusable(`${reading.field}: ${reading.fault}`);
  const repId = lead.ownerId === person.id ? person.id : undefined;
  return actOnLead(lead.id, reading.act, { repId, by: person.id }, deps);
}

async function credit({ lead, person, asked: { fields }, deps }: Doing): Written {
  const reason = oneOf("reason", creditReasons, fields.reason);
  if (fields.attempt === undefined) throw new Unusable("attempt: missing");
  const [{ policy }, reps] = await Promise.all([deps.policies.active(), deps.reps.all()]);
  const why = { reason, by: person.id, at: deps.now() };
  const result = await creditBack({ leadId: lead.id, attempt: fields.attempt }, why, { ...deps, policy, reps });
  return { result: result === "credited" ? "done" : result === "credited-before" ? "before" : result };
}

async function resume({ lead, deps }: Doing): Written {
  if (isFinal(lead.status)) return { result: "over" };
  if (await isUnderWay(lead, deps)) return { result: "running" };
  return { result: (await continueLead(lead, deps)) ? "done" : "running" };
}

/** Asks for it, which is done within minutes; the lead's story says so until then. */
async function erase({ lead, person, asked: { request }, deps }: Doing): Written {
  const at = deps.now();
  let result: ActResult = "done";
  await deps.leads.update(lead.id, (now) => {
    result = now.hold ? "on-hold" : now.erased || isErasureAsked(now) ? "before" : "done";
    if (result !== "done") return undefined;
    const id = request.key.slice(0, 64);
    const asks = deps.erasures.asking({ id, at, by: person.id, email: now.facts.email, leadIds: [now.id] });
    const event = { at, event: "erasure-asked", by: person.id };
    return { lead: { ...now, timeline: [...now.timeline, event] }, also: [asks] };
  });
  return { result };
}

function needed(fields: ActAsked["fields"], name: "to"): string {
  const said = fields[name]?.trim();
  if (!said) throw new Unusable(`${name}: missing`);
  return said;
}

function oneOf<Known extends string>(name: string, known: readonly Known[], said: string | undefined): Known {
  const found = known.find((one) => one === said);
  if (!found) throw new Unusable(`${name}: expected one of ${known.join(", ")}`);
  return found;
}
